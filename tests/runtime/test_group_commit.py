"""What gathers while one commit runs makes the next, within bounds."""

from __future__ import annotations

import pytest

from runtime import group_commit
from runtime.errors import UsageError
from runtime.group_commit import Gathering
from runtime.journal import (
    MAX_BATCH_APPENDS,
    Answer,
    Append,
    Beat,
    Committed,
    Done,
    IndexRow,
    Mark,
    Operation,
    OutboxRow,
    Outcome,
    StoreFull,
    Unknown,
)
from runtime.journal_limits import MAX_APPEND_BYTES, body_bytes


def nobody(_: Outcome | Answer) -> None:
    pass


def plain(entity: str, body: bytes = b"x") -> Append:
    return Append(entity, 0, 1, (body,))


def test_nothing_makes_no_batch() -> None:
    assert Gathering().take() is None


def test_a_batch_is_bounded_by_count() -> None:
    gathering = Gathering()
    names = [f"s/{number}" for number in range(MAX_BATCH_APPENDS + 2)]
    for name in names:
        gathering.append(plain(name), nobody)
    first, second = gathering.take(), gathering.take()
    assert first is not None
    assert second is not None
    assert [a.entity for a in (*first.appends, *second.appends)] == names
    assert len(second.appends) == 2
    assert gathering.take() is None


def test_a_batch_is_bounded_by_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(group_commit, "MAX_BATCH_BYTES", 10)
    gathering = Gathering()
    for size in (4, 6, 1, 30, 2):
        gathering.append(plain("s/1", b"x" * size), nobody)
    taken = []
    while (batch := gathering.take()) is not None:
        taken.append([body_bytes(append) for append in batch.appends])
    assert taken == [[4, 6], [1], [30], [2]]


def test_a_query_waits_for_the_appends_before_it() -> None:
    gathering = Gathering()
    gathering.query(Beat(1), nobody)
    for number in range(MAX_BATCH_APPENDS + 1):
        gathering.append(plain(f"s/{number}"), nobody)
    gathering.query(Beat(2), nobody)
    first, second = gathering.take(), gathering.take()
    assert first is not None
    assert second is not None
    assert (first.queries, second.queries) == ([Beat(1)], [Beat(2)])


def test_queries_of_one_batch_are_bounded() -> None:
    gathering = Gathering()
    for at_ms in range(group_commit.MAX_BATCH_QUERIES + 1):
        gathering.query(Beat(at_ms), nobody)
    first, second = gathering.take(), gathering.take()
    assert first is not None
    assert second is not None
    assert len(first.queries) == group_commit.MAX_BATCH_QUERIES
    assert second.queries == [Beat(group_commit.MAX_BATCH_QUERIES)]


def test_what_waits_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(group_commit, "MAX_WAITING", 2)
    gathering = Gathering()
    taken = [gathering.append(plain("s/1"), nobody) for _ in range(3)]
    assert taken[:2] == [None, None]
    assert isinstance(taken[2], StoreFull)
    asked = [gathering.query(Beat(1), nobody) for _ in range(3)]
    assert asked[:2] == [None, None]
    assert isinstance(asked[2], StoreFull)
    assert len(gathering) == 4


def test_what_waits_is_bounded_in_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(group_commit, "MAX_WAITING_BYTES", 3)
    gathering = Gathering()
    assert gathering.append(plain("s/1", b"four"), nobody) is None
    assert isinstance(gathering.append(plain("s/1"), nobody), StoreFull)
    gathering.take()
    assert gathering.append(plain("s/1"), nobody) is None


@pytest.mark.parametrize(
    "append",
    [
        Append("s/1", 0, 1, ()),
        plain("s/1", b"x" * (MAX_APPEND_BYTES + 1)),
        Append("s/1", 0, 1, (b"x",), operations=(Operation(2**63, b""),)),
    ],
    ids=["no events", "too large", "key of 64 bits"],
)
def test_what_no_store_can_hold_is_refused_before_it_hurts_others(
    append: Append,
) -> None:
    gathering = Gathering()
    with pytest.raises(UsageError):
        gathering.append(append, nobody)
    assert gathering.take() is None


