"""`triodesk chat` and `agent` as processes: through pipes, and on a terminal."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import struct
import subprocess
import sys
import termios
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager

import trio

from tests.gateway.console.model_terminal import ModelTerminal
from tests.system.service import ROOT, Server

COLUMNS, ROWS = 90, 20
ENGLISH, CHINESE = "C", "zh_CN.UTF-8"
RUN_SECONDS = 280
"""A lid on a command that hangs; each takes a few seconds."""
Row = dict[str, object]


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "admin", *arguments]


async def run(
    server: Server, language: str, *arguments: str, text: str = ""
) -> subprocess.CompletedProcess[bytes]:
    """A command from its start to its end, with what is typed in."""
    with trio.fail_after(RUN_SECONDS):
        return await trio.run_process(
            command(*arguments),
            stdin=text.encode(),
            capture_stdout=True,
            capture_stderr=True,
            check=False,
            env={**server.environment(), "LC_ALL": language, "PYTHONUTF8": "1"},
            cwd=ROOT,
        )


async def told(server: Server, language: str, *arguments: str) -> str:
    """What a command prints that succeeds."""
    ended = await run(server, language, *arguments)
    assert ended.stderr.decode() == ""
    assert ended.returncode == 0
    return ended.stdout.decode()


class JsonClient:
    """A client that is written to in lines and read in JSON."""

    def __init__(self, process: trio.Process) -> None:
        self.process = process
        self.rows: list[Row] = []
        self._rest = b""

    async def enter(self, line: str) -> None:
        assert self.process.stdin is not None
        await self.process.stdin.send_all(f"{line}\n".encode())

    async def finish(self) -> int:
        """Closes its input, reads to the end, returns the exit code."""
        assert self.process.stdin is not None
        await self.process.stdin.aclose()
        while await self._read():
            pass
        return await self.process.wait()

    async def see(self, event: str, **fields: object) -> Row:
        """Waits for a row that has these fields, unless it came before."""

        def is_wanted(row: Row) -> bool:
            return row["event"] == event and fields.items() <= row.items()

        seen = 0
        while True:
            for row in self.rows[seen:]:
                if is_wanted(row):
                    return row
            seen = len(self.rows)
            assert await self._read(), f"it ended without {event} {fields}"

    def texts(self) -> list[tuple[object, object]]:
        """Number and text of every message, in the order in which they came."""
        return [
            (row["number"], text_in(row))
            for row in self.rows
            if row["event"] == "message"
        ]

    async def _read(self) -> bool:
        assert self.process.stdout is not None
        data = await self.process.stdout.receive_some()
        *lines, self._rest = (self._rest + data).split(b"\n")
        self.rows += map(json.loads, lines)
        return bool(data)


def said(text: str) -> dict[str, str]:
    """The body of a text."""
    return {"kind": "text", "text": text}


def text_in(row: Row) -> object:
    """The text of a message's body."""
    body = row["body"]
    assert isinstance(body, dict)
    return body["text"]


@asynccontextmanager
async def json_client(
    server: Server, *arguments: str, **variables: str
) -> AsyncGenerator[JsonClient]:
    process = await trio.lowlevel.open_process(
        command(*arguments, "--json"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**server.environment(), **variables},
        cwd=ROOT,
    )
    try:
        yield JsonClient(process)
    finally:
        process.kill()
        with trio.CancelScope(shield=True):
            await process.wait()
            for stream in (process.stdin, process.stdout):
                if stream is not None:
                    await stream.aclose()


class TerminalClient:
    """A client on a terminal, and what a person sees there."""

    def __init__(self, process: trio.Process, controller: int, terminal: int) -> None:
        self.process = process
        self.terminal = terminal
        self.screen = ModelTerminal(COLUMNS, ROWS)
        self._stream = trio.lowlevel.FdStream(controller)
        self._rest = b""

    async def type(self, keys: str) -> None:
        await self._stream.send_all(keys.encode())

    async def enter(self, line: str) -> None:
        await self.type(f"{line}\r")

    async def see(self, is_there: Callable[[list[str]], bool]) -> list[str]:
        """Waits until the rows on the screen are as wanted."""
        try:
            while not is_there(self.screen.seen):
                await self._read()
        except trio.Cancelled:
            print("\n".join(self.screen.seen))  # noqa: T201 - what was seen instead
            raise
        return self.screen.seen

    async def read(self, *texts: str) -> list[str]:
        """Waits until each of the texts stands in some row."""
        return await self.see(
            lambda rows: all(any(text in row for row in rows) for text in texts)
        )

    async def _read(self) -> None:
        data = self._rest + await self._stream.receive_some()
        text = data.decode(errors="ignore")
        self._rest = data[len(text.encode()) :]
        # A sequence may be cut in two; the terminal is given whole ones.
        last = text.rfind("\x1b")
        if last >= 0 and len(text) - last < 8:
            self._rest = text[last:].encode() + self._rest
            text = text[:last]
        self.screen.write(text)

    @property
    def is_as_found(self) -> bool:
        """Line editing and echo are the terminal's again."""
        flags = termios.tcgetattr(self.terminal)[3]
        return bool(flags & termios.ICANON) and bool(flags & termios.ECHO)

    async def close(self) -> None:
        await self._stream.aclose()


@asynccontextmanager
async def terminal_client(
    server: Server, *arguments: str, **variables: str
) -> AsyncGenerator[TerminalClient]:
    controller, terminal = pty.openpty()
    size = struct.pack("HHHH", ROWS, COLUMNS, 0, 0)
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, size)
    process = await trio.lowlevel.open_process(
        command(*arguments),
        stdin=terminal,
        stdout=terminal,
        stderr=terminal,
        env={**server.environment(), "TERM": "xterm", "LC_ALL": "C", **variables},
        cwd=ROOT,
        start_new_session=True,  # whoever runs the tests is asked for no password
    )
    client = TerminalClient(process, controller, terminal)
    try:
        yield client
    finally:
        process.kill()
        with trio.CancelScope(shield=True):
            await process.wait()
            await client.close()
        os.close(terminal)
