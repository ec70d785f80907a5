from __future__ import annotations

from io import StringIO

from gateway.console.phrases import ENGLISH, Words
from loadtest.outcome import Progress
from loadtest.report.teller import Teller, Told
from tests.loadtest.report.outcomes import bad, good

COURSE = (
    Told("conversation", 1, 2),
    Told("conversation", 1, 2, progress=Progress(5, 10, 100, 0)),
    Told("conversation", 1, 2, played=good()),
    Told("soak", 2, 2, played=bad()),
)


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


def told(out: StringIO) -> str:
    tell = Teller(out, Words(ENGLISH))
    for one in COURSE:
        tell(one)
    return out.getvalue()


def test_a_file_gets_a_line_for_each_scenario_that_ended() -> None:
    lines = told(StringIO()).splitlines()
    assert [line for line in lines if line.startswith("[")] == [lines[0], lines[1]]
    assert "kept" in lines[0]
    assert "broken" in lines[1]


def test_on_a_terminal_a_bar_moves_on_the_last_row() -> None:
    rows = told(Terminal()).split("\r\x1b[K")
    assert [row.count("█") for row in rows] == [0, 0, 10, 0, 0]
    assert [row.endswith("\n") for row in rows] == [False, False, False, True, True]
