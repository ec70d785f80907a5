"""`python -m tests.proofs.crash --kills N [--seed S] [--keep DIRECTORY]`.

Ends with one line on standard output, one JSON object (`Tally`); exits with 1 when a
promise is broken, or when it did too little to prove anything.
"""

from __future__ import annotations

import argparse
import signal
import sys
from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path
from random import SystemRandom
from tempfile import TemporaryDirectory

import msgspec
import trio

from tests.proofs.crash.campaign import Campaign
from tests.proofs.crash.tally import Tally, missed


def main() -> int:
    """Runs the proof."""
    parser = argparse.ArgumentParser(description="Kill the service under load; audit.")
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=SystemRandom().randrange(10**9))
    parser.add_argument("--keep", type=Path, help="directory to make and to leave")
    options = parser.parse_args()
    if options.keep is not None:
        options.keep.mkdir(parents=True)
        tally = trio.run(_run, options.keep, options.kills, options.seed)
    else:
        with TemporaryDirectory(prefix="triodesk-crash-") as directory:
            tally = trio.run(_run, Path(directory), options.kills, options.seed)
    tally.too_little = missed(tally, options.kills)
    sys.stdout.write(msgspec.json.encode(tally).decode() + "\n")
    is_proven = not (tally.broken or tally.too_little or tally.crashes)
    return 0 if is_proven else 1


async def _run(directory: Path, count: int, seed: int) -> Tally:
    """Runs it until its end or a signal; nothing that was started outlives it."""
    campaign = Campaign(directory, count, seed)
    with trio.open_signal_receiver(signal.SIGTERM, signal.SIGINT) as signals:
        async with trio.open_nursery() as nursery:
            nursery.start_soon(partial(_cancel_on, signals, nursery.cancel_scope))
            await campaign.run()
            nursery.cancel_scope.cancel()
    return campaign.tally


async def _cancel_on(signals: AsyncIterator[int], scope: trio.CancelScope) -> None:
    await anext(signals)
    scope.cancel()


if __name__ == "__main__":
    sys.exit(main())
