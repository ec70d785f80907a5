"""What sessions insist on: skills, names, the last agent; and whom they do not want."""

from __future__ import annotations

import pytest

from actors.assignment.line_rule import LineRule
from actors.assignment.routing import Exclusion, Strategy
from actors.ids import SessionId
from tests.actors.lines import Claim, Group

STICKY = LineRule(strategy=Strategy.LAST_AGENT, sticky_ms=30_000)


# --- skills


@pytest.mark.covers("Q3")
def test_a_skill_is_insisted_on_and_relaxed_step_by_step() -> None:
    group = Group(LineRule(relax_ms=15_000))
    group.hear("none")
    group.hear("low", skills=(("x", 1),), idle_since_ms=1)
    group.hear("other", skills=(("y", 5),), idle_since_ms=1)
    group.wait("s", skill="x", level=2)
    assert group.asked() == []
    group.pass_time(14.9)
    assert group.asked() == []
    assert group.line.hall.next_alarm_ms() == group.now_ms + 100
    group.pass_time(0.1)
    assert group.asked() == ["low"]
    group.line.not_granted("g.1")
    assert group.asked() == []
    group.pass_time(15)
    assert group.asked() == ["none"]
    assert group.line.hall.next_alarm_ms() is None


@pytest.mark.covers("Q3")
def test_a_skill_that_is_never_relaxed_waits_for_its_agent() -> None:
    group = Group()
    group.hear("none")
    group.hear("low", skills=(("x", 3),))
    group.wait("s", skill="x", level=4)
    group.pass_time(9_999)
    assert group.asked() == []
    assert group.line.hall.next_alarm_ms() is None
    group.hear("high", skills=(("x", 4),))
    assert group.asked() == ["high"]


@pytest.mark.covers("Q3")
def test_the_best_level_is_asked_first_then_the_longest_idle() -> None:
    group = Group(LineRule(strategy=Strategy.SKILL_LEVEL, relax_ms=1_000))
    group.hear("none", idle_since_ms=0)
    group.hear("a2", skills=(("x", 2),), idle_since_ms=1)
    group.hear("a5", skills=(("x", 5),), idle_since_ms=3)
    group.hear("b5", skills=(("x", 5),), idle_since_ms=2)
    group.hear("other", skills=(("y", 5),), idle_since_ms=4)
    for session in range(6):
        group.wait(f"s{session}", skill="x", level=2)
    assert group.asked() == ["b5", "a5", "a2"]
    group.pass_time(2)  # nobody insists any more: whoever idles longest will do
    assert group.asked() == ["none", "other"]
    group.hear("a1", skills=(("x", 1),))
    assert group.pairs() == [("s5", "a1")]


def test_by_other_strategies_the_level_only_must_suffice() -> None:
    group = Group()
    group.hear("high", skills=(("x", 5),), idle_since_ms=2)
    group.hear("low", skills=(("x", 3),), idle_since_ms=1)
    group.hear("best", skills=(("x", 4),), idle_since_ms=3)
    for number in range(3):
        group.wait(f"s{number}", skill="x", level=3)
    assert group.asked() == ["low", "high", "best"]


def test_who_loses_a_skill_is_not_asked_for_it() -> None:
    group = Group()
    group.hear("a", skills=(("x", 3),))
    group.hear("a", skills=())
    group.wait("s1", skill="x", level=1)
    assert group.asked() == []
    group.hear("a", skills=(("x", 1),))
    assert group.asked() == ["a"]


def test_an_agent_takes_the_first_of_all_that_suit_him() -> None:
    group = Group()
    group.wait("expert", skill="x", level=5)
    group.wait("skilled", skill="x", level=2)
    group.wait("foreign", skill="y", level=1)
    group.wait("plain")
    group.hear("a", skills=(("x", 3),))
    group.hear("b", skills=(("z", 3),))
    assert group.pairs() == [("skilled", "a"), ("plain", "b")]


# --- names


