"""The records of knowledge in SQL: requests, and changes of the draft.

Every request is one transaction; an act's row of the audit log is in its change's.
Imports no trio.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

import msgspec
from msgspec.structs import replace
from sqlalchemy import Connection, Engine, and_, delete, select
from sqlalchemy.sql.expression import ColumnElement
from sqlalchemy.sql.functions import func

from actors.accounts.acts_table import first_answer, write_act
from actors.accounts.audit import AuditEntry
from actors.knowledge.changes import (
    DraftChange,
    DropCategory,
    DropEntries,
    Publication,
    PutCategory,
    PutEntries,
    SetEntries,
    SetWelcome,
)
from actors.knowledge.comparing import scan_diff
from actors.knowledge.contribution import (
    Approve,
    ChangeContributions,
    ContributionRequest,
)
from actors.knowledge.contribution_store import answer_contribution
from actors.knowledge.editions import (
    read_edition,
    read_entries,
    read_outline,
    read_versions,
)
from actors.knowledge.entry import Base, asked_as
from actors.knowledge.fitting import how_many_fit
from actors.knowledge.items import DRAFT_ITEMS, WELCOME_ID, Item, put_items
from actors.knowledge.news import NewsRequest
from actors.knowledge.news_store import answer_news
from actors.knowledge.publishing import Staged, publish_slice
from actors.knowledge.records import (
    DRAFT,
    MAX_FOUND_BYTES,
    BaseRequest,
    Changed,
    ChangeKnowledge,
    EntriesFound,
    EntriesScanned,
    FindEntries,
    ItemKind,
    KnowledgeAnswer,
    KnowledgeRefused,
    KnowledgeRequest,
    Publishing,
    ReadEdition,
    ReadEntries,
    ReadOutline,
    ReadVersions,
    ScanDiff,
    ScanEntries,
    read_entry,
)
from actors.knowledge.standing import Standing, refusal
from actors.sql_transaction import in_transaction

_ENTRY: Final = DRAFT_ITEMS.c.kind == ItemKind.ENTRY.value
_CHANGED: Final = msgspec.msgpack.Decoder(Changed)


SCANNED: Final = 2_000
"""Entries that a search looks at in one transaction: some ms, more if all are large."""


class KnowledgeStore:
    """Answers requests on an engine whose schema is up to date."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._staged: Staged | None = None

    def answer(self, request: KnowledgeRequest) -> KnowledgeAnswer:
        """Does a request in a transaction of its own; blocks.

        Raises:
            StoreBroken: the connection is gone; whether it was done is unknown.
        """
        if isinstance(request, ChangeKnowledge):
            change = request.change
            if isinstance(change, Publication):
                return self._publish(request, change)
        if _changes_draft(request):
            self._staged = None
        return in_transaction(self._engine, lambda one: _answer(one, request))

    def _publish(
        self, request: ChangeKnowledge, change: Publication
    ) -> KnowledgeAnswer:
        """The next slice of it; what was staged counts once it is committed."""
        staged, self._staged = self._staged, None
        if staged is not None and staged.operation != request.operation:
            staged = None
        answer = in_transaction(
            self._engine, lambda one: publish_slice(one, request, change, staged)
        )
        if isinstance(answer, Staged):
            self._staged = answer
            return Publishing(answer.entries)
        return answer


def _changes_draft(request: KnowledgeRequest) -> bool:
    if isinstance(request, ChangeContributions):
        return isinstance(request.act, Approve)
    return isinstance(request, ChangeKnowledge)


def _answer(connection: Connection, request: KnowledgeRequest) -> KnowledgeAnswer:
    if isinstance(request, ContributionRequest):
        return answer_contribution(connection, request, _change)
    if isinstance(request, NewsRequest):
        return answer_news(connection, request)
    return _answer_base(connection, request)


def _answer_base(  # noqa: C901 - a row per request
    connection: Connection, request: BaseRequest
) -> KnowledgeAnswer:
    match request:
        case FindEntries():
            return _find(connection, request)
        case ScanEntries():
            return _scan(connection, request)
        case ReadEntries(ids, version):
            return read_entries(connection, ids, version)
        case ReadOutline(version):
            return read_outline(connection, version)
        case ReadEdition():
            return read_edition(connection, request)
        case ReadVersions():
            return read_versions(connection, request)
        case ScanDiff():
            return scan_diff(connection, request)
        case ChangeKnowledge():
            return _change(connection, request)


# --- looking


def _find(connection: Connection, find: FindEntries) -> EntriesFound:
    wanted = and_(_ENTRY, *_conditions(find))
    counted = select(func.count()).select_from(DRAFT_ITEMS).where(wanted)
    total = int(connection.execute(counted).scalar_one())
    return _page(connection, find, and_(wanted, DRAFT_ITEMS.c.id > find.after), total)


def _scan(connection: Connection, scan: ScanEntries) -> EntriesScanned:
    id_ = DRAFT_ITEMS.c.id
    behind = and_(_ENTRY, id_ > scan.begin)
    last = select(id_).where(behind).order_by(id_).offset(SCANNED - 1).limit(1)
    reached: str = connection.execute(last).scalar_one_or_none() or ""
    among = and_(behind, id_ <= reached) if reached else behind
    # In their order, so that SQLite reads these few, and not all of a base.
    fitting = select(id_).where(among, *_conditions(scan.find)).order_by(id_)
    ids = connection.execute(fitting).scalars().all()
    shown = [each for each in ids if each > scan.find.after][: scan.find.limit + 1]
    page = _page(connection, scan.find, and_(_ENTRY, id_.in_(shown)), len(ids))
    return EntriesScanned(page, reached)


