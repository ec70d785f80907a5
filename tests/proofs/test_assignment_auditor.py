"""The auditor of the assignment proof sees each broken promise, and no other.

The journal is written by hand here: rows as the product would have left them, right or
wrong.
"""

from __future__ import annotations

from collections.abc import Callable

import msgpack
import pytest

from tests.proofs.assignment.audit.broken import Broken
from tests.proofs.assignment.audit.ledger import Shown, ShownBoard, Told
from tests.proofs.assignment.audit.rows import (
    ClaimRow,
    HeadRow,
    Tables,
)
from tests.proofs.written_journal import AWAY, RULES, USUAL_RULE, Journal


@pytest.fixture
def journal() -> Journal:
    return Journal()


def test_an_ordinary_day_breaks_nothing(journal: Journal) -> None:
    journal.agent("a", 2)
    journal.agent("b", 1)
    for session in ("s1", "s2", "s3", "s4"):
        journal.open(session)
    journal.rest(is_disturbed=True)
    journal.auditor.findings.counts.clear()  # they were free beside a queue
    journal.assign("s1", "a")
    journal.assign("s2", "b")
    journal.offer("s3", "a", "o1", 2)
    journal.rest()
    journal.lapse("s3", "a", "o1")
    journal.assign("s4", "a", 2)
    journal.rest()
    journal.hand_over("s1")
    journal.close("s2")
    journal.assign("s3", "b")
    journal.close("s3")
    journal.assign("s1", "b")
    journal.close("s1")
    journal.close("s4")
    journal.rest()
    assert journal.broken == set(), journal.auditor.findings.examples
    assert journal.auditor.history.agents["a"].held == {}


def over_capacity(journal: Journal) -> None:
    journal.agent("a", 1)
    for number, session in enumerate(("s1", "s2"), 1):
        journal.open(session)
        journal.assign(session, "a", number)


def after_a_cut(journal: Journal) -> None:
    journal.agent("a", 2)
    journal.open("s1")
    journal.assign("s1", "a", 2)
    journal.agent("a", 1)
    journal.open("s2")
    journal.assign("s2", "a", 1)


def one_slot_for_two(journal: Journal) -> None:
    journal.agent("a", 2)
    for session in ("s1", "s2"):
        journal.open(session)
        journal.assign(session, "a", 1)


def two_agents_at_once(journal: Journal) -> None:
    journal.open("s1")
    for agent in ("a", "b"):
        journal.agent(agent, 1)
        journal.assign("s1", agent)


def offered_while_it_rings(journal: Journal) -> None:
    journal.open("s1")
    for agent in ("a", "b"):
        journal.agent(agent, 1)
        journal.offer("s1", agent, f"o-{agent}")


def accepted_after_it_lapsed(journal: Journal) -> None:
    journal.agent("a", 1)
    journal.open("s1")
    journal.offer("s1", "a", "o1")
    journal.lapse("s1", "a", "o1")
    journal.accept("s1", "a", "o1")


def accepted_long_after_its_time(journal: Journal) -> None:
    journal.agent("a", 1)
    journal.open("s1")
    journal.offer("s1", "a", "o1")
    journal.now_ms += RULES.accept_ms
    journal.accept("s1", "a", "o1")


def lapsed_twice(journal: Journal) -> None:
    journal.agent("a", 1)
    journal.open("s1")
    journal.offer("s1", "a", "o1")
    journal.lapse("s1", "a", "o1")
    journal.lapse("s1", "a", "o1")


def expired_before_its_time(journal: Journal) -> None:
    journal.agent("a", 1)
    journal.open("s1")
    journal.offer("s1", "a", "o1")
    journal.lapse("s1", "a", "o1", "expired")


def bound_again_by_the_same_choice(journal: Journal) -> None:
    journal.agent("a", 1)
    journal.open("s1")
    journal.offer("s1", "a", "o1")
    journal.lapse("s1", "a", "o1")
    journal.now_ms += RULES.backoff_ms + 1_000
    journal.orders -= 1
    journal.offer("s1", "a", "o2")


def closed_while_it_rings(journal: Journal) -> None:
    journal.agent("a", 1)
    journal.open("s1")
    journal.offer("s1", "a", "o1")
    journal.close("s1")


def accepted_by_another(journal: Journal) -> None:
    journal.agent("a", 1)
    journal.agent("b", 1)
    journal.open("s1")
    journal.offer("s1", "a", "o1")
    journal.accept("s1", "b", "o1")