@pytest.mark.covers("Q3", "Q10")
def test_nobody_but_those_named_may_serve() -> None:
    group = Group()
    group.hear("a")
    group.hear("b", Exclusion.FULL)
    group.hear("c", Exclusion.FULL)
    group.wait("s", only=("b", "c", "b", "nobody"), skill="x", level=5)
    assert group.asked() == []
    group.hear("c", idle_since_ms=2)
    group.hear("b", idle_since_ms=1)
    assert group.asked() == ["b"]
    group.line.not_granted("g.1")
    assert group.asked() == ["c"]
    assert group.grant("g.2") == "s"


def test_a_named_agent_takes_his_own_and_what_everybody_may() -> None:
    group = Group()
    group.wait("plain")
    group.wait("named", only=("a",))
    group.hear("a")
    assert group.pairs() == [("plain", "a")]
    assert group.grant("g.1") == "plain"
    group.hear("a")
    assert group.pairs() == [("named", "a")]
    group.line.leave(SessionId("named"))
    group.hear("a")
    group.wait("last")
    group.hear("a")
    group.serve()
    assert group.grant("g.2") == "last"


# --- the last agent


@pytest.mark.covers("Q3")
def test_the_last_agent_is_waited_for_but_not_for_ever() -> None:
    group = Group(STICKY)
    group.hear("last", Exclusion.FULL)
    group.hear("a")
    group.wait("s", prefer="last")
    group.pass_time(29.9)
    assert group.asked() == []
    group.pass_time(0.1)
    assert group.asked() == ["a"]


def test_the_last_agent_is_asked_before_everybody() -> None:
    group = Group(STICKY)
    group.hear("a", idle_since_ms=1)
    group.hear("last", idle_since_ms=2)
    group.wait("s1", prefer="last")
    group.wait("s2")
    group.wait("s3", prefer="last", since_ms=0)
    assert group.pairs() == [("s1", "last"), ("s2", "a")]
    group.hear("a", idle_since_ms=1)
    group.hear("last", idle_since_ms=2)
    assert group.pairs() == [("s3", "last")]


@pytest.mark.parametrize("absence", ["unknown", "offline", "left"])
def test_a_last_agent_who_is_not_there_is_not_waited_for(absence: str) -> None:
    group = Group(STICKY)
    if absence != "unknown":
        group.hear("last")
        group.hear("last", Exclusion.FULL)
    group.hear("a")
    group.wait("s", prefer="last")
    if absence != "unknown":
        assert group.asked() == []
    if absence == "offline":
        group.hear("last", Exclusion.OFFLINE)
    elif absence == "left":
        group.left("last")
    assert group.asked() == ["a"]


def test_a_last_agent_who_comes_is_waited_for_from_then_on() -> None:
    group = Group(STICKY)
    group.wait("s1", prefer="last")
    group.wait("s2", prefer="last")
    group.hear("last", Exclusion.REST)
    group.line.leave(SessionId("s2"))
    group.hear("a")
    assert group.asked() == []
    group.hear("last")
    assert group.pairs() == [("s1", "last")]
    assert group.grant("g.1") == "s1"
    group.hear("last", Exclusion.OFFLINE)
    group.line.declined("g.1", group.now_ms, is_waiting=True)
    assert group.asked() == ["a"]


@pytest.mark.parametrize(
    "claim",
    [Claim(prefer="last", never="last"), Claim(prefer="last", silent="last")],
)
def test_a_last_agent_who_is_excluded_is_not_waited_for(claim: Claim) -> None:
    group = Group(STICKY)
    group.hear("last")
    group.hear("a", idle_since_ms=1)
    group.wait("s", **claim)
    assert group.asked() == ["a"]


def test_no_last_agent_is_waited_for_by_other_strategies() -> None:
    group = Group(LineRule(sticky_ms=30_000))
    group.hear("last", Exclusion.FULL)
    group.hear("a")
    group.wait("s", prefer="last")
    assert group.asked() == ["a"]


