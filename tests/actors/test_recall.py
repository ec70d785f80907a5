"""A message is taken back by its sender, soon, and once (V2)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from actors.ids import SessionId
from actors.recall import recall
from actors.refusal import Refused, Rule
from actors.rules.settings import ServiceSettings
from actors.session import core
from actors.session.bounds import MAX_RECALLED
from actors.session.effects import ShowMessage
from actors.session.events import MessagePosted, MessageRecalled
from actors.session.fold import apply
from actors.session.replies import Accepted, Done
from actors.session.state import SessionState
from actors.session.terms import Role, Sender
from actors.session.view import PublishedMessage
from actors.transcript import read_messages
from admin.simulation.stepped_service import Waiting
from runtime.journal import Outage
from tests.actors.session_cases import (
    AGENT,
    NOW,
    OTHER,
    SERVING,
    VISITOR,
    case,
    decide,
    recall_of,
    rule_of,
    said,
)
from tests.actors.world import World

pytestmark = pytest.mark.covers("V2", "S6")

TWO_MINUTES = ServiceSettings(recall_seconds=120.0)
MINE = said(Role.VISITOR, 3)
THEIRS = said(Role.AGENT, 3)
TALKED = replace(SERVING, last_number=7)


def test_it_is_a_message_of_its_own() -> None:
    decision = decide(TALKED, recall_of(VISITOR, MINE))
    event = MessageRecalled(8, "visitor", Role.VISITOR, "v", "Bo", 3)
    assert decision.events == (event,)
    assert decision.effects == (ShowMessage(event, NOW, ""),)
    assert decision.answer == Done()
    after = apply(TALKED, event, NOW)
    assert (after.last_number, after.recalled) == (8, (3,))
    assert after.quiet == TALKED.quiet, "nobody has answered by that"


def test_what_is_not_theirs_or_not_there_stays() -> None:
    for sender, message, rule in (
        (VISITOR, THEIRS, Rule.NOT_YOURS),
        (AGENT, MINE, Rule.NOT_YOURS),
        (OTHER, MINE, Rule.FORBIDDEN),
        (VISITOR, None, Rule.NO_SUCH_MESSAGE),
    ):
        assert rule_of(decide(TALKED, recall_of(sender, message))) is rule
    # An agent may be called as the visitor is.
    namesake = recall_of(Sender(Role.AGENT, "v"), MINE)
    assert rule_of(decide(replace(TALKED, agent="v"), namesake)) is Rule.NOT_YOURS
    gone = replace(TALKED, recalled=(3,))
    command = recall_of(VISITOR, MINE)
    assert rule_of(decide(gone, command)) is Rule.NO_SUCH_MESSAGE
    taken = MessageRecalled(3, "visitor", Role.VISITOR, "v", "Bo", 1)
    posted = PublishedMessage(SessionId("s"), taken, NOW)
    again = replace(command, posted=posted)
    assert rule_of(decide(TALKED, again)) is Rule.NO_SUCH_MESSAGE


@pytest.mark.parametrize(("late_ms", "is_late"), [(120_000, False), (120_001, True)])
def test_there_is_a_time_for_it(late_ms: int, *, is_late: bool) -> None:
    command = recall_of(VISITOR, MINE, NOW - late_ms)
    rule = rule_of(decide(TALKED, command, settings=TWO_MINUTES))
    assert (rule is Rule.TOO_LATE) == is_late


def test_nothing_can_be_taken_back_where_that_is_switched_off() -> None:
    command = recall_of(VISITOR, MINE, NOW)
    never = ServiceSettings(recall_seconds=0.0)
    assert rule_of(decide(TALKED, command, settings=never)) is Rule.TOO_LATE


def test_an_outage_gives_it_more_time() -> None:
    outage = Outage(NOW - 100_000, NOW - 40_000)
    late = replace(case(TALKED, settings=TWO_MINUTES), outages=(outage,))
    command = recall_of(VISITOR, MINE, NOW - 150_000)
    assert core.decide(late, command).answer == Done()
    command = recall_of(VISITOR, MINE, NOW - 181_000)
    assert rule_of(core.decide(late, command)) is Rule.TOO_LATE


def test_there_is_a_bound() -> None:
    full = replace(TALKED, recalled=tuple(range(100, 100 + MAX_RECALLED)))
    assert rule_of(decide(full, recall_of(VISITOR, MINE))) is Rule.WRONG_STATE


def read(world: World, session: str, after: int = 0) -> list[PublishedMessage]:
    """What a reader is given who knows of nothing that was taken back."""
    found: list[tuple[PublishedMessage, ...] | None] = []
    read_messages(world.desk.journal, SessionId(session), after, 99, (), found.append)
    world.run()
    (messages,) = found
    assert messages is not None
    return list(messages)


def take_back(world: World, session: str, number: int, operation: str = "o") -> object:
    waiting = Waiting()
    sender = Sender(Role.VISITOR, "v")
    name = SessionId(session)
    recall(world.desk, sender, "Vera", name, number, operation, waiting.done)
    world.run()
    assert waiting.error is None
    return waiting.answer


def talked() -> tuple[World, str]:
    world = World(0)
    world.define_group("g")
    session = world.open("v")
    for number in (1, 2, 3):
        answer = world.post(session, Role.VISITOR, "v", f"c{number}", f"m{number}")
        assert isinstance(answer, Accepted)
    return world, session


def test_who_reads_it_later_is_told_that_it_was_there_and_not_what() -> None:
    world, session = talked()
    assert take_back(world, session, 2) == Done()
    messages = read(world, session)
    assert [each.message.number for each in messages] == [1, 2, 3, 4]
    assert [each.is_recalled for each in messages] == [False, True, False, False]
    tombstone = messages[1].message
    assert isinstance(tombstone, MessagePosted)
    assert (tombstone.body, tombstone.sender, tombstone.cid) == (b"", "v", "c2")
    assert isinstance(messages[3].message, MessageRecalled)


def test_repeated_it_is_one_message() -> None:
    world, session = talked()
    assert take_back(world, session, 2) == take_back(world, session, 2) == Done()
    again = take_back(world, session, 2, "another")
    assert isinstance(again, Refused)
    assert again.rule is Rule.NO_SUCH_MESSAGE
    assert len(read(world, session)) == 4
    missing = take_back(world, session, 99, "o99")
    assert isinstance(missing, Refused)
    assert missing.rule is Rule.NO_SUCH_MESSAGE


@given(st.lists(st.integers(1, 6), max_size=8))
def test_the_state_names_each_that_was_taken_back_once(numbers: list[int]) -> None:
    state: SessionState = replace(SERVING, last_number=6)
    for number in numbers:
        command = recall_of(VISITOR, said(Role.VISITOR, number))
        decision = decide(state, command)
        for event in decision.events:
            state = apply(state, event, NOW)
        assert (decision.answer == Done()) == bool(decision.events)
    assert sorted(state.recalled) == sorted(set(numbers))
    assert state.last_number == 6 + len(set(numbers))
