"""`/admin/contributions`: what agents suggest for the robot (R11)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal
from urllib.parse import urlencode

import msgspec
from quart import Blueprint, Response

from actors.accounts.accounts import Accounts
from actors.accounts.permissions import Permission
from actors.knowledge.contribution import (
    MAX_WORDS_CHARS,
    Contribution,
    ContributionsFound,
    ContributionState,
    FindContributions,
)
from actors.knowledge.entry import EntryId
from actors.knowledge.office import KnowledgeOffice
from actors.knowledge.records import EntriesFound, ReadEntries
from actors.row_number import RowNumber
from admin.api.knowledge_answer import known
from admin.pages.doers import Doers, doers
from admin.pages.frame import Frame, page, principal
from admin.pages.nav import ROOT
from admin.pages.phrases.contributions import ContributionsPhrase
from gateway.console.phrases import Words
from runtime.http_app import read_query

PAGE: Final = 30


class ContributionsLink(msgspec.Struct, frozen=True):
    """The query of the page; `before`: older than that one, 0 = the newest."""

    state: Literal["waiting", "approved", "rejected", "all"] = "waiting"
    before: RowNumber = 0

    @property
    def wanted(self) -> FindContributions:
        """What the office is asked."""
        state = None if self.state == "all" else ContributionState(self.state)
        return FindContributions(state, before=self.before, limit=PAGE)

    def address(self, **other: str | int) -> str:
        """The same list, but for that."""
        query = urlencode({"state": self.state} | other)
        return f"{ROOT}/contributions?{query}"


@dataclass(frozen=True, slots=True)
class ContributionsView:
    """What the page shows.

    Attributes:
        there: ids of entries that the draft has already.
        doers: those who suggested something.
    """

    words: Words
    query: ContributionsLink
    found: ContributionsFound
    there: frozenset[str]
    doers: Doers
    max_reason: int = MAX_WORDS_CHARS

    @property
    def states(self) -> tuple[tuple[str, str], ...]:
        """To choose from."""
        phrase = ContributionsPhrase
        named = {
            "waiting": phrase.WAITING,
            "approved": phrase.APPROVED,
            "rejected": phrase.REJECTED,
            "all": phrase.EVERY,
        }
        return tuple((value, self.words(name)) for value, name in named.items())

    def state_of(self, one: Contribution) -> tuple[str, str]:
        """The look and the words of where it stands."""
        looks = {
            ContributionState.WAITING: ("warning", ContributionsPhrase.WAITING),
            ContributionState.APPROVED: ("good", ContributionsPhrase.APPROVED),
            ContributionState.REJECTED: ("danger", ContributionsPhrase.REJECTED),
        }
        look, phrase = looks[one.state]
        return look, self.words(phrase)


def contributions_page(
    frame: Frame, office: KnowledgeOffice, accounts: Accounts
) -> Blueprint:
    """The route.

    Args:
        frame: of all pages.
        office: of knowledge.
        accounts: know who suggested something.
    """
    routes = Blueprint("contributions_page", __name__, url_prefix=ROOT)

    @page("What agents suggest.", Permission.EDIT_KNOWLEDGE, ContributionsLink)
    async def shown() -> Response:
        query, who = read_query(ContributionsLink), principal()
        answer = await office.suggestions.find(who, query.wanted)
        found = known(answer, ContributionsFound)
        ids = tuple(EntryId(each.entry.id) for each in found.contributions)
        there = known(await office.look(who, ReadEntries(ids)), EntriesFound)
        view = ContributionsView(
            frame.words(),
            query,
            found,
            frozenset(each.id for each in there.entries),
            await doers(accounts, frame.words()),
        )
        return frame.render("contributions.html", view, ContributionsPhrase)

    routes.add_url_rule("/contributions", view_func=shown)
    return frame.opened(routes)
