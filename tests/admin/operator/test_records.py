"""`triodesk records` against a running service, in both languages and in JSON."""

from __future__ import annotations

import argparse
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
import trio

from actors.ids import SessionId
from actors.records.messages import Outcome, RecordFilter
from actors.session.messages import CloseSession, PostMessage
from actors.session.terms import VISITOR_ROOM, CloseReason, Role, Sender
from admin.operator import records_arguments
from admin.operator.records import Export, Find, Rebuild, Show, Wish, records
from admin.operator.records_arguments import add_arguments
from admin.operator.records_command import read_wish
from admin.simulation.recorded_day import day_of
from runtime.errors import UsageError
from tests.actors.world import body_of
from tests.admin.operator.operated import Operated, operated

Captured = pytest.CaptureFixture[str]
LID_SECONDS = 120


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "operator.sock"


def wish(*words: str) -> Wish:
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    return read_wish(vars(parser.parse_args(words)), UTC)


async def told(
    path: Path, captured: Captured, *words: str, language: str = "en"
) -> tuple[int, str, str]:
    is_json = "--json" in words
    code = await records(path, wish(*words), language, as_json=is_json)
    out, err = captured.readouterr()
    return code, out, err


async def talk(service: Operated, visitor: str, *texts: str) -> str:
    """A session in which the visitor said this, and which he closed."""
    session = await service.open_session(visitor)
    address = service.desk.directory.session(SessionId(session))
    sender = Sender(Role.VISITOR, visitor)
    for number, text in enumerate(texts):
        message = PostMessage(sender, VISITOR_ROOM, f"c{number}", body_of(text))
        await address.ask(message)
    await address.ask(CloseSession(sender, f"{visitor}/close"))
    with trio.fail_after(LID_SECONDS):
        await service.until_recorded()
    return session


@pytest.mark.covers("M8", "P7")
async def test_sessions_are_listed_found_and_shown(
    path: Path, capsys: Captured
) -> None:
    async with operated(path) as service:
        first = await talk(service, "ann", "你好，我要退款", "订单 AB12345")
        second = await talk(service, "bob", "在吗")
        code, out, err = await told(path, capsys, "list")
        assert (code, err) == (0, "")
        lines = out.splitlines()
        assert [second in lines[1], first in lines[2]] == [True, True]
        assert "abandoned" in lines[1]
        assert lines[-1] == "sessions: 2"
        _, out, _ = await told(path, capsys, "list", "--sample", "9")
        assert out.splitlines()[-1] == "sessions: 2"
        code, out, _ = await told(path, capsys, "search", "退款")
        assert first in out
        assert second not in out
        assert "你好，我要退款" in out
        _, out, _ = await told(path, capsys, "show", first, "--find", "ab12")
        found = [line for line in out.splitlines() if line.startswith("» ")]
        assert len(found) == 1
        assert found[0].endswith("ann: 订单 AB12345")
        _, out, _ = await told(path, capsys, "list", "--limit", "1", language="zh-CN")
        assert out.splitlines()[-1].startswith("还有更多：加 --before ")


@pytest.mark.covers("M8", "P7")
async def test_programs_get_a_line_of_json_each(path: Path, capsys: Captured) -> None:
    async with operated(path) as service:
        first = await talk(service, "ann", "你好")
        await talk(service, "bob")
        _, out, _ = await told(path, capsys, "--json", "list", "--limit", "1")
        card, more = map(json.loads, out.splitlines())
        assert card["row"]["visitor"] == "bob"
        before = str(more["next"])
        _, out, _ = await told(path, capsys, "--json", "list", "--before", before)
        (only,) = map(json.loads, out.splitlines())
        assert only["row"]["session"] == first
        _, out, _ = await told(path, capsys, "--json", "show", first)
        head, message = map(json.loads, out.splitlines())
        assert head["session"]["ending"] == "abandoned"
        assert message["row"]["text"] == "你好"
        code, out, _ = await told(path, capsys, "--json", "rebuild")
        assert code == 0
        state = json.loads(out)
        assert state["position"] >= state["last"] > 0
        _, out, _ = await told(path, capsys, "list")
        assert out.splitlines()[-1] == "sessions: 2"


@pytest.mark.covers("Q16")
async def test_a_day_is_exported_without_what_was_said(
    path: Path, capsys: Captured
) -> None:
    async with operated(path) as service:
        await talk(service, "zoe", "你好")
        await talk(service, "bob")
        day = datetime.now(UTC).date().isoformat()
        code, out, err = await told(path, capsys, "export", day)
    assert (code, err) == (0, "")
    exported, visits = day_of(out.encode().splitlines(), "export")
    assert exported.name == day
    assert [visit.legs[0].ending for visit in visits] == ["abandoned", "abandoned"]
    assert "zoe" not in out
    assert "你好" not in out


def test_a_day_is_from_midnight_to_midnight() -> None:
    export = wish("export", "2026-05-01")
    assert isinstance(export, Export)
    assert export.day.end_ms - export.day.begin_ms == 86_400_000
    for text in ("yesterday", "2026-05-01T10:00", "9999-12-31"):
        with pytest.raises(UsageError, match="expected a date"):
            wish("export", text)


@pytest.mark.parametrize(
    ("words", "code"),
    [(("show", "nobody"), "no_such_session"), (("search", "　"), "bad_text")],
)
async def test_what_cannot_be_looked_up_is_told(
    path: Path, capsys: Captured, words: tuple[str, ...], code: str
) -> None:
    async with operated(path):
        exit_code, out, err = await told(path, capsys, *words)
        assert (exit_code, out) == (1, "")
        assert err.endswith(f"({code})\n")


def test_arguments_are_a_filter() -> None:
    words = "search a b --agent x --staff-number 7 --group g --channel web --tag t"
    more = "--remark r --stars 3 --outcome timeout_transfer --closed-by timer --over"
    times = "--from 2026-05-01 --until 2026-05-01T09:30+08:00 --visitor v"
    assert wish(*words.split(), *more.split(), *times.split()) == Find(
        RecordFilter(
            visitor="v",
            agent="x",
            staff_number="7",
            group="g",
            channel="web",
            from_ms=1_777_593_600_000,
            until_ms=1_777_599_000_000,
            tag="t",
            remark="r",
            stars=3,
            outcome=Outcome.TIMEOUT_TRANSFER,
            closed_by=CloseReason.TIMER,
            is_open=False,
            text="a b",
        ),
        0,
        20,
    )
    assert wish("show", "s", "--find", "x") == Show("s", "x")
    assert wish("rebuild") == Rebuild()
    outcomes = tuple(each.value for each in Outcome)
    assert outcomes == records_arguments.OUTCOMES
    assert tuple(each.value for each in CloseReason) == records_arguments.CLOSED_BY


@pytest.mark.parametrize(
    "words",
    [
        ("list", "--stars", "6"),
        ("list", "--limit", "0"),
        ("list", "--sample", "0"),
        ("list", "--before", "-1"),
        ("list", "--from", "yesterday"),
        ("list", "--from", "0001-01-01T00:00+23:00"),
        ("list", "--visitor", "v" * 201),
    ],
)
def test_values_out_of_bounds_are_usage_errors(words: tuple[str, ...]) -> None:
    with pytest.raises(UsageError, match=r"[Ee]xpected"):
        wish(*words)
