"""The records of webhooks in SQL; only this module knows their tables.

Every request is one transaction. Imports no trio.
"""

from __future__ import annotations

import re
from typing import Final

from sqlalchemy import (
    Connection,
    Engine,
    Row,
    and_,
    delete,
    insert,
    select,
    update,
)
from sqlalchemy.sql.functions import func

from actors.accounts.records import Recorded
from actors.sql_table import insert_or, sql_table
from actors.sql_transaction import in_transaction
from actors.webhooks.records import (
    MAX_ROWS,
    Attempts,
    Count,
    CountDeliveries,
    Counts,
    Deliveries,
    DeliveryRow,
    DropWebhook,
    Due,
    FindAttempts,
    FindDeliveries,
    FindDue,
    Forget,
    ForgetSessions,
    Forgotten,
    LoadWebhooks,
    NoteAttempt,
    PutWebhook,
    Replay,
    Replayed,
    SessionsForgotten,
    TakeIn,
    WebhookAnswer,
    WebhookRequest,
    Webhooks,
)
from actors.webhooks.webhook import (
    MAIL,
    MAX_PENDING,
    Attempt,
    Delivery,
    DeliveryState,
    Webhook,
)

_WEBHOOKS: Final = sql_table("webhooks", *Webhook.__struct_fields__)
_DELIVERIES: Final = sql_table("deliveries", *Delivery.__struct_fields__)
_ATTEMPTS: Final = sql_table("delivery_attempts", *Attempt.__struct_fields__)
_PENDING: Final = DeliveryState.PENDING.value
_OVER: Final = tuple(each.value for each in DeliveryState if each.value != _PENDING)
_BACKLOG: Final = f"backlog: expected at most {MAX_PENDING} deliveries that wait"


