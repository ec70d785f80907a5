"""However the journal is cut into batches, and whatever is lost, the records agree."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from actors.customers.events import (
    Blocked,
    BlockEnforced,
    CustomerEvent,
    LevelSet,
    NoteAdded,
    ProfileSet,
    TagsSet,
    Unblocked,
)
from actors.customers.profile import Field, Profile
from actors.customers.records import CustomerFilter
from actors.records.messages import ForgetRecords, Projected, RecordFilter
from actors.session.events import (
    LapseCause,
    QueueCause,
    StageEntered,
    TransferCause,
    TransferRequested,
    Way,
)
from actors.session.terms import CloseReason, Note, Role, SessionPhase
from tests.actors.records.shelf import RecordShelf, record_shelf
from tests.actors.records.tale import Tale

SESSIONS = ("s1", "s2", "s3")
AGENTS = ("a", "b")
WORDS = ("你好", "退款 AB12", "好的", "")
QUERIES = ("好", "退款", "ab12", "的")
VISITORS = {"s3": "w"}
"""Of most sessions it is the same one."""
KNOWN: tuple[CustomerEvent, ...] = (
    ProfileSet(Profile("王先生", "1", "a@b", "zh", (Field("尺码", "L"),)), "a"),
    ProfileSet(Profile(), "a"),
    TagsSet(("急", "老客户"), "a"),
    TagsSet(("急",), "a"),
    TagsSet((), "a"),
    LevelSet(3, "a"),
    NoteAdded("note", "a", "A"),
    Blocked("rude", 0, "a"),
    Unblocked("a"),
    BlockEnforced(),
)
NAMED = ("王", "小明", "先生", "v")
Step = Callable[[Tale, str], object]

steps: st.SearchStrategy[Step] = st.one_of(
    st.sampled_from(SessionPhase).map(
        lambda stage: lambda tale, s: tale.open(s, stage=stage)
    ),
    st.tuples(st.sampled_from(("g", "h")), st.sampled_from(QueueCause)).map(
        lambda line: lambda tale, s: tale.queue(s, *line)
    ),
    st.tuples(st.sampled_from(AGENTS), st.sampled_from(Way)).map(
        lambda who: lambda tale, s: tale.assign(s, who[0], way=who[1])
    ),
    st.sampled_from(AGENTS).map(lambda agent: lambda tale, s: tale.ring(s, agent)),
    st.sampled_from(LapseCause).map(
        lambda cause: lambda tale, s: tale.lapse(s, cause=cause)
    ),
    st.tuples(st.sampled_from(Role), st.sampled_from(WORDS)).map(
        lambda said: lambda tale, s: tale.say(s, *said)
    ),
    st.integers(1, 4).map(lambda number: lambda tale, s: tale.recall(s, number)),
    st.tuples(st.sampled_from(Note), st.sampled_from(("1", "急\n好", ""))).map(
        lambda note: lambda tale, s: tale.note(s, *note)
    ),
    st.sampled_from(CloseReason).map(lambda why: lambda tale, s: tale.close(s, why)),
    st.sampled_from((SessionPhase.ROBOT, SessionPhase.MESSAGE_LEFT)).map(
        lambda stage: lambda tale, s: tale.tell(s, StageEntered(stage, "v"))
    ),
    st.sampled_from(TransferCause).map(
        lambda cause: (
            lambda tale, s: tale.tell(s, TransferRequested("g", "", "", cause, ""))
        )
    ),
    st.sampled_from(KNOWN).map(
        lambda event: lambda tale, s: tale.know(VISITORS.get(s, "v"), event)
    ),
    st.sampled_from(("王小明", "v")).map(
        lambda name: lambda tale, s: tale.open(s, VISITORS.get(s, "v"), name=name)
    ),
    st.just(lambda tale, s: tale.body("agent/a", b"\xc1")),
    st.just(lambda tale, s: tale.body("customer/v", b"\xc1")),
    st.just(lambda tale, s: tale.body(f"session/{s}", b"\xc1")),
)
tales = st.lists(
    st.tuples(st.sampled_from(SESSIONS), steps, st.integers(0, 5)), max_size=60
)


def told(story: list[tuple[str, Step, int]]) -> Tale:
    tale = Tale()
    for session, step, seconds in story:
        step(tale.wait(seconds), session)
    return tale


def answers(shelf: RecordShelf) -> list[object]:
    found: list[object] = [shelf.found(RecordFilter(text=text)) for text in QUERIES]
    found += [shelf.customers(CustomerFilter(name=name), 1) for name in NAMED]
    found += [shelf.customers(CustomerFilter(tag=tag)) for tag in ("急", "老客户")]
    return [*found, *shelf.everything()]


Shelves = tuple[RecordShelf, RecordShelf]
Cut = tuple[int, str]
cuts = st.tuples(st.integers(1, 9), st.sampled_from(("ok", "lost", "old")))


@pytest.fixture(scope="module")
def shelves(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shelves]:
    """Two of them, made once: that takes longer than all that is done to them."""
    directory = tmp_path_factory.mktemp("records")
    with (
        record_shelf(directory / "one.db") as one,
        record_shelf(directory / "other.db") as other,
    ):
        yield one, other


@pytest.mark.covers("M7", "M8", "M12")
@pytest.mark.unmeasured
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(story=tales, parts=st.lists(cuts))
def test_batches_and_losses_change_nothing(
    shelves: Shelves, story: list[tuple[str, Step, int]], parts: list[Cut]
) -> None:
    rows = told(story).rows
    at_once, in_parts = shelves
    for shelf in shelves:
        assert shelf.store.answer(ForgetRecords()) == Projected(0)
        assert not any(shelf.everything()[1:])
    at_once.project(rows)
    after = 0
    for size, fate in (*parts, (len(rows) + 1, "ok")):
        part = rows[after : after + size]
        projected = in_parts.project(part, after)
        if fate == "lost":  # nobody heard of it: it comes again
            assert in_parts.project(part, after).position == projected.position
        if fate == "old":  # and so may what came long ago
            assert in_parts.project(rows[:3]).position >= projected.position
        after = in_parts.position
    assert after == len(rows)
    assert answers(in_parts) == answers(at_once)


def test_a_batch_that_comes_twice_is_recorded_once(tmp_path: Path) -> None:
    rows = Tale().open("s").assign("s").ask("s", "hi").reply("s").rows
    with record_shelf(tmp_path / "r.db") as shelf:
        assert shelf.project(rows) == Projected(4)
        once = shelf.everything()
        assert shelf.project(rows) == Projected(4)
        assert shelf.project(rows[1:], 1) == Projected(4)
        assert shelf.everything() == once


@pytest.mark.covers("M8")
def test_what_does_not_follow_on_what_is_recorded_is_refused(tmp_path: Path) -> None:
    rows = Tale().open("s").ask("s", "one").ask("s", "two").rows
    with record_shelf(tmp_path / "r.db") as shelf:
        nothing = shelf.everything()
        assert shelf.project(rows[1:], 1) == Projected(0)  # thrown away meanwhile
        assert shelf.everything() == nothing
        shelf.project(rows[:1])
        assert shelf.project(rows[2:], 2) == Projected(1)
        assert shelf.project(rows[1:], 1) == Projected(3)
        assert shelf.found(RecordFilter(text="one")) == ["s"]


def test_an_event_that_nobody_can_read_is_passed_over_and_told(tmp_path: Path) -> None:
    tale = Tale().open("s").body("session/s", b"\xc1").body("agent/a", b"\xc1")
    with record_shelf(tmp_path / "r.db") as shelf:
        assert shelf.project(tale.ask("s", "hi").rows) == Projected(4, 1)
        assert shelf.found(RecordFilter(text="hi")) == ["s"]
        assert shelf.project(()) == Projected(4)
