"""`python -m tests.proofs.hostile --inputs N [--seed S]`.

Ends with one line on standard output, one JSON object (`Tally`); exits with 1 when
something broke, or when it did too little to prove anything.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from random import SystemRandom
from tempfile import TemporaryDirectory

import msgspec
import trio

from tests.proofs.hostile.campaign import Campaign
from tests.proofs.hostile.tally import missed


def main() -> int:
    """Runs the proof."""
    parser = argparse.ArgumentParser(description="Attack the service; see who notices.")
    parser.add_argument("--inputs", type=int, default=20_000)
    parser.add_argument("--stalled", type=int, default=50, help="readers that stall")
    parser.add_argument("--seed", type=int, default=SystemRandom().randrange(10**9))
    options = parser.parse_args()
    with TemporaryDirectory(prefix="triodesk-hostile-") as directory:
        campaign = Campaign(
            Path(directory), options.inputs, options.stalled, options.seed
        )
        trio.run(campaign.run)
    tally = campaign.tally
    tally.too_little = missed(tally, options.inputs)
    sys.stdout.write(msgspec.json.encode(tally).decode() + "\n")
    return 0 if tally.is_proven else 1


if __name__ == "__main__":
    sys.exit(main())
