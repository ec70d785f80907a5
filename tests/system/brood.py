"""Services, and other commands, forked from a process that has imported them.

    python -m tests.system.brood FD

What runs is what `python -m admin` runs, with the words and the environment that are
asked for, in a process of its own that signals end like any other, as do a service's
ports (see `hatching`): a start costs a quarter. The tests that are about a command
itself start it as users do.
"""

from __future__ import annotations

import os
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Final, Never

import msgspec

from tests.system.hatching import fork_ports

ROOT: Final = Path(__file__).resolve().parents[2]
MAX_ASKED_BYTES: Final = 256 * 1024
"""Of an environment."""
CRASHED: Final = 1


class Fork(msgspec.Struct, frozen=True, tag=True):
    """Asks for a command, with standard output and error; answered by its id."""

    words: tuple[str, ...]
    environment: dict[str, str]


class Wait(msgspec.Struct, frozen=True, tag=True):
    """Asks for the exit code of a command that has ended."""

    process: int


class Brood:
    """The commands of one process of tests.

    Should that process end, however, all that it has forked is killed.
    """

    def __init__(self) -> None:
        self._line, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self._hen = subprocess.Popen(
                (sys.executable, "-m", __spec__.name, str(theirs.fileno())),
                cwd=ROOT,
                pass_fds=(theirs.fileno(),),
            )

    def fork(
        self, words: Sequence[str], environment: Mapping[str, str], out: int, error: int
    ) -> int:
        """A command's process id; its standard output and error are given."""
        asked = msgspec.json.encode(Fork(tuple(words), dict(environment)))
        socket.send_fds(self._line, [asked], [out, error])
        return self._told()

    def wait(self, process: int, seconds: float) -> int:
        """The exit code of a command, once it has ended; as `Popen` has it.

        Raises:
            TimeoutError: it has not, after so long.
        """
        watched = os.pidfd_open(process)
        try:
            if not select.select([watched], [], [], seconds)[0]:
                raise TimeoutError(f"{process} did not end in {seconds} s")
        finally:
            os.close(watched)
        self._line.send(msgspec.json.encode(Wait(process)))
        return self._told()

    def _told(self) -> int:
        return int(self._line.recv(MAX_ASKED_BYTES))


@cache
def brood() -> Brood:
    """That of this process."""
    return Brood()


def main(line: socket.socket) -> None:
    """Forks what is asked for until nobody asks any more."""
    triodesk = prepared()
    decoder = msgspec.json.Decoder(Fork | Wait)
    forked: set[int] = set()
    while True:
        data, descriptors, _, _ = socket.recv_fds(line, MAX_ASKED_BYTES, 2)
        if not data:
            break
        asked = decoder.decode(data)
        if isinstance(asked, Wait):
            forked.discard(asked.process)
            _, status = os.waitpid(asked.process, 0)
            line.send(b"%d" % os.waitstatus_to_exitcode(status))
            continue
        process = os.fork()
        if not process:
            line.close()
            become(asked, descriptors, triodesk)
        forked.add(process)
        for each in descriptors:
            os.close(each)
        line.send(b"%d" % process)
    for each in forked:
        os.kill(each, signal.SIGKILL)


def prepared() -> Callable[[], int]:
    """Imports what a service and its children need, once for all; returns its start."""
    import actors.record_store  # noqa: PLC0415
    import actors.robot.base_file  # noqa: PLC0415
    import admin.serve  # noqa: PLC0415
    from admin.__main__ import main as triodesk  # noqa: PLC0415

    del actors, admin
    fork_ports()
    return triodesk


def become(asked: Fork, descriptors: list[int], triodesk: Callable[[], int]) -> Never:
    """Is the command from now on."""
    code = CRASHED
    try:
        for number, descriptor in enumerate(descriptors, 1):
            os.dup2(descriptor, number)
            os.close(descriptor)
        os.environ.clear()
        os.environ.update(asked.environment)
        time.tzset()
        sys.argv[:] = ("triodesk", *asked.words)
        code = triodesk()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


if __name__ == "__main__":
    with socket.socket(fileno=int(sys.argv[1])) as asked_on:
        main(asked_on)
