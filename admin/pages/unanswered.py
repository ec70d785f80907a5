"""`/admin/unanswered`: what the robot had no answer to, and what helped (R7, R11).

GET /admin/unanswered           questions by what they mean, and how answers were liked
GET /admin/unanswered/entries   a part of the former: entries that one may be added to
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, Final

import msgspec
from msgspec import Meta
from quart import Blueprint, Response

from actors.accounts.permissions import Permission
from actors.knowledge.entry import MAX_BODY_CHARS, MAX_QUESTION_CHARS, Base, EntryId
from actors.knowledge.office import KnowledgeOffice
from actors.knowledge.records import (
    MAX_FOUND,
    EntriesFound,
    Outline,
    ReadEntries,
    ReadOutline,
)
from actors.records.feedback import Feedback
from admin.api.knowledge_answer import known
from admin.api.unanswered import MAX_DAYS, USUAL_DAYS
from admin.entry_search import EntrySearch
from admin.operator.moment import since_ms
from admin.pages.drawers import Drawer, drawers
from admin.pages.frame import Frame, page, principal
from admin.pages.knowledge import drawer_options
from admin.pages.nav import ROOT
from admin.pages.phrases.unanswered import UnansweredPagePhrase
from admin.unanswered_office import Gathered, UnansweredOffice
from gateway.console.phrases import Words
from runtime.http_app import read_query

SHOWN: Final = 100
"""Groups, and entries: nobody looks through more at once."""
DAYS: Final = (7, 30, 90, 365)


class UnansweredLink(msgspec.Struct, frozen=True):
    """The query of the page: of the last so many days."""

    days: Annotated[int, Meta(ge=1, le=MAX_DAYS)] = USUAL_DAYS


class EntriesLink(msgspec.Struct, frozen=True):
    """The query of the entries: what is looked for, "" = nothing yet."""

    text: Annotated[str, Meta(max_length=MAX_QUESTION_CHARS)] = ""


@dataclass(frozen=True, slots=True)
class UnansweredView:
    """What the page shows.

    Attributes:
        feedback: of entries, the worst first.
        questions: of these entries, as the draft has them.
    """

    words: Words
    query: UnansweredLink
    gathered: Gathered
    drawers: tuple[Drawer, ...]
    feedback: Feedback
    questions: Mapping[str, str]
    days: tuple[int, ...] = DAYS
    shown: int = SHOWN
    max_question: int = MAX_QUESTION_CHARS
    max_body: int = MAX_BODY_CHARS

    @property
    def options(self) -> tuple[tuple[str, str], ...]:
        """Categories to choose from."""
        return drawer_options(self.drawers, self.words)


def unanswered_page(
    frame: Frame,
    office: UnansweredOffice,
    search: EntrySearch,
    knowledge: KnowledgeOffice,
    wall_ms: Callable[[], int],
) -> Blueprint:
    """The routes.

    Args:
        frame: of all pages.
        office: of what had no answer.
        search: finds entries that may be added to.
        knowledge: has categories and entries.
        wall_ms: wall time.
    """
    routes = Blueprint("unanswered_page", __name__, url_prefix=ROOT)

    @page("What had no answer.", Permission.EDIT_KNOWLEDGE, UnansweredLink)
    async def shown() -> Response:
        query, who = read_query(UnansweredLink), principal()
        since = since_ms(query.days, wall_ms())
        outline = known(await knowledge.look(who, ReadOutline()), Outline)
        feedback = await office.feedback(since)
        ids = tuple(EntryId(each.entry) for each in feedback.entries[:MAX_FOUND])
        entries = known(await knowledge.look(who, ReadEntries(ids)), EntriesFound)
        view = UnansweredView(
            frame.words(),
            query,
            await office.gathered(since),
            drawers(outline.categories, Base.FAQ),
            feedback,
            {each.id: each.question for each in entries.entries},
        )
        return frame.render("unanswered.html", view, UnansweredPagePhrase)

    @page("Entries to add to.", Permission.EDIT_KNOWLEDGE, EntriesLink)
    async def entries() -> Response:
        view = await search.find(principal(), read_query(EntriesLink).text.strip())
        return frame.render("entries_found.html", view, UnansweredPagePhrase)

    routes.add_url_rule("/unanswered", view_func=shown)
    routes.add_url_rule("/unanswered/entries", view_func=entries)
    return frame.opened(routes)
