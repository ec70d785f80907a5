"""One run: a service, a publication, and who asks meanwhile."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import count
from pathlib import Path
from typing import Final

import trio

from actors.knowledge.changes import Change
from actors.knowledge.entry import Entry
from actors.knowledge.records import Changed
from actors.robot.state import ReadRobot, RobotState
from admin.data_directory import DataDirectory
from admin.operator.asking import OperatorLine, connect
from admin.operator.knowledge_frames import AlterKnowledge
from runtime.errors import Unavailable
from tests.proofs.processes import children, command_line
from tests.proofs.robot_live.base import NEW, OLD, asked_of, changes, fill, make_entries
from tests.proofs.robot_live.crowd import Crowd
from tests.proofs.robot_live.judge import Asked, Kind, Swap, faults
from tests.proofs.robot_live.tally import LEAST, Tally, wait_of
from tests.proofs.server_log import CRASHES, count_events
from tests.proofs.service import Service, ServiceFailed, free_port

CONFIGURATION: Final = """
[[channel]]
id = "web"
group = "presale"
entry = "robot"
"""
ROBOT_SECONDS: Final = 5.0
"""The usual `robot_seconds`."""
RUN_SECONDS: Final = 3_600.0
"""A lid on a run that hangs."""
PUBLISH_SECONDS: Final = 300.0
OPERATORS_ENTRIES: Final = 50
"""In one request of an operator, which has 160 KiB at most."""
ANSWERER, BUILDER = "robot_child", "robot_builder"
POLL_SECONDS: Final = 0.05
MEMORY_POLLS: Final = 20
"""Every so often memory is looked at: the system adds it up page by page."""
_KB_PER_MB: Final = 1_024


class Campaign:
    """One run in one directory.

    Args:
        directory: for the data; empty.
        entries: of the base.
        visitors: who ask.
        rate: questions per second of all.
        seconds: before the publication, and again behind the swap.
    """

    def __init__(
        self, directory: Path, entries: int, visitors: int, rate: float, seconds: float
    ) -> None:
        self.tally = Tally(entries=entries, visitors=visitors)
        self._data = directory / "data"
        self._log = directory / "server.log"
        self._entries = make_entries(entries)
        self._rate = rate
        self._seconds = seconds
        self._polls = count()
        self._published = 0.0
        self._swap = Swap(0.0, 0.0)

    async def run(self) -> None:
        """Runs it; `tally` tells the rest. The service has ended then."""
        began = trio.current_time()
        self._data.mkdir()
        (self._data / "triodesk.toml").write_text(CONFIGURATION)
        service = Service(self._data, self._log, free_port(), {})
        try:
            with trio.fail_after(RUN_SECONDS):
                await fill(self._data / "records.db", self._entries)
                started = trio.current_time()
                await service.start()
                await self._served(service, started)
                await service.stop()
        except* (ServiceFailed, trio.TooSlowError, Unavailable) as errors:
            self.tally.broken = tuple(map(repr, errors.exceptions))
        finally:
            service.clean_up()
        logged = count_events(self._log)
        self.tally.crashes = sum(logged[name] for name in CRASHES)
        self.tally.seconds = round(trio.current_time() - began, 1)

    async def _served(self, service: Service, started: float) -> None:
        asked: list[Asked] = []
        some = asked_of(self._entries)
        crowd = Crowd(
            service.url, self._data, self.tally.visitors, self._rate, some, asked
        )
        async with connect(DataDirectory(self._data).operator_socket) as line:
            await self._until(line, service, OLD)
            self.tally.first_seconds = round(trio.current_time() - started, 1)
            async with crowd.asking():
                await self._while_asking(asked)
                await self._publish(line, service, some)
                await self._while_asking(asked)
        self._judge(asked)

    async def _while_asking(self, asked: Sequence[Asked]) -> None:
        """For some seconds; on a slow machine until enough has been asked since."""
        # Everybody may be at a question from before.
        enough = len(asked) + self.tally.visitors + LEAST
        await trio.sleep(self._seconds)
        while len(asked) < enough:  # noqa: ASYNC110 - the crowd tells nobody
            await trio.sleep(POLL_SECONDS)

    async def _publish(
        self, line: OperatorLine, service: Service, some: list[Entry]
    ) -> None:
        *puts, publish = changes(some, NEW, OPERATORS_ENTRIES)
        for number, change in enumerate(puts):
            await _alter(line, f"put-{number}", change)
        self._published = trio.current_time()
        await _alter(line, "publish", publish)
        told = trio.current_time()
        self._swap = await self._until(line, service, NEW)
        since = self._swap.new_since
        self.tally.published_seconds = round(told - self._published, 1)
        self.tally.in_force_seconds = round(since - self._published, 1)

    async def _until(self, line: OperatorLine, service: Service, version: int) -> Swap:
        """Waits until a version is in force."""
        old_until = trio.current_time()
        while True:
            sent = trio.current_time()
            state = await line.ask(ReadRobot())
            assert isinstance(state, RobotState), state
            if next(self._polls) % MEMORY_POLLS == 0 or state.version >= version:
                self._weigh(service)
            if state.version >= version:
                return Swap(old_until, trio.current_time())
            old_until = sent
            await trio.sleep(POLL_SECONDS)

    def _weigh(self, service: Service) -> None:
        """Keeps the most that each process had."""
        main = service.process.pid
        most = self.tally.memory_mb
        seen: Counter[str] = Counter()
        for process in (main, *children(main)):
            name = "server" if process == main else _name(process)
            seen[name] += 1
            # In the order of their starts: who builds comes after who answers.
            name = BUILDER if (name, seen[name]) == (ANSWERER, 2) else name
            most[name] = max(most.get(name, 0), _memory_mb(process))

    def _judge(self, asked: Sequence[Asked]) -> None:
        tally, swap, published = self.tally, self._swap, self._published
        tally.asked = len(asked)
        kinds = [each.kind for each in asked]
        tally.old, tally.new = kinds.count(Kind.OLD), kinds.count(Kind.NEW)
        tally.fallback = kinds.count(Kind.FALLBACK)
        for fault, found in faults(asked, swap, ROBOT_SECONDS).items():
            setattr(tally, fault.value, found)
        answered = [each for each in asked if each.told]
        tally.quiet = wait_of([e.seconds for e in answered if e.at < published])
        tally.building = wait_of(
            [e.seconds for e in answered if published <= e.at < swap.new_since]
        )
        tally.after = wait_of([e.seconds for e in answered if e.at >= swap.new_since])
        tally.too_little = tally.missed()


async def _alter(line: OperatorLine, operation: str, change: Change) -> None:
    answer = await line.ask(AlterKnowledge(operation, change), PUBLISH_SECONDS)
    if not isinstance(answer, Changed):
        raise ServiceFailed(f"a change was refused: {answer}")


def _name(process: int) -> str:
    """The module that a child runs, without what all have."""
    modules = (each for each in command_line(process).split("\0") if "child" in each)
    return next(modules, "other").rpartition(".")[2]


def _memory_mb(process: int) -> int:
    """Its own, and its share of what it shares; 0 of one that has ended."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except (FileNotFoundError, ProcessLookupError):
        return 0
    sizes = (int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return sum(sizes) // _KB_PER_MB
