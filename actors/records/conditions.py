"""What a filter says to SQL: which numbers of sessions fit it, newest first.

Of a session's legs one and the same must fit what is said of legs. The first such
condition leads the search, since few sessions have it, the others are looked up.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import ColumnElement, Select, column, exists, or_, select, table
from sqlalchemy.sql.expression import TableClause
from sqlalchemy.sql.selectable import FromClause, NamedFromClause

from actors.accounts.members import login_key
from actors.records.messages import Outcome, RecordFilter, Scope
from actors.records.rows import LegEnding
from actors.records.tables import LEGS, SESSIONS, TAGS

CLOCK_SLACK_MS: Final = 3_600_000
"""How far the wall clock may have been set back between two sessions for a search by
time to find them in their order still: an hour, as of a summer time done wrongly."""
_MEMBERS: Final = table("members", column("id"), column("staff_number_key"))
_OF_LEGS: Final = {
    Outcome.TIMEOUT_TRANSFER: LegEnding.EXPIRED,
    Outcome.DECLINED: LegEnding.DECLINED,
    Outcome.TRANSFERRED: LegEnding.TRANSFERRED,
    Outcome.SILENCE_TRANSFER: LegEnding.SILENCE,
    Outcome.TAKEN: LegEnding.TAKEN,
    Outcome.AGENT_LOST: LegEnding.AGENT_LOST,
}
"""Outcomes that a leg has; the others are those of sessions."""

_Legs = TableClause | NamedFromClause
_Condition = ColumnElement[bool]


def numbers(wanted: RecordFilter, scope: Scope) -> Select[int]:
    """Numbers of the sessions that fit everything but the text, newest first.

    The caller adds bounds of the only column, and a limit. Tables that say nothing of
    what is wanted are not looked at: most filters are answered by an index alone.
    """
    of_session = _of_session(wanted)
    led = _of_legs(wanted) or in_scope(scope, LEGS)
    leader = LEGS if led else TAGS if wanted.tag else SESSIONS
    number = leader.c.number
    conditions = [*led]
    if _of_legs(wanted) and (groups := in_scope(scope, other := LEGS.alias())):
        conditions.append(exists().where(other.c.number == number, *groups))
    if leader is TAGS:
        conditions.append(TAGS.c.tag == wanted.tag)
    elif wanted.tag:
        tagged = exists().where(TAGS.c.tag == wanted.tag, TAGS.c.number == number)
        conditions.append(tagged)
    source: FromClause = leader
    if of_session and leader is not SESSIONS:
        source = leader.join(SESSIONS, SESSIONS.c.number == number)
    found = select(number).select_from(source).where(*conditions, *of_session)
    found = found.order_by(number.desc())
    return found.distinct() if leader is LEGS else found


def is_narrowed(wanted: RecordFilter, scope: Scope) -> bool:
    """True if not every session fits, whatever its text."""
    return bool(
        _of_session(wanted) or _of_legs(wanted) or in_scope(scope, LEGS) or wanted.tag
    )


def visible(scope: Scope) -> list[_Condition]:
    """That a session may be seen at all."""
    other = LEGS.alias()
    groups = in_scope(scope, other)
    return [_some_leg(other, groups)] if groups else []


def _some_leg(legs: _Legs, conditions: list[_Condition]) -> _Condition:
    return exists().where(legs.c.number == SESSIONS.c.number, *conditions)


def in_scope(scope: Scope, legs: _Legs) -> list[_Condition]:
    """That a leg is one that may be seen."""
    conditions: list[_Condition] = []
    if scope.agent is not None:
        conditions.append(legs.c.agent == scope.agent)
    if scope.groups is not None:
        conditions.append(legs.c.group.in_(scope.groups))
    return conditions


def _of_legs(wanted: RecordFilter) -> list[_Condition]:
    legs = LEGS.c
    conditions: list[_Condition] = []
    if wanted.agent:
        conditions.append(legs.agent == wanted.agent)
    if wanted.staff_number:
        key = login_key(wanted.staff_number)
        members = select(_MEMBERS.c.id).where(_MEMBERS.c.staff_number_key == key)
        conditions.append(legs.agent.in_(members))
    if wanted.group:
        conditions.append(legs.group == wanted.group)
    if wanted.outcome in _OF_LEGS:
        conditions.append(legs.ending == _OF_LEGS[wanted.outcome].value)
    return conditions


def _of_session(wanted: RecordFilter) -> list[_Condition]:
    sessions = SESSIONS.c
    conditions = _of_end(wanted)
    if wanted.visitor:
        is_his = sessions.visitor == wanted.visitor
        conditions.append(or_(is_his, sessions.nickname == wanted.visitor))
    if wanted.customer:
        conditions.append(sessions.visitor == wanted.customer)
    if wanted.channel:
        conditions.append(sessions.channel == wanted.channel)
    if wanted.from_ms is not None:
        conditions.append(sessions.opened_ms >= wanted.from_ms)
    if wanted.until_ms is not None:
        conditions.append(sessions.opened_ms < wanted.until_ms)
    if wanted.remark:
        conditions.append(sessions.remark.icontains(wanted.remark, autoescape=True))
    return conditions


def _of_end(wanted: RecordFilter) -> list[_Condition]:
    """What is known once it is over."""
    sessions = SESSIONS.c
    conditions: list[_Condition] = []
    if wanted.stars is not None:
        conditions.append(sessions.stars == wanted.stars)
    if wanted.outcome is not None and wanted.outcome not in _OF_LEGS:
        conditions.append(sessions.ending == wanted.outcome.value)
    if wanted.closed_by is not None:
        conditions.append(sessions.reason == wanted.closed_by.value)
    if wanted.is_open is not None:
        is_open = sessions.closed_ms.is_(None)
        conditions.append(is_open if wanted.is_open else ~is_open)
    return conditions
