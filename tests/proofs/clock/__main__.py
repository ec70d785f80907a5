"""`python -m tests.proofs.clock --rounds N [--seed S] [--keep DIRECTORY]`.

Ends with one line on standard output, one JSON object (`Tally`); exits with 1 when a
promise is broken, or when it did too little to prove anything, and with 2 where the
clock of a process cannot be set.
"""

from __future__ import annotations

import argparse
import sys
from contextlib import ExitStack
from pathlib import Path
from random import SystemRandom
from tempfile import TemporaryDirectory

import msgspec
import trio

from tests.proofs.clock.campaign import ACKED, BETWEEN, ClockCampaign
from tests.proofs.clock.tally import Tally, missed

NO_CLOCK = 2


def main() -> int:
    """Runs the proof."""
    parser = argparse.ArgumentParser(description="Set the service's clock under load.")
    parser.add_argument("--rounds", type=int, default=4, help="of all steps")
    parser.add_argument("--seed", type=int, default=SystemRandom().randrange(10**9))
    parser.add_argument("--keep", type=Path, help="directory to make and to leave")
    options = parser.parse_args()
    with ExitStack() as after:
        directory = options.keep
        if directory is not None:
            directory.mkdir(parents=True)
        else:
            temporary = TemporaryDirectory(prefix="triodesk-clock-")
            directory = Path(after.enter_context(temporary))
        try:
            tally = trio.run(_run, directory, options.rounds, options.seed)
        except FileNotFoundError as error:
            sys.stderr.write(f"{error}\n")
            return NO_CLOCK
    tally.too_little = missed(tally, options.rounds, len(BETWEEN), ACKED)
    sys.stdout.write(msgspec.json.encode(tally).decode() + "\n")
    return 0 if tally.is_proven else 1


async def _run(directory: Path, rounds: int, seed: int) -> Tally:
    campaign = ClockCampaign(directory, rounds, seed)
    await campaign.run()
    return campaign.found


if __name__ == "__main__":
    sys.exit(main())