def waiting_beside_the_free(journal: Journal) -> None:
    journal.agent("a", 1)
    journal.open("s1")
    journal.rest()


def waiting_though_relaxed(journal: Journal) -> None:
    journal.agent("a", 1, "g", refund=1)
    journal.open("s1", skill="refund", level=2)
    journal.rest()
    assert journal.broken == set()
    journal.now_ms += RULES.relax_ms
    journal.rest()


def waiting_after_the_back_off(journal: Journal) -> None:
    journal.agent("a", 1)
    journal.open("s1")
    journal.offer("s1", "a", "o1")
    journal.lapse("s1", "a", "o1")
    journal.rest()
    assert journal.broken == set()
    journal.now_ms += RULES.backoff_ms
    journal.rest()


def second_before_first(journal: Journal) -> None:
    journal.open("s1")
    journal.open("s2")
    journal.rest()
    journal.agent("a", 1)
    journal.auditor.history.changed_groups.clear()
    journal.assign("s2", "a")
    journal.rest()


def better_head_of_another_group_left(journal: Journal) -> None:
    journal.event("group/h", 1, "H", USUAL_RULE)
    journal.agent("a", 1, "g", "h")
    journal.status("a", "rest")
    journal.open("s1", "h")
    journal.open("s2", "g")
    journal.rest()
    journal.status("a", "free")
    journal.assign("s2", "a")
    journal.rest()


def transfer_to_somebody_else(journal: Journal) -> None:
    for agent in ("a", "b", "c"):
        journal.agent(agent, 1)
    journal.open("s1")
    journal.assign("s1", "a")
    journal.hand_over("s1", "b")
    journal.assign("s1", "c")


def serving_handed_to_nobody_asked(journal: Journal) -> None:
    journal.event("session/s1", 9, "refused")


def rings_for_ever(journal: Journal) -> None:
    journal.agent("a", 1)
    journal.open("s1")
    journal.offer("s1", "a", "o1")
    journal.now_ms += RULES.accept_ms
    journal.rest()


def handed_over_for_ever(journal: Journal) -> None:
    journal.agent("a", 1)
    journal.open("s1")
    journal.assign("s1", "a")
    journal.hand_over("s1")
    journal.now_ms += RULES.transfer_ms
    journal.rest()


def nobody_there_for_ever(journal: Journal) -> None:
    journal.open("s1")
    journal.event("session/s1", 14, AWAY)
    journal.now_ms += RULES.visitor_grace_ms + 1_000
    journal.rest()


def nobody_there_once_he_was_reached(journal: Journal) -> None:
    journal.open("s1")
    journal.event("session/s1", 33)
    journal.event("session/s1", 34)
    journal.event("session/s1", 14, AWAY)
    journal.now_ms += RULES.visitor_grace_ms + 1_000
    journal.rest()


def nobody_there_once_he_wrote(journal: Journal) -> None:
    journal.open("s1")
    journal.event("session/s1", 33)
    journal.event("session/s1", 3, 1, "main", "visitor", "1", "", "hi", "c1")
    journal.event("session/s1", 14, AWAY)
    journal.now_ms += RULES.visitor_grace_ms + 1_000
    journal.rest()


def wraps_up_for_ever(journal: Journal) -> None:
    journal.agent("a", 1)
    journal.status("a", "arrange")
    journal.now_ms += RULES.wrap_up_ms
    journal.rest()


def away_for_ever(journal: Journal) -> None:
    journal.agent("a", 1)
    journal.event("agent/a", 3, AWAY)
    journal.now_ms += RULES.agent_grace_ms
    journal.rest()


def rings_at_one_who_rests(journal: Journal) -> None:
    journal.agent("a", 1)
    journal.open("s1")
    journal.offer("s1", "a", "o1")
    journal.status("a", "rest")
    journal.rest()


def rings_again_at_once(journal: Journal) -> None:
    journal.agent("a", 1)
    journal.open("s1")
    journal.offer("s1", "a", "o1")
    journal.lapse("s1", "a", "o1")
    journal.offer("s1", "a", "o2")


def rings_again_beside_another(journal: Journal) -> None:
    journal.agent("a", 1)
    journal.agent("b", 1)
    journal.open("s1")
    journal.offer("s1", "a", "o1")
    journal.rest()
    journal.lapse("s1", "a", "o1")
    journal.now_ms += RULES.backoff_ms
    journal.offer("s1", "a", "o2")
    journal.rest()


def to_one_who_lacks_the_skill(journal: Journal) -> None:
    journal.agent("a", 1, "g", refund=2)
    journal.open("s1", skill="refund", level=4)
    journal.assign("s1", "a")


