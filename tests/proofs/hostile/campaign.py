"""One run: so many inputs, stalled readers, two who talk, and what came of it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from random import Random
from typing import Final

import msgpack
import trio

from admin.data_directory import DataDirectory
from admin.ticket import ticket_for
from tests.gateway.page_client import (
    HELLO,
    OPEN,
    PING,
    PONG,
    SEND,
    SYNC,
    page_client,
)
from tests.proofs.hostile import inputs
from tests.proofs.hostile.attack import Heard, Input, attack, dribble, stall
from tests.proofs.hostile.canary import Canary
from tests.proofs.hostile.inputs import (
    CYCLE,
    GOOD_HANDSHAKE,
    MESSAGES,
    Kind,
    frame,
)
from tests.proofs.hostile.tally import MAX_GROWTH_MIB, Tally
from tests.proofs.server_log import count_crashes
from tests.proofs.service import Service, free_port

GOLDEN: Final = Path(__file__).parents[2] / "gateway" / "golden_frames.txt"
"""One good frame of each kind: what mutations begin with."""
KNOWN_SESSION: Final = "s1"
"""Of the golden frames."""
ATTACKERS: Final = 160
"""Connections at a time."""
WARM_UP: Final = 0.05
"""Share of the inputs before the memory is looked at first."""
QUIET_SECONDS: Final = 0.2
"""Without an answer: then there are no more."""
LAST: Final = 77
"""Number of the PING after everything else: its answer shows that all was read."""
CLIENT: Final = ("hostile", "1", "en")
FLOOD_FRAMES: Final = 200
DRIBBLERS: Final = 20
DRIBBLE_SECONDS: Final = 0.5
"""Between two bytes: a handshake would take a minute and more."""
MAX_TEXT: Final = 8_000
STALLED_TEXTS: Final = 12
"""The longest messages, of a stalled reader's session: 280 KiB."""
WRITERS: Final = 20
"""Of those messages at a time: all at once would not be greeted in their time."""
WRITE_SECONDS: Final = 900.0
"""For all of them; a writer who is not answered ends the proof."""
STALLED_SYNCS: Final = 15
"""Requests for all of them again: as many as a visitor may send at once."""
SETTLE_SECONDS: Final = 60.0
"""For the memory, after everything else: the service gives back in its own time."""
LOOK_SECONDS: Final = 1.0
"""Between two looks at the memory."""
MAX_EXAMPLES: Final = 10
END: Final = frame(msgpack.packb([PING, LAST]))
END_ANSWER: Final = msgpack.packb([PONG, LAST])


