"""An entry answers while it is enabled and valid (R2)."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from actors.knowledge.entry import Base, CategoryId, Entry, EntryId

ENTRY = Entry(EntryId("a"), Base.FAQ, CategoryId(""), "What?", (), ())


@pytest.mark.covers("R2")
def test_it_answers_from_its_first_moment_until_just_before_its_last() -> None:
    entry = replace(ENTRY, valid_from_ms=10, valid_until_ms=20)
    assert [at for at in (9, 10, 19, 20) if entry.is_valid(at)] == [10, 19]


def test_who_changed_it_and_when_is_nothing_that_it_says() -> None:
    told = replace(ENTRY, changed_ms=7, changed_by="amy", language="en")
    assert told.as_written() == replace(ENTRY, language="en")


def test_without_dates_it_answers_always_unless_it_is_disabled() -> None:
    assert ENTRY.is_valid(0)
    assert not replace(ENTRY, enabled=False).is_valid(0)
