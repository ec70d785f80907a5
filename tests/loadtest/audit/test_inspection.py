"""The auditor's turn: at rest, each time what is new."""

from __future__ import annotations

import pytest

from loadtest.audit.entries import What
from loadtest.inspection import RESTLESS, Inspection
from loadtest.outcome import Finding
from tests.loadtest.audit.books import VISITOR, Books


def inspection_of(books: Books, within_seconds: float = 60.0) -> Inspection:
    directory = books.journal.parent
    return Inspection(
        directory, books.ledgers, rest_seconds=0.0, within_seconds=within_seconds
    )


@pytest.mark.covers("P4", "Q14")
def test_each_inspection_tells_what_is_new(books: Books) -> None:
    inspection = inspection_of(books)
    first = inspection.inspect()
    assert (first.sessions, first.messages) == (1, 3)
    assert (first.findings, first.examples) == ((), ())
    books.intend("s1", VISITOR, "gone")
    books.note(VISITOR, What.ACKED, "s1", "gone", 4)
    second = inspection.inspect()
    assert (second.sessions, second.messages) == (0, 1)
    assert second.findings == (Finding("lost", 1),)
    (example,) = second.examples
    assert example.startswith("lost: ")
    third = inspection.inspect()
    assert (third.findings, third.examples) == ((), ())


def test_what_holds_only_at_rest_is_judged_too(books: Books) -> None:
    books.open("s2", "v2")
    found = {each.kind for each in inspection_of(books).inspect().findings}
    assert "waiting_beside_eligible" in found


def test_an_offer_that_goes_on_ringing_leaves_no_rest(books: Books) -> None:
    books.open("s2", "v2")
    books.offer("s2", "amy", 2, until=10**15)
    inspection = inspection_of(books, within_seconds=0.1)
    assert Finding(RESTLESS, 1) in inspection.inspect().findings
