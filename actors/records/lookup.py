"""Looks sessions up: a page of those that fit, a sample of them, one as it was."""

from __future__ import annotations

from msgspec.structs import replace
from sqlalchemy import Connection, func, select

from actors.records.conditions import numbers, visible
from actors.records.messages import (
    EVERYTHING,
    MAX_CHARS_PAGE,
    MAX_LEGS_SHOWN,
    FindSessions,
    LookUpFault,
    LookUpRefused,
    SampleSessions,
    Scope,
    SessionCard,
    SessionPage,
    SessionShown,
    ShownMessage,
    ShowSession,
)
from actors.records.rows import (
    MESSAGE_BITS,
    LegRow,
    MessageRow,
    SessionRow,
    message_key,
)
from actors.records.said import MAX_QUERY_CHARS, is_searched, marks, terms
from actors.records.search import Search
from actors.records.tables import LEGS, MESSAGES, SESSIONS
from actors.records.time_limit import LOOK_UP_SECONDS, in_time
from runtime.journal_limits import within_bytes


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
    customer = request.wanted.customer
    if customer and _serves(connection, request.scope, customer):
        request = replace(request, scope=EVERYTHING)
    look = Search(connection, request).run
    return in_time(connection, LOOK_UP_SECONDS, look)


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

    def draw() -> SessionPage:
        rows = (SessionRow(*row) for row in connection.execute(statement))
        return SessionPage(tuple(map(SessionCard, rows)), 0)

    return in_time(connection, LOOK_UP_SECONDS, draw)


def show_session(
    connection: Connection, request: ShowSession
) -> SessionShown | LookUpRefused:
    """A session with a page of its transcript."""
    refused = refused_text(request.text)
    if refused is not None:
        return refused
    row = _find(connection, request)
    if row is None:
        words = f"there is no record of a session {request.session!r}"
        return LookUpRefused(LookUpFault.NO_SUCH_SESSION, words)
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


def _find(connection: Connection, request: ShowSession) -> SessionRow | None:
    """The session, if it may be seen."""
    wanted = select(SESSIONS).where(SESSIONS.c.session == request.session)
    scope = request.scope
    found = connection.execute(wanted.where(*visible(scope))).one_or_none()
    if found is not None:
        return SessionRow(*found)
    if scope.server and (hidden := connection.execute(wanted).one_or_none()):
        row = SessionRow(*hidden)
        return row if _serves(connection, scope, row.visitor) else None
    return None


def _serves(connection: Connection, scope: Scope, visitor: str) -> bool:
    """Whether the scope's server serves a visitor, or served him last."""
    if not scope.server:
        return False
    sessions, legs = SESSIONS.c, LEGS.c
    last = (legs.number == sessions.number) & (legs.leg == sessions.served)
    served = (
        select(legs.agent)
        .select_from(SESSIONS.join(LEGS, last))
        .where(sessions.visitor == visitor)
        .order_by(sessions.number.desc())
        .limit(1)
    )
    return connection.execute(served).scalar_one_or_none() == scope.server


def _shown(row: MessageRow, wanted: tuple[str, ...]) -> ShownMessage:
    number = row.id & ((1 << MESSAGE_BITS) - 1)
    found = marks(row.text, wanted) if is_searched(row.role) else ()
    return ShownMessage(number, row, found)
