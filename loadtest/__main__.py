"""`python -m loadtest`, which `triodesk load` starts: load tests with a report.

Progress goes to standard error, one line of JSON at the end to standard output. Exit
codes: 0 all promises held, 1 some were broken or too little was seen, 2 wrong usage.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
from collections.abc import Sequence
from types import FrameType
from typing import Final, NoReturn

import msgspec

from gateway.console.phrases import Words
from loadtest.arguments import Wishes, add_arguments, check, wishes
from loadtest.outcome import Outcome
from loadtest.report.comparison import compare
from loadtest.report.comparison_view import comparison_lines
from loadtest.report.file import read_report, write_comparison, write_report
from loadtest.report.line import last_line
from loadtest.report.phrases import Say
from loadtest.report.summary import summary_of
from loadtest.report.teller import Teller
from loadtest.run import run
from loadtest.verdict import Verdict, verdict_of_all
from runtime.errors import UsageError

SIGNALLED: Final = 128
INTERRUPTED: Final = SIGNALLED + signal.SIGINT
WRONG_USAGE: Final = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Plays what the arguments say, of `sys.argv` if there are none."""
    parser = argparse.ArgumentParser(prog="loadtest", description=__doc__)
    add_arguments(parser)
    signal.signal(signal.SIGTERM, _end)
    try:
        return _main(wishes(parser.parse_args(arguments), os.environ))
    except UsageError as error:
        sys.stderr.write(f"loadtest: {error}\n")
        return WRONG_USAGE
    except KeyboardInterrupt:
        return INTERRUPTED


def _end(number: int, _frame: FrameType | None) -> NoReturn:
    """What was started is ended first."""
    sys.exit(SIGNALLED + number)


def _main(wished: Wishes) -> int:
    check(wished)
    words = Words(wished.language)
    before = read_report(wished.against) if wished.against else None
    outcome = run(wished, Teller(sys.stderr, words))
    page = write_report(outcome, wished.out, words)
    told = [last_line(outcome, str(page), words)]
    if before is not None:
        told += _compare(before, outcome, wished, words)
    sys.stderr.write("\n".join(told) + "\n")
    summary = summary_of(outcome, str(wished.out))
    sys.stdout.buffer.write(msgspec.json.encode(summary) + b"\n")
    return 0 if verdict_of_all(outcome.played) is Verdict.HELD else 1


def _compare(
    before: Outcome, after: Outcome, wished: Wishes, words: Words
) -> list[str]:
    comparison = compare(before, after)
    page = write_comparison(comparison, wished.out, words)
    read_on = words(Say.READ_ON, page=str(page))
    return ["", *comparison_lines(comparison, words), "", read_on]


if __name__ == "__main__":
    sys.exit(main())
