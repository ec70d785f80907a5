"""`/admin/knowledge`: what the robot is taught (R2).

GET /admin/knowledge              entries of the draft, by category
GET /admin/knowledge/welcome      what the robot says first (R9)
GET /admin/knowledge/new          the form of a new one
GET /admin/knowledge/entries/ID   the form of one that there is
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Annotated, Final, Literal
from urllib.parse import urlencode

import msgspec
from msgspec import Meta
from quart import Blueprint, Response

from actors.accounts.accounts import Accounts
from actors.accounts.permissions import Permission
from actors.channels.core import Channel
from actors.knowledge.entry import (
    MAX_BODY_CHARS,
    MAX_ID_CHARS,
    MAX_NAME_CHARS,
    MAX_QUESTION_CHARS,
    MAX_SIMILAR,
    MAX_WELCOME_QUESTIONS,
    MAX_WELCOME_TEXT_CHARS,
    MAX_WELCOME_TITLE_CHARS,
    Answer,
    AnswerKind,
    Base,
    CategoryId,
    Entry,
    EntryId,
    Welcome,
)
from actors.knowledge.office import KnowledgeOffice
from actors.knowledge.records import (
    Cursor,
    EntriesFound,
    FindEntries,
    Outline,
    ReadEntries,
    ReadOutline,
)
from admin.api.knowledge_answer import known, no_entry
from admin.pages.doers import Doers, doers
from admin.pages.drawers import Drawer, drawers
from admin.pages.frame import Frame, page, principal
from admin.pages.markdown import without_marks
from admin.pages.nav import ROOT
from admin.pages.phrases.knowledge import KnowledgePagePhrase
from gateway.console.phrases import Words
from runtime.http_app import read_query

PAGE: Final = 50
EVERY: Final = "*"
"""In place of a category: whatever the category."""
Drawn = Annotated[str, Meta(max_length=MAX_ID_CHARS)]
Asked = Annotated[str, Meta(max_length=MAX_QUESTION_CHARS)]
BaseName = Literal["faq", "chitchat"]


class KnowledgeLink(msgspec.Struct, frozen=True):
    """The query of the list; `category` "" = of none, see `EVERY`."""

    text: Asked = ""
    base: BaseName = "faq"
    category: Drawn = EVERY
    state: Literal["", "on", "off"] = ""
    after: Cursor = ""

    @property
    def wanted(self) -> FindEntries:
        """What the office is asked."""
        category = None if self.category == EVERY else self.category
        enabled = {"": None, "on": True, "off": False}[self.state]
        base = Base(self.base)
        return FindEntries(base, category, self.text, enabled, self.after, PAGE)

    def address(self, **other: str) -> str:
        """The same list, but for that; from its beginning, if that does not say."""
        fields = {**msgspec.structs.asdict(self), "after": "", **other}
        usual = msgspec.structs.asdict(KnowledgeLink())
        kept = {name: each for name, each in fields.items() if each != usual[name]}
        return f"{ROOT}/knowledge?{urlencode(kept)}"


class NewLink(msgspec.Struct, frozen=True):
    """The query of a new entry's form: what it begins with."""

    base: BaseName = "faq"
    category: Drawn = ""
    question: Asked = ""


@dataclass(frozen=True, slots=True)
class KnowledgeView:
    """What the list shows.

    Attributes:
        words: of who looks.
        drawers: of the base.
        now_ms: wall time.
    """

    words: Words
    query: KnowledgeLink
    outline: Outline
    found: EntriesFound
    drawers: tuple[Drawer, ...]
    now_ms: int
    max_name: int = MAX_NAME_CHARS

    @property
    def options(self) -> tuple[tuple[str, str], ...]:
        """Categories to choose from."""
        return drawer_options(self.drawers, self.words)

    def drawer_of(self, entry: Entry) -> str:
        """Where it is."""
        paths = (each.path for each in self.drawers if each.id == entry.category)
        return next(paths, "")

    def state_of(self, entry: Entry) -> tuple[str, str]:
        """The look and the words of whether it answers now."""
        phrase = KnowledgePagePhrase
        if not entry.enabled:
            return "", self.words(phrase.OFF)
        if entry.is_valid(self.now_ms):
            return "good", self.words(phrase.ON)
        is_over = 0 < entry.valid_until_ms <= self.now_ms
        return "warning", self.words(phrase.EXPIRED if is_over else phrase.LATER)

    def said(self, entry: Entry) -> str:
        """What it answers first, without the marks of Markdown."""
        first = entry.answers[0]
        body = first.body or self.words(KnowledgePagePhrase.CARD)
        return without_marks(body) if first.kind is AnswerKind.MARKDOWN else body


