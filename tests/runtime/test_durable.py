"""Durable actors: nothing is seen before it is on disk, and one append per batch."""

from __future__ import annotations

import pytest

from runtime.cell import TURN_MESSAGES
from runtime.decision import Decision
from runtime.errors import Restarting, Unavailable
from runtime.exits import Shutdown
from runtime.journal import Append, FindMarks, FoundMarks, OutboxPage, ReadOutbox
from runtime.journal_local import Fate, always_commit
from runtime.phase import Phase
from runtime.topics import Publication
from tests.runtime.counter import (
    Add,
    Added,
    Break,
    Close,
    Closed,
    Look,
    Move,
    Moved,
    Take,
    Took,
)
from tests.runtime.shelf import Shelf
from tests.runtime.stage import Reply


def test_nothing_leaves_before_the_commit() -> None:
    shelf = Shelf()
    shelf.awake()
    reply = shelf.start(Add("a", 5))
    shelf.turns()
    assert (reply.calls, shelf.performed, shelf.stored()) == ([], [], [])
    assert shelf.cell().phase is Phase.HELD
    shelf.commit()
    assert reply.answer == 5
    assert shelf.performed == [("added a", 1)]
    assert shelf.added() == ["a"]
    outbox = shelf.backend.answer(ReadOutbox(0, 10))
    assert isinstance(outbox, OutboxPage)
    assert [row.row.body for row in outbox.rows] == [b"a"]


def test_what_others_see_is_what_is_on_disk() -> None:
    shelf = Shelf()
    counter = shelf.awake()
    shelf.start(Add("a", 5))
    shelf.turns()
    assert counter.state.total == 0
    assert counter.seq == 0
    shelf.commit()
    assert (counter.state.total, counter.seq) == (5, 1)


def test_an_answer_that_wrote_nothing_comes_at_once() -> None:
    shelf = Shelf()
    shelf.awake()
    reply = shelf.start(Look())
    shelf.turns()
    assert reply.answer == 0
    assert shelf.disk.take_appends() == []


def test_a_read_behind_a_write_waits_for_it() -> None:
    shelf = Shelf()
    shelf.awake()
    replies = [shelf.start(each) for each in (Add("a"), Look(), Add("b"), Look())]
    shelf.turns()
    assert [reply.calls for reply in replies] == [[]] * 4
    shelf.commit()
    assert [reply.answer for reply in replies] == [1, 1, 2, 2]


def test_a_drained_batch_is_one_append_and_what_comes_meanwhile_the_next() -> None:
    shelf = Shelf()
    shelf.awake()
    first = [shelf.start(Add(f"a{number}")) for number in range(10)]
    shelf.turns()
    second = [shelf.start(Add(f"b{number}")) for number in range(5)]
    shelf.turns()
    assert shelf.cell().handled == 1 + 10, "commands wait while a commit is under way"
    shelf.commit()
    assert [reply.answer for reply in first] == list(range(1, 11))
    assert [reply.calls for reply in second] == [[]] * 5
    shelf.run()
    appends = shelf.disk.take_appends()
    assert [len(each.events) for each in appends] == [10, 5]
    assert [each.expected_seq for each in appends] == [0, 10]
    assert [position for _, position in shelf.performed] == [1] * 10 + [11] * 5


def test_a_long_mailbox_makes_bounded_appends() -> None:
    shelf = Shelf()
    shelf.awake()
    for number in range(3 * TURN_MESSAGES):
        shelf.start(Add(str(number)))
    shelf.run()
    sizes = [len(each.events) for each in shelf.disk.take_appends()]
    assert sizes == [TURN_MESSAGES] * 3
    assert shelf.added() == [str(number) for number in range(3 * TURN_MESSAGES)]


def test_many_entities_share_a_commit() -> None:
    shelf = Shelf()
    for name in "abc":
        shelf.awake(name)
    for name in "abc":
        shelf.start(Add("x"), name)
    shelf.turns()
    shelf.commit()
    assert [len(batch) for batch in shelf.disk.batches] == [3]