def to_one_of_another_group(journal: Journal) -> None:
    journal.event("group/h", 1, "H", USUAL_RULE)
    journal.agent("a", 1, "h")
    journal.rest()
    journal.open("s1")
    journal.assign("s1", "a")


def back_to_the_one_who_gives_it_away(journal: Journal) -> None:
    journal.agent("a", 2)
    journal.open("s1")
    journal.assign("s1", "a")
    journal.hand_over("s1")
    journal.offer("s1", "a", "o1", 2)


def a_number_left_out(journal: Journal) -> None:
    journal.open("s1")
    journal.event("session/s1", 3, 2, "visitor", "visitor", "1", "One", b"hi", "c1")


def an_event_left_out(journal: Journal) -> None:
    journal.open("s1")
    journal.event("session/s1", 14, AWAY, skips=1)


def one_send_twice(journal: Journal) -> None:
    journal.open("s1")
    for number in (1, 2):
        body = (number, "visitor", "visitor", "1", "One", b"hi", "c1")
        journal.event("session/s1", 3, *body)


def two_open_in_one_channel(journal: Journal) -> None:
    journal.open("s1")
    body = ("1", "", "web", "g", "queued", 0, "", 0, "")
    journal.event("session/s9", 1, *body)


def told_and_not_there(journal: Journal) -> None:
    journal.open("s1")
    journal.ledger.told.append(Told("posted", "s1", "1", "c1", 1))
    journal.auditor.take([])


def opened_and_not_there(journal: Journal) -> None:
    journal.ledger.told.append(Told("opened", "s1", "1"))
    journal.auditor.take([])


def shown_what_is_not(journal: Journal) -> None:
    journal.open("s1")
    journal.ledger.show("s1", Shown(1, "serving", "a", ""))
    journal.auditor.take([])


def board_without_the_session(journal: Journal) -> None:
    journal.agent("a", 1)
    journal.open("s1")
    journal.assign("s1", "a")
    journal.ledger.show_board("a", ShownBoard(1, "free", ()))
    journal.rest()


def a_refused_transfer_goes_on(journal: Journal) -> None:
    journal.agent("a", 1)
    journal.agent("b", 1)
    journal.open("s1")
    journal.assign("s1", "a")
    journal.hand_over("s1", "b")
    journal.offer("s1", "b", "o1")
    journal.lapse("s1", "b", "o1")
    journal.offer("s1", "b", "o2")


def a_refused_transfer_never_ends(journal: Journal) -> None:
    journal.agent("a", 1)
    journal.agent("b", 1)
    journal.open("s1")
    journal.assign("s1", "a")
    journal.hand_over("s1", "b")
    journal.offer("s1", "b", "o1")
    journal.lapse("s1", "b", "o1")
    journal.rest()


def to_one_who_rests(journal: Journal) -> None:
    journal.agent("a", 1)
    journal.status("a", "rest")
    journal.open("s1")
    journal.rest()
    journal.assign("s1", "a")
    journal.rest()


def to_one_whose_connection_is_lost(journal: Journal) -> None:
    journal.agent("a", 1)
    journal.open("s1")
    journal.event("agent/a", 3, AWAY)
    journal.rest()
    journal.assign("s1", "a")
    journal.rest()


def off_line_before_the_grace_is_over(journal: Journal) -> None:
    journal.agent("a", 1)
    journal.event("agent/a", 3, AWAY)
    journal.status("a", "offline")


def rings_for_another_time_than_set(journal: Journal) -> None:
    journal.agent("a", 1)
    journal.open("s1")
    body = ("a", 1, "o1", 1, "g", journal.now_ms + 10, journal.routing())
    journal.event("session/s1", 6, *body)


def does_not_wrap_up(journal: Journal) -> None:
    journal.agent("a", 1)
    journal.open("s1")
    journal.assign("s1", "a")
    journal.rest()
    journal.close("s1")
    journal.rest()


