"""A day on the service's cores: whoever can work it out by hand finds it here."""

from __future__ import annotations

from functools import partial
from typing import Final

import pytest

from actors.agent.messages import WakeAgent
from actors.assignment.messages import AgentLeft, Granted, NotGranted, WakeGroup
from actors.assignment.routing import Reception, Routing, Strategy
from actors.ids import AgentId, GroupId
from actors.session.messages import AskWaiting, OfferSession
from admin.simulation.asides import LoseConnection
from admin.simulation.engine import Engine, play_day
from admin.simulation.play import MIDNIGHT_MS
from admin.simulation.story import Fate
from runtime.errors import UsageError
from tests.admin.simulation.days import ONE_DESK, day, scenario, tale, visit, waits

NOTHING: Final = Routing(0, "g", Strategy.LONGEST_IDLE, 0, 0, 0, "", 0, (), ())
MANUAL = ONE_DESK.replace('id = "g"', 'id = "g"\nreception = "manual"')


@pytest.mark.covers("Q16")
def test_one_agent_serves_one_after_another() -> None:
    told = day(ONE_DESK + visit(0, 60) + visit(10, 60) + visit(20, 60))
    assert [tale(each) for each in told.stories] == [
        ("served", 0, 60, "a-1"),
        ("served", 60, 120, "a-1"),
        ("served", 120, 180, "a-1"),
    ]
    assert [each.has_waited for each in told.stories] == [False, True, True]
    (duty,) = told.duties
    assert (duty.served, duty.busy_ms, duty.slot_ms) == (3, 180_000, 180_000)


@pytest.mark.covers("Q16")
def test_who_has_no_patience_leaves() -> None:
    impatient = "patience_seconds = 30"
    told = day(ONE_DESK + visit(0, 60) + visit(10, 60, impatient) + visit(20, 60))
    assert [tale(each) for each in told.stories] == [
        ("served", 0, 60, "a-1"),
        ("abandoned", 40, 40, ""),
        ("served", 60, 120, "a-1"),
    ]


@pytest.mark.covers("Q16")
def test_a_capacity_of_two_serves_two_at_once() -> None:
    two = ONE_DESK.replace("capacity = 1", "capacity = 2")
    told = day(two + visit(0, 60) + visit(10, 60) + visit(20, 60))
    assert waits(told) == [0, 0, 40]
    (duty,) = told.duties
    assert (duty.busy_ms, duty.slot_ms) == (120_000, 180_000)


@pytest.mark.covers("Q16", "Q7")
def test_an_offer_rings_until_it_is_taken_or_its_time_is_over() -> None:
    taken = MANUAL.replace(
        "capacity = 1", "capacity = 1\nanswering = {kind = 'fixed', seconds = 3}"
    )
    assert [tale(each) for each in day(taken + visit(0, 5)).stories] == [
        ("served", 3, 8, "a-1")
    ]
    missed = MANUAL.replace("capacity = 1", "capacity = 1\nmisses = 1")
    told = day(missed + visit(0, 60, "patience_seconds = 60"))
    assert [tale(each) for each in told.stories] == [("abandoned", 60, 60, "")]
    # It rings for 20 s, and again for him alone after a back-off of 5 s.
    assert (told.stories[0].offers, told.duties[0].missed) == (3, 2)


@pytest.mark.covers("Q16")
def test_who_declines_is_asked_again_only_after_a_while() -> None:
    declined = MANUAL.replace(
        "capacity = 1",
        "declines = 1\nanswering = {kind = 'fixed', seconds = 5}",
    )
    told = day(declined + visit(0, 60, "patience_seconds = 22"))
    assert (told.stories[0].offers, told.duties[0].declined) == (3, 2)


@pytest.mark.covers("Q16", "Q13")
def test_wrap_up_comes_between_two() -> None:
    wraps = ONE_DESK.replace(
        "[[groups]]", "[service]\nwrap_up_seconds = 15\n[[groups]]"
    )
    assert waits(day(wraps + visit(0, 60) + visit(10, 60))) == [0, 65]


@pytest.mark.covers("Q16", "Q6")
def test_a_full_line_turns_away_or_overflows() -> None:
    full = ONE_DESK.replace('id = "g"', 'id = "g"\nmax_waiting = 1')
    people = visit(0, 60) + visit(10, 60) + visit(20, 60)
    told = day(full + people)
    assert [each.fate for each in told.stories] == [
        Fate.SERVED,
        Fate.SERVED,
        Fate.TURNED_AWAY,
    ]
    over = full.replace("max_waiting = 1", 'max_waiting = 1\noverflow = "h"')
    other = "[[groups]]\nid='h'\n[[agents]]\nid='b'\ngroups=['h']\n"
    assert tale(day(over + other + people).stories[2]) == ("served", 20, 80, "b-1")


