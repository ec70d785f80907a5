"""What may be done to a running tree, and by whom it was: restart, crash, kill (M10).

One rule for all faces. An intervention is written into the audit log before it is done,
also one that is refused; it is done soon after the answer, so that whoever asked hears
it, also when his own connection is the victim.
"""

from __future__ import annotations

from collections.abc import Callable

from actors.accounts.messages import NoteDeskAct
from actors.accounts.noting import Note, write_down
from actors.accounts.permissions import Principal
from admin.observer.board import Board
from admin.observer.experiment import ACTS, Bar, Barred, Deed, Experiment
from admin.observer.lookout import Lookout, entity_of
from admin.observer.notebook import Incident, Notebook
from admin.observer.shown import (
    EntitiesShown,
    EntityQuery,
    PartDetail,
    TreeShown,
)
from runtime.cell import Cell
from runtime.intervention import restarts_left
from runtime.introspect import process_of


class ObserverOffice:
    """Made once by the composition root; all methods are for the trio loop's tasks.

    Args:
        lookout: looks at the tree.
        notebook: knows what went wrong.
        board: takes experiments.
        note: writes a row of the audit log.
        wall_ms: ms since the epoch.
        is_demonstration: crashes and kills are allowed.

    Attributes:
        is_demonstration: as given.
    """

    def __init__(
        self,
        lookout: Lookout,
        notebook: Notebook,
        board: Board,
        note: Note,
        wall_ms: Callable[[], int],
        *,
        is_demonstration: bool,
    ) -> None:
        self.is_demonstration = is_demonstration
        self._lookout = lookout
        self._notebook = notebook
        self._board = board
        self._note = note
        self._wall_ms = wall_ms

    async def tree(self) -> TreeShown:
        """Supervisors, services and regions, with totals of the entities."""
        return await self._lookout.tree(is_demonstration=self.is_demonstration)

    async def entities(self, query: EntityQuery) -> EntitiesShown | Barred:
        """Entities of a region."""
        found = await self._lookout.entities(query)
        return found or _no_such(query.region)

    def detail(self, path: str) -> PartDetail | Barred:
        """One part or entity."""
        return self._lookout.detail(path) or _no_such(path)

    def incidents(self, limit: int) -> tuple[Incident, ...]:
        """What went wrong of late, newest first."""
        return self._notebook.incidents(limit)

    def board(self) -> tuple[Experiment, ...]:
        """The experiments, newest first."""
        return self._board.shown

    async def intervene(
        self, deed: Deed, path: str, by: Principal, operation: str
    ) -> Experiment | Barred:
        """Has something done to a part; the board tells what comes of it.

        Args:
            deed: what.
            path: of the part, as `tree` and `entities` show it.
            by: whose permission was looked at by the caller.
            operation: his id of it: the same once more is answered as before.

        Raises:
            Unavailable: the log does not answer, so that nothing is done.
        """
        if (first := self._board.find(by.who, operation)) is not None:
            return first
        judged = self._judge(deed, path)
        detail = f"refused: {judged.bar.value}" if isinstance(judged, Barred) else ""
        act = NoteDeskAct(by.who, ACTS[deed], path, operation, by.address, detail)
        await write_down(self._note, act)
        judged = judged if isinstance(judged, Barred) else self._judge(deed, path)
        if isinstance(judged, Barred):
            return judged
        number = self._board.next_number()
        experiment = Experiment(
            number,
            self._wall_ms(),
            by.who,
            operation,
            deed,
            judged.path,
            entity_of(judged),
            restarts_left(judged),
        )
        self._board.add(experiment)
        return experiment

    def _judge(self, deed: Deed, path: str) -> Cell | Barred:
        if deed is not Deed.RESTART and not self.is_demonstration:
            text = "crashes are for demonstrations: set TRIODESK_DEMONSTRATION=true"
            return Barred(Bar.NO_DEMONSTRATION, text)
        cell = self._lookout.find(path)
        if cell is None:
            return _no_such(path)
        if cell is self._lookout.root:
            text = "the root is the process: nobody here would start it again"
            return Barred(Bar.IS_ROOT, text)
        if cell.actor is None:
            return Barred(Bar.NOT_RUNNING, f"{path} does not run now")
        if deed is Deed.KILL and not process_of(cell):
            return Barred(Bar.NO_PROCESS, f"{path} has no child process now")
        if deed is not Deed.RESTART and not restarts_left(cell):
            text = f"{path} crashed too often of late: one more would not be forgiven"
            return Barred(Bar.BUDGET_SPENT, text)
        if self._board.is_full:
            return Barred(Bar.BUSY, "some wait already: see what becomes of them")
        return cell


def _no_such(path: str) -> Barred:
    return Barred(Bar.NO_SUCH_PART, f"there is no {path} in memory")