CASES: dict[Callable[[Journal], None], set[Broken]] = {
    over_capacity: {Broken.OVER_ASSIGNED},
    after_a_cut: {Broken.OVER_ASSIGNED},
    one_slot_for_two: {Broken.DOUBLE_ASSIGNED},
    two_agents_at_once: {Broken.DOUBLE_ASSIGNED},
    offered_while_it_rings: {Broken.DOUBLE_ASSIGNED},
    accepted_after_it_lapsed: {Broken.OFFER_DOUBLE_FIRES},
    accepted_long_after_its_time: {Broken.OFFER_DOUBLE_FIRES},
    lapsed_twice: {Broken.OFFER_DOUBLE_FIRES},
    expired_before_its_time: {Broken.OFFER_DOUBLE_FIRES},
    bound_again_by_the_same_choice: {Broken.OFFER_DOUBLE_FIRES},
    closed_while_it_rings: {Broken.OFFER_DOUBLE_FIRES},
    accepted_by_another: {Broken.DOUBLE_ASSIGNED},
    waiting_beside_the_free: {Broken.WAITING_BESIDE_ELIGIBLE},
    waiting_though_relaxed: {Broken.WAITING_BESIDE_ELIGIBLE},
    waiting_after_the_back_off: {Broken.WAITING_BESIDE_ELIGIBLE},
    second_before_first: {Broken.FIFO},
    better_head_of_another_group_left: {Broken.FIFO},
    transfer_to_somebody_else: {Broken.TRANSFER, Broken.WRONGLY_ASSIGNED},
    serving_handed_to_nobody_asked: {Broken.INCONSISTENT},
    rings_for_ever: {Broken.MISSED},
    handed_over_for_ever: {Broken.MISSED},
    nobody_there_for_ever: {Broken.MISSED},
    nobody_there_once_he_was_reached: {Broken.MISSED},
    nobody_there_once_he_wrote: {Broken.MISSED},
    wraps_up_for_ever: {Broken.MISSED},
    away_for_ever: {Broken.MISSED},
    rings_at_one_who_rests: {Broken.WRONGLY_ASSIGNED},
    rings_again_at_once: {Broken.WRONGLY_ASSIGNED},
    rings_again_beside_another: {Broken.WRONGLY_ASSIGNED},
    to_one_who_lacks_the_skill: {Broken.WRONGLY_ASSIGNED},
    to_one_of_another_group: {Broken.WRONGLY_ASSIGNED},
    back_to_the_one_who_gives_it_away: {Broken.WRONGLY_ASSIGNED},
    a_refused_transfer_goes_on: {Broken.TRANSFER, Broken.WRONGLY_ASSIGNED},
    a_refused_transfer_never_ends: {Broken.TRANSFER},
    to_one_who_rests: {Broken.WRONGLY_ASSIGNED},
    to_one_whose_connection_is_lost: {Broken.WRONGLY_ASSIGNED},
    off_line_before_the_grace_is_over: {Broken.MISSED},
    rings_for_another_time_than_set: {Broken.INCONSISTENT},
    does_not_wrap_up: {Broken.MISSED},
    a_number_left_out: {Broken.GAP},
    an_event_left_out: {Broken.GAP},
    one_send_twice: {Broken.DOUBLED},
    two_open_in_one_channel: {Broken.DOUBLED},
    told_and_not_there: {Broken.LOST},
    opened_and_not_there: {Broken.LOST},
    shown_what_is_not: {Broken.SHOWN},
    board_without_the_session: {Broken.SHOWN},
}


@pytest.mark.covers("Q14")
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.__name__)
def test_each_broken_promise_is_seen(
    journal: Journal, case: Callable[[Journal], None]
) -> None:
    case(journal)
    assert journal.broken == CASES[case], journal.auditor.findings.examples


def head(journal: Journal, **changed: object) -> HeadRow:
    """The row of a session that waits first in line, as it should be."""
    ticket = journal.open("s1")
    detail = msgpack.packb((journal.now_ms,))
    row = HeadRow(
        "session/s1",
        seq=1,
        is_open=True,
        state="queued",
        place="group/g",
        ticket=ticket,
        detail=detail,
    )
    return row._replace(**changed)  # type: ignore[arg-type] # what the test names


TABLES: tuple[tuple[dict[str, object], tuple[ClaimRow, ...], set[Broken]], ...] = (
    ({}, (), set()),
    ({"place": "group/h"}, (), {Broken.INCONSISTENT}),
    ({"ticket": 1}, (), {Broken.INCONSISTENT}),
    ({"detail": msgpack.packb((1,))}, (), {Broken.INCONSISTENT}),
    ({"seq": 2}, (), {Broken.INCONSISTENT}),
    ({}, (ClaimRow("agent/a", 1, "session/s1"),), {Broken.SLOT_LEAKED}),
)


@pytest.mark.parametrize(("changed", "more", "broken"), TABLES)
def test_tables_that_contradict_the_events_are_seen(
    journal: Journal,
    changed: dict[str, object],
    more: tuple[ClaimRow, ...],
    broken: set[Broken],
) -> None:
    row = head(journal, **changed)
    claims = [ClaimRow("visitor/1/web", 0, "session/s1"), *more]
    journal.auditor.examine(Tables(claims, [row], {}, {}))
    assert journal.broken == broken, journal.auditor.findings.examples


