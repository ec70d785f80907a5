"""The watch as a whole: what it judges whatever the delays, and what it forgets."""

from __future__ import annotations

from random import Random
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.client_core.events import GoingAway, MessageConfirmed, Stopped
from gateway.wire.terms import SessionStateName
from loadtest.outcome import MAX_EXAMPLES, Played, Promise
from loadtest.verdict import Reason, grounds
from loadtest.watching import bounds
from tests.loadtest.watching.story import Story

QUIET = 4 * bounds.TOLD_SECONDS


class Step(NamedTuple):
    """What the server did: a session's next state, or a message of it."""

    session: str
    version: int
    state: SessionStateName
    agent: str = ""
    number: int = 0


def history(random: Random) -> list[Step]:
    """Two visitors, one after the other, each with an agent, who talk and end."""
    steps: list[Step] = []
    for session in ("s1", "s2"):
        agent = random.choice(("amy", "bob"))
        steps += [
            Step(session, 1, "queued"),
            Step(session, 2, "serving", agent),
            *(Step(session, 3, "serving", agent, number) for number in (1, 2, 3)),
            Step(session, 4, "closed", agent),
        ]
    return steps


def tell(story: Story, who: str, step: Step) -> None:
    if step.number:
        story.read(who, step.session, step.number, f"v{step.session[1:]}")
    else:
        story.see(who, step.session, step.version, step.state, step.agent)


@given(st.randoms(use_true_random=False))
@pytest.mark.covers("P4", "Q14")
def test_whatever_the_delays_between_clients_a_right_history_holds(
    random: Random,
) -> None:
    """Each client is told in order; who is told when is drawn."""
    story = Story()
    story.come("amy", "bob", "v1", "v2")
    story.board("amy", capacity=1)
    story.board("bob", capacity=1)
    steps = history(random)
    left = {
        who: [step for step in steps if who in (step.agent, f"v{step.session[1:]}")]
        for who in ("amy", "bob", "v1", "v2")
    }
    while any(left.values()):
        who = random.choice([one for one, steps in left.items() if steps])
        step = left[who].pop(0)
        tell(story, who, step)
        if step.number and who.startswith("v"):
            cid = f"c{step.number}"
            confirmed = MessageConfirmed(step.session, cid, step.number, 0)
            story.tell(who, confirmed)
        story.after(random.uniform(0, 0.1))
    story.after(QUIET)
    assert story.broken == set()
    assert story.looked(Promise.ONE_AGENT) >= 4
    assert story.looked(Promise.NOT_LOST) >= 3


@given(st.randoms(use_true_random=False), st.integers(0, 3))
def test_whatever_the_delays_two_agents_of_one_version_are_found(
    random: Random, before: int
) -> None:
    story = Story()
    story.come("amy", "bob", "v1")
    views = [("amy", "amy"), ("bob", "bob"), ("v1", "amy")]
    random.shuffle(views)
    for _ in range(before):
        story.see("v1", "s1", 1, "queued")
    for who, agent in views:
        story.see(who, "s1", 2, "serving", agent)
    assert story.broken == {Promise.ONE_AGENT}


def test_while_the_load_process_stood_still_nobody_was_late(story: Story) -> None:
    story.ask("s1")
    story.serve("s1", "amy")
    story.board("amy", "s1", "a2")
    story.acked("v1", "s1", 1)
    story.after(1)
    story.now += 60  # no look meanwhile
    story.watch.look(story.now)
    assert story.broken == set()
    story.read("amy", "s1", 1, "v1")
    story.after(QUIET)
    assert story.broken == set()


def test_what_was_never_looked_at_is_too_little(story: Story) -> None:
    watched = story.watch.watched({Promise.OFFER_IN_TIME: 1, Promise.CAPACITY: 2})
    assert [(one.promise, one.looked_at, one.minimum) for one in watched] == [
        (Promise.CAPACITY, 2, 2),
        (Promise.OFFER_IN_TIME, 0, 1),
    ]
    (ground,) = grounds(Played("storm", 1.0, watched=watched))
    assert (ground.reason, ground.about) == (Reason.UNSEEN, Promise.OFFER_IN_TIME)


def test_what_is_broken_is_told_though_nobody_asked(story: Story) -> None:
    for number in range(MAX_EXAMPLES + 3):
        story.board("amy", "s1", "s2", f"s{number + 3}")
    (found,) = story.watch.watched({})
    assert found.promise is Promise.CAPACITY
    assert found.violated == story.watch.violated == MAX_EXAMPLES + 3
    assert len(found.examples) == MAX_EXAMPLES
    assert found.examples[0].at_seconds == story.now


def test_what_has_ended_long_ago_is_forgotten(story: Story) -> None:
    story.ask("s1")
    story.all_see("s1", 2, "offered", offer=story.offer("amy", 10))
    story.serve("s1", "amy", 3)
    story.watch.typed("v1", "s1", story.now)
    story.all_see("s1", 4, "closed", "amy")
    story.after(bounds.FORGET_SECONDS - 3)
    story.acked("v1", "s1", 1)
    story.after(8)
    # A late word of it opens no new book.
    story.acked("v1", "s1", 7)
    story.watch.typed("v1", "s1", story.now)
    story.see("v1", "s1", 3, "serving", "bob")
    story.after(QUIET)
    assert story.broken == set()


def test_no_more_names_are_kept_than_are_bounded(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("loadtest.watch.MAX_FORGOTTEN", 1)
    for session in ("s1", "s2"):
        story.ask(session)
        story.all_see(session, 2, "closed")
        story.after(bounds.FORGET_SECONDS + 2)
    story.see("v2", "s2", 1, "queued")
    story.see("v1", "s1", 1, "queued")  # as if it were new
    story.after(2 * bounds.BESIDE_SECONDS)
    assert story.found()[Promise.NOBODY_WAITS_BESIDE_FREE].violated == 1


def test_other_events_and_ends_break_nothing(story: Story) -> None:
    story.tell("v1", GoingAway(100))
    story.tell("amy", Stopped(4503))
    story.ask("s1")
    story.see("v1", "s1", 1, "queued")  # the same again
    assert story.broken == set()
