"""`triodesk retention`, and what becomes of sessions that are kept for a time alone."""

from __future__ import annotations

import argparse
from pathlib import Path

import pytest
import trio
from msgspec.structs import replace

from actors.erasure.plan import DAY_MS, Due, due
from actors.erasure.retention import RetentionState, RetentionSwept, Waiting
from actors.ids import SessionId
from actors.records.keeping import Kept
from actors.records.messages import FindSessions, RecordFilter, SessionPage
from actors.rules.settings import ServiceSettings
from actors.session.messages import CloseSession
from actors.session.terms import Role, Sender
from admin.operator.asking import connect
from admin.operator.retention_arguments import add_arguments
from admin.operator.retention_command import lines
from admin.operator.retention_frames import ReadRetention, RunRetention
from gateway.console.phrases import Words
from runtime.journal import EntityRecord, ReadEntity
from tests.admin.operator.operated import SETTINGS, Operated, operated
from tests.admin.operator.test_erasure import KEY, journal_of, send_picture
from tests.admin.operator.test_records import talk

LID_SECONDS = 120
NOW_MS = 100 * DAY_MS
pytestmark = pytest.mark.covers("P8", "P7")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "operator.sock"


def test_by_default_nothing_is_ever_due() -> None:
    assert due(ServiceSettings(), NOW_MS) == ()


def test_what_is_due_is_counted_from_the_end_of_sessions() -> None:
    settings = ServiceSettings(keep_texts_days=30, keep_sessions_days=90)
    assert due(settings, NOW_MS) == (
        Due(Kept.SESSIONS, 90, 10 * DAY_MS),
        Due(Kept.TEXTS, 30, 70 * DAY_MS),
    )
    assert due(ServiceSettings(keep_files_days=200), NOW_MS)[0].until_ms == 0


async def swept(service: Operated) -> None:
    """Begins a sweep and waits until the records have followed it."""
    with trio.fail_after(LID_SECONDS):
        await service.retention.sweep()
        await service.until_recorded()


async def waiting(service: Operated) -> dict[Kept, int]:
    state = await service.retention.state()
    return {each.due.kept: each.sessions for each in state.waiting}


async def found(service: Operated, text: str = "") -> int:
    page = await service.archive.find(FindSessions(RecordFilter(text=text)))
    assert isinstance(page, SessionPage)
    return len(page.cards)


async def with_picture(service: Operated, visitor: str) -> str:
    session = await service.open_session(visitor)
    await send_picture(service, visitor, session)
    close = CloseSession(Sender(Role.VISITOR, visitor), "close")
    await service.desk.directory.session(SessionId(session)).ask(close)
    await service.until_recorded()
    return session


async def test_words_and_files_go_and_figures_stay(path: Path) -> None:
    async with operated(path) as service:
        await talk(service, "ann", "我的电话 138")
        await with_picture(service, "bob")
        await service.open_session("carl")
        service.keeping = replace(SETTINGS, keep_texts_days=30)
        service.days_later = 29
        await swept(service)
        assert b"138" in journal_of(service)
        service.days_later = 31
        assert await waiting(service) == {Kept.TEXTS: 2}
        await swept(service)
        assert await waiting(service) == {Kept.TEXTS: 0}
        assert b"138" not in journal_of(service)
        assert b"ann" in journal_of(service)
        assert service.removed == [KEY]
        assert await found(service) == 3
        assert await found(service, "138") == 0
        assert RetentionSwept(2, 0, 0) in service.told


async def test_files_alone_go_from_where_there_are_any(path: Path) -> None:
    async with operated(path) as service:
        await talk(service, "ann", "我的电话 138")
        await with_picture(service, "bob")
        service.keeping = replace(SETTINGS, keep_files_days=7)
        service.days_later = 8
        assert await waiting(service) == {Kept.FILES: 1}
        await swept(service)
        assert await waiting(service) == {Kept.FILES: 0}
        assert service.removed == [KEY]
        assert await found(service, "138") == 1


async def test_whole_sessions_go_and_a_rebuild_brings_none_back(path: Path) -> None:
    async with operated(path) as service:
        first = await talk(service, "ann", "138")
        second = await with_picture(service, "bob")
        newest = await service.open_session("carl")
        service.keeping = replace(SETTINGS, keep_sessions_days=365)
        service.days_later = 366
        await swept(service)
        for session in (first, second):
            gone = service.backend.answer(ReadEntity(f"session/{session}"))
            assert gone == EntityRecord(0, ())
        kept = service.backend.answer(ReadEntity(f"session/{newest}"))
        assert isinstance(kept, EntityRecord)
        assert kept.seq > 0
        assert service.removed == [KEY]
        assert await found(service) == 1
        await service.archive.rebuild()
        await service.until_recorded()
        assert await found(service) == 1


async def test_the_newest_session_of_all_goes_when_something_came_after_it(
    path: Path,
) -> None:
    async with operated(path) as service:
        await talk(service, "ann", "138")
        service.keeping = replace(SETTINGS, keep_sessions_days=1)
        service.days_later = 2
        await swept(service)
        assert await found(service) == 1
        await service.open_session("bob")
        await service.until_recorded()
        await swept(service)
        assert await found(service) == 1
        assert b"138" not in journal_of(service)


async def test_it_is_told_and_begun_by_whoever_owns_the_machine(path: Path) -> None:
    async with operated(path) as service:
        await talk(service, "ann", "138")
        service.keeping = replace(SETTINGS, keep_texts_days=30)
        service.days_later = 31
        async with connect(path) as line:
            state = await line.get(ReadRetention(), RetentionState)
            assert [each.sessions for each in state.waiting] == [1]
            assert (state.swept_ms, state.next_ms > 0) == (0, True)
            await line.get(RunRetention(), RetentionState)
            with trio.fail_after(LID_SECONDS):
                while not (await line.get(ReadRetention(), RetentionState)).swept_ms:
                    await trio.lowlevel.checkpoint()
            state = await line.get(ReadRetention(), RetentionState)
            assert (state.gone, state.is_running, state.error) == (1, False, "")


STATE = RetentionState(
    waiting=(Waiting(Due(Kept.TEXTS, 30, 0), 7),),
    is_running=False,
    gone=3,
    swept_ms=DAY_MS,
    next_ms=2 * DAY_MS,
    error="away",
)


@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_people_read_what_would_go_and_what_went(language: str) -> None:
    told = list(lines(STATE, Words(language), wanted=False))
    assert [word in told[1] for word in ("30", "7")] == [True, True]
    assert ("3" in told[2], "away" in told[3], len(told)) == (True, True, 5)
    running = replace(STATE, waiting=(), is_running=True, error="")
    assert len(list(lines(running, Words(language), wanted=True))) == 3


def test_the_arguments_name_what_is_to_be_done() -> None:
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    assert parser.parse_args([]).act is None
    assert parser.parse_args(["run", "--json"]).act == "run"