def test_the_order_is_not_judged_where_something_failed(journal: Journal) -> None:
    journal.agent("a", 1)
    journal.status("a", "rest")
    journal.open("s1")
    journal.open("s2")
    journal.rest()
    journal.status("a", "free")
    journal.assign("s2", "a")
    journal.rest(is_disturbed=True)
    assert journal.broken == set(), journal.auditor.findings.examples


def test_an_earlier_choice_that_commits_later_is_in_order(journal: Journal) -> None:
    for agent in ("a", "b"):
        journal.agent(agent, 1)
        journal.status(agent, "rest")
    journal.open("s1")
    journal.open("s2")
    journal.rest()
    for agent in ("a", "b"):
        journal.status(agent, "free")
    journal.assign("s2", "a", order=8)
    journal.assign("s1", "b", order=7)
    journal.rest()
    assert journal.broken == set(), journal.auditor.findings.examples


def test_who_was_moved_within_the_line_may_be_chosen_after_a_later_one(
    journal: Journal,
) -> None:
    for agent in ("a", "b"):
        journal.agent(agent, 1, "g", refund=1)
        journal.status(agent, "rest")
    journal.open("s1")
    journal.open("s2")
    journal.rest()
    for agent in ("a", "b"):
        journal.status(agent, "free")
    body = ("g", 0, "asked", "boss", 0, "refund", 1, (), "", "")
    journal.event("session/s1", 5, *body)
    journal.assign("s2", "a", order=7)
    journal.assign("s1", "b", order=8)
    journal.rest()
    assert journal.broken == set(), journal.auditor.findings.examples


@pytest.mark.parametrize(("later_ms", "is_broken"), [(-1_000, False), (0, True)])
def test_who_became_less_urgent_may_have_been_chosen_before(
    journal: Journal, later_ms: int, *, is_broken: bool
) -> None:
    for agent in ("a", "b"):
        journal.agent(agent, 1)
        journal.status(agent, "rest")
    journal.open("s1")
    body = ("2", "", "web", "g", "queued", 2, "", 0, "")
    journal.event("session/s2", 1, *body)
    journal.rest()
    for agent in ("a", "b"):
        journal.status(agent, "free")
    journal.event("session/s2", 5, "g", 0, "asked", "boss", 0, "", 0, (), "", "")
    journal.now_ms += later_ms
    journal.assign("s2", "a", order=7)
    journal.assign("s1", "b", order=8)
    journal.rest()
    assert (Broken.FIFO in journal.broken) is is_broken


@pytest.mark.parametrize(("is_left_alone", "is_broken"), [(True, False), (False, True)])
def test_nobody_waits_for_a_last_agent_whose_actor_is_left_alone(
    journal: Journal, *, is_left_alone: bool, is_broken: bool
) -> None:
    journal.event("group/g", 1, "G", ("last_agent", *USUAL_RULE[1:]))
    journal.agent("a", 1)
    journal.agent("b", 1)
    journal.rest()
    if is_left_alone:
        journal.auditor.history.unheard_until_ms["b"] = journal.now_ms + 60_000
    body = ("1", "", "web", "g", "queued", 0, "", 0, "b")
    journal.event("session/s1", 1, *body)
    journal.assign("s1", "a")
    assert (Broken.WRONGLY_ASSIGNED in journal.broken) is is_broken


@pytest.mark.covers("S9")
def test_an_awaited_visitor_may_be_away(journal: Journal) -> None:
    journal.open("s1")
    journal.event("session/s1", 33)
    journal.event("session/s1", 14, AWAY)
    journal.now_ms += RULES.visitor_grace_ms + 1_000
    journal.rest()
    assert journal.broken == set(), journal.auditor.findings.examples


@pytest.mark.covers("Q6")
@pytest.mark.parametrize("has_been_back", [True, False])
def test_who_was_there_again_has_the_whole_grace(
    journal: Journal, *, has_been_back: bool
) -> None:
    journal.open("s1")
    journal.event("session/s1", 14, AWAY)
    journal.now_ms += RULES.visitor_grace_ms + 2_000
    if has_been_back:  # a full disk refused to record it
        journal.auditor.history.left_ms["1"] = journal.now_ms - 5_000
    journal.rest()
    assert (Broken.MISSED in journal.broken) is not has_been_back
