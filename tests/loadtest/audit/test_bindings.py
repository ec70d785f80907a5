"""Who was bound after others behind him, and may have been bound in vain before."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actors.assignment.routing import BINDINGS_PER_MS as PRODUCTS
from loadtest.audit.auditor import Auditor
from loadtest.audit.bindings import BINDINGS_PER_MS, Bindings, Late
from loadtest.audit.broken import Broken
from tests.loadtest.audit.books import LIFE, Books

BEGIN = int(LIFE.rpartition(".")[2]) * BINDINGS_PER_MS
"""Before the first number of the life."""


def life(*orders: int) -> Bindings:
    """Committed one after the other, at positions 1, 2 …"""
    bindings = Bindings(LIFE)
    for position, order in enumerate(orders, start=1):
        bindings.take(BEGIN + order, position)
    return bindings


def late(order: int, below: int, above: int = 0) -> Late:
    return Late(f"s{order}", BEGIN + order, BEGIN + above, BEGIN + below)


def test_the_product_numbers_as_is_taken_for_granted() -> None:
    assert BINDINGS_PER_MS == PRODUCTS


def test_without_a_missing_number_it_was_overtaken_once() -> None:
    bindings = life(1, 2, 3)
    bindings.note(late(3, 2))
    assert bindings.overtaken() == [late(3, 2)]
    assert bindings.overtaken() == []
    assert bindings.excused == 0


def test_the_first_number_of_a_life_may_be_missing() -> None:
    bindings = life(2, 3)
    bindings.note(late(3, 2))
    assert bindings.overtaken() == []
    assert bindings.excused == 1


@pytest.mark.parametrize(("below", "above"), [(3, 0), (5, 4), (4, 4)])
def test_a_number_that_is_missing_elsewhere_excuses_nobody(
    below: int, above: int
) -> None:
    bindings = life(1, 2, 3, 5, 6, 7)
    bindings.note(late(7, below, above))
    assert bindings.overtaken() == [late(7, below, above)]


def test_a_missing_number_excuses_one() -> None:
    bindings = life(2, 3, 4)
    bindings.note(late(3, 2))
    bindings.note(late(4, 2))
    assert len(bindings.overtaken()) == 1
    assert bindings.excused == 1


def test_what_was_only_late_excuses_nobody_any_more() -> None:
    bindings = life(2, 3)
    bindings.note(late(3, 2))
    assert bindings.overtaken() == []
    bindings.take(BEGIN + 1, 9)
    assert bindings.overtaken() == [late(3, 2)]
    assert bindings.excused == 0


def test_the_highest_number_before_a_position() -> None:
    bindings = life(5, 3, 8)
    found = [bindings.highest(position) - BEGIN for position in (1, 2, 3, 4)]
    assert found == [0, 5, 5, 8]


@given(
    st.sets(st.integers(1, 12)),
    st.lists(st.tuples(st.integers(0, 10), st.integers(2, 12)), max_size=5),
)
def test_nobody_is_found_whom_a_better_distribution_excuses(
    known: set[int], spans: list[tuple[int, int]]
) -> None:
    bindings = life(*sorted(known), 20)
    for order, (above, below) in enumerate(spans, start=30):
        bindings.note(late(order, below, above))
    missing = [each for each in range(1, 13) if each not in known]
    bindings.overtaken()
    assert bindings.excused == most(missing, spans)


def most(missing: list[int], spans: list[tuple[int, int]]) -> int:
    """How many can have a number of their own, by trying everything."""
    if not spans:
        return 0
    (above, below), *rest = spans
    mine = [each for each in missing if above < each < below]
    tried = [1 + most([one for one in missing if one != each], rest) for each in mine]
    return max([most(missing, rest), *tried])


# --- in the journal


@pytest.fixture(name="two")
def two_wait(books: Books) -> Books:
    """Amy and Bob each have a slot, for s2 and s3."""
    books.agent("bob", 1)
    books.come("s2")
    books.come("s3")
    return books


def test_who_was_bound_in_vain_is_not_overtaken(two: Books) -> None:
    two.assign("s3", "amy", 2, order=BEGIN + 2)
    two.assign("s2", "bob", 1, order=BEGIN + 3)
    auditor = Auditor(two.journal, two.ledgers)
    auditor.examine_rest()
    assert auditor.findings.is_clean
    assert auditor.history.lines.excused_count == 1


def test_who_cannot_have_been_bound_is_overtaken(two: Books) -> None:
    two.assign("s3", "amy", 2, order=BEGIN + 1)
    two.assign("s2", "bob", 1, order=BEGIN + 3)
    assert two.audit() == {Broken.FIFO: 1}


def test_a_binding_before_it_came_was_another_s(books: Books) -> None:
    books.agent("bob", 2)
    books.come("s4")
    books.assign("s4", "bob", 1, order=BEGIN + 2)
    books.come("s2")
    books.come("s3")
    books.assign("s3", "amy", 2, order=BEGIN + 3)
    books.assign("s2", "bob", 2, order=BEGIN + 4)
    assert books.audit() == {Broken.FIFO: 1}


def test_a_second_look_sees_what_was_only_late(two: Books) -> None:
    two.register("bob", 2)
    two.come("s4")
    two.assign("s3", "amy", 2, order=BEGIN + 2)
    two.assign("s2", "bob", 1, order=BEGIN + 3)
    auditor = Auditor(two.journal, two.ledgers)
    auditor.examine()
    assert auditor.findings.is_clean
    two.assign("s4", "bob", 2, order=BEGIN + 1)
    auditor.examine()
    assert auditor.findings.counts == {Broken.FIFO: 1}
