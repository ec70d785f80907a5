"""PURE: whether a change fits what the draft and the versions have.

The records read what is needed and ask this within the transaction of the change.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from actors.knowledge.changes import (
    Change,
    DropCategory,
    DropEntries,
    PutCategory,
    PutEntries,
    RollBack,
    SetEntries,
    SetWelcome,
)
from actors.knowledge.checking import Fault, FaultKind
from actors.knowledge.entry import (
    MAX_CATEGORIES,
    MAX_DEPTH,
    MAX_ENTRIES,
    Base,
    Category,
    Entry,
    Welcome,
    asked_as,
)
from actors.knowledge.records import KnowledgeRefused, KnowledgeRule


@dataclass(frozen=True, slots=True)
class Standing:
    """What there is, as far as the change needs it.

    Attributes:
        categories: of the draft, by id.
        welcome: the draft's card.
        entries: those of the draft that the change names, with their bases.
        askers: who of the draft asks what the entries do that are put; by base and
            question, see `asked_as`.
        total: entries of the draft.
        is_used: entries are in the category that is to go.
        newest: the version in force; 0 = there is none.
        differs: the newest version is not what would be published.
    """

    categories: Mapping[str, Category] = field(default_factory=dict)
    welcome: Welcome = field(default_factory=Welcome)
    entries: Mapping[str, Base] = field(default_factory=dict)
    askers: Mapping[tuple[Base, str], tuple[str, ...]] = field(default_factory=dict)
    total: int = 0
    is_used: bool = False
    newest: int = 0
    differs: bool = True


def refusal(change: Change, standing: Standing) -> KnowledgeRefused | None:
    """Why it cannot be made; None: it can."""
    match change:
        case PutEntries(entries):
            return _put(entries, standing)
        case SetEntries():
            return _missing(change.ids, standing) or _move(change, standing)
        case DropEntries(ids):
            return _missing(ids, standing) or _unwelcome(ids, standing)
        case PutCategory(category):
            return _put_category(category, standing)
        case DropCategory(category_id):
            return _drop_category(category_id, standing)
        case SetWelcome(welcome):
            return _missing(welcome.questions, standing) or _welcome(welcome, standing)
        case RollBack(version) if version > standing.newest:
            text = f"there is no version {version}, the newest is {standing.newest}"
            return KnowledgeRefused(KnowledgeRule.NO_SUCH_VERSION, text, str(version))
        case _:
            return None if standing.differs else _same(standing.newest)


def _put(entries: tuple[Entry, ...], standing: Standing) -> KnowledgeRefused | None:
    for entry in entries:
        if refused := _home(entry.category, entry.base, standing):
            return refused
        if entry.base is not Base.FAQ and entry.id in standing.welcome.questions:
            return _on_card(entry.id)
    if refused := _asked_before(entries, standing):
        return refused
    new = len({entry.id for entry in entries} - standing.entries.keys())
    if standing.total + new > MAX_ENTRIES:
        return _many("entries", MAX_ENTRIES)
    return None


def _asked_before(
    entries: tuple[Entry, ...], standing: Standing
) -> KnowledgeRefused | None:
    """Two of the same question would have visitors asked which of both they mean."""
    put = {entry.id: entry for entry in entries}
    own: dict[tuple[Base, str], str] = {}
    for entry in put.values():
        key = (entry.base, asked_as(entry.question))
        others = (each for each in standing.askers.get(key, ()) if each not in put)
        other = next(others, own.setdefault(key, entry.id))
        if other != entry.id:
            text = f"the entry {other!r} asks the same as {entry.id!r}"
            return KnowledgeRefused(KnowledgeRule.SAME_QUESTION, text, other)
    return None


def _home(category: str, base: Base, standing: Standing) -> KnowledgeRefused | None:
    if not category:
        return None
    found = standing.categories.get(category)
    if found is None or found.base is not base:
        text = f"there is no category {category!r} in the base {base.value!r}"
        return KnowledgeRefused(KnowledgeRule.NO_SUCH_CATEGORY, text, category)
    return None


def _missing(ids: tuple[str, ...], standing: Standing) -> KnowledgeRefused | None:
    for each in ids:
        if each not in standing.entries:
            text = f"there is no entry {each!r}"
            return KnowledgeRefused(KnowledgeRule.NO_SUCH_ENTRY, text, each)
    return None


def _move(change: SetEntries, standing: Standing) -> KnowledgeRefused | None:
    if change.category is None:
        return None
    homes = (
        _home(change.category, standing.entries[each], standing) for each in change.ids
    )
    return next(filter(None, homes), None)


def _unwelcome(ids: tuple[str, ...], standing: Standing) -> KnowledgeRefused | None:
    shown = [each for each in ids if each in standing.welcome.questions]
    return _on_card(shown[0]) if shown else None


def _on_card(entry: str) -> KnowledgeRefused:
    text = f"the welcome card shows the entry {entry!r}: take it off first"
    return KnowledgeRefused(KnowledgeRule.ON_WELCOME_CARD, text, entry)


def _welcome(welcome: Welcome, standing: Standing) -> KnowledgeRefused | None:
    for each in welcome.questions:
        if standing.entries[each] is not Base.FAQ:
            fault = Fault("questions", FaultKind.OTHER_BASE)
            return _bad(KnowledgeRule.BAD_WELCOME, fault, each)
    return None


def _put_category(category: Category, standing: Standing) -> KnowledgeRefused | None:
    known = standing.categories
    before = known.get(category.id)
    if before is None and len(known) >= MAX_CATEGORIES:
        return _many("categories", MAX_CATEGORIES)
    if before is not None and before.base is not category.base:
        return _bad_category(Fault("base", FaultKind.OTHER_BASE))
    if refused := _home(category.parent, category.base, standing):
        return refused
    rivals = (
        each.id
        for each in known.values()
        if (each.base, each.parent, each.name)
        == (category.base, category.parent, category.name)
    )
    if any(each != category.id for each in rivals):
        return _bad_category(Fault("name", FaultKind.NAME_TAKEN))
    return _depth({**known, category.id: category}, category)


def _depth(
    categories: Mapping[str, Category], moved: Category
) -> KnowledgeRefused | None:
    """Also of all that is within the one that is put."""
    for each in categories.values():
        path = [each.id]
        while (parent := categories[path[-1]].parent) and len(path) <= MAX_DEPTH:
            path.append(parent)
        if len(path) > MAX_DEPTH and moved.id in path:
            return _bad_category(Fault("parent", FaultKind.TOO_DEEP, MAX_DEPTH))
    return None


def _drop_category(category: str, standing: Standing) -> KnowledgeRefused | None:
    if category not in standing.categories:
        text = f"there is no category {category!r}"
        return KnowledgeRefused(KnowledgeRule.NO_SUCH_CATEGORY, text, category)
    has_inner = any(each.parent == category for each in standing.categories.values())
    if standing.is_used or has_inner:
        text = f"the category {category!r} is not empty: move what is in it first"
        return KnowledgeRefused(KnowledgeRule.NOT_EMPTY, text)
    return None


def _bad_category(fault: Fault) -> KnowledgeRefused:
    return _bad(KnowledgeRule.BAD_CATEGORY, fault)


def _bad(rule: KnowledgeRule, fault: Fault, named: str = "") -> KnowledgeRefused:
    return KnowledgeRefused(rule, str(fault), named, (fault,))


def _many(what: str, limit: int) -> KnowledgeRefused:
    text = f"expected at most {limit} {what}"
    return KnowledgeRefused(KnowledgeRule.TOO_MANY, text, f"≤ {limit}")


def _same(newest: int) -> KnowledgeRefused:
    text = f"it is what version {newest} has, which is in force"
    return KnowledgeRefused(KnowledgeRule.NOTHING_NEW, text)
