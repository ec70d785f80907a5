"""PURE: what a terminal shows of a load test: a line for each scenario, and the end."""

from __future__ import annotations

from typing import Final

from gateway.console.phrases import Words
from gateway.console.styled import columns_of
from loadtest.histogram import Histogram
from loadtest.outcome import Outcome, Played, Progress
from loadtest.page.quantity import Unit, shown
from loadtest.report.page import reason
from loadtest.report.phrases import HEADLINES, VERDICTS, Say
from loadtest.report.terms import Scenarios, title_of
from loadtest.verdict import grounds, verdict_of, verdict_of_all

BAR_COLUMNS: Final = 20
_NAME_COLUMNS: Final = 21
"""Of the longest title, in either language."""
_FULL: Final = "█"
_EMPTY: Final = "░"


def running_line(
    name: str, number: int, of: int, progress: Progress | None, words: Words
) -> str:
    """A scenario while it is played, on one row.

    Args:
        name: of the scenario.
        number: which it is, from 1.
        of: how many there are.
        progress: None: it begins.
        words: of the reader's language.
    """
    head = _head(name, number, of, words)
    if progress is None:
        return f"{head}  {_EMPTY * BAR_COLUMNS}"
    share = min(1.0, progress.seconds / (progress.of_seconds or 1.0))
    full = round(share * BAR_COLUMNS)
    parts = [
        head,
        _FULL * full + _EMPTY * (BAR_COLUMNS - full),
        f"{progress.seconds:.0f}/{progress.of_seconds:.0f} s",
        shown(progress.done_per_second, Unit.PER_SECOND),
    ]
    if progress.violated:
        parts.append(words(Say.VIOLATED_SO_FAR, count=progress.violated))
    return "  ".join(parts)


def ended_lines(played: Played, number: int, of: int, words: Words) -> list[str]:
    """A scenario that was played; the reasons below it if it did not hold."""
    found = grounds(played)
    parts = [_head(played.name, number, of, words), words(VERDICTS[verdict_of(found)])]
    if played.measures:
        took = Histogram.of(played.measures[0].recorded)
        parts.append(
            words(
                Say.TOOK_LINE,
                p50=shown(took.p50, Unit.SECONDS),
                p99=shown(took.p99, Unit.SECONDS),
            )
        )
    if played.is_load_bound:
        parts.append(words(Say.LOAD_BOUND))
    return ["  ".join(parts), *(f"        {reason(one, words)}" for one in found)]


def last_line(outcome: Outcome, page: str, words: Words) -> str:
    """What came of it all, and where to read on."""
    headline = words(HEADLINES[verdict_of_all(outcome.played)])
    return f"{headline} {words(Say.READ_ON, page=page)}"


def _head(name: str, number: int, of: int, words: Words) -> str:
    title = title_of(Scenarios, name, words)
    return f"[{number}/{of}] {title}{' ' * (_NAME_COLUMNS - columns_of(title))}"