class Campaign:
    """One run in one directory.

    Args:
        directory: for data and log; empty.
        count: inputs.
        stalled: readers that stall.
        seed: of the inputs.
    """

    def __init__(self, directory: Path, count: int, stalled: int, seed: int) -> None:
        self.tally = Tally(seed)
        self._data = directory / "data"
        self._count = count
        self._stalled = stalled
        self._random = Random(seed)
        self._port = free_port()
        self._service = Service(self._data, directory / "server.log", self._port, {})
        self._good = [
            bytes.fromhex(line.split()[1])
            for line in GOLDEN.read_text("ascii").splitlines()
            if line.startswith("client:")
        ]
        self._sent = 0
        self._writers = trio.CapacityLimiter(WRITERS)
        self._strangers = 0

    async def run(self) -> None:
        """Runs it; `tally` tells the rest. Whatever was started has ended then."""
        began = trio.current_time()
        try:
            await self._service.start()
            canary = Canary(
                self._service.url, self._ticket("bob"), self._seat("xiaoming")
            )
            async with trio.open_nursery() as nursery:
                nursery.start_soon(canary.sing)
                await canary.singing.wait()
                await self._attack_all(canary)
                await self._settle()
                nursery.cancel_scope.cancel()
            self._judge(canary)
            await self._service.stop()
        finally:
            self._service.clean_up()
        self.tally.crashes += count_crashes(self._service.log, 0)
        self.tally.seconds = round(trio.current_time() - began, 1)

    def _ticket(self, visitor: str) -> str:
        return ticket_for(DataDirectory(self._data), "visitor", visitor)

    def _seat(self, agent: str) -> str:
        return ticket_for(DataDirectory(self._data), "agent", agent)

    async def _settle(self) -> None:
        """Memory that is kept for what has gone is given back in a quiet moment."""
        tally = self.tally
        with trio.move_on_after(SETTLE_SECONDS):
            while self._growth_mib() > MAX_GROWTH_MIB:  # noqa: ASYNC110 - a process
                await trio.sleep(LOOK_SECONDS)
        tally.memory_end_mib = self._memory_mib()

    def _growth_mib(self) -> float:
        memory = self._memory_mib()
        self.tally.memory_most_mib = max(self.tally.memory_most_mib, memory)
        return memory - self.tally.memory_start_mib

    def _judge(self, canary: Canary) -> None:
        tally = self.tally
        growth = tally.memory_end_mib - tally.memory_start_mib
        if growth > MAX_GROWTH_MIB:
            tally.grown += 1
            self._note(f"memory grew by {growth:.0f} MiB")
        tally.rounds = canary.rounds
        tally.worst_round_ms = round(canary.worst_seconds * 1000)
        tally.disturbed = len(canary.disturbed)
        for text in canary.disturbed:
            self._note(text)

    def _memory_mib(self) -> float:
        status = Path(f"/proc/{self._service.process.pid}/status").read_text()
        found = re.search(r"VmRSS:\s+(\d+) kB", status)
        assert found is not None
        return int(found[1]) / 1024

    def _note(self, text: str) -> None:
        if len(self.tally.examples) < MAX_EXAMPLES:
            self.tally.examples.append(text)

    # --- attacks

    async def _attack_all(self, canary: Canary) -> None:
        await self._attack_until(round(self._count * WARM_UP), canary)
        self.tally.memory_start_mib = self._memory_mib()
        async with trio.open_nursery() as nursery:
            for _ in range(DRIBBLERS):
                nursery.start_soon(self._dribble)
            nursery.start_soon(self._stall_all)
            await self._attack_until(self._count, canary)
        self._growth_mib()

    async def _attack_until(self, count: int, canary: Canary) -> None:
        async with trio.open_nursery() as nursery:
            for _ in range(ATTACKERS):
                nursery.start_soon(self._attacker, count, canary)

    async def _attacker(self, count: int, canary: Canary) -> None:
        while self._sent < count:
            kind = CYCLE[self._sent % len(CYCLE)]
            self._sent += 1
            given = self._input(kind, canary)
            heard = await attack(self._port, given)
            self._count_heard(kind, given, heard, canary.session)

    def _count_heard(
        self, kind: Kind, given: Input, heard: Heard, session: str
    ) -> None:
        tally, hearing = self.tally, heard.hearing
        tally.inputs += 1
        tally.kinds[kind] = tally.kinds.get(kind, 0) + 1
        if hearing.messages or hearing.close_code:
            tally.answered[kind] = tally.answered.get(kind, 0) + 1
        if code := hearing.close_code:
            tally.closes[code] = tally.closes.get(code, 0) + 1
        if heard.is_hung:
            tally.hung += 1
            self._note(f"{kind} hung: {given.frames[:200]!r}")
        if hearing.is_let_into(session):
            tally.leaked += 1
            self._note(f"{kind} heard {hearing.messages[-1][-200:]!r}")

    def _input(self, kind: Kind, canary: Canary) -> Input:
        random = self._random
        match kind:
            case Kind.HANDSHAKE:
                return Input(inputs.handshake(random))
            case Kind.FRAMING:
                return _said(inputs.framing(random))
            case Kind.EARLY:
                return _said(frame(random.choice(self._good)))
            case Kind.FOREIGN:
                aimed = self._aimed(canary.session)
                random.shuffle(aimed)
                return self._let_in(aimed, {canary.session: 0})
            case Kind.FLOOD:
                aimed = self._aimed(canary.session)
                flood = [random.choice(aimed) for _ in range(FLOOD_FRAMES)]
                return self._let_in(flood, {})
            case _:
                payload = frame(MESSAGES[kind](random, self._good))
                if random.random() < 0.5:
                    return self._let_in([payload], {})
                return _said(payload)

    def _let_in(self, frames: Sequence[bytes], positions: Mapping[str, int]) -> Input:
        """A stranger is let in: a visitor, or an agent who serves somebody else.

        Args:
            frames: what follows HELLO.
            positions: sessions that he says he takes part in.
        """
        self._strangers += 1
        if self._strangers % 2:
            ticket = self._ticket(f"mallory{self._strangers % 100}")
        else:
            ticket = self._seat("xiaohong")
        hello = _hello(ticket, positions)
        quiet_seconds = QUIET_SECONDS if positions else 0.0
        return _said(b"".join((hello, *frames)), quiet_seconds)

    def _aimed(self, session: str) -> list[bytes]:
        """Good frames about another session; not HELLO, which ends the connection."""
        values = [msgpack.unpackb(each) for each in self._good]
        aimed = [_replaced(value, session) for value in values if value[0] != HELLO]
        return [frame(msgpack.packb(value)) for value in aimed]

    async def _dribble(self) -> None:
        if not await dribble(self._port, GOOD_HANDSHAKE, DRIBBLE_SECONDS):
            self.tally.hung += 1
            self._note("a handshake of a minute was waited for")
        self.tally.dribbled += 1

    async def _stall_all(self) -> None:
        """Some have much to read, and all at once ask for it, and read nothing."""
        sessions: dict[int, str] = {}

        async def write(number: int) -> None:
            async with self._writers:
                sessions[number] = await self._written(number)

        with trio.fail_after(WRITE_SECONDS):
            async with trio.open_nursery() as nursery:
                for number in range(self._stalled):
                    nursery.start_soon(write, number)
        async with trio.open_nursery() as nursery:
            for number, session in sessions.items():
                nursery.start_soon(self._stall, number, session)

    async def _stall(self, number: int, session: str) -> None:
        positions = {session: 0}
        sync = frame(msgpack.packb([SYNC, positions]))
        frames = _hello(self._sleeper(number), positions) + sync * STALLED_SYNCS
        if not await stall(self._port, Input(GOOD_HANDSHAKE, frames)):
            self.tally.hung += 1
            self._note("one who did not read was not cut")
        self.tally.stalled += 1

    async def _written(self, number: int) -> str:
        """The session of one who will not read, with much to read in it."""
        url, ticket = self._service.url, self._sleeper(number)
        async with page_client(url, ticket) as sleeper:
            opened = await sleeper.request(OPEN, f"o{number}", "aftersale")
            session = str(opened[3])
            for at in range(STALLED_TEXTS):
                body = {"kind": "text", "text": "睡" * MAX_TEXT}
                await sleeper.request(SEND, session, "visitor", f"c{at}", body)
            return session

    def _sleeper(self, number: int) -> str:
        return self._ticket(f"sleeper{number}")


def _said(frames: bytes, quiet_seconds: float = 0.0) -> Input:
    return Input(GOOD_HANDSHAKE, frames + END, END_ANSWER, quiet_seconds)


def _hello(ticket: str, positions: Mapping[str, int]) -> bytes:
    return frame(msgpack.packb([HELLO, ticket, CLIENT, positions]))


def _replaced(value: object, session: str) -> object:
    match value:
        case list(items):
            return [_replaced(item, session) for item in items]
        case dict(items):
            return {_replaced(key, session): item for key, item in items.items()}
        case _:
            return session if value == KNOWN_SESSION else value
