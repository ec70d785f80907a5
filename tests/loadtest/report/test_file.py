from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from gateway.console.phrases import ENGLISH, Words
from loadtest.report.comparison import compare
from loadtest.report.file import read_report, write_comparison, write_report
from runtime.errors import UsageError
from tests.loadtest.report.outcomes import bad, good, outcome

WORDS = Words(ENGLISH)


def test_what_is_written_can_be_read_again(tmp_path: Path) -> None:
    wrote = outcome(good(), bad())
    page = write_report(wrote, tmp_path / "deep" / "out", WORDS)
    assert "Promises were broken" in page.read_text()
    assert read_report(page.with_name("report.json")) == wrote
    other = write_comparison(compare(wrote, wrote), page.parent, WORDS)
    assert "side by side" in other.read_text()


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (None, "cannot be read: No such file"),
        (b"{", "is no report of a load test"),
        (b"{}", "is no report of a load test"),
    ],
)
def test_what_is_no_report_is_refused(
    content: bytes | None, text: str, tmp_path: Path
) -> None:
    path = tmp_path / "report.json"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(UsageError, match=text):
        read_report(path)


def test_a_report_of_another_format_is_refused(tmp_path: Path) -> None:
    write_report(replace(outcome(good()), format=2), tmp_path, WORDS)
    with pytest.raises(UsageError, match="has the format 2, this program reads 1"):
        read_report(tmp_path / "report.json")