def _page(
    connection: Connection, find: FindEntries, wanted: ColumnElement[bool], total: int
) -> EntriesFound:
    """The first of those that are wanted, as many as fit."""
    rows = connection.execute(
        select(DRAFT_ITEMS.c.id, DRAFT_ITEMS.c.body)
        .where(wanted)
        .order_by(DRAFT_ITEMS.c.id)
        .limit(find.limit + 1)
    ).all()
    sizes = [len(row.body) for row in rows[: find.limit]]
    shown = rows[: how_many_fit(sizes, MAX_FOUND_BYTES)]
    cursor = shown[-1].id if len(shown) < len(rows) else ""
    return EntriesFound(tuple(read_entry(row.body) for row in shown), total, cursor)


def _conditions(find: FindEntries) -> Iterator[ColumnElement[bool]]:
    each = DRAFT_ITEMS.c
    if find.base is not None:
        yield each.base == find.base.value
    if find.category is not None:
        yield each.category == find.category
    if find.enabled is not None:
        yield each.is_enabled == find.enabled
    if find.text:
        yield each.words.contains(find.text.casefold(), autoescape=True)


# --- changing


def _change(
    connection: Connection, request: ChangeKnowledge
) -> Changed | KnowledgeRefused:
    first = first_answer(connection, request.operation)
    if first is not None:
        return _CHANGED.decode(first)
    change = request.change
    assert not isinstance(change, Publication), "see `publish_slice`"  # noqa: S101
    refused = refusal(change, _standing(connection, change))
    if refused is not None:
        return refused
    changed = _make(connection, change, request.entry)
    body = msgspec.msgpack.encode(changed)
    write_act(connection, request.operation, request.entry, body)
    return changed


def _standing(connection: Connection, change: DraftChange) -> Standing:
    outline = read_outline(connection, DRAFT)
    is_used = False
    if isinstance(change, DropCategory):
        within = and_(_ENTRY, DRAFT_ITEMS.c.category == change.id)
        used = select(DRAFT_ITEMS.c.id).where(within).limit(1)
        is_used = connection.execute(used).first() is not None
    return Standing(
        {each.id: each for each in outline.categories},
        outline.welcome,
        _bases(connection, _named(change)),
        _askers(connection, change),
        outline.questions + outline.chitchat,
        is_used,
    )


def _named(change: DraftChange) -> tuple[str, ...]:
    match change:
        case PutEntries(entries):
            return tuple(entry.id for entry in entries)
        case SetEntries(ids) | DropEntries(ids):
            return ids
        case SetWelcome(welcome):
            return welcome.questions
        case _:
            return ()


def _bases(connection: Connection, ids: Iterable[str]) -> dict[str, Base]:
    named = and_(_ENTRY, DRAFT_ITEMS.c.id.in_(tuple(ids)))
    rows = connection.execute(select(DRAFT_ITEMS.c.id, DRAFT_ITEMS.c.base).where(named))
    return {entry_id: Base(base) for entry_id, base in rows}


def _askers(
    connection: Connection, change: DraftChange
) -> dict[tuple[Base, str], tuple[str, ...]]:
    if not isinstance(change, PutEntries):
        return {}
    each, questions = DRAFT_ITEMS.c, {asked_as(one.question) for one in change.entries}
    rows = connection.execute(
        select(each.base, each.asked, each.id)
        .where(_ENTRY, each.asked.in_(questions))
        .order_by(each.id)
    )
    found: dict[tuple[Base, str], tuple[str, ...]] = {}
    for base, asked, entry_id in rows:
        key = (Base(base), asked)
        found[key] = (*found.get(key, ()), entry_id)
    return found


def _make(connection: Connection, change: DraftChange, entry: AuditEntry) -> Changed:
    match change:
        case PutEntries(entries):
            stamped = (
                replace(each, changed_ms=entry.at_ms, changed_by=entry.who)
                for each in entries
            )
            put_items(connection, map(Item.of_entry, stamped))
            ids = tuple(each.id for each in entries)
            return Changed(ids, len(ids))
        case SetEntries():
            return _set(connection, change, entry)
        case DropEntries(ids):
            return Changed((), _drop(connection, ItemKind.ENTRY, ids))
        case PutCategory(category):
            put_items(connection, [Item.of_category(category)])
            return Changed((category.id,))
        case DropCategory(category_id):
            _drop(connection, ItemKind.CATEGORY, [category_id])
            return Changed()
        case SetWelcome(welcome):
            put_items(connection, [Item.of_welcome(welcome)])
            return Changed((WELCOME_ID,))


def _set(connection: Connection, change: SetEntries, entry: AuditEntry) -> Changed:
    named = and_(_ENTRY, DRAFT_ITEMS.c.id.in_(change.ids))
    bodies = connection.execute(select(DRAFT_ITEMS.c.body).where(named)).scalars()
    items: list[Item] = []
    for before in map(read_entry, bodies.all()):
        after = replace(
            before,
            enabled=before.enabled if change.enabled is None else change.enabled,
            category=before.category if change.category is None else change.category,
        )
        if after != before:
            told = replace(after, changed_ms=entry.at_ms, changed_by=entry.who)
            items.append(Item.of_entry(told))
    put_items(connection, items)
    return Changed((), len(items))


def _drop(connection: Connection, kind: ItemKind, ids: Iterable[str]) -> int:
    each = DRAFT_ITEMS.c
    gone = delete(DRAFT_ITEMS).where(each.kind == kind.value, each.id.in_(tuple(ids)))
    return connection.execute(gone).rowcount
