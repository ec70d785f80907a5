"""`python -m tests.proofs.crash --kills N [--acknowledged N] [--seed S]`.

`--keep DIRECTORY` leaves data, ledgers and log there; the directory is made.

With `--database URL` the service keeps its data in a database that is made for the run
on that PostgreSQL server; the server itself is not killed.

Ends with one line on standard output, one JSON object (`Tally`); exits with 1 when a
promise is broken, or when it did too little to prove anything.
"""

from __future__ import annotations

import argparse
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from random import SystemRandom
from tempfile import TemporaryDirectory

import msgspec
import trio

from admin.bench.own_database import own_database
from tests.proofs.crash.campaign import Campaign
from tests.proofs.crash.plan import Extent
from tests.proofs.crash.tally import Tally, missed


def main() -> int:
    """Runs the proof."""
    parser = argparse.ArgumentParser(description="Kill the service under load; audit.")
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument(
        "--acknowledged", type=int, default=0, help="messages, at least, in all"
    )
    parser.add_argument("--seed", type=int, default=SystemRandom().randrange(10**9))
    parser.add_argument("--keep", type=Path, help="directory to make and to leave")
    parser.add_argument("--database", default="", help="URL of a PostgreSQL server")
    options = parser.parse_args()
    extent = Extent(options.kills, options.acknowledged)
    with ExitStack() as after:
        directory, database = options.keep, options.database
        if database:
            is_kept = options.keep is not None
            database = after.enter_context(own_database(database, is_kept=is_kept))
        if directory is not None:
            directory.mkdir(parents=True)
        else:
            temporary = TemporaryDirectory(prefix="triodesk-crash-")
            directory = Path(after.enter_context(temporary))
        tally = trio.run(_run, directory, extent, options.seed, database)
    tally.too_little = missed(tally, extent)
    sys.stdout.write(msgspec.json.encode(tally).decode() + "\n")
    is_proven = not (tally.broken or tally.too_little or tally.crashes)
    return 0 if is_proven else 1


async def _run(directory: Path, extent: Extent, seed: int, database: str) -> Tally:
    """Runs it until its end or a signal; nothing that was started outlives it."""
    campaign = Campaign(directory, extent, seed, database)
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
