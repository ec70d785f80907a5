"""What the answerer is made of in a service: a supervised tree of its own (R13).

answerer ─ purse    what may be spent
         ─ wording  has the robot's replies bettered

Each may die and come back alone; what was with them is said as the robot has it.
"""

from __future__ import annotations

from actors.answerer.actor import purse_region
from actors.answerer.messages import PurseCommand
from actors.answerer.office import AnswererOffice
from actors.answerer.settings import ModelSettings
from actors.answerer.wording import Wording, WordingService
from actors.directory import Directory
from runtime.child import ChildSpec, Strategy
from runtime.journal import Journal
from runtime.node import Node
from runtime.outgoing import Streamer
from runtime.region import Region
from runtime.supervisor import Supervisor


class Answerer:
    """The answerer of one process.

    Args:
        settings: which model.
        streamer: sends requests.
        journal: where the purse's truth is.
        directory: knows the purse.
        node: what it runs on.

    Attributes:
        office: asks the model.
        take: see `actors.robot.office.Reword`.
    """

    def __init__(
        self,
        settings: ModelSettings,
        streamer: Streamer,
        journal: Journal,
        directory: Directory,
        node: Node,
    ) -> None:
        self._settings = settings
        self._journal = journal
        self.office = AnswererOffice(
            settings, streamer, directory, node.events, node.random, node.wall_ms
        )
        self._wording = Wording(self.office, node.topics, node.wall_ms)
        self.take = self._wording.take

    def children(self) -> tuple[ChildSpec, ...]:
        """For the root supervisor; nothing where no model is configured."""
        if not self.office.is_on:
            return ()
        return (ChildSpec("answerer", self.supervisor, shutdown_seconds=None),)

    def supervisor(self) -> Supervisor:
        """A new incarnation of all of it."""
        return Supervisor(
            (
                ChildSpec("purse", self._purse, shutdown_seconds=None),
                ChildSpec("wording", lambda: WordingService(self._wording)),
            ),
            Strategy.ONE_FOR_ONE,
        )

    def _purse(self) -> Region[PurseCommand]:
        return purse_region(self._journal, self._settings.limits)
