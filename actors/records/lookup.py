"""Looks sessions up: by what is known of them, by what was said, or by both.

By both there are two ways: from the texts that the index finds to their sessions, or
from the sessions that fit to their texts. A step of the search takes the next few of
either, newest first, and goes the way that leads further back in time: so a rare word
beside a filter that fits half of all sessions is as quick as a rare filter beside a
usual word. A page that is not full when its time is over says from where to go on.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Final

from sqlalchemy import Connection, Select, func, select, text
from sqlalchemy.exc import OperationalError

from actors.records.conditions import (
    CLOCK_SLACK_MS,
    is_narrowed,
    numbers,
    visible,
)
from actors.records.messages import (
    MAX_CHARS_PAGE,
    MAX_LEGS_SHOWN,
    FindSessions,
    LookUpFault,
    LookUpRefused,
    SampleSessions,
    SessionCard,
    SessionPage,
    SessionShown,
    ShownMessage,
    ShowSession,
)
from actors.records.rows import (
    MAX_NUMBER,
    MESSAGE_BITS,
    LegRow,
    MessageRow,
    SessionRow,
    message_key,
)
from actors.records.said import (
    MAX_QUERY_CHARS,
    excerpt,
    has_all,
    is_searched,
    marks,
    terms,
    wanted_grams,
)
from actors.records.tables import LEGS, MESSAGES, SESSIONS
from runtime.journal_limits import within_bytes

PAGE_SECONDS: Final = 0.15
"""After so long a page goes out as it is: accounts wait in the same line."""
LOOK_UP_SECONDS: Final = 2.0
"""Of one request; a statement that takes longer is broken off."""
FIRST_TEXTS: Final = 250
"""Messages in the first step by texts: of a usual word enough for a page."""
TEXTS_AT_ONCE: Final = 4_000
"""The same in later steps, of which each looks at four times as many: some 20 ms."""
SESSIONS_AT_ONCE: Final = 250
"""Sessions in one step by sessions, with some ten messages each."""
VALUES_AT_ONCE: Final = 500
"""In one statement: SQLite takes 999 in the oldest that we run on."""
MAX_HITS: Final = 50
"""Messages of one session that a list names."""
_STEPS_PER_LOOK: Final = 10_000
"""Of SQLite's machine, between two looks at the clock: about a millisecond."""
_CANCELLED: Final = "57014"
"""PostgreSQL's word for a statement that took too long."""


@contextmanager
def bounded(connection: Connection, seconds: float) -> Iterator[None]:
    """Breaks off statements that take longer together (each alone, on a server).

    Raises:
        OperationalError: one did; see `took_too_long`.
    """
    if connection.dialect.name != "sqlite":
        limit = text(f"SET LOCAL statement_timeout = {int(seconds * 1_000)}")
        connection.execute(limit)
        yield
        return
    driver = connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection), "of that dialect"  # noqa: S101
    end = time.monotonic() + seconds
    driver.set_progress_handler(lambda: time.monotonic() > end, _STEPS_PER_LOOK)
    try:
        yield
    finally:
        driver.set_progress_handler(None, 0)


def took_too_long(error: OperationalError) -> bool:
    """True if it was broken off by `bounded`."""
    original = error.orig
    if isinstance(original, sqlite3.Error):
        return getattr(original, "sqlite_errorcode", 0) == sqlite3.SQLITE_INTERRUPT
    return getattr(original, "sqlstate", "") == _CANCELLED


def refused_text(wanted: str) -> LookUpRefused | None:
    """Why nothing can be looked for in messages by this."""
    if len(wanted) > MAX_QUERY_CHARS or (wanted and not terms(wanted)):
        expected = f"expected 1 to {MAX_QUERY_CHARS} characters to look for"
        return LookUpRefused(LookUpFault.BAD_TEXT, f"{expected}, got {wanted!r:.200}")
    return None


