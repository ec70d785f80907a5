"""`python -m tests.proofs.robot_live [--entries N] [--visitors N] [--rate N]`.

Fills a base, serves it, and publishes another version of it while visitors ask. Ends
with one line on standard output, one JSON object (`Tally`); exits with 1 when a
question got no answer, or two, or one of a version that was not in force, or when it
did too little to prove anything.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
import trio

from tests.proofs.robot_live.campaign import Campaign


def main() -> int:
    """Runs the proof."""
    parser = argparse.ArgumentParser(description="Have a version come into force.")
    parser.add_argument("--entries", type=int, default=100_000, help="of the base")
    parser.add_argument("--visitors", type=int, default=40, help="who ask")
    parser.add_argument("--rate", type=float, default=40.0, help="questions per second")
    parser.add_argument(
        "--seconds", type=float, default=10.0, help="before and behind the swap"
    )
    given = parser.parse_args()
    with TemporaryDirectory(prefix="triodesk-robot-") as directory:
        campaign = Campaign(
            Path(directory), given.entries, given.visitors, given.rate, given.seconds
        )
        trio.run(campaign.run)
    sys.stdout.write(msgspec.json.encode(campaign.tally).decode() + "\n")
    return 0 if campaign.tally.is_proven else 1


if __name__ == "__main__":
    sys.exit(main())
