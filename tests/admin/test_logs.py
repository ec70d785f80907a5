from __future__ import annotations

import os
from traceback import format_exception
from typing import ClassVar

import msgspec
import pytest

from admin.logs import (
    MAX_LINES,
    MAX_VALUE_CHARS,
    WINDOW_SECONDS,
    Format,
    Line,
    Logs,
    choose_format,
    write_to,
)
from runtime.observe import Duty, Event, Events

NOON = 43_200.0
SECRET = "my-secret@home.example"


class Body(msgspec.Struct, frozen=True):
    text: str


class DoorOpened(Event, frozen=True):
    who: str
    wait_seconds: float = 0.25
    is_late: bool = False


class LetterRead(Event, frozen=True):
    body: Body
    raw: bytes


class HouseBurns(Event, frozen=True):
    duty: ClassVar[Duty] = Duty.ERROR

    stack: tuple[str, ...] = ("kitchen:1 cook", "stove:2 heat")


class KitchenCrashed(Event, frozen=True):
    error: str
    text: str
    trace: str


class Whisper(Event, frozen=True):
    duty: ClassVar[Duty] = Duty.DEBUG


class Paper:
    """Where the lines go, and the time at which they are written."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.now = NOON

    def json(self) -> list[Line]:
        return [msgspec.json.decode(line, type=Line) for line in self.lines]


@pytest.fixture
def paper() -> Paper:
    return Paper()


@pytest.fixture
def logs(paper: Paper) -> Logs:
    return Logs(paper.lines.append, "json", now=lambda: paper.now)


def test_a_json_line_has_time_level_name_source_and_fields(
    paper: Paper, logs: Logs, events: Events
) -> None:
    logs.listen(events)
    events.emit(DoorOpened("ann"))
    assert paper.lines[0].endswith("\n")
    assert paper.json() == [
        Line(
            at="1970-01-01T12:00:00.000+00:00",
            level="info",
            event="door_opened",
            source=DoorOpened.__module__,
            fields={"who": "ann", "wait_seconds": 0.25, "is_late": False},
        )
    ]


def test_a_text_line_is_one_line_and_lists_stand_below(paper: Paper) -> None:
    logs = Logs(paper.lines.append, "text", now=lambda: paper.now)
    logs.print(DoorOpened("ann"))
    logs.print(HouseBurns())
    assert paper.lines == [
        "12:00:00.000 INFO    door_opened who=ann wait_seconds=0.25 is_late=False\n",
        "12:00:00.000 ERROR   house_burns\n    kitchen:1 cook\n    stove:2 heat\n",
    ]


def test_what_is_less_urgent_than_the_level_is_not_printed(
    paper: Paper, logs: Logs
) -> None:
    logs.print(Whisper())
    assert paper.lines == []
    Logs(paper.lines.append, "json", Duty.DEBUG).print(Whisper())
    assert len(paper.lines) == 1


@pytest.mark.parametrize("form", ["json", "text"])
def test_what_people_wrote_is_never_printed(
    paper: Paper, form: str, logs: Logs
) -> None:
    chosen = logs if form == "json" else Logs(paper.lines.append, "text")
    chosen.print(LetterRead(Body("my secret"), b"my secret"))
    assert "secret" not in paper.lines[0]
    assert "<Body>" in paper.lines[0]
    assert "<bytes>" in paper.lines[0]


@pytest.mark.parametrize("form", ["json", "text"])
def test_what_an_exception_says_of_people_is_not_printed(
    paper: Paper, form: Format
) -> None:
    empty: dict[str, str] = {}
    with pytest.raises(KeyError) as raised:
        empty[SECRET]
    trace = "".join(format_exception(raised.value))
    assert SECRET in trace
    Logs(paper.lines.append, form).print(
        KitchenCrashed(f"no key '{SECRET}'", f"{SECRET} is missing", trace)
    )
    assert SECRET not in paper.lines[-1]
    assert "in test_what_an_exception_says" in paper.lines[-1]
    assert "KeyError: '…'" in paper.lines[-1]


def test_a_name_from_outside_cannot_forge_a_line(paper: Paper) -> None:
    logs = Logs(paper.lines.append, "text", now=lambda: paper.now)
    logs.print(DoorOpened("ann\n12:00:00 ERROR\x1b[2J\u2028"))
    assert paper.lines[0].count("\n") == 1
    assert "ann\\u000a12:00:00 ERROR\\u001b[2J\\u2028 wait" in paper.lines[0]


def test_a_long_value_is_cut(paper: Paper, logs: Logs) -> None:
    logs.print(DoorOpened("x" * (MAX_VALUE_CHARS + 1)))
    assert paper.json()[0].fields["who"] == "x" * MAX_VALUE_CHARS + "…"


def test_repeats_are_limited_per_type_and_the_rest_is_counted(
    paper: Paper, logs: Logs
) -> None:
    for _ in range(MAX_LINES + 7):
        logs.print(DoorOpened("ann"))
    assert len(paper.lines) == MAX_LINES
    logs.print(HouseBurns())
    assert len(paper.lines) == MAX_LINES + 1
    paper.now += WINDOW_SECONDS
    logs.print(DoorOpened("ann"))
    logs.print(DoorOpened("ann"))
    assert [line.left_out for line in paper.json()[-2:]] == [7, 0]


def test_a_clock_set_back_silences_nothing(paper: Paper, logs: Logs) -> None:
    for _ in range(MAX_LINES):
        logs.print(DoorOpened("ann"))
    paper.now -= 3600
    logs.print(DoorOpened("ann"))
    assert len(paper.lines) == MAX_LINES + 1


def test_auto_means_json_where_nobody_looks() -> None:
    reader, writer = os.pipe()
    try:
        assert choose_format("auto", writer) == "json"
        assert choose_format("text", writer) == "text"
        write_to(writer)("line — with a dash\n")
        assert os.read(reader, 100) == "line — with a dash\n".encode()
    finally:
        os.close(reader)
        os.close(writer)


def test_auto_means_text_on_a_terminal() -> None:
    outer, inner = os.openpty()
    try:
        assert choose_format("auto", inner) == "text"
    finally:
        os.close(outer)
        os.close(inner)
