"""The report's files: `report.json` with all figures, and the page beside it."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import msgspec

from gateway.console.phrases import Words
from loadtest.outcome import FORMAT, Outcome
from loadtest.report.comparison import Comparison
from loadtest.report.comparison_view import comparison_page
from loadtest.report.page import report_page
from runtime.errors import UsageError

PAGE: Final = "report.html"
FIGURES: Final = "report.json"
COMPARISON: Final = "comparison.html"


def write_report(outcome: Outcome, directory: Path, words: Words) -> Path:
    """Writes both into a directory, which is made; the page's path."""
    directory.mkdir(parents=True, exist_ok=True)
    text = msgspec.json.format(msgspec.json.encode(outcome), indent=1)
    (directory / FIGURES).write_bytes(text)
    page = directory / PAGE
    page.write_text(report_page(outcome, words), encoding="utf-8")
    return page


def write_comparison(comparison: Comparison, directory: Path, words: Words) -> Path:
    """Writes the page of two runs beside the report; its path."""
    page = directory / COMPARISON
    page.write_text(comparison_page(comparison, words), encoding="utf-8")
    return page


def read_report(path: Path) -> Outcome:
    """The outcome in a `report.json`.

    Raises:
        UsageError: it cannot be read, is none, or of another format.
    """
    try:
        outcome = msgspec.json.decode(path.read_bytes(), type=Outcome)
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}") from None
    except msgspec.DecodeError as error:
        raise UsageError(f"{path} is no report of a load test: {error}") from None
    if outcome.format != FORMAT:
        raise UsageError(
            f"{path} has the format {outcome.format}, this program reads {FORMAT}"
        )
    return outcome
