"""Durable actors and what a store may say: repeated, unknown, stale."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from runtime import group_commit
from runtime.cell import TURN_MESSAGES
from runtime.durable import RETRY_SECONDS, SNAPSHOT_EVENTS
from runtime.errors import Restarting, Unavailable
from runtime.journal import Append, Committed, FindOperations
from runtime.journal_local import Fate
from runtime.recent_operations import MAX_RECENT
from tests.runtime.counter import (
    CODEC,
    Add,
    Added,
    Close,
    Command,
    Look,
    Move,
    Reopen,
    Take,
)
from tests.runtime.shelf import Shelf
from tests.runtime.stage import Reply


class Fates:
    """The next batches' fates; then everything is committed."""

    def __init__(self, *fates: Fate, loses_queries: bool = False) -> None:
        self.left = list(fates)
        self.loses_queries = loses_queries

    def __call__(self, batch: Sequence[Append]) -> Fate:
        if not self.left or (not batch and not self.loses_queries):
            return Fate.COMMIT
        return self.left.pop(0)


# --- the same operation again


def test_a_repeat_gets_the_first_answer_and_does_nothing() -> None:
    shelf = Shelf()
    assert shelf.ask(Add("a", 5)) == 5
    assert shelf.ask(Add("b", 2)) == 7
    assert shelf.ask(Add("a", 5)) == 5
    assert shelf.ask(Look()) == 7
    assert [text for text, _ in shelf.performed] == ["added a", "added b"]


def test_a_repeat_within_one_batch_waits_behind_the_gate() -> None:
    shelf = Shelf()
    shelf.awake()
    replies = [shelf.start(Add("a", 5)) for _ in range(3)]
    shelf.turns()
    assert [reply.calls for reply in replies] == [[]] * 3
    shelf.run()
    assert [reply.answer for reply in replies] == [5, 5, 5]
    assert shelf.added() == ["a"]


def test_a_repeat_in_a_batch_that_the_store_refuses_is_no_repeat() -> None:
    shelf = Shelf()
    shelf.awake()
    shelf.disk.is_full = True
    replies = [shelf.start(Add("a", 5)) for _ in range(2)]
    shelf.run()
    assert all(reply.error is not None for reply in replies)
    shelf.disk.is_full = False
    assert shelf.ask(Add("a", 5)) == 5
    assert shelf.added() == ["a"]


@pytest.mark.parametrize("deaths", [0, 1])
def test_an_operation_older_than_memory_gets_its_answer_from_the_store(
    deaths: int,
) -> None:
    shelf = Shelf()
    for number in range(MAX_RECENT + 5):
        shelf.start(Add(str(number)))
    shelf.run()
    for _ in range(deaths):
        shelf.die()
    assert shelf.ask(Add("0")) == 1
    assert shelf.ask(Add("3")) == 4
    assert shelf.ask(Look()) == MAX_RECENT + 5
    assert shelf.cell().crashes == 0


def test_an_old_repeat_in_a_batch_harms_no_new_command() -> None:
    shelf = Shelf()
    for number in range(SNAPSHOT_EVENTS + 10):
        shelf.start(Add(str(number)))
    shelf.run()
    shelf.die()
    total = shelf.ask(Look())
    assert isinstance(total, int)
    commands: list[Command] = [
        Add("new 1"),
        Add("7"),
        Add("new 2"),
        Add("9"),
        Add("7"),
        Look(),
    ]
    replies = [shelf.start(each) for each in commands]
    shelf.run()
    expected = [total + 1, 8, total + 2, 10, 8, total + 2]
    assert [reply.answer for reply in replies] == expected
    assert shelf.added()[-2:] == ["new 1", "new 2"]


@pytest.mark.parametrize("deaths", [0, 1])
def test_a_repeat_is_known_before_the_state_is_looked_at(deaths: int) -> None:
    shelf = Shelf()
    assert shelf.ask(Add("a", 5)) == 5
    assert shelf.ask(Close()) == "bye"
    for _ in range(deaths):
        shelf.die()
    assert shelf.ask(Add("a", 5)) == 5
    assert shelf.ask(Add("b", 5)) == "closed"
    assert shelf.ask(Add("b", 5)) == "closed"
    assert shelf.added() == ["a"]


