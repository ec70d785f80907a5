"""Ports' children forked from who wants them, where users' are started anew.

A start costs a tenth. What a port's child does is the same, in a process of its own;
only Python and what the child imports are there already. Forked are the children named
in `FORKED`: no bound of theirs is about the process as a whole. It is for processes
that are small: one that has imported all tests pays more for a fork than for a start.
"""

from __future__ import annotations

import gc
import os
import runpy
import signal
import subprocess
import sys
import traceback
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Final, Never

from runtime import port

FORKED: Final = frozenset(
    {
        "actors.accounts.hashing_child",
        "actors.records_child",
        "actors.robot.robot_child",
        "gateway.attachments.files_child",
        "runtime.store_child",
    }
)
"""Modules of children; those of images and of sheets bound their own memory."""
_PYTHON: Final = (sys.executable, "-P", "-m")
_CRASHED: Final = 1
_KEPT: Final = (0, 1, 2)


class Hatched:
    """A forked child, as far as a port wants a `Popen`.

    Attributes:
        pid: its process id.
    """

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self._code: int | None = None

    def poll(self) -> int | None:
        """Its exit code; None while it runs."""
        return self._reap(os.WNOHANG)

    def wait(self) -> int | None:
        """Its exit code, once it has ended."""
        return self._reap(0)

    def kill(self) -> None:
        """Ends it, if it has not been waited for."""
        if self._code is None:
            os.kill(self.pid, signal.SIGKILL)

    def _reap(self, options: int) -> int | None:
        if self._code is None:
            pid, status = os.waitpid(self.pid, options)
            self._code = os.waitstatus_to_exitcode(status) if pid else None
        return self._code


def fork_ports() -> None:
    """From now on this process forks its ports' children."""
    starts = SimpleNamespace(Popen=hatch, DEVNULL=subprocess.DEVNULL)
    vars(port)["subprocess"] = starts


def hatch(
    command: Sequence[str],
    *,
    stdin: int,
    pass_fds: Sequence[int],
    env: Mapping[str, str],
    start_new_session: bool,
) -> Hatched | subprocess.Popen[bytes]:
    """Starts a port's child, with the arguments that a port gives to `Popen`."""
    *python, module = command[:4]
    if tuple(python) != _PYTHON or module not in FORKED:
        return subprocess.Popen(
            command,
            stdin=stdin,
            pass_fds=pass_fds,
            env=env,
            start_new_session=start_new_session,
        )
    sys.stdout.flush()
    sys.stderr.flush()
    pid = os.fork()
    if not pid:
        _become([module, *command[4:]], pass_fds, env)
    return Hatched(pid)


def _become(
    arguments: list[str], pass_fds: Sequence[int], environment: Mapping[str, str]
) -> Never:
    """Is the child from now on; what was the service's is let go of, or never freed."""
    code = _CRASHED
    try:
        gc.freeze()
        signal.set_wakeup_fd(-1)
        os.setsid()
        _close_all_but({*_KEPT, *pass_fds})
        nothing = os.open(os.devnull, os.O_RDONLY)
        os.dup2(nothing, 0)
        os.close(nothing)
        os.environ.clear()
        os.environ.update(environment)
        sys.argv[:] = arguments
        # By that a test finds it: its command line is the service's.
        Path("/proc/self/comm").write_text(arguments[0].rpartition(".")[2])
        runpy.run_module(arguments[0], run_name="__main__")
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else _CRASHED
    except BaseException:  # noqa: BLE001 - as Python itself ends
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(code)


def _close_all_but(kept: set[int]) -> None:
    for each in [int(entry.name) for entry in Path("/proc/self/fd").iterdir()]:
        if each not in kept:
            try:
                os.close(each)
            except OSError:
                continue