def find_sessions(
    connection: Connection, request: FindSessions
) -> SessionPage | LookUpRefused:
    """One page of a list."""
    refused = refused_text(request.wanted.text)
    if refused is not None:
        return refused
    try:
        with bounded(connection, LOOK_UP_SECONDS):
            return _Search(connection, request).run()
    except OperationalError as error:
        return _broken_off(error)


def sample_sessions(
    connection: Connection, request: SampleSessions
) -> SessionPage | LookUpRefused:
    """Some of those that fit."""
    if request.wanted.text:
        words = "a sample is drawn without looking at what was said"
        return LookUpRefused(LookUpFault.BAD_TEXT, words)
    fitting = numbers(request.wanted, request.scope).subquery()
    drawn = select(fitting.c.number).order_by(func.random()).limit(request.count)
    statement = (
        select(SESSIONS)
        .where(SESSIONS.c.number.in_(drawn))
        .order_by(SESSIONS.c.number.desc())
    )
    try:
        with bounded(connection, LOOK_UP_SECONDS):
            rows = [SessionRow(*row) for row in connection.execute(statement)]
    except OperationalError as error:
        return _broken_off(error)
    return SessionPage(tuple(map(SessionCard, rows)), 0)


def _broken_off(error: OperationalError) -> LookUpRefused:
    """The refusal of what took too long; anything else is raised again."""
    if not took_too_long(error):
        raise error
    words = "it took too long: look for less, such as a shorter span of time"
    return LookUpRefused(LookUpFault.TOO_MUCH, words)