def test_a_look_into_the_store_keeps_the_order() -> None:
    shelf = Shelf()
    shelf.ask(Add("a", 5))
    shelf.ask(Close())
    shelf.die()
    commands: list[Command] = [Look(), Add("x"), Add("a"), Add("y"), Close(), Look()]
    replies = [shelf.start(each) for each in commands]
    order: list[int] = []
    for number, reply in enumerate(replies):
        reply.calls = Noted(order, number)
    shelf.run()
    assert [reply.answer for reply in replies] == [5, "closed", 5, "closed", "bye", 5]
    assert order == list(range(6))


def test_refusals_of_one_batch_are_looked_up_together() -> None:
    shelf = Shelf()
    shelf.ask(Add("old", 5))
    shelf.ask(Close())
    shelf.die()
    shelf.awake()
    shelf.disk.queries.clear()
    refused = [shelf.start(Add(f"new {number}")) for number in range(TURN_MESSAGES - 2)]
    others: list[Command] = [Add("old", 5), Reopen()]
    replies = [shelf.start(each) for each in others]
    shelf.run()
    assert [reply.answer for reply in replies] == [5, "open"]
    assert {reply.answer for reply in refused} == {"closed"}
    (query,) = shelf.disk.queries
    assert isinstance(query, FindOperations)
    assert len(query.keys) == TURN_MESSAGES - 1


@pytest.mark.parametrize("deaths", [0, 1])
def test_refused_and_taken_within_one_batch(deaths: int) -> None:
    shelf = Shelf()
    shelf.ask(Close())
    for _ in range(deaths):
        shelf.die()
        shelf.awake()
    add = Add("a", 5)
    commands: list[Command] = [Move("there"), add, Reopen(), add, add]
    replies = [shelf.start(each) for each in commands]
    shelf.run()
    assert [reply.answer for reply in replies] == [None, "closed", "open", 5, 5]
    assert shelf.ask(Look()) == 5
    assert shelf.added() == ["a"]


class Noted(list[tuple[object, Exception | None]]):
    """Calls that note when they came."""

    def __init__(self, order: list[int], number: int) -> None:
        super().__init__()
        self._order = order
        self._number = number

    def append(self, call: tuple[object, Exception | None]) -> None:
        self._order.append(self._number)
        super().append(call)


def test_a_look_into_a_store_that_dies_is_made_again() -> None:
    shelf = Shelf()
    shelf.ask(Add("a", 5))
    shelf.ask(Close())
    shelf.die()
    shelf.awake()
    shelf.fate = Fates(Fate.NEVER, Fate.LOSE_ANSWER, loses_queries=True)
    assert shelf.ask(Add("a", 5)) == 5
    assert shelf.cell().crashes == 0


