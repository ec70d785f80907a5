"""Nobody over capacity, no session with two agents."""

from __future__ import annotations

import pytest

from loadtest.outcome import Promise
from loadtest.watching.bounds import TOLD_SECONDS
from tests.loadtest.watching.story import Story

LATE = 2 * TOLD_SECONDS + 3


@pytest.mark.covers("P4", "Q14")
def test_as_many_as_there_are_slots_hold(story: Story) -> None:
    for number in (1, 2):
        story.ask(f"s{number}")
        story.serve(f"s{number}", "amy")
    story.board("amy", "s1", "s2")
    story.after(LATE)
    assert story.broken == set()
    assert story.looked(Promise.CAPACITY) == 3


def test_a_board_with_more_sessions_than_slots_is_over_capacity(story: Story) -> None:
    story.board("amy", "s1", "s2", "s3")
    assert story.broken == {Promise.CAPACITY}
    (example,) = story.found()[Promise.CAPACITY].examples
    assert (example.who, example.expected) == ("amy", "at most 2")
    assert example.came == "3 on his board"


@pytest.mark.covers("P4", "Q14")
def test_more_sessions_shown_as_his_than_slots_are_over_capacity(story: Story) -> None:
    for number in (1, 2, 3):
        story.ask(f"s{number}")
        story.serve(f"s{number}", "amy")
    story.board("amy", "s1", "s2")
    story.after(LATE)
    assert story.broken == {Promise.CAPACITY}


def test_a_late_word_of_an_end_puts_nobody_over_capacity(story: Story) -> None:
    for number in (1, 2, 3):
        story.ask(f"s{number}")
        story.serve(f"s{number}", "amy")
    story.board("amy", "s2", "s3")
    story.after(2)
    story.all_see("s1", 3, "closed", "amy")
    story.after(LATE)
    assert story.broken == set()


def test_an_agent_who_is_away_is_judged_when_he_is_back(story: Story) -> None:
    for number in (1, 2, 3):
        story.ask(f"s{number}")
        story.serve(f"s{number}", "amy")
    story.go("amy")
    story.after(LATE)
    assert story.broken == set()
    story.come("amy")
    story.after(2 * LATE)
    assert story.broken == {Promise.CAPACITY}


def test_one_version_shown_alike_holds(story: Story) -> None:
    story.ask("s1")
    story.serve("s1", "amy")
    assert story.broken == set()
    assert story.looked(Promise.ONE_AGENT) == 1


@pytest.mark.covers("P4", "Q14")
def test_one_version_with_two_agents_is_found(story: Story) -> None:
    story.ask("s1")
    story.see("amy", "s1", 2, "serving", "amy")
    story.see("v1", "s1", 2, "serving", "bob")
    assert story.broken == {Promise.ONE_AGENT}
    (example,) = story.found()[Promise.ONE_AGENT].examples
    assert example.who == "s1 version 2"
    assert (example.expected, example.came) == ("serving amy", "serving bob")


def test_old_versions_that_come_late_are_compared_too(story: Story) -> None:
    story.ask("s1")
    for version in range(2, 20):
        story.see("amy", "s1", version, "serving", "amy")
    story.see("v1", "s1", 15, "serving", "bob")
    assert story.broken == {Promise.ONE_AGENT}
    story.see("v1", "s1", 2, "serving", "bob")  # forgotten by now
    assert story.found()[Promise.ONE_AGENT].violated == 1


def test_two_boards_with_one_session_are_two_agents(story: Story) -> None:
    story.ask("s1")
    story.serve("s1", "amy")
    story.board("amy", "s1")
    story.board("bob", "s1")
    story.after(LATE)
    assert story.broken == {Promise.ONE_AGENT}
    (example,) = story.found()[Promise.ONE_AGENT].examples
    assert example.who == "s1 on the board of bob"


def test_a_board_may_be_ahead_of_the_session(story: Story) -> None:
    story.ask("s1")
    story.board("amy", "s1", "s9")
    story.after(2)
    story.serve("s1", "amy")
    story.after(LATE)
    assert story.broken == set()


def test_a_slot_that_has_become_free_leaves_no_doubt(story: Story) -> None:
    story.ask("s1")
    story.serve("s1", "amy")
    story.board("bob", "s1")
    story.after(2)
    story.board("bob")
    story.after(2)
    story.board("bob", "s1")
    story.after(4)
    story.board("bob")
    story.after(LATE)
    assert story.broken == set()


def test_what_rings_holds_a_slot_beside_who_serves(story: Story) -> None:
    story.ask("s1")
    offer = story.offer("bob", 60)
    story.all_see("s1", 2, "serving", "amy")
    for agent in ("amy", "bob"):
        story.see(agent, "s1", 3, "serving", "amy", offer=offer)
        story.board(agent, "s1")
    story.after(LATE)
    assert story.broken == set()
