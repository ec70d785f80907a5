"""The observer of one process, and its part of the tree.

observer ─ auditor     the child process that reads the journal; in demonstrations
         ─ laboratory  carries interventions out
"""

from __future__ import annotations

from typing import Final

from actors.accounts.noting import Note
from admin.observer.audit_wire import ANSWERS, AuditAnswer, AuditRequest
from admin.observer.board import Board
from admin.observer.laboratory import Laboratory
from admin.observer.lookout import Lookout
from admin.observer.notebook import Notebook
from admin.observer.office import ObserverOffice
from runtime.child import ChildSpec, Intensity, Strategy
from runtime.child_port import ChildPort
from runtime.node import Node
from runtime.port import PortSpec
from runtime.port_service import PortService
from runtime.sql_place import SqlPlace, path_of, secrets_of
from runtime.supervisor import Supervisor

INTENSITY: Final = Intensity(restarts=20, period=20.0)
"""As the root's: what is crashed for demonstrations again and again may come back."""
MAX_WAITING: Final = 8
"""Questions to the auditor: the laboratory has one at a time."""
ANSWER_SECONDS: Final = 30.0
"""A look at a full window takes two seconds of a processor, and has the least right to
one."""


AuditorPort = ChildPort[AuditRequest, AuditAnswer]


def port_auditor(journal: SqlPlace) -> AuditorPort:
    """Who reads the journal there, in a child process."""
    return ChildPort(
        PortSpec(
            "auditor",
            "admin.observer.auditor_child",
            (path_of(journal),),
            environment=secrets_of(journal),
        ),
        ANSWERS,
        max_waiting=MAX_WAITING,
        answer_seconds=ANSWER_SECONDS,
    )


class Observer:
    """What the composition root holds of it.

    Args:
        node: whose tree is observed.
        began: when the process began to serve, by the node's clock.
        note: writes a row of the audit log.
        auditor: reads the journal after experiments, and is a part of the tree; None:
            nobody does.
        is_demonstration: crashes and kills are allowed.

    Attributes:
        lookout: for whoever else looks at the tree.
        office: for the faces.
    """

    def __init__(
        self,
        node: Node,
        began: float,
        note: Note,
        auditor: AuditorPort | None,
        *,
        is_demonstration: bool,
    ) -> None:
        self._node = node
        self._board = Board()
        self._auditor = auditor
        notebook = Notebook(node.events, node.wall_ms)
        self.lookout = Lookout(node, began, notebook)
        self.office = ObserverOffice(
            self.lookout,
            notebook,
            self._board,
            note,
            node.wall_ms,
            is_demonstration=is_demonstration,
        )

    def supervisor(self) -> Supervisor:
        """A new incarnation of all of it."""
        return Supervisor(
            (*self._auditors(), ChildSpec("laboratory", self._laboratory)),
            Strategy.ONE_FOR_ONE,
            INTENSITY,
        )

    def _laboratory(self) -> Laboratory:
        return Laboratory(self._board, self.lookout, self._auditor, self._node)

    def _auditors(self) -> tuple[ChildSpec, ...]:
        port = self._auditor
        if port is None:
            return ()

        def serve() -> PortService:
            return PortService(port, lambda: None, is_awaited=False)

        return (ChildSpec("auditor", serve),)