class WebhookStore:
    """Answers requests on an engine whose schema is up to date."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def answer(self, request: WebhookRequest) -> WebhookAnswer:
        """Does a request in a transaction of its own; blocks.

        Raises:
            StoreBroken: the connection is gone; whether it was done is unknown.
        """
        return in_transaction(self._engine, lambda one: _answer(one, request))


def _answer(  # noqa: C901, PLR0912 - a row per request
    connection: Connection, request: WebhookRequest
) -> WebhookAnswer:
    match request:
        case LoadWebhooks():
            rows = connection.execute(
                select(_WEBHOOKS).order_by(_WEBHOOKS.c.created_ms, _WEBHOOKS.c.id)
            )
            return Webhooks(tuple(_webhook(row) for row in rows))
        case PutWebhook(webhook):
            _drop(connection, webhook.id)
            connection.execute(insert(_WEBHOOKS).values(_values_of(webhook)))
            return Recorded()
        case DropWebhook(webhook_id):
            _drop(connection, webhook_id)
            for each in (_DELIVERIES, _ATTEMPTS):
                connection.execute(delete(each).where(each.c.webhook == webhook_id))
            return Recorded()
        case TakeIn(deliveries):
            _take_in(connection, deliveries)
            return Recorded()
        case FindDue():
            return _due(connection, request)
        case NoteAttempt():
            _note(connection, request)
            return Recorded()
        case Replay():
            return _replay(connection, request)
        case FindDeliveries():
            return _find(connection, request)
        case FindAttempts(event, webhook_id):
            return _attempts(connection, event, webhook_id)
        case CountDeliveries():
            return _counts(connection)
        case Forget(before_ms, limit):
            return _forget(connection, before_ms, limit)
        case ForgetSessions():
            return _forget_sessions(connection, request)


def _drop(connection: Connection, webhook_id: str) -> None:
    connection.execute(delete(_WEBHOOKS).where(_WEBHOOKS.c.id == webhook_id))


def _values_of(webhook: Webhook) -> dict[str, object]:
    values = {name: getattr(webhook, name) for name in Webhook.__struct_fields__}
    return {**values, "kinds": " ".join(webhook.kinds)}


def _webhook(row: Row[tuple[object, ...]]) -> Webhook:
    fields = dict(row._mapping)  # noqa: SLF001 - SQLAlchemy's public name for it
    return Webhook(**{**fields, "kinds": tuple(fields["kinds"].split())})


# --- deliveries


def _take_in(connection: Connection, deliveries: tuple[Delivery, ...]) -> None:
    """What is beyond the bound of its webhook is given up, and says so."""
    known = set(connection.execute(select(_WEBHOOKS.c.id)).scalars()) | {MAIL}
    room: dict[str, int] = {}
    put = insert_or(connection, _DELIVERIES).on_conflict_do_nothing()
    for each in deliveries:
        if each.webhook not in known:
            continue  # it was dropped a moment ago
        if each.webhook not in room:
            room[each.webhook] = MAX_PENDING - _pending(connection, each.webhook)
        has_room = room[each.webhook] > 0
        state = each.state if has_room else DeliveryState.GIVEN_UP
        values = {name: getattr(each, name) for name in Delivery.__struct_fields__}
        done = connection.execute(put.values({**values, "state": state.value}))
        if not done.rowcount:
            continue  # a repetition
        room[each.webhook] -= 1
        if not has_room:
            lost = Attempt(each.event, each.webhook, each.at_ms, 0, 0, _BACKLOG)
            _log(connection, lost)


def _pending(connection: Connection, webhook: str) -> int:
    where = and_(_DELIVERIES.c.webhook == webhook, _DELIVERIES.c.state == _PENDING)
    counted = select(func.count()).select_from(_DELIVERIES).where(where)
    return int(connection.execute(counted).scalar_one())


def _log(connection: Connection, attempt: Attempt) -> None:
    values = {name: getattr(attempt, name) for name in Attempt.__struct_fields__}
    connection.execute(insert(_ATTEMPTS).values(values))


def _due(connection: Connection, request: FindDue) -> Due:
    each = _DELIVERIES.c
    waits = and_(each.webhook == request.webhook, each.state == _PENDING)
    if request.without:
        waits = and_(waits, each.event.not_in(request.without))
    due = (
        select(_DELIVERIES)
        .where(waits, each.next_ms <= request.now_ms)
        .order_by(each.next_ms, each.event)
        .limit(request.limit)
    )
    found = tuple(_delivery(row) for row in connection.execute(due))
    later = select(func.min(each.next_ms)).where(waits, each.next_ms > request.now_ms)
    return Due(found, connection.execute(later).scalar_one_or_none() or 0)


def _delivery(row: Row[tuple[object, ...]]) -> Delivery:
    fields = dict(row._mapping)  # noqa: SLF001 - as above
    state = DeliveryState(fields["state"])
    return Delivery(**{**fields, "state": state, "body": bytes(fields["body"])})


def _note(connection: Connection, note: NoteAttempt) -> None:
    """The attempt of a delivery that was replayed meanwhile is logged.

    Not of one that is gone, with a webhook or a visitor: it would stand for ever.
    """
    attempt, verdict, each = note.attempt, note.verdict, _DELIVERIES.c
    noted = connection.execute(
        update(_DELIVERIES)
        .where(each.event == attempt.event, each.webhook == attempt.webhook)
        .values(
            state=verdict.state.value,
            next_ms=verdict.next_ms,
            attempts=each.attempts + 1,
        )
    )
    if noted.rowcount:
        _log(connection, attempt)


def _replay(connection: Connection, replay: Replay) -> Replayed:
    each = _DELIVERIES.c
    state = each.state != _PENDING
    if replay.state is not None:
        state = and_(state, each.state == replay.state.value)
    done = connection.execute(
        update(_DELIVERIES)
        .where(
            each.webhook == replay.webhook,
            each.event.between(replay.first, replay.last),
            state,
        )
        .values(state=_PENDING, attempts=0, next_ms=replay.now_ms)
    )
    return Replayed(done.rowcount)


# --- the log


def _find(connection: Connection, find: FindDeliveries) -> Deliveries:
    each = _DELIVERIES.c
    names = ("event", "webhook", "kind", "at_ms", "state", "attempts", "next_ms")
    wanted = select(*(each[name] for name in names))
    if find.webhook:
        wanted = wanted.where(each.webhook == find.webhook)
    if find.state is not None:
        wanted = wanted.where(each.state == find.state.value)
    if find.before:
        wanted = wanted.where(each.event < find.before)
    ordered = wanted.order_by(each.event.desc(), each.webhook)
    found = connection.execute(ordered.limit(find.limit)).all()
    if len(found) == find.limit:
        *_, (event, webhook, *_) = found
        of_the_last = and_(each.event == event, each.webhook > webhook)
        found = [*found, *connection.execute(ordered.where(of_the_last))]
    rows = []
    for row in found:
        event, webhook, kind, at_ms, state, attempts, next_ms = row
        last = _last_attempt(connection, event, webhook)
        shown = DeliveryRow(
            event, webhook, kind, at_ms, DeliveryState(state), attempts, next_ms, *last
        )
        rows.append(shown)
    return Deliveries(tuple(rows))


def _last_attempt(
    connection: Connection, event: int, webhook: str
) -> tuple[int, str] | tuple[()]:
    each = _ATTEMPTS.c
    last = (
        select(each.status, each.excerpt)
        .where(each.event == event, each.webhook == webhook)
        .order_by(each.at_ms.desc())
        .limit(1)
    )
    row = connection.execute(last).one_or_none()
    return () if row is None else (row[0], row[1])


def _attempts(connection: Connection, event: int, webhook: str) -> Attempts:
    each = _ATTEMPTS.c
    wanted = select(_ATTEMPTS).where(each.event == event)
    if webhook:
        wanted = wanted.where(each.webhook == webhook)
    ordered = wanted.order_by(each.at_ms, each.webhook).limit(MAX_ROWS)
    return Attempts(tuple(Attempt(*row) for row in connection.execute(ordered)))


def _counts(connection: Connection) -> Counts:
    each = _DELIVERIES.c
    counted = select(each.webhook, each.state, func.count()).group_by(
        each.webhook, each.state
    )
    return Counts(
        tuple(
            Count(webhook, DeliveryState(state), count)
            for webhook, state, count in connection.execute(counted)
        )
    )


def _forget(connection: Connection, before_ms: int, limit: int) -> Forgotten:
    each = _DELIVERIES.c
    old = (
        select(each.event, each.webhook)
        .where(each.state.in_(_OVER), each.at_ms < before_ms)
        .limit(limit)
    )
    found = [(row.event, row.webhook) for row in connection.execute(old)]
    _drop_deliveries(connection, found)
    return Forgotten(len(found))


def _forget_sessions(
    connection: Connection, request: ForgetSessions
) -> SessionsForgotten:
    """A body that has the id of a session anywhere is of it: ids cannot be guessed."""
    each = _DELIVERIES.c
    page = (
        select(each.event, each.webhook, each.body)
        .where(each.event > request.after)
        .order_by(each.event, each.webhook)
        .limit(request.limit)
    )
    rows = connection.execute(page).all()
    named = re.compile(b"|".join(re.escape(x.encode()) for x in request.sessions))
    found = [(row.event, row.webhook) for row in rows if named.search(row.body)]
    _drop_deliveries(connection, found)
    # Of the last event, further webhooks may stand on the next page.
    return SessionsForgotten(rows[-1].event - 1 if len(rows) == request.limit else 0)


def _drop_deliveries(connection: Connection, found: list[tuple[int, str]]) -> None:
    for event, webhook in found:
        for rows in (_ATTEMPTS, _DELIVERIES):
            connection.execute(
                delete(rows).where(rows.c.event == event, rows.c.webhook == webhook)
            )
