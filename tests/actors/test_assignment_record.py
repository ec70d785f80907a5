"""Why a session was given to somebody, or to nobody, as people are told (Q15)."""

from __future__ import annotations

import pytest

from actors.assignment.line_rule import LineRule
from actors.assignment.messages import MAX_ROSTER
from actors.assignment.record import routing
from actors.assignment.routing import MAX_NAMED, Exclusion, Routing, Strategy
from actors.assignment.standing import Standing, decode_standing, encode_standing
from actors.ids import GroupId, SessionId
from tests.actors.lines import Group

pytestmark = pytest.mark.covers("Q15")

Reasons = dict[Exclusion, tuple[int, tuple[str, ...]]]


def record(group: Group, session: str = "s", chosen: str = "") -> Routing:
    waiting = group.line.hall.find(SessionId(session))
    assert waiting is not None
    return routing(GroupId("g"), group.line, waiting, chosen, group.now_ms)


def reasons(record: Routing) -> Reasons:
    return {each.reason: (each.count, each.first) for each in record.excluded}


def test_who_was_chosen_and_who_else_could_have_been() -> None:
    group = Group(LineRule(ageing_ms=1_000))
    for number in range(MAX_NAMED + 2):
        group.hear(f"a{number}", idle_since_ms=number)
    group.hear("full", Exclusion.FULL)
    group.wait("s", priority=2)
    group.pass_time(3)
    (asked,) = group.serve()
    assert group.grant(asked.id) == "s"
    told = record(group, chosen="a0")
    assert (told.chosen, told.candidates) == ("a0", MAX_NAMED + 2)
    assert told.first == ("a0", "a1", "a2", "a3", "a4")
    assert reasons(told) == {Exclusion.FULL: (1, ("full",))}
    assert (told.level, told.waited_ms, told.position) == (5, 3_000, 1)
    assert (told.group, told.strategy) == ("g", Strategy.LONGEST_IDLE)


def test_nobody_has_the_skill() -> None:
    group = Group()
    group.hear("none")
    group.hear("low", skills=(("x", 2),))
    group.hear("away", Exclusion.OFFLINE, skills=(("x", 5),))
    group.wait("s", skill="x", level=3)
    group.serve()
    told = record(group)
    assert (told.chosen, told.candidates, told.first) == ("", 0, ())
    assert reasons(told) == {
        Exclusion.OFFLINE: (1, ("away",)),
        Exclusion.LACKS_SKILL: (2, ("low", "none")),
    }


def test_by_the_level_of_the_skill_the_best_are_named_first() -> None:
    group = Group(LineRule(Strategy.SKILL_LEVEL, relax_ms=1_000))
    group.hear("none")
    group.hear("low", skills=(("x", 1),))
    group.hear("high", skills=(("x", 4),))
    group.wait("s", skill="x", level=3, never="high")
    group.pass_time(2)
    group.wait("s", skill="x", level=3, never="high", since_ms=group.now_ms - 2_000)
    told = record(group)
    assert (told.candidates, told.first) == (1, ("low",))
    group.pass_time(1)
    group.serve()
    told = record(group, chosen="low")
    assert told.first == ("low", "none")
    assert reasons(told) == {Exclusion.GIVES_IT_AWAY: (1, ("high",))}


def test_the_session_was_for_somebody_else() -> None:
    group = Group(LineRule(Strategy.LAST_AGENT, sticky_ms=9_000))
    for number in range(9):
        group.hear(f"a{number}")
    group.hear("last", Exclusion.FULL)
    group.wait("s", prefer="last")
    group.wait("named", only=("last", "nobody"))
    group.serve()
    others = ("a8", "a7", "a6", "a5", "a4")
    full = (1, ("last",))
    assert reasons(record(group)) == {
        Exclusion.FULL: full,
        Exclusion.NOT_THE_LAST_AGENT: (9, others),
    }
    assert reasons(record(group, "named")) == {
        Exclusion.FULL: full,
        Exclusion.NOT_NAMED: (9, others),
    }


def test_who_let_it_lapse_is_excluded_until_he_is_the_only_one() -> None:
    group = Group()
    group.hear("a")
    group.wait("s", silent="a", again_ms=group.now_ms + 1_000)
    lapsed = {Exclusion.LET_IT_LAPSE: (1, ("a",))}
    assert reasons(record(group)) == lapsed
    group.pass_time(1)
    assert reasons(record(group)) == {}
    assert record(group).first == ("a",)
    group.hear("b")
    assert reasons(record(group)) == lapsed
    assert record(group).first == ("b",)


def test_who_was_chosen_stays_chosen_whatever_he_says_since() -> None:
    group = Group()
    group.hear("a")
    group.wait("s")
    group.serve()
    assert group.grant("g.1") == "s"
    group.hear("a", Exclusion.REST)
    assert (record(group, chosen="a").first, reasons(record(group, chosen="a"))) == (
        ("a",),
        {},
    )
    group.wait("s", skill="x", level=1, never="a")
    group.hear("a")
    group.hear("b")
    told = record(group, chosen="a")
    assert (told.candidates, told.first) == (1, ("a",))
    assert reasons(told) == {Exclusion.LACKS_SKILL: (1, ("b",))}
    group.left("a")
    assert record(group, chosen="a").candidates == 1


def test_who_was_chosen_and_has_room_for_more_is_named_once_and_first() -> None:
    group = Group()
    group.hear("a")
    group.wait("s")
    group.serve()
    assert group.grant("g.1") == "s"
    group.hear("b", idle_since_ms=1)
    group.hear("a", idle_since_ms=2)
    told = record(group, chosen="a")
    assert (told.candidates, told.first) == (2, ("a", "b"))


def test_of_ten_thousand_agents_a_record_names_a_few() -> None:
    group = Group()
    for number in range(10_000):
        group.hear(f"a{number}", Exclusion.REST if number % 2 else None)
    group.wait("s", skill="x", level=1)
    group.serve()
    told = record(group)
    assert [each.count for each in told.excluded] == [5_000, 5_000]
    assert all(len(each.first) == MAX_NAMED for each in told.excluded)


def test_a_standing_is_kept_as_it_was_told() -> None:
    standing = Standing(7, priority=3, only=("a", "b"), skill="x", level=2, owner="c")
    assert decode_standing(encode_standing(standing)) == standing
    assert decode_standing(encode_standing(Standing(0))) == Standing(0)


@pytest.mark.covers("Q10")
def test_of_a_large_group_those_are_shown_who_are_of_most_use() -> None:
    group = Group()
    for number in range(MAX_ROSTER):
        group.hear(f"off{number:03}", Exclusion.OFFLINE)
    for number in range(3):
        group.hear(f"free{number}")
        group.hear(f"full{number}", Exclusion.FULL)
    roster = group.line.crew.roster()
    shown = [each.agent for each in roster.members]
    assert (len(shown), roster.count) == (MAX_ROSTER, MAX_ROSTER + 6)
    assert shown == sorted(shown)
    there = {f"{what}{number}" for what in ("free", "full") for number in range(3)}
    assert there <= set(shown)


def test_who_was_chosen_and_rests_since_is_not_among_the_excluded() -> None:
    group = Group()
    group.hear("a")
    group.wait("s")
    group.serve()
    assert group.grant("g.1") == "s"
    group.hear("a", Exclusion.REST)
    group.hear("b", Exclusion.REST)
    assert reasons(record(group, chosen="a")) == {Exclusion.REST: (1, ("b",))}
