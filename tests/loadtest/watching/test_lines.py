"""Nobody waits beside who could serve him; first come, first served."""

from __future__ import annotations

import pytest

from gateway.wire.session_parts import PendingTransfer
from loadtest.outcome import Promise
from loadtest.watching.bounds import BESIDE_SECONDS, OVERTAKEN_SECONDS
from tests.loadtest.watching.story import Story

LATE = max(BESIDE_SECONDS, OVERTAKEN_SECONDS) + 3
BESIDE, FIRST = Promise.NOBODY_WAITS_BESIDE_FREE, Promise.FIRST_COME


@pytest.fixture
def full(story: Story) -> Story:
    """Both agents are full; s1, s2 and s3 wait, asked one after the other."""
    story.board("amy", "a1", "a2")
    story.board("bob", "b1", "b2")
    for session in ("s1", "s2", "s3"):
        story.ask(session)
        story.after(0.1)
    return story


# --- waiting beside who could serve


@pytest.mark.covers("P4", "Q14")
def test_who_waits_while_all_are_full_waits_rightly(full: Story) -> None:
    full.after(10 * LATE)
    assert full.broken == set()
    assert full.looked(BESIDE) >= 10 * LATE


@pytest.mark.covers("P4", "Q14")
def test_who_waits_beside_somebody_free_is_found_once(full: Story) -> None:
    full.board("amy", "a1")
    full.after(3 * LATE)
    assert full.broken == {BESIDE}
    found = full.found()[BESIDE]
    assert found.violated == 3  # each of those who wait
    assert found.examples[0].who == "s1 in sales"
    assert found.examples[0].came == "amy has 1 of 2, is free, and got nobody for 5 s"


def test_an_agent_who_gets_somebody_again_and_again_is_at_work(full: Story) -> None:
    for number in range(20):
        full.board("amy", f"c{number}")
        full.after(BESIDE_SECONDS / 2)
    assert full.broken == set()


def test_an_agent_who_takes_nobody_may_have_slots(full: Story) -> None:
    full.board("amy", "a1", status="rest")
    full.after(LATE)
    assert full.broken == set()


def test_an_agent_who_is_not_connected_gets_nobody(full: Story) -> None:
    full.board("amy", "a1")
    full.go("amy")
    full.after(LATE)
    full.come("amy")
    full.after(BESIDE_SECONDS - 2)
    assert full.broken == set()
    full.board("amy", "a1")
    full.after(LATE)
    assert full.broken == {BESIDE}


def test_agents_of_other_groups_cannot_serve() -> None:
    story = Story(("repairs",))
    story.come("amy")
    story.board("amy")
    story.ask("s1")
    story.after(LATE)
    assert story.broken == set()


def test_who_let_it_ring_may_have_it_later(story: Story) -> None:
    story.board("bob", "b1", "b2")
    story.ask("s1")
    story.all_see("s1", 2, "offered", offer=story.offer("amy", 1))
    story.after(1)
    story.all_see("s1", 3, "queued")
    story.see("amy", "s1", 3, "queued")
    story.after(LATE)
    assert story.broken == set()


def test_what_a_visitor_who_is_away_was_shown_is_old(full: Story) -> None:
    for visitor in ("v1", "v2", "v3"):
        full.go(visitor)
    full.board("amy", "a1")
    full.after(LATE)
    assert full.broken == set()


def handed(group: str, agent: str = "") -> PendingTransfer:
    return PendingTransfer(group, agent, "", "amy", 0)


@pytest.mark.parametrize(
    ("transfer", "broken"),
    [
        (handed("sales"), {BESIDE}),
        (handed("sales", "bob"), {BESIDE}),
        (handed("sales", "cid"), set()),
        (handed("repairs"), set()),
        (None, set()),
    ],
)
def test_what_is_handed_over_waits_in_the_line_of_its_group(
    story: Story, transfer: PendingTransfer | None, broken: set[Promise]
) -> None:
    story.ask("s1")
    story.serve("s1", "amy")
    story.board("amy", "s1", "a2")
    story.see("amy", "s1", 3, "serving", "amy", transfer=transfer)
    story.after(LATE)
    assert story.broken == broken


# --- first come, first served


@pytest.mark.covers("P4", "Q14")
def test_who_came_first_is_served_first(full: Story) -> None:
    for session in ("s1", "s2", "s3"):
        full.serve(session, "amy")
        full.after(1)
    full.after(LATE)
    assert FIRST not in full.broken
    assert full.looked(FIRST) == 2


@pytest.mark.covers("P4", "Q14")
def test_who_is_overtaken_is_found(full: Story) -> None:
    full.serve("s2", "amy")
    full.after(LATE)
    assert full.broken == {FIRST}
    (example,) = full.found()[FIRST].examples
    assert (example.who, example.expected) == (
        "s1 in sales",
        "before s2, who asked later",
    )


def test_commits_that_change_places_overtake_nobody(full: Story) -> None:
    full.serve("s2", "amy")
    full.after(1)
    full.serve("s1", "bob")
    full.after(LATE)
    assert full.broken == set()


def test_whoever_came_back_to_the_line_is_no_measure(full: Story) -> None:
    full.serve("s1", "amy")
    full.all_see("s1", 3, "queued")
    full.serve("s2", "amy")
    full.serve("s3", "bob")
    full.after(LATE)
    assert full.broken == set()


def test_who_asked_while_the_other_came_is_no_measure(story: Story) -> None:
    story.board("amy", "a1", "a2")
    story.board("bob", "b1", "b2")
    story.come("v1", "v2")
    story.watch.asked("v1", story.now)
    story.watch.asked("v2", story.now)
    story.after(0.1)
    story.see("v1", "s1", 1, "queued")
    story.see("v2", "s2", 1, "queued")
    story.serve("s2", "amy")
    story.after(LATE)
    assert story.broken == set()


def test_who_leaves_the_line_has_no_turn(full: Story) -> None:
    full.all_see("s2", 2, "closed")
    full.after(LATE)
    assert full.broken == set()
    assert full.looked(FIRST) == 0


def test_who_is_away_is_not_known_to_wait(full: Story) -> None:
    full.go("v1")
    full.serve("s2", "amy")
    full.after(LATE)
    assert full.broken == set()


def test_places_get_better(full: Story) -> None:
    for position in (3, 2, 2, 1):
        full.place("s3", position)
    full.place("s9", 5)  # nobody knows it
    full.after(LATE)
    assert full.broken == set()
    assert full.looked(FIRST) == 4


def test_a_place_that_gets_worse_is_found(full: Story) -> None:
    full.place("s3", 1)
    full.after(1)
    full.place("s3", 2)
    full.after(LATE)
    assert full.broken == {FIRST}
    (example,) = full.found()[FIRST].examples
    assert example.expected == "place 1 or better"
    assert example.came == "2, and nobody came who goes first"


def test_a_place_gets_worse_when_somebody_comes_back(full: Story) -> None:
    full.serve("s1", "amy")
    full.place("s3", 2)
    full.place("s3", 3)
    full.after(2)  # the word of it may come later
    full.all_see("s1", 3, "queued")
    full.place("s1", 1)  # he goes first: no measure
    full.after(LATE)
    assert full.broken == set()
