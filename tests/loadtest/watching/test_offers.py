"""What rings is answered, or moves on at its deadline."""

from __future__ import annotations

import pytest

from gateway.wire.session_parts import Offer
from gateway.wire.terms import SessionStateName
from loadtest.outcome import Promise
from loadtest.watching.bounds import OFFER_LATE_SECONDS
from tests.loadtest.watching.story import Story


@pytest.fixture
def ringing(story: Story) -> Story:
    """s1 rings at Amy for 10 s."""
    story.ask("s1")
    story.all_see("s1", 2, "offered", offer=story.offer("amy", 10))
    story.board("amy", "s1")
    return story


@pytest.mark.covers("P4", "Q14", "Q7")
def test_an_offer_that_lapses_at_its_deadline_holds_and_is_measured(
    ringing: Story,
) -> None:
    ringing.after(10.25)
    ringing.all_see("s1", 3, "offered", offer=ringing.offer("bob", 10, "o2"))
    ringing.see("amy", "s1", 3, "offered", offer=ringing.offer("bob", 10, "o2"))
    assert ringing.broken == set()
    assert ringing.looked(Promise.OFFER_IN_TIME) == 1
    assert ringing.lateness == [pytest.approx(0.25, abs=0.001)]


def test_an_offer_that_is_taken_holds(ringing: Story) -> None:
    ringing.after(3)
    ringing.all_see("s1", 3, "serving", "amy")
    ringing.after(60)
    assert ringing.broken == set()
    assert ringing.looked(Promise.OFFER_IN_TIME) == 1
    assert ringing.lateness == []


@pytest.mark.covers("P4", "Q14", "Q7")
def test_an_offer_that_rings_on_is_found_once(ringing: Story) -> None:
    ringing.after(30)
    assert ringing.broken == {Promise.OFFER_IN_TIME}
    ringing.see("amy", "s1", 3, "queued")
    found = ringing.found()[Promise.OFFER_IN_TIME]
    assert found.violated == 1
    assert found.examples[0].who == "o1 of s1 at amy"
    assert found.examples[0].came == "it rings still"


def test_an_offer_that_is_over_late_is_found(story: Story) -> None:
    story.ask("s1")
    story.all_see("s1", 2, "offered", offer=story.offer("amy", 0.1))
    story.now += OFFER_LATE_SECONDS + 0.5  # between two looks
    story.see("amy", "s1", 3, "queued")
    assert story.broken == {Promise.OFFER_IN_TIME}
    assert story.found()[Promise.OFFER_IN_TIME].examples[0].came == "3.4 s after it"


def test_an_offer_without_a_deadline_rings_on(story: Story) -> None:
    story.ask("s1")
    story.all_see("s1", 2, "offered", offer=Offer("o1", "amy", story.server_ms, 0))
    story.board("amy", "s1")
    story.after(100)
    assert story.broken == set()


def test_an_offer_that_ends_by_itself_too_early_is_found(ringing: Story) -> None:
    ringing.after(4)
    ringing.see("amy", "s1", 3, "queued")
    assert ringing.broken == {Promise.OFFER_IN_TIME}
    came = ringing.found()[Promise.OFFER_IN_TIME].examples[0].came
    assert came == "over 6.0 s before it"


def test_an_offer_that_its_agent_ends_is_no_fault(ringing: Story) -> None:
    ringing.watch.answered("s1")
    ringing.see("amy", "s1", 3, "queued")
    ringing.watch.answered("s1")  # rings no more
    assert ringing.broken == set()


def test_an_agent_who_has_a_rest_gives_his_offers_back(ringing: Story) -> None:
    ringing.board("bob", status="rest")
    ringing.board("amy", "s1", status="rest")
    ringing.see("amy", "s1", 3, "queued")
    assert ringing.broken == set()


@pytest.mark.parametrize("state", ["closed", "serving"])
def test_an_offer_that_others_end_is_no_fault(
    ringing: Story, state: SessionStateName
) -> None:
    ringing.see("amy", "s1", 3, state, "bob")
    assert ringing.broken == set()


def test_an_offer_that_who_serves_takes_back_is_no_fault(story: Story) -> None:
    story.ask("s1")
    story.serve("s1", "bob")
    story.see("amy", "s1", 3, "serving", "bob", offer=story.offer("amy", 10))
    story.see("amy", "s1", 4, "queued")
    assert story.broken == set()


def test_an_outage_moves_deadlines(ringing: Story) -> None:
    ringing.after(5)
    ringing.see("amy", "s1", 3, "offered", offer=ringing.offer("amy", 30))
    ringing.after(20)
    assert ringing.broken == set()


def test_who_has_lost_the_connection_is_not_judged(ringing: Story) -> None:
    ringing.go("amy")
    ringing.see("bob", "s1", 3, "closed")
    ringing.after(20)
    assert ringing.looked(Promise.OFFER_IN_TIME) == 0
    assert ringing.broken == set()


def test_what_rings_at_one_who_is_gone_is_dropped(ringing: Story) -> None:
    ringing.go("amy")
    ringing.after(20)
    assert ringing.broken == set()


def test_an_offer_at_an_unknown_time_is_not_judged(story: Story) -> None:
    story.ask("s1")
    offer = story.offer("amy", -50)
    shown = story.session("s1", 2, "offered", offer=offer)
    story.watch.take("amy", shown, story.now, None)
    story.after(20)
    assert story.broken == set()
