"""The records of accounts in SQL; only this module knows their tables.

Every request is one transaction. Imports no trio.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Final

import msgspec
from sqlalchemy import (
    Connection,
    Engine,
    delete,
    insert,
    select,
)
from sqlalchemy.sql.expression import TableClause
from sqlalchemy.sql.functions import func

from actors.accounts.acts_table import first_answer, read_audit, write_act
from actors.accounts.lockout import Tally
from actors.accounts.members import (
    Change,
    DropMember,
    DropSignIn,
    Member,
    PutMember,
    PutSignIn,
    SignIn,
    login_key,
)
from actors.accounts.portraits_table import find_portrait, keep_portrait
from actors.accounts.records import (
    FindOperation,
    FindPortrait,
    Found,
    Keep,
    KeepPortrait,
    KeepTallies,
    Load,
    Loaded,
    PortraitFound,
    ReadAudit,
    Record,
    Recorded,
    RecordsAnswer,
    RecordsRequest,
)
from actors.quick_replies.store import drop_own
from actors.sql_table import insert_or, sql_table
from actors.sql_transaction import in_transaction

_KEPT: Final = tuple(
    name for name in Member.__struct_fields__ if name not in ("groups", "recovery")
)
"""What of a member has a column of that name."""


_MEMBERS: Final = sql_table("members", "place", "email_key", "staff_number_key", *_KEPT)
_GROUPS: Final = sql_table("member_groups", "member", "place", "group_id")
_RECOVERY: Final = sql_table("member_recovery", "member", "place", "hash")
_SIGN_INS: Final = sql_table("sign_ins", *SignIn.__struct_fields__)
_FAILURES: Final = sql_table("failures", *Tally.__struct_fields__)


class AccountStore:
    """Answers requests on an engine whose schema is up to date."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def answer(self, request: RecordsRequest) -> RecordsAnswer:
        """Does a request in a transaction of its own; blocks.

        Raises:
            StoreBroken: the connection is gone; whether it was done is unknown.
        """
        return in_transaction(self._engine, lambda one: _answer(one, request))


def _answer(  # noqa: C901 - a row per request
    connection: Connection, request: RecordsRequest
) -> RecordsAnswer:
    match request:
        case Load():
            return _load(connection)
        case FindOperation(operation):
            return Found(first_answer(connection, operation))
        case Record():
            return _record(connection, request)
        case Keep(changes):
            _make(connection, changes)
            return Recorded()
        case KeepTallies(tallies, forgotten_ms):
            _put_tallies(connection, tallies)
            connection.execute(
                delete(_FAILURES).where(_FAILURES.c.at_ms < forgotten_ms)
            )
            return Recorded()
        case ReadAudit():
            return read_audit(connection, request)
        case KeepPortrait(member, image):
            keep_portrait(connection, member, image)
            return Recorded()
        case FindPortrait(member):
            return PortraitFound(find_portrait(connection, member))


def _record(connection: Connection, record: Record) -> Recorded:
    first = first_answer(connection, record.operation)
    if first is not None:
        return Recorded(first, is_repeat=True)
    _make(connection, record.changes)
    _put_tallies(connection, record.tallies)
    write_act(connection, record.operation, record.entry, record.answer)
    return Recorded(record.answer)


# --- changes


def _make(connection: Connection, changes: tuple[Change, ...]) -> None:
    for change in changes:
        match change:
            case PutMember(member):
                _put_member(connection, member)
            case DropMember(member_id):
                connection.execute(delete(_MEMBERS).where(_MEMBERS.c.id == member_id))
                drop_own(connection, member_id)
            case PutSignIn(sign_in):
                _drop_sign_in(connection, sign_in.member)
                values = msgspec.structs.asdict(sign_in)
                connection.execute(insert(_SIGN_INS).values(values))
            case DropSignIn(member_id):
                _drop_sign_in(connection, member_id)


def _drop_sign_in(connection: Connection, member: str) -> None:
    connection.execute(delete(_SIGN_INS).where(_SIGN_INS.c.member == member))


def _put_member(connection: Connection, member: Member) -> None:
    fields = msgspec.to_builtins(member)
    values = {name: fields[name] for name in _KEPT}
    values["email_key"] = login_key(member.email)
    # Who has no number shares this with others who have none.
    values["staff_number_key"] = login_key(member.staff_number) or None
    end = select(func.coalesce(func.max(_MEMBERS.c.place), 0) + 1).scalar_subquery()
    put = insert_or(connection, _MEMBERS).values(place=end, **values)
    connection.execute(
        put.on_conflict_do_update(index_elements=[_MEMBERS.c.id], set_=values)
    )
    _put_list(connection, _GROUPS, "group_id", member.id, member.groups)
    _put_list(connection, _RECOVERY, "hash", member.id, member.recovery)


def _put_list(
    connection: Connection,
    rows: TableClause,
    name: str,
    member: str,
    values: tuple[str, ...],
) -> None:
    connection.execute(delete(rows).where(rows.c.member == member))
    if values:
        connection.execute(
            insert(rows),
            [
                {"member": member, "place": place, name: value}
                for place, value in enumerate(values)
            ],
        )


def _put_tallies(connection: Connection, tallies: tuple[Tally, ...]) -> None:
    failures = _FAILURES.c
    for tally in tallies:
        connection.execute(
            delete(_FAILURES).where(
                failures.kind == tally.kind.value,
                failures.account == tally.account,
                failures.address == tally.address,
            )
        )
        if tally.failed:
            connection.execute(insert(_FAILURES).values(msgspec.to_builtins(tally)))


# --- reading


def _load(connection: Connection) -> Loaded:
    groups = _lists(connection, _GROUPS)
    recovery = _lists(connection, _RECOVERY)
    members = tuple(
        msgspec.convert(
            {
                **{name: row[name] for name in _KEPT},
                "groups": groups[row["id"]],
                "recovery": recovery[row["id"]],
            },
            Member,
            strict=False,  # SQLite has no booleans
        )
        for row in connection.execute(
            select(_MEMBERS).order_by(_MEMBERS.c.place)
        ).mappings()
    )
    sign_ins = tuple(
        SignIn(**row) for row in connection.execute(select(_SIGN_INS)).mappings()
    )
    tallies = tuple(
        msgspec.convert(dict(row), Tally)
        for row in connection.execute(select(_FAILURES)).mappings()
    )
    return Loaded(members, sign_ins, tallies)


def _lists(connection: Connection, rows: TableClause) -> dict[str, list[str]]:
    lists: dict[str, list[str]] = defaultdict(list)
    for member, _, value in connection.execute(
        select(rows).order_by(rows.c.member, rows.c.place)
    ):
        lists[member].append(value)
    return lists