@pytest.mark.covers("Q16", "Q6")
def test_a_wait_that_is_too_long_is_ended_by_the_line() -> None:
    limited = ONE_DESK.replace('id = "g"', 'id = "g"\nmax_wait_seconds = 20')
    told = day(limited + visit(0, 60) + visit(10, 60))
    assert tale(told.stories[1]) == ("turned_away", 30, 30, "")


def shifts(text: str) -> str:
    return ONE_DESK.replace("capacity = 1", f"capacity = 1\nshifts = [{text}]")


@pytest.mark.covers("Q16")
def test_nobody_comes_in_a_break_but_who_is_served_is_served_to_the_end() -> None:
    text = "{from='08:00', to='09:00', breaks=[{at='08:01', minutes=2}]}"
    told = day(shifts(text) + visit(50, 30) + visit(70, 30))
    assert [tale(each) for each in told.stories] == [
        ("served", 50, 80, "a-1"),
        ("served", 180, 210, "a-1"),
    ]
    (duty,) = told.duties
    # An hour less the break, of which he worked 20 s.
    assert duty.present_ms == (3600 - 120 + 20) * 1000


@pytest.mark.covers("Q16")
def test_who_waits_when_all_have_gone_home_is_not_served() -> None:
    told = day(shifts("{from='08:00', to='08:10'}") + visit(590, 60) + visit(599, 60))
    assert [tale(each)[::3] for each in told.stories] == [
        ("served", "a-1"),
        ("unserved", ""),
    ]
    assert told.duties[0].present_ms == 650_000


LOSSY = (
    "capacity = 1\nlosses = { per_hour = 200, seconds = {kind='fixed', seconds=40} }"
)


@pytest.mark.covers("Q16", "Q12")
def test_who_has_lost_the_connection_goes_on_when_it_is_back() -> None:
    lossy = ONE_DESK.replace("capacity = 1", LOSSY)
    told = day(lossy + visit(0, 60) + visit(61, 60))
    calm = day(ONE_DESK + visit(0, 60) + visit(61, 60))
    assert told.duties[0].lost > 0
    assert [each.fate for each in told.stories] == [Fate.SERVED, Fate.SERVED]
    assert told.stories[1].ended_ms > calm.stories[1].ended_ms


@pytest.mark.covers("Q16", "Q12")
def test_sessions_of_who_stays_away_go_to_another() -> None:
    rule = "[service]\nlost_agent = 'requeue'\nagent_grace_seconds = 10\n[[groups]]"
    lossy = ONE_DESK.replace("capacity = 1", LOSSY).replace("[[groups]]", rule)
    other = "[[agents]]\nid='b'\ngroups=['g']\nshifts=[{from='08:00:30',to='09:00'}]\n"
    told = day(lossy + other + visit(0, 300))
    (story,) = told.stories
    assert (story.fate, story.agent, story.offers) == (Fate.SERVED, "b-1", 2)


@pytest.mark.covers("Q16", "Q7")
def test_who_is_set_to_rest_for_his_silence_comes_back() -> None:
    rests = MANUAL.replace(
        "[[groups]]", "[service]\nrests_on_silence = true\n[[groups]]", 1
    ).replace("capacity = 1", "capacity = 1\nmisses = 1")
    told = day(rests + visit(0, 60, "patience_seconds = 110"))
    # Rings 0–20, rests to 80, rings to 100, and rests when patience ends.
    assert told.stories[0].offers == 2


@pytest.mark.covers("Q16", "Q3")
def test_who_returns_is_served_by_somebody_of_before() -> None:
    rule = "[service]\nstrategy = 'last_agent'\nsticky_seconds = 300\n[[groups]]"
    two = ONE_DESK.replace("[[groups]]", rule).replace("capacity = 1", "count = 2")
    people = visit(0, 60) + visit(100, 60, "is_returning = true")
    told = day(two + people + visit(200, 5, "prefer = 'a-2'"))
    assert told.stories[0].agent == told.stories[1].agent
    assert told.stories[2].agent == "a-2"


@pytest.mark.covers("Q16", "Q1")
def test_an_agent_of_two_groups_serves_the_more_urgent_first() -> None:
    two = ONE_DESK.replace('groups = ["g"]', 'groups = ["g", "h"]')
    other = "[[groups]]\nid = 'h'\npriority = 5\n"
    people = visit(0, 60) + visit(10, 60) + visit(20, 60, group="h")
    assert waits(day(two + other + people)) == [0, 110, 40]


@pytest.mark.covers("Q16")
def test_the_same_seed_plays_the_same_day() -> None:
    stream = "[[arrivals]]\ngroup='g'\nsessions=30\n"
    plan = scenario(MANUAL + stream)
    shares: list[float] = []
    first = play_day(plan, 5, shares.append)
    assert first == play_day(plan, 5)
    assert first != play_day(plan, 6)
    assert shares == []


