"""The auditor knows offers, transfers and what goes by hand."""

from __future__ import annotations

import pytest

from loadtest.audit.auditor import Auditor
from loadtest.audit.broken import Broken
from loadtest.audit.entries import What
from tests.loadtest.audit.books import VISITOR, Books

# --- offers

HOUR = 3_600_000


def test_an_offer_that_is_accepted_is_right(books: Books) -> None:
    books.come("s2")
    books.accept("s2", "amy", 2, books.offer("s2", "amy", 2))
    auditor = Auditor(books.journal, books.ledgers)
    auditor.examine_rest()
    assert auditor.findings.is_clean
    assert auditor.history.accepted_count == 1
    assert auditor.history.ringing_count == 0


def test_offers_that_lapse_go_on_to_others(books: Books) -> None:
    books.agent("bob", 1)
    books.come("s2")
    for why in ("declined", "withdrawn", "expired"):
        books.lapse("s2", "amy", 2, books.offer("s2", "amy", 2, until=1), why)
    books.accept("s2", "bob", 1, books.offer("s2", "bob", 1))
    assert books.audit() == {}


def test_an_offer_that_rings_needs_its_slot(books: Books) -> None:
    books.come("s2")
    books.offer("s2", "amy", 2)
    books.release("agent/amy", 2)
    assert books.audit() == {Broken.SLOT_LEAKED: 1}


def test_a_lapsed_offer_that_keeps_its_slot_is_found(books: Books) -> None:
    books.come("s2")
    books.lapse("s2", "amy", 2, books.offer("s2", "amy", 2), "declined")
    books.status("amy", "rest")
    books.claim("agent/amy", 2, "s2")
    assert books.audit() == {Broken.SLOT_LEAKED: 1}


def test_a_late_accept_is_found(books: Books) -> None:
    books.come("s2")
    offer = books.offer("s2", "amy", 2)
    books.lapse("s2", "amy", 2, offer, "declined")
    books.event("session/s2", 2, "amy", 2, offer, 1, "accepted")
    assert books.audit()[Broken.DOUBLE_ASSIGNED] == 1


def test_an_accept_of_another_offer_is_found(books: Books) -> None:
    books.come("s2")
    books.offer("s2", "amy", 2)
    books.event("session/s2", 2, "amy", 2, "sales.1000.77", 77, "accepted")
    assert books.audit()[Broken.DOUBLE_ASSIGNED] == 1


def test_a_second_offer_while_one_rings_is_found(books: Books) -> None:
    books.agent("bob", 1)
    books.come("s2")
    books.offer("s2", "amy", 2)
    body = (6, "bob", 1, "sales.1000.9", 9, "sales", 0, None)
    books.event("session/s2", *body)
    assert books.audit() == {Broken.DOUBLE_ASSIGNED: 1}


def test_an_offer_beyond_the_capacity_is_found(books: Books) -> None:
    books.come("s2")
    books.come("s3")
    books.offer("s2", "amy", 2)
    books.offer("s3", "amy", 3)
    assert books.audit() == {Broken.OVER_ASSIGNED: 1}


def test_an_offer_that_lapses_twice_is_found(books: Books) -> None:
    books.come("s2")
    offer = books.offer("s2", "amy", 2)
    books.lapse("s2", "amy", 2, offer, "withdrawn")
    books.status("amy", "rest")
    books.event("session/s2", 7, "amy", offer, "expired", 0)
    assert books.audit() == {Broken.OFFER: 1}


def test_an_offer_that_lapses_when_it_was_accepted_is_found(books: Books) -> None:
    books.come("s2")
    offer = books.offer("s2", "amy", 2)
    books.accept("s2", "amy", 2, offer)
    books.event("session/s2", 7, "amy", offer, "expired", 0)
    assert books.audit() == {Broken.OFFER: 1}


def test_an_offer_that_rings_twice_is_found(books: Books) -> None:
    books.agent("bob", 1)
    books.come("s2")
    books.lapse("s2", "amy", 2, books.offer("s2", "amy", 2, order=7), "declined")
    books.offer("s2", "bob", 1, order=7)
    assert books.audit() == {Broken.OFFER: 1}


@pytest.mark.parametrize("until", [0, 10**15])
def test_an_offer_that_expires_too_early_is_found(books: Books, until: int) -> None:
    books.come("s2")
    books.lapse("s2", "amy", 2, books.offer("s2", "amy", 2, until=until), "expired")
    books.status("amy", "rest")
    assert books.audit() == {Broken.OFFER: 1}


