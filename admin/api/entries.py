"""HTTP for what the robot knows (R2, R9): the draft's routes below `/api/v1/knowledge`.

GET    /entries         those that fit, by their ids' order, page by page
POST   /entries         a new one
GET    /entries/ID
PUT    /entries/ID      in place of the one that there is, if any
DELETE /entries/ID
POST   /entries/acts    several are enabled, disabled, moved or deleted
GET    /outline         categories, welcome card, counts
POST   /categories      a new one
PUT    /categories/ID
DELETE /categories/ID   it must be empty
PUT    /welcome         the card that is shown first
"""

from __future__ import annotations

from enum import Enum
from typing import Annotated

import msgspec
from msgspec import Meta
from msgspec.structs import replace
from quart import Blueprint, Response

from actors.accounts.permissions import Permission
from actors.knowledge.changes import (
    DraftChange,
    DropCategory,
    DropEntries,
    Ids,
    PutCategory,
    PutEntries,
    SetEntries,
    SetWelcome,
)
from actors.knowledge.entry import (
    MAX_ID_CHARS,
    MAX_QUESTION_CHARS,
    Answer,
    AnswerKind,
    Base,
    Category,
    CategoryId,
    Entry,
    EntryId,
    Welcome,
)
from actors.knowledge.office import KnowledgeOffice
from actors.knowledge.records import (
    MAX_FOUND,
    Changed,
    Cursor,
    EntriesFound,
    FindEntries,
    Limit,
    Outline,
    ReadEntries,
    ReadOutline,
)
from actors.records.bounds import Moment
from admin.api.contract import PREFIX, changing, looking
from admin.api.door import ApiDoor, no_content, operation, principal
from admin.api.knowledge_answer import KNOWLEDGE_CODES, known, no_entry
from runtime.http_app import answer_json, read_json, read_query


