"""What went wrong is remembered, some of each kind."""

from __future__ import annotations

from itertools import count

from admin.observer.notebook import MAX_KEPT, Incident, IncidentKind, Notebook
from runtime.cell import ActorCrashed
from runtime.mailbox import DeadLetter
from runtime.observe import Event, Events
from runtime.region import EntityQuarantined
from runtime.supervisor import ChildKilled, ChildRestarted


def notebook(*told: Event) -> Notebook:
    events, clock = Events(), count(1)
    made = Notebook(events, lambda: next(clock))
    for event in told:
        events.emit(event)
    return made


def test_every_kind_is_noted_newest_first() -> None:
    made = notebook(
        ActorCrashed("/a", "Oops: x", "Say", "line 1"),
        ChildRestarted("/a", "Oops: x", 0.1),
        EntityQuarantined("/e/1", "Oops: y"),
        ChildKilled("/b", 5.0),
        DeadLetter("", "Say", "has ended"),
    )
    assert made.incidents(9) == (
        Incident(5, IncidentKind.DEAD_LETTER, "/", "has ended", "Say"),
        Incident(4, IncidentKind.KILLED, "/b", "did not stop within 5 s"),
        Incident(3, IncidentKind.QUARANTINED, "/e/1", "Oops: y"),
        Incident(2, IncidentKind.RESTARTED, "/a", "Oops: x"),
        Incident(1, IncidentKind.CRASHED, "/a", "Oops: x", "Say", "line 1"),
    )
    assert [each.at_ms for each in made.incidents(9, "/a")] == [2, 1]
    assert [each.at_ms for each in made.incidents(2)] == [5, 4]


def test_a_flood_of_dead_letters_pushes_out_no_crash() -> None:
    on_nothing = ActorCrashed("/b", "Oops", "NoneType", "")
    assert notebook(on_nothing).incidents(1)[0].message_type == ""
    flood = [DeadLetter("/a", "Say", "full")] * (2 * MAX_KEPT)
    made = notebook(ActorCrashed("/a", "Oops", "Say", ""), *flood)
    found = made.incidents(10_000)
    assert len(found) == MAX_KEPT + 1
    assert found[-1].kind is IncidentKind.CRASHED
