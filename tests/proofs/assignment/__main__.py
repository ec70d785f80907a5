"""`python -m tests.proofs.assignment --operations N [--seed S] [--workers W]`.

Ends with one line on standard output, one JSON object (`tally.line`); exits with 1
when a promise is broken, or when it did too little to prove anything. How far it is
stands on standard error now and then; so does the episode that failed, as small as it
gets; `--episode S` tells it again.
"""

from __future__ import annotations

import argparse
import sys
from random import SystemRandom

from tests.proofs.assignment.campaign import run, smallest, told, usable_cores
from tests.proofs.assignment.progress import Progress
from tests.proofs.assignment.tally import (
    JUDGED_OPERATIONS,
    line,
    missed,
)


def main() -> int:
    """Runs the proof."""
    parser = argparse.ArgumentParser(description="Prove the assignment core.")
    parser.add_argument("--operations", type=int, default=JUDGED_OPERATIONS)
    parser.add_argument("--seed", type=int, default=SystemRandom().randrange(10**6))
    parser.add_argument("--workers", type=int, default=usable_cores())
    parser.add_argument("--episode", type=int, help="replay this one alone")
    parser.add_argument(
        "--failing", type=int, default=1, help="play on until so many episodes failed"
    )
    options = parser.parse_args()
    if options.episode is not None:
        verdict = smallest(options.episode)
        sys.stdout.write(told(verdict) + "\n")
        return 1 if verdict.broken else 0
    progress = Progress(options.operations, sys.stderr.write)
    progress.begin(options.seed, options.workers)
    tally = run(
        options.operations, options.seed, options.workers, progress, options.failing
    )
    too_little = () if tally.failing else missed(tally)
    if tally.failing:
        sys.stderr.write(told(smallest(min(tally.failing))) + "\n")
    elif tally.operations < JUDGED_OPERATIONS:
        sys.stderr.write(
            f"fewer than {JUDGED_OPERATIONS:,} operations: whether they were of all"
            " kinds is not judged\n"
        )
    sys.stdout.write(line(tally, too_little) + "\n")
    return 1 if tally.failing or too_little else 0


if __name__ == "__main__":
    sys.exit(main())