def test_publications_wait_behind_the_gate_too() -> None:
    shelf = Shelf()
    counter = shelf.awake()
    heard: list[object] = []

    def hear(news: Publication[object]) -> None:
        heard.append(news.event)

    def publish(effect: str, position: int) -> None:
        shelf.stage.node.topics.publish("t", effect)

    shelf.stage.node.topics.subscribe("t", hear)
    counter.perform = publish  # type: ignore[method-assign]
    shelf.start(Add("a"))
    shelf.turns()
    assert heard == []
    shelf.commit()
    assert heard == ["added a"]


# --- claims


def test_a_claim_is_appended_alone_and_in_order() -> None:
    shelf = Shelf()
    shelf.awake()
    commands = (Add("a"), Add("b"), Take(("p",)), Add("c"), Add("d"))
    replies = [shelf.start(each) for each in commands]
    shelf.run()
    assert [reply.answer for reply in replies] == [1, 2, "p", 3, 4]
    appends = shelf.disk.take_appends()
    assert [len(each.events) for each in appends] == [2, 1, 2]
    assert [len(each.claims) for each in appends] == [0, 1, 0]
    assert shelf.holder("p") == "counter/1"


def test_a_refused_claim_undoes_nothing_else() -> None:
    shelf = Shelf()
    assert shelf.ask(Take(("p",)), "other") == "p"
    shelf.awake()
    commands = (Add("a"), Take(("p",)), Add("b"), Look())
    replies = [shelf.start(each) for each in commands]
    shelf.run()
    assert [reply.answer for reply in replies] == [1, "none is free", 2, 2]
    assert shelf.added() == ["a", "b"]
    assert shelf.stage.exits == []
    assert shelf.holder("p") == "counter/other"


def test_a_claim_that_is_tried_again_elsewhere_is_alone_again() -> None:
    shelf = Shelf()
    for number, place in enumerate("pq"):
        assert shelf.ask(Take((place,)), f"other{number}") == place
    shelf.awake()
    shelf.disk.take_appends()
    commands = (Add("a"), Take(("p", "q", "r")), Add("b"), Take(("q",)), Add("c"))
    replies = [shelf.start(each) for each in commands]
    shelf.run()
    assert [reply.answer for reply in replies] == [1, "r", 2, "none is free", 3]
    for append in shelf.disk.take_appends():
        assert not append.claims or len(append.events) == 1
    assert Took("r") in shelf.stored()
    assert shelf.holder("r") == "counter/1"


def test_many_who_want_one_place() -> None:
    shelf = Shelf()
    names = [str(number) for number in range(20)]
    for name in names:
        shelf.awake(name)
    replies = {name: shelf.start(Take(("p",)), name) for name in names}
    shelf.run()
    winners = [name for name, reply in replies.items() if reply.answer == "p"]
    assert len(winners) == 1
    assert shelf.holder("p") == f"counter/{winners[0]}"
    assert all(shelf.stored(name) == [] for name in names if name not in winners)


# --- a full disk


def test_a_full_store_refuses_for_now_and_recovers() -> None:
    shelf = Shelf()
    shelf.awake()
    shelf.disk.is_full = True
    replies = [shelf.start(each) for each in (Add("a"), Look(), Add("b"))]
    shelf.run()
    assert [reply.error for reply in replies] == [Unavailable, None, Unavailable]
    assert replies[1].answer == 0
    assert shelf.performed == []
    assert shelf.cell().crashes == 0
    shelf.disk.is_full = False
    assert shelf.ask(Look()) == 0
    assert shelf.ask(Add("b")) == 1
    assert shelf.ask(Add("a")) == 2
    assert shelf.added() == ["b", "a"]


def test_a_full_store_forgets_no_command_that_waits_behind() -> None:
    shelf = Shelf()
    shelf.awake()
    shelf.disk.is_full = True
    first = shelf.start(Add("a"))
    shelf.turns()
    second = shelf.start(Add("b"))
    shelf.commit()
    assert first.error is Unavailable
    shelf.disk.is_full = False
    shelf.run()
    assert second.answer == 1


def test_a_tell_that_a_full_store_refused_comes_again() -> None:
    shelf = Shelf()
    shelf.awake()
    shelf.disk.is_full = True
    shelf.address().tell(Add("a"))
    shelf.run()
    assert shelf.added() == []
    shelf.disk.is_full = False
    shelf.advance(1)
    assert shelf.added() == ["a"]


