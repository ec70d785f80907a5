"""What the robot is made of in a service: a supervised tree of its own.

robot ─ process  the child process that answers
      ─ office   whom sessions ask
      ─ loader   has versions built, and puts them into force; up when visitors can be
                 greeted, so that a start lets nobody in before

Each may die and come back alone; a session holds nobody up that it asked.
"""

from __future__ import annotations

from pathlib import Path

from actors.directory import Directory
from actors.knowledge.office import KnowledgePublished
from actors.robot.console import RobotConsole
from actors.robot.loader import BaseLoader, Editions, LoaderService
from actors.robot.office import BaseLost, RobotOffice, RobotService
from actors.robot.port_base import port_robot, sounds_in
from actors.rules.rulebook import Rules
from runtime.child import ChildSpec, Strategy
from runtime.node import Node
from runtime.port_service import PortService
from runtime.supervisor import Supervisor


class Robot:
    """The robot of one process.

    Args:
        directory: knows sessions.
        node: what it runs on.
        editions: where versions are kept.
        path: a directory for their files, nothing else in it; the draft's is beside it.

    Attributes:
        office: for the desk.
        loader: is told of what was published, or tells itself by the events.
    """

    def __init__(
        self, directory: Directory, node: Node, editions: Editions, path: Path
    ) -> None:
        self._node = node
        self._editions = editions
        self._path = path
        self._port = port_robot()
        self.office = RobotOffice(directory, node.events, node.wall_ms)
        self.loader = BaseLoader(self.office, self._port, editions, path, node)
        node.events.subscribe(KnowledgePublished, lambda _: self.loader.look())
        node.events.subscribe(BaseLost, lambda _: self.loader.look())

    async def sounded(self, texts: tuple[str, ...]) -> tuple[str, ...]:
        """How texts are typed by sound; who answers visitors has the dictionary.

        Raises:
            Unavailable: nobody answers now.
        """
        return await sounds_in(self._port, texts)

    def console(self, rules: Rules) -> RobotConsole:
        """For who tries it out."""
        draft = self._path.with_name(f"{self._path.name}-draft")
        wall_ms = self._node.wall_ms
        return RobotConsole(
            self.office, self.loader, self._editions, draft, rules, wall_ms
        )

    @property
    def process_id(self) -> int | None:
        """Of the child that answers, while there is one."""
        return self._port.process_id

    def supervisor(self) -> Supervisor:
        """A new incarnation of all of it."""
        return Supervisor(
            (
                ChildSpec("process", self._process),
                ChildSpec("office", lambda: RobotService(self.office)),
                ChildSpec("loader", lambda: LoaderService(self.loader)),
            ),
            Strategy.ONE_FOR_ONE,
        )

    # Up at once: a start need not wait for what nobody has asked yet. Each new process
    # is told which version answers, so that none is missed only when it is asked.
    def _process(self) -> PortService:
        return PortService(self._port, self.loader.look, is_awaited=False)