class _Search:
    """One page on its way.

    `_top` is the number below which is looked, `_bottom` the least that can fit.
    """

    def __init__(self, connection: Connection, request: FindSessions) -> None:
        self._connection = connection
        self._request = request
        self._wanted = request.wanted
        self._terms = terms(request.wanted.text)
        self._end = time.monotonic() + PAGE_SECONDS
        self._bottom, self._top = self._span(request.before or MAX_NUMBER)
        self._many = FIRST_TEXTS
        self._hits: dict[int, list[int]] = {}
        self._words: dict[int, str] = {}

    def run(self) -> SessionPage:
        """Looks until the page is full, all has been seen, or the time is over."""
        limit = self._request.limit
        if self._terms:
            found = self._with_text(limit + 1)
        else:
            found = self._fitting(self._top, limit + 1)
            self._top = found[-1] if len(found) > limit else 0
        is_more = len(found) > limit
        page = found[:limit]
        going_on = page[-1] if is_more else self._top
        rows = self._rows(page)
        reached = self._opened(going_on) if going_on and not is_more else 0
        return SessionPage(
            tuple(self._card(rows[number]) for number in page), going_on, reached
        )

    # --- by sessions alone

    def _span(self, before: int) -> tuple[int, int]:
        """The numbers that a span of time can have, given that clocks are set."""
        sessions, wanted = SESSIONS.c, self._wanted
        bottom, top = 1, before
        found = select(sessions.number).limit(1)
        if wanted.from_ms is not None:
            since = found.where(sessions.opened_ms >= wanted.from_ms - CLOCK_SLACK_MS)
            bottom = self._first(since.order_by(sessions.opened_ms, sessions.number))
            bottom = bottom or MAX_NUMBER
        if wanted.until_ms is not None:
            until = found.where(sessions.opened_ms < wanted.until_ms + CLOCK_SLACK_MS)
            last = until.order_by(sessions.opened_ms.desc(), sessions.number.desc())
            top = min(top, self._first(last) + 1)
        return bottom, top

    def _first(self, statement: Select[int]) -> int:
        return next(self._numbers(statement), 0)

    def _numbers(self, statement: Select[int]) -> Iterator[int]:
        return (row[0] for row in self._connection.execute(statement))

    def _fitting(self, top: int, limit: int) -> list[int]:
        """The next sessions that fit everything but the text."""
        sessions = SESSIONS.c
        statement = (
            numbers(self._wanted, self._request.scope)
            .where(sessions.number < top, sessions.number >= self._bottom)
            .limit(limit)
        )
        return list(self._numbers(statement))

    # --- by text

    def _with_text(self, limit: int) -> list[int]:
        found: list[int] = []
        while self._top > self._bottom and len(found) < limit:
            found += self._step(limit - len(found))
            if time.monotonic() > self._end:
                break
        if self._top <= self._bottom:
            self._top = 0
        return found

    def _step(self, needed: int) -> list[int]:
        """Looks at the next few; `_top` is how far it came, unless enough is found."""
        keys = self._keys(self._many)
        is_last = len(keys) < self._many
        self._many = min(4 * self._many, TEXTS_AT_ONCE)
        # The oldest session of a part may have more of its messages in the next one.
        reach = 0 if is_last else keys[-1] >> MESSAGE_BITS
        if not is_narrowed(self._wanted, self._request.scope):
            return self._by_texts(keys, reach, None, needed)
        if is_last:
            return self._by_texts(keys, 0, self._fits(keys), needed)
        fitting = self._fitting(self._top, SESSIONS_AT_ONCE)
        is_all = len(fitting) < SESSIONS_AT_ONCE
        if is_all or fitting[-1] <= reach:
            return self._by_sessions(fitting, 0 if is_all else fitting[-1])
        return self._by_texts(keys, reach, self._fits(keys), needed)

    def _keys(self, limit: int) -> list[int]:
        """Keys of the next messages that have the grams."""
        wanted = set().union(*map(wanted_grams, self._terms))
        values: dict[str, object] = {
            "top": message_key(self._top, 0),
            "bottom": message_key(self._bottom, 0),
            "limit": limit,
        }
        if self._connection.dialect.name == "sqlite":
            quoted = (each.replace('"', '""') for each in sorted(wanted))
            values["match"] = " AND ".join(f'"{each}"' for each in quoted)
            return list(self._connection.execute(_MATCH, values).scalars())
        values["grams"] = sorted(wanted)
        return list(self._connection.execute(_CONTAINS, values).scalars())

    def _fits(self, keys: Sequence[int]) -> set[int]:
        """Which of the sessions of these messages fit everything else."""
        sessions = list(dict.fromkeys(key >> MESSAGE_BITS for key in keys))
        statement = numbers(self._wanted, self._request.scope)
        fitting: set[int] = set()
        for some in _chunks(sessions):
            these = statement.where(SESSIONS.c.number.in_(some))
            fitting.update(self._numbers(these))
        return fitting

    def _by_texts(
        self, keys: Sequence[int], reach: int, fitting: set[int] | None, needed: int
    ) -> list[int]:
        """Sessions of these messages, as far as they really say it."""
        keys = [key for key in keys if key >> MESSAGE_BITS > reach]
        if reach and not keys:
            # One session says it more often than one step looks at.
            is_it = fitting is None or reach in fitting
            return self._by_sessions([reach] if is_it else [], reach)
        found: list[int] = []
        for some in _chunks(keys):
            if fitting is not None:
                some = [key for key in some if key >> MESSAGE_BITS in fitting]  # noqa: PLW2901
            statement = select(MESSAGES.c.id, MESSAGES.c.text).where(
                MESSAGES.c.id.in_(some)
            )
            rows = self._connection.execute(statement)
            texts = {row.id: row.text for row in rows}
            found += self._take((key, texts.get(key, "")) for key in some)
            if len(found) >= needed:
                break
        self._top = reach + 1 if reach else 0
        return found

    def _by_sessions(self, sessions: Sequence[int], reach: int) -> list[int]:
        """Those of these sessions in which it is said."""
        messages = MESSAGES.c
        number = SESSIONS.c.number
        begin = number.op("<<")(MESSAGE_BITS)
        end = (number + 1).op("<<")(MESSAGE_BITS)
        statement = (
            select(messages.id, messages.text, messages.role)
            .select_from(
                SESSIONS.join(MESSAGES, (messages.id >= begin) & (messages.id < end))
            )
            .where(number.in_(sessions))
        )
        rows = [
            (row.id, row.text)
            for row in self._connection.execute(statement)
            if is_searched(row.role)
        ]
        self._top = reach
        return self._take(iter(sorted(rows, reverse=True)))

    def _take(self, said: Iterator[tuple[int, str]]) -> list[int]:
        """Sessions that were not found before, of messages that say it."""
        found: list[int] = []
        for key, words in said:
            if not has_all(words, self._terms):
                continue
            number, message = key >> MESSAGE_BITS, key & ((1 << MESSAGE_BITS) - 1)
            if number not in self._hits:
                found.append(number)
            hits = self._hits.setdefault(number, [])
            if len(hits) < MAX_HITS:
                hits.append(message)
            self._words[number] = words
        return found

    # --- what is shown

    def _rows(self, page: Sequence[int]) -> dict[int, SessionRow]:
        statement = select(SESSIONS).where(SESSIONS.c.number.in_(page))
        rows = (SessionRow(*row) for row in self._connection.execute(statement))
        return {row.number: row for row in rows}

    def _opened(self, number: int) -> int:
        statement = select(SESSIONS.c.opened_ms).where(SESSIONS.c.number >= number)
        return self._first(statement.order_by(SESSIONS.c.number).limit(1))

    def _card(self, row: SessionRow) -> SessionCard:
        hits = tuple(self._hits.get(row.number, ()))
        words = self._words.get(row.number, "")
        return SessionCard(row, excerpt(words, self._terms), hits)