# --- whom a session does not want


@pytest.mark.covers("Q10")
def test_who_gives_it_away_does_not_get_it_back() -> None:
    group = Group()
    group.hear("a")
    group.wait("s", never="a", silent="a")
    group.wait("later")
    assert group.pairs() == [("later", "a")]
    group.pass_time(9_999)
    group.hear("a")
    assert group.asked() == []
    assert group.grant("g.1") == "later"


@pytest.mark.covers("Q7")
def test_who_let_it_lapse_is_passed_over_while_there_is_another() -> None:
    group = Group()
    group.hear("silent", idle_since_ms=0)
    group.hear("other", idle_since_ms=5)
    group.wait("s", silent="silent", again_ms=0)
    assert group.asked() == ["other"]
    group.hear("silent", idle_since_ms=0)
    group.wait("later")
    assert group.pairs() == [("later", "silent")]
    assert group.grant("g.2") == "later"  # not s: somebody else is asked for it


@pytest.mark.covers("Q7")
def test_the_silent_agent_is_needed_once_the_other_is_asked_for_somebody_else() -> None:
    group = Group()
    group.wait("first", never="silent")
    group.wait("s", silent="silent", again_ms=0)
    assert group.asked() == []
    group.hear("silent")
    group.hear("other")
    assert group.pairs() == [("first", "other"), ("s", "silent")]


@pytest.mark.covers("Q7")
def test_a_sole_agent_is_asked_again_after_the_back_off() -> None:
    group = Group()
    group.hear("silent")
    group.wait("s", silent="silent", again_ms=group.now_ms + 5_000)
    group.pass_time(4.9)
    assert group.asked() == []
    assert group.line.hall.next_alarm_ms() == group.now_ms + 100
    group.pass_time(0.1)
    assert group.asked() == ["silent"]
    assert group.grant("g.1") == "s"


def test_the_back_off_ends_while_the_agent_is_away() -> None:
    group = Group()
    group.hear("silent", Exclusion.FULL)
    group.wait("s", silent="silent", again_ms=group.now_ms + 1_000)
    group.wait("t", silent="silent", again_ms=group.now_ms + 1_000)
    group.pass_time(1)
    assert group.asked() == []
    group.hear("silent")
    assert group.pairs() == [("s", "silent")]
    assert group.grant("g.1") == "s"
    group.left("silent")
    assert group.asked() == []


def test_a_slot_of_a_sole_agent_goes_past_those_in_back_off() -> None:
    group = Group()
    group.wait("s1", 1, silent="a", again_ms=group.now_ms + 5_000)
    group.wait("s2", 2)
    group.hear("a")
    assert group.pairs() == [("s2", "a")]
    group.pass_time(5)
    assert group.asked() == []
    assert group.grant("g.1") == "s1"
    assert group.stage("s2") == "open"


def test_at_the_grant_a_newcomer_is_another() -> None:
    group = Group()
    group.wait("s1", 1, silent="a", again_ms=0)
    group.wait("s2", 2)
    group.hear("a")
    assert group.pairs() == [("s1", "a")]
    group.hear("b")  # in this very batch
    assert group.grant("g.1") == "s2"
    assert group.pairs() == [("s1", "b")]


@pytest.mark.covers("Q3")
def test_who_left_awaits_his_last_agent_no_more() -> None:
    group = Group(STICKY)
    group.hear("last", Exclusion.FULL)
    group.wait("s1", prefer="last")
    group.wait("s2", prefer="last")
    group.line.leave(SessionId("s1"))
    group.line.leave(SessionId("s2"))
    group.hear("last")
    assert group.asked() == []


def test_who_left_before_the_round_is_given_no_place() -> None:
    group = Group()
    group.wait("waits")
    assert group.asked() == []
    group.wait("s")
    group.line.leave(SessionId("s"))
    group.hear("a")
    assert group.pairs() == [("waits", "a")]
