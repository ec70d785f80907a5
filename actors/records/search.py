"""Looks for sessions by what is known of them, by what was said, or by both.

By both there are two ways: from the texts that the index finds, of which it is asked
whose sessions fit before any text is read, or from the sessions that fit to all that
was said in them. A step of the search takes the next few of either, newest first, and
goes the way that leads further back in time: so a rare word beside a filter that fits
half of all sessions is as quick as a rare filter beside a usual word. A page that is
not full when its time is over says from where to go on.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from typing import Final

from sqlalchemy import Connection, Select, select

from actors.records.chunks import in_chunks
from actors.records.conditions import CLOCK_SLACK_MS, is_narrowed, numbers
from actors.records.messages import FindSessions, SessionCard, SessionPage
from actors.records.rows import MAX_NUMBER, MESSAGE_BITS, SessionRow, message_key
from actors.records.said import excerpt, has_all, is_searched, terms, wanted_grams
from actors.records.tables import MESSAGES, SAID, SESSIONS

PAGE_SECONDS: Final = 0.15
"""After so long a page goes out as it is: accounts wait in the same line."""
FIRST_TEXTS: Final = 250
"""Messages in the first step by texts: of a usual word enough for a page."""
TEXTS_AT_ONCE: Final = 4_000
"""The same in later steps, of which each looks at four times as many: some 20 ms."""
KEYS_AT_ONCE: Final = 16_000
"""The same beside a filter, which leaves few of them to be read."""
SESSIONS_AT_ONCE: Final = 60
"""Sessions in one step by sessions, of which every text is read: takes as long as to
ask the index whose `TEXTS_AT_ONCE` texts are."""
MAX_HITS: Final = 50
"""Messages of one session that a list names."""


class Search:
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
        self._is_narrowed = is_narrowed(request.wanted, request.scope)
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
        statement = numbers(self._wanted, self._request.scope)
        (number,) = statement.selected_columns
        within = statement.where(number < top, number >= self._bottom).limit(limit)
        return list(self._numbers(within))

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
        if self._is_narrowed and (far := self._reach(TEXTS_AT_ONCE)):
            fitting = self._fitting(self._top, SESSIONS_AT_ONCE)
            end = fitting[-1] if len(fitting) == SESSIONS_AT_ONCE else 0
            if end <= far:
                return self._by_sessions(fitting, end)
        reach = self._reach(self._many)
        most = KEYS_AT_ONCE if self._is_narrowed else TEXTS_AT_ONCE
        self._many = min(4 * self._many, most)
        if reach and reach + 1 >= self._top:
            # One session says it more often than one step looks at.
            next_one = self._fitting(self._top, 1)
            return self._by_sessions([reach] if reach in next_one else [], reach)
        return self._by_texts(reach, needed)

    def _reach(self, many: int) -> int:
        """The session of the last of the next so many texts; 0: there are fewer.

        It may have more of them after that one.
        """
        last = self._keys(self._bottom).limit(1).offset(many - 1)
        return next(self._numbers(last), 0) >> MESSAGE_BITS

    def _keys(self, least: int) -> Select[int]:
        """Keys of the next messages that have the grams, in sessions from `least` on.

        FTS5 begins and ends where it is told by one bound each; more are looked at key
        by key.
        """
        wanted = set().union(*map(wanted_grams, self._terms))
        key = SAID.key(self._connection)
        return (
            select(key)
            .where(
                SAID.holds(self._connection, wanted),
                key >= message_key(least, 0),
                key < message_key(self._top, 0),
            )
            .order_by(key.desc())
        )

    def _fitting_keys(self, reach: int) -> list[int]:
        """The same of sessions after `reach` that fit everything else."""
        keys = self._keys(max(self._bottom, reach + 1))
        if self._is_narrowed:
            statement = numbers(self._wanted, self._request.scope)
            (number,) = statement.selected_columns
            its_own = number == SAID.key(self._connection).op(">>")(MESSAGE_BITS)
            keys = keys.where(statement.where(its_own).correlate(SAID.rows).exists())
        return list(self._connection.execute(keys).scalars().all())

    def _by_texts(self, reach: int, needed: int) -> list[int]:
        """Sessions after `reach` of which the index has texts that really say it."""
        found: list[int] = []
        messages = MESSAGES.c
        for some in in_chunks(self._fitting_keys(reach)):
            statement = select(messages.id, messages.text).where(messages.id.in_(some))
            rows = self._connection.execute(statement.order_by(messages.id.desc()))
            found += self._take((key, words) for key, words in rows.all())
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
            (key, words)
            for key, words, role in self._connection.execute(statement).all()
            if is_searched(role)
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
