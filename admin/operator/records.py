"""`triodesk records`: what was, on a running service.

With `--json` each session is one line of JSON, and so are the session and each message
of `show`; a list that goes on ends with a line that holds `next`. What is exported is
JSON always.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import msgspec
import trio

from actors.records.archive import RecordsState
from actors.records.bounds import MAX_PAGE
from actors.records.messages import (
    FindSessions,
    LookUpRefused,
    RecordFilter,
    SampleSessions,
    SessionCard,
    SessionPage,
    SessionShown,
    ShowSession,
)
from admin.operator.asking import OperatorLine, connect, unexpected
from admin.operator.command import FAILED
from admin.operator.record_frames import (
    GetRecordsState,
    RebuildRecords,
    RecordAnswer,
    RecordRequest,
)
from admin.operator.record_phrases import FAULTS, RecordPhrase
from admin.operator.records_view import RecordsView
from admin.operator.teller import Teller
from admin.simulation.recorded_day import RecordedDay, recorded_visit
from gateway.console.phrases import Words

REBUILD_LOOK_SECONDS: Final = 0.5
"""Between two looks at how far a rebuilding has come."""


class Find(msgspec.Struct, frozen=True):
    """`list` and `search`."""

    wanted: RecordFilter
    before: int
    limit: int


class Sample(msgspec.Struct, frozen=True):
    """`list --sample`: so many of those that fit, by chance."""

    wanted: RecordFilter
    count: int


class Show(msgspec.Struct, frozen=True):
    """`show`: one session; `text` is marked."""

    session: str
    text: str


class Rebuild(msgspec.Struct, frozen=True):
    """`rebuild`."""


class Export(msgspec.Struct, frozen=True):
    """`export`: a day, to be replayed by `triodesk simulate`."""

    day: RecordedDay


Wish = Find | Sample | Show | Rebuild | Export


class _Refused(Exception):
    def __init__(self, refused: LookUpRefused) -> None:
        super().__init__(refused.text)
        self.refused = refused


async def records(path: Path, wish: Wish, language: str, *, as_json: bool) -> int:
    """Does one command on the service whose socket this is; returns the exit code.

    Raises:
        NoService: nobody answers there.
        Unavailable: it does not answer now.
        UsageError: the socket cannot be used.
    """
    async with connect(path) as line:
        return await _Reader(line, Words(language), as_json=as_json).do(wish)


class _Reader:
    def __init__(self, line: OperatorLine, words: Words, *, as_json: bool) -> None:
        self._line = line
        self._words = words
        self._view = RecordsView(words)
        self._teller = Teller(words)
        self._as_json = as_json

    async def do(self, wish: Wish) -> int:
        try:
            match wish:
                case Find():
                    await self._find(wish)
                case Sample(wanted, count):
                    page = await self._ask(SampleSessions(wanted, count=count))
                    if not isinstance(page, SessionPage):
                        raise unexpected()
                    self._tell(page.cards, 0)
                case Show():
                    await self._show(wish)
                case Rebuild():
                    await self._rebuild()
                case Export(day):
                    await self._export(day)
        except _Refused as error:
            reason = self._words(FAULTS[error.refused.fault])
            code = error.refused.fault.value
            self._teller.complain(RecordPhrase.REFUSED, reason=reason, code=code)
            return FAILED
        return 0

    async def _ask(self, request: RecordRequest) -> RecordAnswer:
        """Raises: _Refused: with the reason."""
        answer = await self._line.told(request)
        if not isinstance(answer, RecordAnswer):
            raise unexpected()
        if isinstance(answer, LookUpRefused):
            raise _Refused(answer)
        return answer

    # --- list

    async def _pages(self, wish: Find) -> tuple[list[SessionCard], int]:
        """So many sessions as are wanted, and where to go on; 0 = nowhere."""
        cards: list[SessionCard] = []
        going_on = wish.before
        while len(cards) < wish.limit:
            limit = min(MAX_PAGE, wish.limit - len(cards))
            request = FindSessions(wish.wanted, before=going_on, limit=limit)
            page = await self._ask(request)
            if not isinstance(page, SessionPage):
                raise unexpected()
            cards += page.cards
            going_on = page.next
            if not going_on:
                break
        return cards, going_on

    async def _find(self, wish: Find) -> None:
        state = await self._state()
        self._tell(*await self._pages(wish))
        self._tell_behind(state)

    def _tell_behind(self, state: RecordsState) -> None:
        behind = state.last - state.position
        if behind > 0:
            self._teller.complain(RecordPhrase.BEHIND, behind=str(behind))

    def _tell(self, cards: Sequence[SessionCard], going_on: int) -> None:
        if self._as_json:
            for card in cards:
                self._teller.json(card)
            if going_on:
                self._teller.json({"next": going_on})
            return
        self._teller.lines(self._view.table(cards))
        self._teller.say(RecordPhrase.FOUND, count=str(len(cards)))
        if going_on:
            self._teller.say(RecordPhrase.MORE, next=str(going_on))

    # --- export

    async def _export(self, day: RecordedDay) -> None:
        """Of a page of sessions each is looked at, so that few are in memory."""
        self._teller.json(day)
        wanted = RecordFilter(from_ms=day.begin_ms, until_ms=day.end_ms)
        going_on = 0
        while True:
            page = await self._ask(FindSessions(wanted, before=going_on))
            if not isinstance(page, SessionPage):
                raise unexpected()
            for card in page.cards:
                shown = await self._ask(ShowSession(card.row.session, limit=1))
                if isinstance(shown, SessionShown):
                    self._teller.json(recorded_visit(shown.row, shown.legs))
            going_on = page.next
            if not going_on:
                break
        self._tell_behind(await self._state())

    # --- show

    async def _show(self, wish: Show) -> None:
        after = 0
        while True:
            request = ShowSession(wish.session, after=after, text=wish.text)
            shown = await self._ask(request)
            if not isinstance(shown, SessionShown):
                raise unexpected()
            if self._as_json:
                self._print_shown(shown, is_first=not after)
            else:
                if not after:
                    self._teller.lines(self._view.head(shown.row))
                    self._teller.lines(self._view.legs(shown.legs))
                self._teller.lines(map(self._view.message, shown.messages))
            after = shown.next
            if not after:
                return

    def _print_shown(self, shown: SessionShown, *, is_first: bool) -> None:
        if is_first:
            self._teller.json({"session": shown.row, "legs": shown.legs})
        for message in shown.messages:
            self._teller.json(message)

    # --- rebuild

    async def _rebuild(self) -> None:
        """Has it begun, and waits until all that is there now is recorded."""
        end = (await self._state()).last
        answer = await self._ask(RebuildRecords())
        while isinstance(answer, RecordsState) and answer.position < end:
            self._show_share(answer.position, end)
            await trio.sleep(REBUILD_LOOK_SECONDS)
            answer = await self._ask(GetRecordsState())
        self._show_share(end, end)
        if sys.stderr.isatty():
            sys.stderr.write("\n")
        if self._as_json:
            self._teller.json(answer)
        else:
            self._teller.say(RecordPhrase.REBUILT)

    def _show_share(self, done: int, end: int) -> None:
        """Progress, on a terminal alone: one line that is written over."""
        if sys.stderr.isatty():
            share = str(100 * done // max(1, end))
            text = self._words(RecordPhrase.REBUILDING, share=share)
            sys.stderr.write(f"\r\x1b[K{text}")
            sys.stderr.flush()

    async def _state(self) -> RecordsState:
        state = await self._ask(GetRecordsState())
        if not isinstance(state, RecordsState):
            raise unexpected()
        return state