@pytest.mark.parametrize(
    ("until", "steps", "found"),
    [
        (HOUR, 1, {}),
        (2 * HOUR, 1, {Broken.OFFER: 1}),
        (1, 0, {Broken.INCONSISTENT: 1}),  # times may not fall in one life
    ],
)
def test_an_offer_may_outlast_a_clock_that_is_set_back(
    books: Books, until: int, steps: int, found: dict[Broken, int]
) -> None:
    books.come("s2")
    offer = books.offer("s2", "amy", 2, until=until)
    books.execute(
        "UPDATE events SET at_ms = at_ms + ?"
        " WHERE position = (SELECT MAX(position) FROM events)",
        HOUR,
    )
    for _ in range(steps):
        books.execute("INSERT INTO outages VALUES (1, ?, ?)", 2 * HOUR, HOUR)
    books.lapse("s2", "amy", 2, offer, "expired")
    books.status("amy", "rest")
    assert books.audit() == found


def test_an_offer_that_comes_again_too_soon_is_found(books: Books) -> None:
    books.come("s2")
    offer = books.offer("s2", "amy", 2)
    books.lapse("s2", "amy", 2, offer, "declined", again=10**15)
    books.offer("s2", "amy", 2)
    assert books.audit() == {Broken.INELIGIBLE: 1}


@pytest.mark.parametrize(
    "event", [(4, "client", "", "asked"), (10, "robot", ""), (5, "sales", 1, "asked")]
)
def test_an_offer_that_is_left_ringing_is_found(
    books: Books, event: tuple[object, ...]
) -> None:
    books.come("s2")
    books.offer("s2", "amy", 2)
    books.event("session/s2", *event)
    assert books.audit()[Broken.OFFER] == 1


def test_it_knows_what_rings_and_will_lapse(books: Books) -> None:
    books.come("s2")
    books.offer("s2", "amy", 2, until=10**15)
    auditor = Auditor(books.journal, books.ledgers)
    auditor.examine_rest()
    assert auditor.findings.is_clean
    assert auditor.history.ringing_count == 1


def test_who_let_it_lapse_gets_it_again_when_nobody_else_can(books: Books) -> None:
    books.come("s2")
    books.lapse("s2", "amy", 2, books.offer("s2", "amy", 2), "declined")
    assert books.audit() == {Broken.WAITING_BESIDE_ELIGIBLE: 1}


def test_a_lapsed_session_is_back_at_its_old_place(books: Books) -> None:
    books.agent("bob", 1)
    books.come("s2")
    books.lapse("s2", "amy", 2, books.offer("s2", "amy", 2), "declined")
    ticket = "UPDATE heads SET ticket = ticket + 1 WHERE name = 'session/s2'"
    books.execute(ticket)
    books.status("amy", "rest")
    books.status("bob", "rest")
    assert books.audit() == {Broken.FIFO: 1}


def test_who_came_back_comes_before_the_new(books: Books) -> None:
    books.agent("bob", 1)
    books.come("s2")
    books.lapse("s2", "amy", 2, books.offer("s2", "amy", 2), "declined")
    books.register("amy", 1)
    books.come("s3")
    books.assign("s3", "bob", 1)
    assert books.audit() == {Broken.FIFO: 1}


def test_who_let_it_lapse_may_be_given_the_next(books: Books) -> None:
    books.come("s2")
    books.lapse("s2", "amy", 2, books.offer("s2", "amy", 2), "declined")
    books.come("s3")
    books.assign("s3", "amy", 2)
    assert books.audit() == {}


def test_who_was_bound_before_another_came_back_overtakes_nobody(books: Books) -> None:
    books.agent("bob", 1)
    books.come("s2")
    offer = books.offer("s2", "amy", 2, order=5)
    books.come("s3")
    books.lapse("s2", "amy", 2, offer, "declined")
    books.assign("s3", "bob", 1, order=6)
    books.close("s1", "amy")
    books.status("bob", "rest")
    books.assign("s2", "amy", 1, order=7)
    assert books.audit() == {}


def test_a_slot_that_is_freed_later_goes_to_who_came_back(books: Books) -> None:
    books.agent("bob", 1)
    books.open("s4", books.visitor_of("s4"))
    books.assign("s4", "bob", 1)
    books.come("s2")
    offer = books.offer("s2", "amy", 2)
    books.come("s3")
    books.lapse("s2", "amy", 2, offer, "declined")
    books.register("amy", 1)
    books.close("s4", "bob")
    books.assign("s3", "bob", 1)
    assert books.audit() == {Broken.FIFO: 1}


# --- transfers


def test_a_transfer_that_is_taken_is_right(books: Books) -> None:
    books.agent("bob", 1)
    books.transfer("s1", "amy")
    books.swap("s1", "amy", 1, "bob", 1)
    for number in (1, 2, 3):
        sender = "amy" if number == 2 else VISITOR
        books.note("bob", What.READ, "s1", number, sender, f"s1-{number}")
    books.come("s2")
    books.assign("s2", "amy", 1)
    books.close("s1", "bob")
    assert books.audit() == {}


def test_nobody_takes_a_transfer_back_from_himself(books: Books) -> None:
    books.transfer("s1", "amy")
    assert books.audit() == {}
    books.event("session/s1", 2, "amy", 2, "sales.1000.9", 9, "auto")
    assert books.audit()[Broken.INELIGIBLE] == 1


