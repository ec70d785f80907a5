"""The page that lists the log's events is made from the code."""

from __future__ import annotations

from pathlib import Path

import pytest

from admin.event_reference import events, page

pytestmark = pytest.mark.covers("P6")


def test_the_page_is_the_one_that_is_kept() -> None:
    kept = Path(__file__).parents[2] / "admin" / "EVENTS.md"
    # An event is another? `python -m admin.event_reference > admin/EVENTS.md`
    assert kept.read_text() == page()


def test_every_event_says_what_it_is() -> None:
    assert len(events()) > 40
    assert [each for each in events() if not each.__doc__] == []
