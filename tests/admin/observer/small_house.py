"""A node with some of everything that can be observed, and an observer."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from random import Random

import trio

from actors.accounts.messages import Done, NoteDeskAct
from actors.accounts.permissions import Principal, Role
from admin.observer.audit_wire import (
    AuditAnswer,
    AuditRequest,
    ExamineJournal,
    Marked,
    Verdict,
)
from admin.observer.board import Board
from admin.observer.experiment import ENDED, Bar, Barred, Deed, Experiment
from admin.observer.laboratory import Laboratory
from admin.observer.lookout import Lookout
from admin.observer.notebook import Notebook
from admin.observer.office import ObserverOffice
from runtime.ask import Answered
from runtime.child import Backoff, ChildSpec, Intensity, Restart
from runtime.errors import Unavailable
from runtime.mailbox import Bound
from runtime.node import Node
from runtime.observe import Events
from runtime.open_node import open_node
from runtime.port_service import PortService
from runtime.region import Region
from runtime.request_port import RequestPort
from runtime.supervisor import Supervisor
from tests.runtime.family import member_spec
from tests.runtime.live import settle, shop
from tests.runtime.stage import Recorder, Say
from tests.runtime.test_port import ECHO

ADA = Principal("m-ada", Role.ADMIN, (), "203.0.113.7")
CLEAN = Verdict(0, 0, 0, 0, 3, 5, 2, 9, 40)
LID_SECONDS = 120.0
"""By a clock that jumps; an experiment that fails takes a minute."""


class PlayedAuditor:
    """Finds what it is told to; `away` of the questions are not answered."""

    def __init__(self) -> None:
        self.asked: list[AuditRequest] = []
        self.verdict: AuditAnswer = CLEAN
        self.is_away = False

    async def ask(self, request: AuditRequest) -> AuditAnswer:
        await trio.lowlevel.checkpoint()
        if self.is_away:
            raise Unavailable("it is away")
        self.asked.append(request)
        return self.verdict if isinstance(request, ExamineJournal) else Marked(3)


class Short(Recorder):
    """Ends as soon as it is back."""

    def on_start(self) -> object:
        self.log.append("+short")
        self.context.finish(when_idle=self.log.count("+short") > 1)
        return None


class SmallHouse:
    """Parts: `member`, `shop`, `echo` with a process if wanted, entities `things/…`.

    The thing `short` ends as soon as it is back from a crash.
    """

    def __init__(self, *, is_demonstration: bool, has_process: bool) -> None:
        self.acts: list[NoteDeskAct] = []
        self.log: list[str] = []
        self.events = Events()
        self.auditor = PlayedAuditor()
        self.is_noting = True
        self.node: Node
        self.office: ObserverOffice
        self._is_demonstration = is_demonstration
        self._has_process = has_process

    def note(self, act: NoteDeskAct, done: Answered) -> None:
        if not self.is_noting:
            done(None, Unavailable("the log is away"))
            return
        self.acts.append(act)
        done(Done(), None)

    def plant(self, node: Node) -> Callable[[], Supervisor]:
        self.node = node
        board, notebook = Board(), Notebook(self.events, node.wall_ms)
        lookout = Lookout(node, node.clock(), notebook)
        self.office = ObserverOffice(
            lookout,
            notebook,
            board,
            self.note,
            node.wall_ms,
            is_demonstration=self._is_demonstration,
        )

        def laboratory() -> Laboratory:
            return Laboratory(board, lookout, self.auditor, node)

        specs = [
            member_spec("member", self.log),
            member_spec("brief", self.log, Restart.TEMPORARY),
            shop("shop", self.log),
            ChildSpec("things", self._things),
            ChildSpec("laboratory", laboratory),
        ]
        if self._has_process:
            port = RequestPort(ECHO, 1)

            def keep() -> PortService:
                return PortService(port, lambda: None, is_awaited=True)

            specs.append(ChildSpec("echo", keep))
        return lambda: Supervisor(tuple(specs), intensity=Intensity(3, 5.0))

    def _things(self) -> Region[object]:
        return Region(
            "thing",
            lambda name: (Short if name == "short" else Recorder)(self.log),
            Bound(),
            self.log.append,
            Backoff(0.1, 1.0),
        )

    async def tell(self, thing: str, *texts: str) -> None:
        address = self.node.registry.find(f"thing/{thing}")
        assert address is not None
        for text in texts:
            address.tell(Say(text))  # type: ignore[arg-type]
        await settle()

    async def intervene(self, deed: Deed, path: str, operation: str = "") -> Experiment:
        """What comes of it in the end."""
        named = f"{deed}{path}{operation}"
        asked = await self.office.intervene(deed, path, ADA, named)
        assert isinstance(asked, Experiment), asked
        await self.until_ended(asked)
        return asked

    async def until_ended(self, experiment: Experiment) -> None:
        await self.until(lambda: experiment.stage in ENDED)

    async def until(self, is_so: Callable[[], bool]) -> None:
        with trio.fail_after(LID_SECONDS):
            while not is_so():  # noqa: ASYNC110 - nothing tells
                await trio.sleep(0.1)

    async def barred(self, deed: Deed, path: str) -> Bar:
        answer = await self.office.intervene(deed, path, ADA, "op")
        assert isinstance(answer, Barred), answer
        assert answer.text
        return answer.bar


@asynccontextmanager
async def small_house(
    *, is_demonstration: bool = True, has_process: bool = False
) -> AsyncIterator[SmallHouse]:
    house = SmallHouse(is_demonstration=is_demonstration, has_process=has_process)
    async with open_node(house.plant, house.events, Random(1)) as node:
        while not node.registry.find("thing/x"):
            await settle()
        yield house
