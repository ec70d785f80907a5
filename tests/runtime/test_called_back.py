"""Who calls back is waited for, for as long as is said."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import trio
import trio.testing

from runtime.ask import Answered
from runtime.called_back import answered, ask_journal, called_back
from runtime.errors import AskTimeout, Unavailable
from runtime.journal import (
    Answer,
    Begin,
    FoundMarks,
    Outages,
    Query,
    StoreFull,
)
from runtime.journal_local import LocalJournal, always_commit
from runtime.journal_memory import MemoryJournal

MockClock = trio.testing.MockClock


async def test_what_comes_at_once_and_what_comes_later_is_given(
    autojump_clock: MockClock,
) -> None:
    def at_once(done: Callable[[int], None]) -> None:
        done(1)

    assert await called_back(at_once) == 1
    async with trio.open_nursery() as nursery:

        async def answer(done: Callable[[int], None]) -> None:
            await trio.sleep(9)
            done(2)

        def later(done: Callable[[int], None]) -> None:
            nursery.start_soon(answer, done)

        assert await called_back(later, 10) == 2


async def test_what_comes_too_late_is_dropped(autojump_clock: MockClock) -> None:
    asked: list[Callable[[int], None]] = []
    with pytest.raises(AskTimeout, match="no answer within 10 s"):
        await called_back(asked.append, 10)
    assert trio.current_time() == pytest.approx(10)
    asked[0](1)


async def test_an_error_is_raised(autojump_clock: MockClock) -> None:
    def well(done: Answered) -> None:
        done("fine", None)

    def badly(done: Answered) -> None:
        done(None, Unavailable("away"))

    assert await answered(well) == "fine"
    with pytest.raises(Unavailable, match="away"):
        await answered(badly)
    with pytest.raises(AskTimeout):
        await answered(lambda _: None, 1)


class FullBackend(MemoryJournal):
    """A store whose disk is full."""

    def answer(self, query: Query) -> Answer:
        return StoreFull("no room")


@pytest.mark.covers("S7")
async def test_the_journal_answers_what_belongs_to_the_query_or_is_away(
    autojump_clock: MockClock,
) -> None:
    soon = trio.lowlevel.current_trio_token().run_sync_soon
    journal = LocalJournal(MemoryJournal(), soon, always_commit)
    assert (await ask_journal(journal, Begin(1), Outages)).rows == ()
    with pytest.raises(Unavailable):
        await ask_journal(journal, Begin(2), FoundMarks)
    full = LocalJournal(FullBackend(), soon, always_commit)
    with pytest.raises(Unavailable, match="no room"):
        await ask_journal(full, Begin(1), Outages)