def test_a_refusal_that_raises_takes_nothing_along() -> None:
    shelf = Shelf()
    shelf.awake()
    shelf.disk.is_full = True
    commands = (Add("a"), Look(), Break(in_effect=True), Add("b"), Look())
    replies = [shelf.start(each) for each in commands]
    shelf.turns()
    shelf.commit()
    shelf.disk.is_full = False
    shelf.advance(1)
    assert shelf.cell().crashes == 1
    assert replies[0].error is Unavailable
    assert [reply.answer for reply in replies[3:]] == [1, 1]
    assert replies[1].answer == 1
    assert shelf.added() == ["b"]


# --- poison


@pytest.mark.parametrize("at", range(6))
def test_a_poison_command_takes_nothing_along(at: int) -> None:
    shelf = Shelf()
    shelf.awake()
    replies: list[Reply] = []
    poison = Reply()
    for number in range(6):
        if number == at:
            shelf.address().request(Break(), 60, poison.done)
        else:
            replies.append(shelf.start(Add(str(number))))
    shelf.run()
    assert [reply.answer for reply in replies] == [1, 2, 3, 4, 5]
    assert shelf.added() == [str(number) for number in range(6) if number != at]
    assert poison.error is Restarting
    assert shelf.cell().crashes == 1


def test_poison_that_was_told_is_a_dead_letter() -> None:
    shelf = Shelf()
    shelf.awake()
    shelf.start(Add("a"))
    shelf.address().tell(Break())
    last = shelf.start(Add("b"))
    shelf.run()
    assert last.answer == 2
    assert shelf.stage.dead_letters() == ["Break"]


def test_much_poison_at_once_is_eaten_up_one_by_one() -> None:
    shelf = Shelf()
    shelf.awake()
    replies = [
        shelf.start(Break() if number % 3 == 1 else Add(str(number)))
        for number in range(9)
    ]
    shelf.advance(5)
    good = [reply.answer for index, reply in enumerate(replies) if index % 3 != 1]
    bad = [reply.error for index, reply in enumerate(replies) if index % 3 == 1]
    assert good == [1, 2, 3, 4, 5, 6]
    assert bad == [Restarting] * 3
    assert shelf.quarantined == []


def test_poison_behind_a_claim() -> None:
    shelf = Shelf()
    shelf.awake()
    commands = (Take(("p",)), Break(), Add("a"), Take(("q",)), Add("b"))
    replies = [shelf.start(each) for each in commands]
    shelf.run()
    assert replies[1].error is Restarting
    del replies[1]
    assert [reply.answer for reply in replies] == ["p", 1, "q", 2]


def test_an_effect_that_raises_harms_no_other_command() -> None:
    shelf = Shelf()
    shelf.awake()
    commands = (Add("a"), Break(in_effect=True), Add("b"))
    replies = [shelf.start(each) for each in commands]
    shelf.turns()
    waits = shelf.start(Add("c"))
    shelf.run()
    assert [reply.answer for reply in replies] == [1, "broke", 2]
    assert waits.answer == 3
    texts = [text for text, _ in shelf.performed]
    assert texts == ["added a", "before", "added b", "added c"]
    assert shelf.cell().crashes == 1
    assert shelf.added() == ["a", "b", "c"]


# --- the end


def test_an_entity_that_is_over_leaves_memory_and_can_be_asked_again() -> None:
    shelf = Shelf()
    shelf.awake()
    assert shelf.ask(Close(leaves=True)) == "bye"
    region = shelf.root.actor
    assert shelf.stage.exits == []
    assert region is not None
    shelf.recovered.clear()
    assert shelf.ask(Look()) == 0
    assert shelf.ask(Add("late")) == "closed"
    assert shelf.recovered == ["counter/1"] * 2, "it left each time"


def test_mail_behind_the_end_is_answered() -> None:
    shelf = Shelf()
    shelf.awake()
    replies = [shelf.start(each) for each in (Close(leaves=True), Look(), Add("x"))]
    shelf.run()
    assert [reply.answer for reply in replies] == ["bye", 0, "closed"]
    assert shelf.stored() == [Closed(leaves=True)]


