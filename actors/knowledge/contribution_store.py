"""Contributions in SQL. Imports no trio.

What becomes of one, and of the draft by it, is one transaction.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import msgspec
from sqlalchemy import Connection, Row, and_, insert, select, update
from sqlalchemy.sql.expression import ColumnElement
from sqlalchemy.sql.functions import func

from actors.accounts.acts_table import first_answer, write_act
from actors.knowledge.changes import PutEntries
from actors.knowledge.contribution import (
    Approve,
    ChangeContributions,
    Contribute,
    Contributed,
    Contribution,
    ContributionRequest,
    ContributionsFound,
    ContributionState,
    FindContributions,
    Reject,
    contribute_fault,
    decide_fault,
)
from actors.knowledge.entry import Entry
from actors.knowledge.fitting import how_many_fit
from actors.knowledge.records import (
    MAX_FOUND_BYTES,
    Changed,
    ChangeKnowledge,
    KnowledgeRefused,
    KnowledgeRule,
    read_entry,
)
from actors.sql_table import sql_table

ChangeDraft = Callable[[Connection, ChangeKnowledge], Changed | KnowledgeRefused]
"""Changes the draft within the same transaction."""
Done = Contributed | Changed | KnowledgeRefused

_ROWS: Final = sql_table("contributions", *Contribution.__struct_fields__)
_ENCODER: Final = msgspec.msgpack.Encoder()
_FIRST: Final[msgspec.msgpack.Decoder[Contributed | Changed]] = msgspec.msgpack.Decoder(
    Contributed | Changed
)


def answer_contribution(
    connection: Connection, request: ContributionRequest, change: ChangeDraft
) -> ContributionsFound | Done:
    """Does a request within a transaction."""
    if isinstance(request, FindContributions):
        return _find(connection, request)
    first = first_answer(connection, request.operation)
    if first is not None:
        return _FIRST.decode(first)
    match request.act:
        case Contribute():
            return _contribute(connection, request, request.act)
        case Approve():
            return _approve(connection, request, request.act.id, change)
        case Reject():
            return _reject(connection, request, request.act)


def _contribute(
    connection: Connection, request: ChangeContributions, act: Contribute
) -> Done:
    waiting = _ROWS.c.state == ContributionState.WAITING.value
    by = act.by or request.audit.who
    his = _count(connection, and_(waiting, _ROWS.c.by == by))
    text = contribute_fault(_count(connection, waiting), his)
    if text:
        return KnowledgeRefused(KnowledgeRule.TOO_MANY, text)
    highest = select(func.coalesce(func.max(_ROWS.c.id), 0))
    number = int(connection.execute(highest).scalar_one()) + 1
    made = Contribution(number, request.audit.at_ms, by, act.entry, act.words)
    values = {**msgspec.structs.asdict(made), "state": made.state.value}
    values["entry"] = _ENCODER.encode(act.entry)
    connection.execute(insert(_ROWS).values(values))
    return _written(connection, request, Contributed(number, act.entry.id))


def _approve(
    connection: Connection,
    request: ChangeContributions,
    number: int,
    change: ChangeDraft,
) -> Done:
    """The draft's change writes the act down, with this operation."""
    if refused := _undecidable(connection, number):
        return refused
    entry = _entry_of(connection, number)
    put = ChangeKnowledge(request.operation, PutEntries((entry,)), request.audit)
    answer = change(connection, put)
    if isinstance(answer, Changed):
        _decide(connection, request, ContributionState.APPROVED)
    return answer


def _reject(connection: Connection, request: ChangeContributions, act: Reject) -> Done:
    if refused := _undecidable(connection, act.id):
        return refused
    _decide(connection, request, ContributionState.REJECTED)
    return _written(connection, request, Changed())


def _undecidable(connection: Connection, number: int) -> KnowledgeRefused | None:
    wanted = select(_ROWS.c.state).where(_ROWS.c.id == number)
    state: str | None = connection.execute(wanted).scalar_one_or_none()
    text = decide_fault(number, None if state is None else ContributionState(state))
    if not text:
        return None
    missing, decided = KnowledgeRule.NO_SUCH_CONTRIBUTION, KnowledgeRule.DECIDED
    return KnowledgeRefused(missing if state is None else decided, text, str(number))


def _entry_of(connection: Connection, number: int) -> Entry:
    wanted = select(_ROWS.c.entry).where(_ROWS.c.id == number)
    return read_entry(bytes(connection.execute(wanted).scalar_one()))


def _decide(
    connection: Connection, request: ChangeContributions, state: ContributionState
) -> None:
    act = request.act
    assert not isinstance(act, Contribute), "that decides nothing"  # noqa: S101
    connection.execute(
        update(_ROWS)
        .where(_ROWS.c.id == act.id)
        .values(
            state=state.value,
            decided_ms=request.audit.at_ms,
            decided_by=request.audit.who,
            reason=act.reason,
        )
    )


def _written(
    connection: Connection,
    request: ChangeContributions,
    answer: Contributed | Changed,
) -> Contributed | Changed:
    body = _ENCODER.encode(answer)
    write_act(connection, request.operation, request.audit, body)
    return answer


def _find(connection: Connection, find: FindContributions) -> ContributionsFound:
    each = _ROWS.c
    wanted: ColumnElement[bool] = each.id > 0
    if find.by:
        wanted = and_(wanted, each.by == find.by)
    waiting = and_(wanted, each.state == ContributionState.WAITING.value)
    listed = wanted
    if find.state is not None:
        listed = and_(listed, each.state == find.state.value)
    if find.before:
        listed = and_(listed, each.id < find.before)
    page = select(_ROWS).where(listed).order_by(each.id.desc()).limit(find.limit + 1)
    rows = connection.execute(page).all()
    sizes = [len(row.entry) for row in rows[: find.limit]]
    shown = rows[: how_many_fit(sizes, MAX_FOUND_BYTES)]
    cursor = shown[-1].id if len(shown) < len(rows) else 0
    found = tuple(map(_contribution, shown))
    return ContributionsFound(found, _count(connection, waiting), cursor)


def _contribution(row: Row[tuple[object, ...]]) -> Contribution:
    fields = dict(row._mapping)  # noqa: SLF001 - SQLAlchemy's public name for it
    fields["entry"] = read_entry(bytes(row.entry))
    fields["state"] = ContributionState(row.state)
    return Contribution(**fields)


def _count(connection: Connection, wanted: ColumnElement[bool]) -> int:
    counted = select(func.count()).select_from(_ROWS).where(wanted)
    return int(connection.execute(counted).scalar_one())
