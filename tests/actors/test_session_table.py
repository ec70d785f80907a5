"""The session's life cycle as a table."""

from __future__ import annotations

import pytest

from actors.session.messages import SessionPhase
from actors.session.table import TRANSITIONS, Consequence, Trigger, markdown


@pytest.mark.covers("S1")
def test_every_phase_has_an_entry() -> None:
    assert set(TRANSITIONS) == set(SessionPhase)


@pytest.mark.covers("S1")
def test_every_phase_is_reachable_and_every_trigger_is_used() -> None:
    reached = {SessionPhase.NEW}
    triggers: set[Trigger] = set()
    for _ in SessionPhase:
        for phase in tuple(reached):
            for trigger, row in TRANSITIONS[phase].items():
                reached.add(row.next)
                triggers.add(trigger)
    assert reached == set(SessionPhase)
    assert triggers == set(Trigger)


@pytest.mark.covers("S1")
def test_closed_is_final() -> None:
    assert TRANSITIONS[SessionPhase.CLOSED] == {}


@pytest.mark.covers("S1")
def test_every_consequence_is_caused() -> None:
    caused = {
        consequence
        for rows in TRANSITIONS.values()
        for row in rows.values()
        for consequence in row.consequences
    }
    assert caused == set(Consequence)


def test_the_table_for_people_has_a_line_per_transition() -> None:
    rows = sum(max(1, len(rows)) for rows in TRANSITIONS.values())
    assert len(markdown().splitlines()) == rows + 2