def test_a_stop_lets_the_commit_that_is_under_way_finish() -> None:
    shelf = Shelf()
    shelf.awake()
    reply = shelf.start(Add("a"))
    shelf.turns()
    shelf.root.stop(Shutdown())
    shelf.turns()
    assert shelf.stage.exits == []
    shelf.run()
    assert reply.answer == 1
    assert shelf.stage.exits == [("", Shutdown())]


def test_a_kill_during_a_commit_tells_that_the_outcome_is_unknown() -> None:
    shelf = Shelf()
    shelf.awake()
    reply = shelf.start(Add("a"))
    shelf.turns()
    behind = shelf.start(Add("b"))
    shelf.cell().kill()
    assert reply.error is Restarting
    shelf.run()
    assert behind.answer == 2
    assert shelf.ask(Add("a")) == 1
    assert shelf.added() == ["a", "b"]


def test_a_command_that_waits_for_the_commit_survives_a_kill() -> None:
    shelf = Shelf()
    shelf.awake()
    first, second = shelf.start(Add("a")), shelf.start(Take(("p",)))
    third = shelf.start(Add("b"))
    shelf.turns()
    shelf.cell().kill()
    shelf.run()
    assert first.error is Restarting
    assert second.answer == "p"
    assert third.answer == 2


# --- the place in line


def appended_tickets(shelf: Shelf) -> list[int | None]:
    rows = [each.index for each in shelf.disk.take_appends()]
    return [None if row is None else row.ticket for row in rows]


def test_a_place_that_is_kept_keeps_its_ticket() -> None:
    shelf = Shelf()
    shelf.ask(Add("x"), "other")
    shelf.ask(Move("queue/a"))
    counter = shelf.awake()
    first = counter.ticket
    assert first == 2
    shelf.ask(Add("x"), "other2")
    shelf.ask(Close())  # the index row changes, the place does not
    assert counter.ticket == first
    row = shelf.record().index
    assert row is not None
    assert (row.place, row.state, row.ticket) == ("queue/a", "closed", first)
    shelf.die()
    assert shelf.awake().ticket == first
    shelf.ask(Move("queue/b"))
    assert shelf.awake().ticket > first
    shelf.ask(Move("queue/a"))
    assert shelf.awake().ticket > first + 1


def test_an_index_row_that_did_not_change_is_not_written() -> None:
    shelf = Shelf()
    shelf.ask(Add("a"))
    shelf.ask(Add("b"))
    assert [append.index is None for append in shelf.disk.take_appends()] == [
        False,
        True,
    ]


def test_what_is_on_disk_is_counted_by_type() -> None:
    shelf = Shelf()
    shelf.awake()
    for cid in "ab":
        shelf.start(Add(cid))
    shelf.turns()
    assert shelf.stage.node.committed == {}
    shelf.commit()
    shelf.ask(Add("a"))
    shelf.ask(Move("queue/a"))
    assert shelf.stage.node.committed == {Added: 2, Moved: 1}
    shelf.fate = lambda _: Fate.LOSE_ANSWER
    shelf.start(Add("c"))
    shelf.turns()
    shelf.commit()
    shelf.fate = always_commit
    shelf.run()
    assert shelf.stage.node.committed[Added] == 3


def test_marks_and_details_go_with_the_commit() -> None:
    shelf = Shelf()
    shelf.awake()
    shelf.start(Move("queue/a"))
    shelf.start(Move("queue/b"))
    shelf.turns()
    mark = FindMarks(("counter/1",))
    assert shelf.backend.answer(mark) == FoundMarks((None,))
    shelf.commit()
    assert shelf.backend.answer(mark) == FoundMarks(("queue/b",))
    index = shelf.record().index
    assert index is not None
    assert index.detail == b"queue/b"
    shelf.ask(Add("x"))
    assert shelf.record().index == index


def test_a_decision_with_claims_or_capacities_is_solo() -> None:
    assert not Decision().is_solo
    assert not Append("e/1", 0, 0, (b"",)).claims
