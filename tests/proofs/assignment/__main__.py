"""`python -m tests.proofs.assignment --operations N [--seed S] [--workers W]`.

Ends with one line on standard output, one JSON object (`tally.line`); exits with 1
when a promise is broken, or when it did too little to prove anything. The episode that
failed is told on standard error, as small as it gets; `--episode S` tells it again.
"""

from __future__ import annotations

import argparse
import sys
from random import SystemRandom

from tests.proofs.assignment.campaign import run, smallest, told, usable_cores
from tests.proofs.assignment.tally import line, missed


def main() -> int:
    """Runs the proof."""
    parser = argparse.ArgumentParser(description="Prove the assignment core.")
    parser.add_argument("--operations", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=SystemRandom().randrange(10**6))
    parser.add_argument("--workers", type=int, default=usable_cores())
    parser.add_argument("--episode", type=int, help="replay this one alone")
    options = parser.parse_args()
    if options.episode is not None:
        verdict = smallest(options.episode)
        sys.stdout.write(told(verdict) + "\n")
        return 1 if verdict.broken else 0
    tally = run(options.operations, options.seed, options.workers)
    too_little = () if tally.failing else missed(tally, options.operations)
    if tally.failing:
        sys.stderr.write(told(smallest(min(tally.failing))) + "\n")
    sys.stdout.write(line(tally, too_little) + "\n")
    return 1 if tally.failing or too_little else 0


if __name__ == "__main__":
    sys.exit(main())
