"""Plays one scenario: starts its process, tells its progress, reads what it wrote."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Timer
from typing import Final

import msgspec

from loadtest.outcome import Played, Progress
from loadtest.playbill import Play
from loadtest.scenario import DRAIN_SECONDS

ROOT: Final = Path(__file__).parents[1]
COMMAND: Final = (sys.executable, "-m", "loadtest.play")
SPARE_SECONDS: Final = 60.0
"""For agents to gather and the process to start, on a busy machine. One that takes
longer than this, its phases and its drain hangs, and is killed."""
ERROR_LINES: Final = 12
"""Of what a failed process wrote last; a trace ends with what matters."""

Tell = Callable[[Progress], None]


def perform(play: Play, tell: Tell) -> Played:
    """Plays it to its end, whatever that is: a failure is part of what comes back.

    Args:
        play: what, and where; its `played` is ignored.
        tell: gets the progress, about once a second.
    """
    scenario = play.cast()
    with TemporaryDirectory() as directory:
        written, errors = Path(directory) / "played", Path(directory) / "errors"
        order = msgspec.structs.replace(play, played=str(written))
        lid = scenario.ramp_seconds + scenario.steady_seconds
        code = _run(order, errors, tell, lid + DRAIN_SECONDS + SPARE_SECONDS)
        if code == 0:
            return msgspec.json.decode(written.read_bytes(), type=Played)
        return Played(
            name=play.scenario,
            seconds=0.0,
            parameters=scenario.parameters(),
            failure=_why(code, errors),
        )


def _run(play: Play, errors: Path, tell: Tell, lid_seconds: float) -> int:
    """The exit code of the process; it has ended then."""
    with (
        errors.open("wb") as log,
        subprocess.Popen(  # noqa: S603 - the command is ours
            COMMAND,
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
        ) as process,
    ):
        lid = Timer(lid_seconds, process.kill)
        lid.start()
        try:
            _converse(process, play, tell)
            return process.wait()
        finally:
            lid.cancel()
            process.kill()


def _converse(process: subprocess.Popen[bytes], play: Play, tell: Tell) -> None:
    assert process.stdin is not None  # noqa: S101 - a pipe was asked for
    assert process.stdout is not None  # noqa: S101 - the same
    process.stdin.write(msgspec.json.encode(play))
    process.stdin.close()
    for line in process.stdout:
        tell(msgspec.json.decode(line, type=Progress))


def _why(code: int, errors: Path) -> str:
    last = errors.read_text(errors="replace").splitlines()[-ERROR_LINES:]
    how = f"signal {-code}" if code < 0 else f"code {code}"
    return "\n".join((f"the load process ended with {how}", *last))
