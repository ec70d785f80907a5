"""Who cannot be called into a side room, and who cannot come by himself (S11)."""

from __future__ import annotations

import pytest

from actors.ids import AgentId
from actors.refusal import Rule
from actors.session.aside import Part
from actors.session.aside_messages import CallColleague, JoinAside
from actors.session.causes import Stand
from actors.session.messages import MAX_NOTE_CHARS
from actors.session.terms import Role, Sender
from tests.actors.session_cases import AGENT, SERVING, STATES, G, decide, rule_of

pytestmark = pytest.mark.covers("S11")


@pytest.mark.parametrize(
    ("agent", "note"), [("a", "to himself"), ("b", "x" * (MAX_NOTE_CHARS + 1))]
)
def test_who_serves_calls_others_and_says_so_in_short(agent: str, note: str) -> None:
    call = CallColleague(AGENT, AgentId(agent), note, "o")
    assert rule_of(decide(SERVING, call)) is Rule.BAD_VALUE


def test_a_supervisor_who_serves_or_has_not_the_group_does_not_watch() -> None:
    himself = JoinAside(Sender(Role.AGENT, "a", (G,)), Part.WATCHING, "o")
    assert rule_of(decide(SERVING, himself)) is Rule.BAD_VALUE
    stranger = JoinAside(Sender(Role.AGENT, "c"), Part.WATCHING, "o")
    assert rule_of(decide(SERVING, stranger)) is Rule.FORBIDDEN


def test_who_was_asked_aside_is_there_already() -> None:
    asked = JoinAside(Sender(Role.AGENT, "d", (G,)), Part.WATCHING, "o")
    assert rule_of(decide(STATES[Stand.SERVING][-1], asked)) is Rule.WRONG_STATE
