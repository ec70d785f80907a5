"""The load: visitors and agents in a process of their own, which outlives the kills.

Started as `python -m tests.proofs.crash.load`; reads a `LoadPlan`, then a `Word` per
line, and repeats each word when it is done. The end of its input ends it.
"""

from __future__ import annotations

import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Final

import msgspec
import trio

from tests.proofs.crash import agent, visitor
from tests.proofs.crash.caller import Party, connected
from tests.proofs.crash.gate import Gate
from tests.proofs.crash.load_plan import Caller, LoadPlan, Word
from tests.proofs.crash.polling import until

READ_BYTES: Final = 64 * 1024
POLL_SECONDS: Final = 0.02
"""Between two looks at whether everything has settled."""


class Load:
    """All clients."""

    def __init__(self, plan: LoadPlan) -> None:
        self._plan = plan
        self._gate = Gate()
        self._parties: list[Party] = []
        self._living_visitors = len(plan.visitors)

    async def run(self, lines: Lines) -> None:
        """Runs the clients and obeys, until the input ends or all is finished."""
        async with trio.open_nursery() as nursery:
            for caller in self._plan.agents:
                nursery.start_soon(self._live, caller, agent.live)
            for caller in self._plan.visitors:
                nursery.start_soon(self._live_as_visitor, caller)
            while (line := await lines.next_line()) is not None:
                word = Word(line.decode())
                await self._obey(word)
                sys.stdout.write(f"{word.value}\n")
                sys.stdout.flush()
            nursery.cancel_scope.cancel()

    async def _obey(self, word: Word) -> None:
        if word is Word.PAUSE:
            self._gate.shut()
            await until(self._is_settled, POLL_SECONDS)
        elif word is Word.RESUME:
            self._gate.open()
            self._wake_all()
        else:
            self._gate.finish()
            self._wake_all()
            await until(lambda: self._living_visitors == 0, POLL_SECONDS)

    def _wake_all(self) -> None:
        for party in self._parties:
            party.wake()

    def _is_settled(self) -> bool:
        return self._gate.busy_count == 0 and all(
            party.is_settled for party in self._parties
        )

    async def _live_as_visitor(self, caller: Caller) -> None:
        await self._live(caller, visitor.live)
        self._living_visitors -= 1

    async def _live(
        self, caller: Caller, live: Callable[[Party], Awaitable[None]]
    ) -> None:
        plan = self._plan
        ledgers = Path(plan.ledgers)
        async with connected(plan.url, caller, ledgers, self._gate, plan.seed) as party:
            self._parties.append(party)
            await live(party)


class Lines:
    """The process's input, line by line."""

    def __init__(self, stream: trio.abc.ReceiveStream) -> None:
        self._stream = stream
        self._rest = b""

    async def next_line(self) -> bytes | None:
        """The next line; None at the end."""
        while b"\n" not in self._rest:
            data = await self._stream.receive_some(READ_BYTES)
            if not data:
                return None
            self._rest += data
        line, _, self._rest = self._rest.partition(b"\n")
        return line


async def main() -> None:
    """Reads the plan and runs the load."""
    async with trio.lowlevel.FdStream(sys.stdin.fileno()) as stream:
        lines = Lines(stream)
        first = await lines.next_line()
        if first is not None:
            plan = msgspec.json.decode(first, type=LoadPlan)
            await Load(plan).run(lines)


if __name__ == "__main__":
    trio.run(main)
