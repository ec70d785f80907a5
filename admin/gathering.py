"""Has questions gathered by what they mean, in a process that lives no longer (R11)."""

from __future__ import annotations

import os
import sys
from typing import Final

import msgspec
import trio

from actors.records.unanswered import UnansweredText
from actors.robot.cluster import Cluster
from runtime.errors import Unavailable
from runtime.port import PACKAGE_ROOT

MAX_AT_ONCE: Final = 1
"""Who else asks meanwhile is told to try again: each takes a core."""
SECONDS: Final = 60.0
"""For a thousand questions, which take 2 s on an idle core."""

_gathering = trio.CapacityLimiter(MAX_AT_ONCE)
_CLUSTERS: Final = msgspec.msgpack.Decoder(tuple[Cluster, ...])


async def gathered(texts: tuple[UnansweredText, ...]) -> tuple[Cluster, ...]:
    """See `clusters`.

    Raises:
        Unavailable: another is being made, it took too long, or its process died.
    """
    if not texts:
        return ()
    try:
        _gathering.acquire_nowait()
    except trio.WouldBlock:
        raise Unavailable("questions are being gathered: try again") from None
    paths = (str(PACKAGE_ROOT), os.environ.get("PYTHONPATH", ""))
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, paths))}
    try:
        with trio.fail_after(SECONDS):
            done = await trio.run_process(
                [sys.executable, "-P", "-m", "admin.unanswered_child"],
                stdin=msgspec.msgpack.encode(texts),
                capture_stdout=True,
                check=False,
                env=environment,
            )
    except trio.TooSlowError:
        raise Unavailable(f"it took more than {SECONDS:.0f} s") from None
    finally:
        _gathering.release()
    if done.returncode:
        raise Unavailable("the process that gathers questions died")
    found: tuple[Cluster, ...] = _CLUSTERS.decode(done.stdout)
    return found