class EntriesQuery(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which entries of the draft are wanted; see `FindEntries`."""

    base: Base | None = None
    category: Annotated[str, Meta(max_length=MAX_ID_CHARS)] | None = None
    text: Annotated[str, Meta(max_length=MAX_QUESTION_CHARS)] = ""
    enabled: bool | None = None
    after: Cursor = ""
    limit: Limit = MAX_FOUND

    @property
    def wanted(self) -> FindEntries:
        """The same for the office."""
        return FindEntries(*msgspec.structs.astuple(self))


class EntryDraft(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An entry as people write it; see `Entry`.

    Of an answer, what its kind has no use for is left out.
    """

    question: str
    answers: tuple[Answer, ...]
    similar: tuple[str, ...] = ()
    base: Base = Base.FAQ
    category: str = ""
    language: str = ""
    enabled: bool = True
    valid_from_ms: Moment = 0
    valid_until_ms: Moment = 0

    def entry(self, entry: str = "") -> Entry:
        """The entry of that id; "" = a new one."""
        return Entry(
            EntryId(entry),
            self.base,
            CategoryId(self.category),
            self.question.strip(),
            self.similar,
            tuple(map(_as_of_its_kind, self.answers)),
            self.language,
            self.enabled,
            self.valid_from_ms,
            self.valid_until_ms,
        )


class EntriesAct(Enum):
    """What can be done to several entries."""

    ENABLE = "enable"
    DISABLE = "disable"
    MOVE = "move"
    DELETE = "delete"
    WELCOME = "welcome"
    """They are put on the welcome card, below those that are there."""


class EntriesActBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Of `POST entries/acts`; `category`: where they are moved, "" = into none."""

    ids: Ids
    act: EntriesAct
    category: str = ""

    def change(self, welcome: Welcome) -> DraftChange:
        """For the office; `welcome`: the card as it is."""
        match self.act:
            case EntriesAct.DELETE:
                return DropEntries(self.ids)
            case EntriesAct.MOVE:
                return SetEntries(self.ids, category=CategoryId(self.category))
            case EntriesAct.WELCOME:
                questions = tuple(dict.fromkeys((*welcome.questions, *self.ids)))
                return SetWelcome(replace(welcome, questions=questions))
            case _:
                return SetEntries(self.ids, enabled=self.act is EntriesAct.ENABLE)


class CategoryDraft(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A category as people write it; see `Category`."""

    name: str
    parent: str = ""
    base: Base = Base.FAQ

    def category(self, category: str = "") -> Category:
        """The category of that id; "" = a new one."""
        parent = CategoryId(self.parent)
        return Category(CategoryId(category), self.base, self.name.strip(), parent)


def entries_api(door: ApiDoor, office: KnowledgeOffice) -> Blueprint:
    """The routes.

    Args:
        door: lets those in who may.
        office: of knowledge.
    """
    desk = _Entries(office)
    routes = Blueprint("knowledge", __name__, url_prefix=f"{PREFIX}/knowledge")
    routes.add_url_rule("/entries", view_func=desk.found)
    routes.add_url_rule("/entries", view_func=desk.add, methods=["POST"])
    routes.add_url_rule("/entries/acts", view_func=desk.act, methods=["POST"])
    one = "/entries/<entry>"
    routes.add_url_rule(one, view_func=desk.show)
    routes.add_url_rule(one, view_func=desk.put, methods=["PUT"])
    routes.add_url_rule(one, view_func=desk.drop, methods=["DELETE"])
    routes.add_url_rule("/outline", view_func=desk.outline)
    routes.add_url_rule("/categories", view_func=desk.add_drawer, methods=["POST"])
    drawer = "/categories/<category>"
    routes.add_url_rule(drawer, view_func=desk.put_drawer, methods=["PUT"])
    routes.add_url_rule(drawer, view_func=desk.drop_drawer, methods=["DELETE"])
    routes.add_url_rule("/welcome", view_func=desk.welcome, methods=["PUT"])
    return door.opened(routes)


class _Entries:
    def __init__(self, office: KnowledgeOffice) -> None:
        self._office = office

    @looking(
        "Entries of the draft, by their ids' order.",
        Permission.READ_KNOWLEDGE,
        query=EntriesQuery,
        answer=EntriesFound,
    )
    async def found(self) -> Response:
        query = read_query(EntriesQuery)
        answer = await self._office.look(principal(), query.wanted)
        return answer_json(known(answer, EntriesFound))

    @looking(
        "An entry of the draft.",
        Permission.READ_KNOWLEDGE,
        answer=Entry,
        codes=KNOWLEDGE_CODES,
    )
    async def show(self, entry: str) -> Response:
        wanted = ReadEntries((EntryId(entry),))
        found = known(await self._office.look(principal(), wanted), EntriesFound)
        if not found.entries:
            raise no_entry(entry)
        return answer_json(found.entries[0])

    @looking(
        "What the draft has beside its entries: categories, welcome card, counts.",
        Permission.READ_KNOWLEDGE,
        answer=Outline,
    )
    async def outline(self) -> Response:
        answer = await self._office.look(principal(), ReadOutline())
        return answer_json(known(answer, Outline))

    @changing(
        "Add an entry to the draft.",
        Permission.EDIT_KNOWLEDGE,
        body=EntryDraft,
        answer=Changed,
        codes=KNOWLEDGE_CODES,
    )
    async def add(self) -> Response:
        draft = await read_json(EntryDraft)
        return answer_json(await self._changed(PutEntries((draft.entry(),))))

    @changing(
        "Put an entry into the draft, in place of the one that there is.",
        Permission.EDIT_KNOWLEDGE,
        body=EntryDraft,
        answer=Changed,
        codes=KNOWLEDGE_CODES,
    )
    async def put(self, entry: str) -> Response:
        draft = await read_json(EntryDraft)
        return answer_json(await self._changed(PutEntries((draft.entry(entry),))))

    @changing(
        "Delete an entry of the draft.",
        Permission.EDIT_KNOWLEDGE,
        codes=KNOWLEDGE_CODES,
    )
    async def drop(self, entry: str) -> Response:
        await self._changed(DropEntries((EntryId(entry),)))
        return no_content()

    @changing(
        "Enable, disable, move, delete or welcome with entries: all, or none.",
        Permission.EDIT_KNOWLEDGE,
        body=EntriesActBody,
        answer=Changed,
        codes=KNOWLEDGE_CODES,
    )
    async def act(self) -> Response:
        body = await read_json(EntriesActBody)
        answer = await self._office.look(principal(), ReadOutline())
        change = body.change(known(answer, Outline).welcome)
        return answer_json(await self._changed(change))

    @changing(
        "Add a category to the draft.",
        Permission.EDIT_KNOWLEDGE,
        body=CategoryDraft,
        answer=Changed,
        codes=KNOWLEDGE_CODES,
    )
    async def add_drawer(self) -> Response:
        draft = await read_json(CategoryDraft)
        return answer_json(await self._changed(PutCategory(draft.category())))

    @changing(
        "Rename or move a category of the draft.",
        Permission.EDIT_KNOWLEDGE,
        body=CategoryDraft,
        answer=Changed,
        codes=KNOWLEDGE_CODES,
    )
    async def put_drawer(self, category: str) -> Response:
        draft = await read_json(CategoryDraft)
        return answer_json(await self._changed(PutCategory(draft.category(category))))

    @changing(
        "Delete a category of the draft, which must be empty.",
        Permission.EDIT_KNOWLEDGE,
        codes=KNOWLEDGE_CODES,
    )
    async def drop_drawer(self, category: str) -> Response:
        await self._changed(DropCategory(CategoryId(category)))
        return no_content()

    @changing(
        "Set the draft's welcome card.",
        Permission.EDIT_KNOWLEDGE,
        body=Welcome,
        codes=KNOWLEDGE_CODES,
    )
    async def welcome(self) -> Response:
        await self._changed(SetWelcome(await read_json(Welcome)))
        return no_content()

    async def _changed(self, change: DraftChange) -> Changed:
        answer = await self._office.change(principal(), change, operation())
        return known(answer, Changed)


def _as_of_its_kind(answer: Answer) -> Answer:
    is_card = answer.kind is AnswerKind.CARD
    return replace(answer, body="") if is_card else replace(answer, card=None)
