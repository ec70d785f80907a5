"""The integer that stands for who did what."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from runtime.journal import Append, Operation
from runtime.journal_limits import check_append
from runtime.operation import operation_key

parts = st.lists(st.text(max_size=4), max_size=4)


@given(parts, parts)
@example(["a\0b"], ["a", "b"]).via("a part that holds the separator")
@example(["a", ""], ["a"]).via("an empty part")
@example([], [""]).via("no part and an empty one")
def test_different_parts_give_different_keys(one: list[str], other: list[str]) -> None:
    same = operation_key(*one) == operation_key(*other)
    assert same == (one == other)


@given(parts)
def test_every_key_can_be_stored(one: list[str]) -> None:
    operation = Operation(operation_key(*one), b"")
    check_append(Append("e/1", 0, 0, (b"",), operations=(operation,)), 0)


def test_the_key_of_what_is_on_disk_never_changes() -> None:
    assert operation_key("visitor", "c-1") == operation_key("visitor", "c-1")
    assert operation_key("visitor", "c-1") != operation_key("visitorc-1")
