"""PURE: what the arguments of the robot's commands of knowledge ask for."""

from __future__ import annotations

from pathlib import Path

import msgspec
from msgspec.structs import replace

from actors.knowledge.changes import (
    Change,
    DropCategory,
    DropEntries,
    Publish,
    PutCategory,
    PutEntries,
    RollBack,
    SetEntries,
)
from actors.knowledge.entry import (
    Base,
    Category,
    CategoryId,
    Entry,
    EntryId,
    Welcome,
)
from actors.knowledge.records import (
    FindEntries,
    KnowledgeQuery,
    ReadDiff,
    ReadEntries,
    ReadVersions,
)
from admin.operator.documents import read_document
from admin.operator.entry_document import EntryEdit, read_edit, read_entries
from admin.operator.given import Given, converted
from runtime.errors import UsageError


class EditEntry(msgspec.Struct, frozen=True):
    """Parts of an entry are to be different."""

    id: EntryId
    edit: EntryEdit


class AddCategory(msgspec.Struct, frozen=True):
    """A new one, whose id is to follow from its name."""

    category: Category


class EditCategory(msgspec.Struct, frozen=True):
    """The same of a category; None: as it is."""

    id: CategoryId
    name: str | None
    parent: CategoryId | None

    def of(self, category: Category) -> Category:
        """The category with them."""
        name = category.name if self.name is None else self.name
        parent = category.parent if self.parent is None else self.parent
        return replace(category, name=name, parent=parent)


class EditWelcome(msgspec.Struct, frozen=True):
    """The same of the welcome card."""

    title: str | None = None
    text: str | None = None
    questions: tuple[EntryId, ...] | None = None
    enabled: bool | None = None

    def of(self, welcome: Welcome) -> Welcome:
        """The card with them."""
        parts = {name: getattr(self, name) for name in self.__struct_fields__}
        return replace(
            welcome, **{name: part for name, part in parts.items() if part is not None}
        )


class ChangeAll(msgspec.Struct, frozen=True):
    """A change of all entries of a category; `change` has yet no ids."""

    within: str
    change: SetEntries | DropEntries


class ListCategories(msgspec.Struct, frozen=True):
    """The categories, of all that `ReadOutline` gives."""


class ShowWelcome(msgspec.Struct, frozen=True):
    """Its card."""


class ListChitchat(msgspec.Struct, frozen=True):
    """What came with the product, and what was made of it."""


class SwitchChitchat(msgspec.Struct, frozen=True):
    """`act`: `on`, `off` or `edit` one that came with the product."""

    id: EntryId
    act: str


Wish = (
    KnowledgeQuery
    | Change
    | EditEntry
    | AddCategory
    | EditCategory
    | EditWelcome
    | ChangeAll
    | ListCategories
    | ShowWelcome
    | ListChitchat
    | SwitchChitchat
)


def read_entries_wish(given: Given) -> Wish:
    """Of `robot entries`.

    Raises:
        UsageError: a value is out of its bounds, or a file says what cannot be.
    """
    match given["act"]:
        case "list":
            return _find(given)
        case "show":
            fields = {"ids": (given["id"],), "version": given["version"]}
            return converted(fields, ReadEntries)
        case "add":
            base, name = Base(given["base"]), EntryId(str(given["id"]))
            blank = Entry(name, base, CategoryId(""), "", (), ())
            return PutEntries((read_edit(given).of(blank),))
        case "edit":
            return EditEntry(EntryId(str(given["id"])), read_edit(given))
        case "put":
            file = Path(str(given["file"]))
            entries = read_entries(read_document(file))
            return converted({"entries": entries}, PutEntries)
        case _:
            return _change(given)


def _find(given: Given) -> FindEntries:
    texts = given["text"]
    enabled = True if given["enabled"] else False if given["disabled"] else None
    fields = {
        "base": given["base"],
        "category": given["category"],
        "text": " ".join(map(str, texts)) if isinstance(texts, list) else "",
        "enabled": enabled,
        "after": given["after"],
        "limit": given["limit"],
    }
    return converted(fields, FindEntries)


def _change(given: Given) -> Change | ChangeAll:
    """Of entries: by their ids, or all of a category."""
    ids, within = given["ids"], given["within"]
    if bool(ids) == (within is not None):
        raise UsageError("expected ids of entries, or --in CATEGORY")
    named = {"ids": ids} if ids else {"ids": ("all",)}
    change: SetEntries | DropEntries
    match given["act"]:
        case "delete":
            change = converted(named, DropEntries)
        case "move":
            change = converted({**named, "category": given["category"]}, SetEntries)
        case act:
            change = converted({**named, "enabled": act == "enable"}, SetEntries)
    return change if ids else ChangeAll(str(within), change)


def read_categories_wish(given: Given) -> Wish:
    """Of `robot categories`."""
    match given:
        case {"act": "list"}:
            return ListCategories()
        case {"act": "add", "name": name, "base": base, "parent": parent, "id": id_}:
            fields = {"id": id_, "base": base, "name": name, "parent": parent}
            category = converted(fields, Category)
            return PutCategory(category) if id_ else AddCategory(category)
        case {"act": "edit", "id": id_, "name": name, "parent": parent}:
            return converted({"id": id_, "name": name, "parent": parent}, EditCategory)
        case _:
            return DropCategory(CategoryId(str(given["id"])))


def read_welcome_wish(given: Given) -> Wish:
    """Of `robot welcome`."""
    match given:
        case {"act": "show"}:
            return ShowWelcome()
        case {"act": "set", "title": title, "text": text, "questions": questions}:
            fields = {"title": title, "text": text, "questions": questions}
            return converted(fields, EditWelcome)
        case _:
            return EditWelcome(enabled=given["act"] == "on")


def read_chitchat_wish(given: Given) -> Wish:
    """Of `robot chitchat`."""
    if given["act"] == "list":
        return ListChitchat()
    return SwitchChitchat(EntryId(str(given["id"])), str(given["act"]))


def read_publish_wish(given: Given) -> Wish:
    """Of `robot publish`.

    Raises:
        UsageError: the note is too long.
    """
    return converted({"note": given["note"]}, Publish)


def read_rollback_wish(given: Given) -> Wish:
    """Of `robot rollback`.

    Raises:
        UsageError: as above, or there can be no such version.
    """
    return converted({name: given[name] for name in ("version", "note")}, RollBack)


def read_versions_wish(given: Given) -> Wish:
    """Of `robot versions`.

    Raises:
        UsageError: a value is out of its bounds.
    """
    return converted({name: given[name] for name in ("before", "limit")}, ReadVersions)


def read_diff_wish(given: Given) -> Wish:
    """Of `robot diff`.

    Raises:
        UsageError: a value is out of its bounds.
    """
    names = ("old", "new", "after", "limit")
    return converted({name: given[name] for name in names}, ReadDiff)