def test_the_day_is_sampled_while_anything_is_to_come() -> None:
    told = day(ONE_DESK + visit(10, 500) + visit(20, 10))
    assert [(each.at_ms // 1000 - 28_800, each.waiting) for each in told.samples] == [
        (0, 0),
        (300, 1),
        (600, 0),
    ]
    assert [each.serving for each in told.samples] == [0, 1, 0]


def test_progress_is_told_by_the_share_that_has_come() -> None:
    shares: list[float] = []
    stream = (
        "[[arrivals]]\ngroup='g'\nsessions=1200\nhandling={kind='fixed',seconds=1}\n"
    )
    play_day(scenario(ONE_DESK + stream), 1, shares.append)
    assert len(shares) == 2
    assert 0 < shares[0] < shares[1] <= 1


@pytest.mark.covers("Q16")
def test_who_is_cut_off_at_the_end_of_the_shift_goes_home_later() -> None:
    away = "losses = { per_hour = 200, seconds = {kind='fixed', seconds=3000} }"
    text = ONE_DESK.replace(
        "capacity = 1", "capacity = 1\nshifts = [{from='08:00', to='08:30'}]\n" + away
    )
    told = day(text + visit(0, 600))
    assert (told.duties[0].lost, told.stories[0].fate) == (1, Fate.SERVED)
    # Served on after the connection was back, and the shift over.
    assert told.stories[0].ended_ms > (8 * 3600 + 1800) * 1000


def test_who_was_to_rest_does_not_come_back_after_the_shift() -> None:
    text = MANUAL.replace(
        "[[groups]]", "[service]\nrests_on_silence = true\n[[groups]]", 1
    ).replace(
        "capacity = 1",
        "capacity = 1\nmisses = 1\nshifts = [{from='08:00', to='08:01'}]",
    )
    told = day(text + visit(0, 60, "patience_seconds = 300"))
    assert (told.stories[0].offers, told.duties[0].missed) == (1, 1)


def test_an_answer_without_a_connection_is_none() -> None:
    text = MANUAL.replace(
        "capacity = 1",
        "losses = { per_hour = 360, seconds = {kind='fixed', seconds=200} }\n"
        "answering = {kind = 'fixed', seconds = 19}",
    )
    told = day(text + visit(0, 60, "patience_seconds = 1000"))
    assert told.duties[0].missed >= 1


def test_a_day_to_which_nobody_comes_is_over_soon() -> None:
    stream = "[[arrivals]]\ngroup = 'g'\nsessions = 0.00001\n"
    told = day(ONE_DESK + stream)
    assert (told.stories, told.duties[0].served) == ((), 0)


# --- words that mean nothing


def test_words_of_what_is_long_over_change_nothing() -> None:
    engine = Engine(scenario(ONE_DESK + visit(0, 60) + visit(10, 60)), 1)
    play = engine.play
    agent, group = AgentId("a-1"), GroupId("g")
    late = OfferSession(group, agent, 1, "late", 0, 1, Reception.AUTO, 0, NOTHING)

    def strays() -> None:
        play.tell_session("s1", AskWaiting(group))
        play.tell_session("s1", late)
        play.tell_session("over", AskWaiting(group))
        play.tell_group(group, NotGranted(agent, "late"))
        play.tell_group(group, Granted(agent, "late", 1, 0))
        play.tell_group(group, AgentLeft(AgentId("nobody"), 1))
        play.tell_agent(agent, LoseConnection(0))
        play.tell_agent(agent, LoseConnection(5_000))

    play.at(MIDNIGHT_MS + (8 * 3600 + 20) * 1000, strays)
    assert [tale(each) for each in engine.run().stories] == [
        ("served", 0, 60, "a-1"),
        ("served", 60, 120, "a-1"),
    ]


def test_who_is_not_there_loses_no_connection() -> None:
    engine = Engine(scenario(shifts("{from='08:10', to='09:00'}") + visit(700, 5)), 1)
    play = engine.play
    away = partial(play.tell_agent, "a-1", LoseConnection(5_000))
    play.at(MIDNIGHT_MS + 8 * 3_600_000, away)
    assert engine.run().duties[0].lost == 0


def test_what_nobody_says_in_a_play_is_refused() -> None:
    play = Engine(scenario(ONE_DESK + visit(0, 60)), 1).play
    play.at(0, lambda: play.tell_group("g", WakeGroup()))
    with pytest.raises(UsageError, match="expected a word of a play, got WakeGroup"):
        play.step()
    play.at(0, lambda: play.tell_agent("a-1", WakeAgent()))
    with pytest.raises(UsageError, match="expected a word of a play, got WakeAgent"):
        play.step()