def test_a_look_that_the_store_has_no_room_for(monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = Shelf()
    shelf.ask(Add("a", 5))
    shelf.ask(Close())
    shelf.die()
    shelf.awake()
    with monkeypatch.context() as full:
        full.setattr(group_commit, "MAX_WAITING", 0)
        reply = shelf.start(Add("a", 5))
        shelf.run()
    assert reply.error is Unavailable
    assert shelf.cell().crashes == 0
    assert shelf.ask(Add("a", 5)) == 5


# --- unknown outcomes


@pytest.mark.parametrize("loses_queries", [False, True])
@pytest.mark.parametrize(
    "fates",
    [
        (Fate.LOSE_ANSWER,),
        (Fate.NEVER,),
        (Fate.NEVER, Fate.NEVER, Fate.LOSE_ANSWER),
        (Fate.NEVER, Fate.LOSE_ANSWER),
    ],
)
def test_an_unknown_outcome_is_resolved_and_nothing_is_done_twice(
    fates: tuple[Fate, ...], *, loses_queries: bool
) -> None:
    shelf = Shelf()
    shelf.awake()
    shelf.fate = Fates(*fates, loses_queries=loses_queries)
    replies = [shelf.start(Add(cid)) for cid in "ab"]
    shelf.turns()
    later = shelf.start(Add("c"))
    shelf.commit()
    assert [reply.calls for reply in replies] == [[], []]
    assert shelf.performed == []
    shelf.advance(10 * RETRY_SECONDS)
    assert [reply.answer for reply in replies] == [1, 2]
    assert later.answer == 3
    assert shelf.added() == ["a", "b", "c"]
    assert shelf.performed == [("added a", 1), ("added b", 1), ("added c", 3)]
    assert shelf.cell().crashes == 0


def test_an_unknown_claim_is_resolved_too() -> None:
    for fate in (Fate.LOSE_ANSWER, Fate.NEVER):
        shelf = Shelf()
        shelf.awake()
        shelf.fate = Fates(fate)
        assert shelf.ask(Take(("p",))) == "p"
        assert shelf.holder("p") == "counter/1"


def test_a_store_that_has_no_room_for_the_question_is_asked_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shelf = Shelf()
    shelf.awake()
    shelf.fate = Fates(Fate.LOSE_ANSWER)
    reply = shelf.start(Add("a"), seconds=1_000)
    shelf.turns()
    with monkeypatch.context() as full:
        full.setattr(group_commit, "MAX_WAITING", 0)
        shelf.commit()
        shelf.advance(10 * RETRY_SECONDS)
        assert reply.calls == []
    shelf.advance(2 * RETRY_SECONDS)
    assert reply.answer == 1
    assert shelf.added() == ["a"]


def test_dying_while_the_outcome_is_unknown() -> None:
    for fate, total in ((Fate.LOSE_ANSWER, 1), (Fate.NEVER, 0)):
        shelf = Shelf()
        shelf.awake()
        shelf.fate = Fates(fate)
        reply = shelf.start(Add("a"))
        shelf.turns()
        shelf.commit()
        assert reply.calls == []
        shelf.die()
        shelf.fate = Fates()
        assert shelf.ask(Look()) == total
        assert shelf.ask(Add("a")) == 1
        assert shelf.added() == ["a"]


# --- another writer


def foreign(shelf: Shelf, cid: str = "foreign", amount: int = 10) -> None:
    """Another writer appends behind the actor's back."""
    event = CODEC.encode_event(Added(cid, amount))
    seq = shelf.record().seq
    (outcome,) = shelf.backend.commit([Append("counter/1", seq, 1, (event,))])
    assert isinstance(outcome, Committed)


def test_another_writer_fences_this_one_off() -> None:
    shelf = Shelf()
    shelf.ask(Add("a"))
    foreign(shelf)
    reply = shelf.start(Add("b"))
    behind = shelf.start(Add("c"))
    shelf.turns()
    waits = shelf.start(Add("d"))
    shelf.run()
    assert (reply.error, behind.error) == (Restarting, Restarting)
    assert waits.answer == 12
    assert shelf.added() == ["a", "foreign", "d"]
    assert [text for text, _ in shelf.performed] == ["added a", "added d"]
    assert shelf.ask(Look()) == 12


@pytest.mark.parametrize("fate", [Fate.NEVER, Fate.LOSE_ANSWER])
def test_another_writer_while_the_outcome_is_unknown(fate: Fate) -> None:
    shelf = Shelf()
    shelf.ask(Add("a"))
    shelf.fate = Fates(fate)
    reply = shelf.start(Add("b"))
    shelf.turns()
    shelf.commit()
    foreign(shelf)
    shelf.advance(1)
    if fate is Fate.NEVER:
        assert reply.error is Restarting
        assert shelf.added() == ["a", "foreign"]
    else:
        assert reply.answer == 2
        assert shelf.added() == ["a", "b", "foreign"]
        late: Reply = shelf.start(Add("c"))
        shelf.run()
        assert late.error is Restarting
    total = 11 if fate is Fate.NEVER else 12
    shelf.advance(5)
    assert shelf.ask(Look()) == total