_MATCH: Final = text("""
SELECT rowid FROM gram_records
WHERE gram_records MATCH :match AND rowid >= :bottom AND rowid < :top
ORDER BY rowid DESC LIMIT :limit""")
_CONTAINS: Final = text("""
SELECT id FROM gram_records
WHERE grams @> :grams AND id >= :bottom AND id < :top
ORDER BY id DESC LIMIT :limit""")


def _chunks(values: Sequence[int]) -> Iterator[Sequence[int]]:
    for begin in range(0, len(values), VALUES_AT_ONCE):
        yield values[begin : begin + VALUES_AT_ONCE]


# --- one session


def show_session(
    connection: Connection, request: ShowSession
) -> SessionShown | LookUpRefused:
    """A session with a page of its transcript."""
    refused = refused_text(request.text)
    if refused is not None:
        return refused
    wanted = select(SESSIONS).where(
        SESSIONS.c.session == request.session, *visible(request.scope)
    )
    found = connection.execute(wanted).one_or_none()
    if found is None:
        words = f"there is no record of a session {request.session!r}"
        return LookUpRefused(LookUpFault.NO_SUCH_SESSION, words)
    row = SessionRow(*found)
    legs = select(LEGS).where(LEGS.c.number == row.number).order_by(LEGS.c.leg)
    said = (
        select(MESSAGES)
        .where(
            MESSAGES.c.id > message_key(row.number, request.after),
            MESSAGES.c.id < message_key(row.number + 1, 0),
        )
        .order_by(MESSAGES.c.id)
        .limit(request.limit)
    )
    wanted_terms = terms(request.text)
    rows = [MessageRow(*each) for each in connection.execute(said)]
    page = within_bytes(rows, lambda each: len(each.text), MAX_CHARS_PAGE)
    messages = tuple(_shown(each, wanted_terms) for each in page)
    is_more = len(page) < len(rows) or len(rows) == request.limit
    return SessionShown(
        row,
        tuple(LegRow(*leg) for leg in connection.execute(legs.limit(MAX_LEGS_SHOWN))),
        messages,
        messages[-1].number if is_more else 0,
    )


def _shown(row: MessageRow, wanted: tuple[str, ...]) -> ShownMessage:
    number = row.id & ((1 << MESSAGE_BITS) - 1)
    found = marks(row.text, wanted) if is_searched(row.role) else ()
    return ShownMessage(number, row, found)
