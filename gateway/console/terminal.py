"""The terminal's device: keys in, text out, its modes taken and given back.

The device is opened anew: non-blocking mode belongs to an open file, and standard
input and output are shared with the shell. Echo and line editing are switched off, and
the keys of SIGINT and SIGQUIT; Ctrl-Z stays, and stops the process with the terminal in
the state in which it was found. Source: POSIX.1-2017, section 11 (termios).
"""

from __future__ import annotations

import os
import signal
import sys
import termios
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager, suppress
from typing import Final

import trio

from runtime.errors import UsageError

_READ_BYTES: Final = 4_096
_CONTROLLING: Final = "/dev/tty"
_TAKE: Final = b"\x1b[?2004h"
"""Bracketed paste: a pasted line break is text, not the Enter key."""
_GIVE_BACK: Final = b"\x1b[?2004l\x1b[?7h\x1b[0m"
_INPUT_FLAGS, _LOCAL_FLAGS, _CHARACTERS = 0, 3, 6
"""Places in what `termios.tcgetattr` returns."""
_SCREEN_SIGNALS: Final = (signal.SIGWINCH, signal.SIGTSTP)
_END_SIGNALS: Final = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_DEFAULT_SIZE: Final = os.terminal_size((80, 24))


class TerminalGone(Exception):
    """The terminal was closed, or its line broke."""


class Terminal:
    """An open terminal in the mode for line editing by ourselves."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._found = termios.tcgetattr(descriptor)
        self._stream = trio.lowlevel.FdStream(descriptor)

    @property
    def size(self) -> os.terminal_size:
        """Columns and rows; some terminals say 0 of both."""
        try:
            size = os.get_terminal_size(self._descriptor)
        except OSError:
            return _DEFAULT_SIZE
        return size if size.columns and size.lines else _DEFAULT_SIZE

    async def read(self) -> bytes:
        """Waits for keys.

        Raises:
            TerminalGone: there will be none.
        """
        try:
            data = await self._stream.receive_some(_READ_BYTES)
        except trio.BrokenResourceError as error:
            raise TerminalGone from error
        if not data:
            raise TerminalGone
        return data

    async def write(self, text: str) -> None:
        """Writes all of it.

        Raises:
            TerminalGone: nobody sees it.
        """
        try:
            await self._stream.send_all(text.encode())
        except trio.BrokenResourceError as error:
            raise TerminalGone from error

    def write_now(self, text: str) -> None:
        """Writes what the terminal takes at once: the last words."""
        with suppress(OSError):
            os.write(self._descriptor, text.encode())

    def take(self) -> None:
        """Switches to our mode."""
        mode = termios.tcgetattr(self._descriptor)
        mode[_INPUT_FLAGS] &= ~(termios.ICRNL | termios.IXON)
        mode[_LOCAL_FLAGS] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN)
        off = bytes([os.fpathconf(self._descriptor, "PC_VDISABLE") & 0xFF])
        characters = mode[_CHARACTERS]
        characters[termios.VINTR] = characters[termios.VQUIT] = off
        characters[termios.VMIN], characters[termios.VTIME] = 1, 0
        termios.tcsetattr(self._descriptor, termios.TCSANOW, mode)
        self.write_now(_TAKE.decode())

    def give_back(self) -> None:
        """Switches to the mode in which the terminal was found."""
        self.write_now(_GIVE_BACK.decode())
        with suppress(termios.error):  # it is gone, and its mode with it
            termios.tcsetattr(self._descriptor, termios.TCSANOW, self._found)

    async def close(self) -> None:
        """Forgets the device."""
        await self._stream.aclose()


@asynccontextmanager
async def open_terminal() -> AsyncGenerator[Terminal]:
    """Opens the terminal of standard output; gives it back whatever happens.

    Raises:
        UsageError: it cannot be opened.
    """
    terminal = Terminal(_open_device())
    try:
        terminal.take()
        yield terminal
    finally:
        terminal.give_back()
        await terminal.close()


def _open_device() -> int:
    flags = os.O_RDWR | os.O_NOCTTY | os.O_NONBLOCK | os.O_CLOEXEC
    try:
        return os.open(os.ttyname(sys.stdout.fileno()), flags)
    except OSError:  # its name may not be visible from inside a container
        pass
    try:
        return os.open(_CONTROLLING, flags)
    except OSError as error:
        raise UsageError(f"cannot open the terminal: {error.strerror}") from error


async def watch_signals(
    terminal: Terminal,
    wipe: Callable[[], str],
    redraw: Callable[[], None],
    end: Callable[[int], None],
) -> None:
    """Follows the terminal's size, suspension and end, until cancelled.

    Args:
        terminal: the one that is in use.
        wipe: what to write before the terminal is left to others.
        redraw: the screen has another size, or was used by others.
        end: the process was told to end, by this signal.
    """
    with trio.open_signal_receiver(*_SCREEN_SIGNALS, *_END_SIGNALS) as signals:
        async for number in signals:
            if number in _END_SIGNALS:
                end(number)
                continue
            if number == signal.SIGTSTP:
                terminal.write_now(wipe())
                terminal.give_back()
                os.kill(os.getpid(), signal.SIGSTOP)  # returns after SIGCONT
                terminal.take()
            redraw()
