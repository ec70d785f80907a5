"""A report as a table: what people reckon with."""

from __future__ import annotations

from actors.records.figures import Sums, figures_of
from actors.records.messages import Dimension, Report, ReportRow
from admin.report_sheet import report_table
from gateway.console.phrases import ENGLISH, Words


def test_lengths_are_seconds_and_shares_are_numbers() -> None:
    sums = Sums(sessions=3, waits=3, answered=2, answered_ms=2_500, prompt=1)
    figures = figures_of(sums)
    made = Report((ReportRow("g", "=1+1", figures),), figures)
    table = report_table(Words(ENGLISH), Dimension.GROUP, 20, made)
    head, row, total, _ = table.decode("utf-8-sig").split("\r\n")
    cells = dict(zip(head.split(","), row.split(","), strict=True))
    assert cells["group"] == "'=1+1"
    assert cells["sessions"] == "3"
    assert cells["ASA (s)"] == "1.2"
    assert cells["in 20 s"] == "0.3333"
    assert cells["stars"] == ""
    assert total.startswith("all,3,")