def test_everything_of_free_length_counts() -> None:
    append = Append(
        "s/1",
        0,
        1,
        (b"1", b"22"),
        operations=(Operation(1, b"333"),),
        outbox=(OutboxRow("t", b"4444"),),
        snapshot=b"55555",
        index=IndexRow(is_open=True, state="s", detail=b"666666"),
        marks=(Mark("777", "7777"),),
    )
    assert body_bytes(append) == 28


def test_a_call_back_that_raises_loses_nobody() -> None:
    gathering = Gathering()
    heard: list[object] = []

    def broken(value: object) -> None:
        heard.append(value)
        raise RuntimeError(str(value))

    gathering.append(plain("s/1"), broken)
    gathering.append(plain("s/2"), heard.append)
    gathering.append(plain("s/3"), broken)
    gathering.query(Beat(1), heard.append)
    batch = gathering.take()
    assert batch is not None
    outcomes: list[Outcome] = [Committed(1, n) for n in (1, 2, 3)]
    with pytest.raises(ExceptionGroup) as caught:
        batch.deliver(outcomes, [Done()])
    assert heard == [*outcomes, Done()]
    assert len(caught.value.exceptions) == 2


def test_the_gathering_is_looked_at_between_call_backs() -> None:
    gathering = Gathering()
    told = 0
    looks: list[int] = []

    def count(_: object) -> None:
        nonlocal told
        told += 1

    for number in range(group_commit.CALLS_BETWEEN + 1):
        gathering.append(plain(f"s/{number}"), count)
    batch = gathering.take()
    assert batch is not None
    outcomes = [Committed(1, 1)] * len(batch.appends)
    batch.deliver(outcomes, [], lambda: looks.append(told))
    assert looks == [group_commit.CALLS_BETWEEN, group_commit.CALLS_BETWEEN + 1]


def test_a_lost_batch_is_unknown_to_writers_and_its_queries_come_again() -> None:
    gathering = Gathering()
    heard: list[object] = []
    gathering.append(plain("s/1"), heard.append)
    gathering.query(Beat(1), heard.append)
    batch = gathering.take()
    assert batch is not None
    gathering.query(Beat(2), heard.append)
    batch.lose(gathering)
    assert heard == [Unknown()]
    again = gathering.take()
    assert again is not None
    assert (again.appends, again.queries) == ([], [Beat(1), Beat(2)])


def test_writers_of_a_lost_batch_ask_before_all_others_and_all_at_once() -> None:
    gathering = Gathering()

    def ask(_: object) -> None:
        gathering.query(Beat(1), nobody)

    many = group_commit.MAX_BATCH_QUERIES + 1
    for number in range(many):
        gathering.append(plain(f"s/{number}"), ask)
    batch = gathering.take()
    assert batch is not None
    gathering.append(plain("s/late"), nobody)
    for _ in range(many):
        gathering.query(Beat(2), nobody)
    for appends in (1, 0):  # the next store dies, too
        batch.lose(gathering)
        batch = gathering.take()
        assert batch is not None
        assert (len(batch.appends), batch.queries) == (appends, [Beat(1)] * many)
    then = gathering.take()
    assert then is not None
    assert then.queries == [Beat(2)] * (many - 1)


def test_a_lost_batch_is_told_to_all_though_one_raises() -> None:
    gathering = Gathering()
    heard: list[object] = []

    def fail(_: object) -> None:
        raise ValueError("no")

    gathering.append(plain("s/1"), fail)
    gathering.append(plain("s/2"), heard.append)
    batch = gathering.take()
    assert batch is not None
    with pytest.raises(ExceptionGroup):
        batch.lose(gathering)
    assert heard == [Unknown()]