def test_a_transfer_to_an_agent_goes_to_nobody_else(books: Books) -> None:
    books.agent("bob", 1)
    books.agent("zoe", 1)
    books.transfer("s1", "amy", "bob")
    books.event("session/s1", 2, "zoe", 1, "sales.1000.9", 9, "auto")
    assert books.audit()[Broken.INELIGIBLE] == 1


def test_a_transfer_waits_beside_nobody_who_could_take_it(books: Books) -> None:
    books.agent("bob", 1)
    books.transfer("s1", "amy")
    assert books.audit() == {Broken.WAITING_BESIDE_ELIGIBLE: 1}


def test_a_transfer_holds_both_slots_while_it_rings(books: Books) -> None:
    books.agent("bob", 1)
    books.transfer("s1", "amy")
    body = (6, "bob", 1, "sales.1000.9", 9, "sales", 0, None)
    books.event("session/s1", *body)
    books.index("s1", "serving", "agent/bob")
    books.claim("agent/bob", 1, "s1")
    assert books.audit() == {}
    books.release("agent/amy", 1)
    assert books.audit() == {Broken.SLOT_LEAKED: 1}


def test_a_swap_that_keeps_the_old_slot_is_found(books: Books) -> None:
    books.agent("bob", 1)
    books.transfer("s1", "amy")
    books.swap("s1", "amy", 1, "bob", 1)
    for number in (1, 2, 3):
        sender = "amy" if number == 2 else VISITOR
        books.note("bob", What.READ, "s1", number, sender, f"s1-{number}")
    books.claim("agent/amy", 1, "s1")
    assert books.audit() == {Broken.SLOT_LEAKED: 1}


def test_a_transfer_that_ends_leaves_the_session_where_it_was(books: Books) -> None:
    books.transfer("s1", "amy")
    books.end_transfer("s1", "amy")
    assert books.audit() == {}
    books.event("session/s1", 9, "expired")
    assert books.audit() == {Broken.INCONSISTENT: 1}


def test_a_second_agent_without_a_transfer_is_found(books: Books) -> None:
    books.agent("bob", 1)
    books.event("session/s1", 2, "bob", 1, "sales.1000.9", 9, "auto")
    assert books.audit() == {Broken.DOUBLE_ASSIGNED: 1}


def test_agents_shown_in_another_order_are_found(books: Books) -> None:
    books.agent("bob", 1)
    books.transfer("s1", "amy")
    books.swap("s1", "amy", 1, "bob", 1)
    books.note(VISITOR, What.SEEN, "s1", "serving", "amy")
    books.note(VISITOR, What.SEEN, "s1", "serving", "bob")
    assert books.audit()[Broken.DOUBLE_ASSIGNED] == 1


# --- queued again


def test_who_is_taken_from_an_agent_waits_for_another(books: Books) -> None:
    books.queue("s1", "amy", 1)
    books.status("amy", "rest")
    assert books.audit() == {}


def test_who_is_queued_again_where_he_waits_keeps_his_place(books: Books) -> None:
    books.status("amy", "rest")
    books.come("s2")
    books.come("s3")
    ticket = books.event("session/s2", 5, "sales", 1, "asked", "", 3, "", 0, [], "")
    books.index("s2", "queued", "group/sales", 0, 0, 1, 3)
    assert books.audit() == {}
    books.execute("UPDATE heads SET ticket = ? WHERE name = 'session/s2'", ticket)
    assert books.audit() == {Broken.FIFO: 1}


def test_who_goes_back_to_the_robot_has_had_a_last_agent(books: Books) -> None:
    at = books.event("session/s1", 10, "robot", VISITOR, None)
    books.index("s1", "robot", "")
    books.release("agent/amy", 1)
    books.mark("served/amy", at)
    books.note(VISITOR, What.SEEN, "s1", "robot", "")
    assert books.audit() == {Broken.INCONSISTENT: 1}
    books.mark(f"last/{VISITOR}/web", "amy")
    assert books.audit() == {}


# --- by hand


def test_by_hand_may_overtake(books: Books) -> None:
    books.register("amy", 3)
    books.come("s2")
    books.come("s3")
    books.by_hand("s3", "amy", 2)
    books.assign("s2", "amy", 3)
    assert books.audit() == {}


def test_by_hand_may_not_exceed_the_capacity(books: Books) -> None:
    books.come("s2")
    books.come("s3")
    books.by_hand("s2", "amy", 2)
    books.by_hand("s3", "amy", 3)
    assert books.audit() == {Broken.OVER_ASSIGNED: 1}


def test_an_order_of_the_line_is_nothing_by_hand(books: Books) -> None:
    books.come("s2")
    books.event("session/s2", 2, "amy", 2, "sales.1000.9", 9, "hand")
    assert books.audit()[Broken.DOUBLE_ASSIGNED] == 1