@dataclass(frozen=True, slots=True)
class EntryView:
    """What the form of an entry shows; its id is "" of a new one.

    Attributes:
        drawers: of its base.
        channels: ids and names of all channels.
        doers: who changed it last is one of them.
    """

    words: Words
    entry: Entry
    drawers: tuple[Drawer, ...]
    channels: tuple[tuple[str, str], ...]
    doers: Doers
    max_question: int = MAX_QUESTION_CHARS
    max_similar: int = MAX_SIMILAR
    max_body: int = MAX_BODY_CHARS

    @property
    def options(self) -> tuple[tuple[str, str], ...]:
        """Categories to choose from."""
        return drawer_options(self.drawers, self.words)

    @property
    def kinds(self) -> tuple[tuple[str, str], ...]:
        """Of answers."""
        return (
            (AnswerKind.TEXT.value, self.words(KnowledgePagePhrase.TEXT)),
            (AnswerKind.MARKDOWN.value, "Markdown"),
            (AnswerKind.CARD.value, self.words(KnowledgePagePhrase.CARD)),
        )

    def channels_of(self, answer: Answer) -> tuple[tuple[str, str], ...]:
        """Also those that the answer names and that are gone."""
        there = {each for each, _ in self.channels}
        gone = ((each, each) for each in answer.channels if each not in there)
        return (*self.channels, *gone)

    def card_of(self, answer: Answer) -> str:
        """As JSON; "" of what is none."""
        return msgspec.json.encode(answer.card).decode() if answer.card else ""


@dataclass(frozen=True, slots=True)
class WelcomeView:
    """What the form of the welcome card shows; `questions`: ids, and "" = is gone."""

    card: Welcome
    questions: tuple[tuple[str, str], ...]
    max_title: int = MAX_WELCOME_TITLE_CHARS
    max_text: int = MAX_WELCOME_TEXT_CHARS
    max_questions: int = MAX_WELCOME_QUESTIONS


def drawer_options(
    found: Iterable[Drawer], words: Words
) -> tuple[tuple[str, str], ...]:
    """Categories to choose one from, or none."""
    options = ((each.id, each.path) for each in found)
    return (("", words(KnowledgePagePhrase.NO_CATEGORY)), *options)


def knowledge_pages(
    frame: Frame,
    office: KnowledgeOffice,
    accounts: Accounts,
    channels: Callable[[], Iterable[Channel]],
    wall_ms: Callable[[], int],
) -> Blueprint:
    """The routes.

    Args:
        frame: of all pages.
        office: of knowledge.
        accounts: know who changed something.
        channels: those that there are.
        wall_ms: wall time.
    """
    shown = _Pages(frame, office, accounts, channels, wall_ms)
    routes = Blueprint("knowledge_pages", __name__, url_prefix=ROOT)
    routes.add_url_rule("/knowledge", view_func=shown.listed)
    routes.add_url_rule("/knowledge/new", view_func=shown.new)
    routes.add_url_rule("/knowledge/welcome", view_func=shown.welcome)
    routes.add_url_rule("/knowledge/entries/<entry>", view_func=shown.one)
    return frame.opened(routes)


class _Pages:
    def __init__(
        self,
        frame: Frame,
        office: KnowledgeOffice,
        accounts: Accounts,
        channels: Callable[[], Iterable[Channel]],
        wall_ms: Callable[[], int],
    ) -> None:
        self._frame = frame
        self._office = office
        self._accounts = accounts
        self._channels = channels
        self._wall_ms = wall_ms

    @page("What the robot is taught.", Permission.EDIT_KNOWLEDGE, KnowledgeLink)
    async def listed(self) -> Response:
        query = read_query(KnowledgeLink)
        outline = await self._outline()
        answer = await self._office.look(principal(), query.wanted)
        view = KnowledgeView(
            self._frame.words(),
            query,
            outline,
            known(answer, EntriesFound),
            drawers(outline.categories, Base(query.base)),
            self._wall_ms(),
        )
        return self._frame.render("knowledge.html", view, KnowledgePagePhrase)

    @page("The form of a new entry.", Permission.EDIT_KNOWLEDGE, NewLink)
    async def new(self) -> Response:
        query = read_query(NewLink)
        category = CategoryId("" if query.category == EVERY else query.category)
        base, answers = Base(query.base), (Answer(AnswerKind.TEXT),)
        entry = Entry(EntryId(""), base, category, query.question, (), answers)
        return await self._form(entry)

    @page("What the robot says first.", Permission.EDIT_KNOWLEDGE)
    async def welcome(self) -> Response:
        card = (await self._outline()).welcome
        wanted = ReadEntries(card.questions)
        found = known(await self._office.look(principal(), wanted), EntriesFound)
        asked = {each.id: each.question for each in found.entries}
        questions = tuple((each, asked.get(each, "")) for each in card.questions)
        view = WelcomeView(card, questions)
        return self._frame.render("robot_welcome.html", view, KnowledgePagePhrase)

    @page("The form of an entry.", Permission.EDIT_KNOWLEDGE)
    async def one(self, entry: str) -> Response:
        wanted = ReadEntries((EntryId(entry),))
        found = known(await self._office.look(principal(), wanted), EntriesFound)
        if not found.entries:
            raise no_entry(entry)
        return await self._form(found.entries[0])

    async def _form(self, entry: Entry) -> Response:
        outline = await self._outline()
        view = EntryView(
            self._frame.words(),
            entry,
            drawers(outline.categories, entry.base),
            tuple((each.id, each.name or each.id) for each in self._channels()),
            await doers(self._accounts, self._frame.words()),
        )
        return self._frame.render("entry.html", view, KnowledgePagePhrase)

    async def _outline(self) -> Outline:
        return known(await self._office.look(principal(), ReadOutline()), Outline)
