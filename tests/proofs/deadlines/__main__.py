"""`python -m tests.proofs.deadlines --count N`.

Ends with one line on standard output, one JSON object (`Tally`); exits with 1 when a
promise is broken, or when it did too little to prove anything.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
import trio

from tests.proofs.deadlines.campaign import Campaign
from tests.proofs.deadlines.tally import missed


def main() -> int:
    """Runs the proof."""
    parser = argparse.ArgumentParser(description="Have offers expire at one moment.")
    parser.add_argument("--count", type=int, default=10_000, help="offers")
    options = parser.parse_args()
    with TemporaryDirectory(prefix="triodesk-deadlines-") as directory:
        campaign = Campaign(Path(directory), options.count)
        trio.run(campaign.run)
    tally = campaign.tally
    tally.too_little = missed(tally, options.count)
    sys.stdout.write(msgspec.json.encode(tally).decode() + "\n")
    return 0 if tally.is_proven else 1


if __name__ == "__main__":
    sys.exit(main())
