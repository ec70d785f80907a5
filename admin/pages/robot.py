"""`/admin/robot` and `/admin/trial`: what of the draft is in force, and what it says.

GET /admin/robot        the state, publishing, versions (R8)
GET /admin/robot/diff   what differs between two versions
GET /admin/trial        the console: an answer, and why (R8)
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal
from urllib.parse import urlencode

import msgspec
from msgspec import Meta
from quart import Blueprint, Response

from actors.accounts.accounts import Accounts
from actors.accounts.permissions import Permission
from actors.cards.card import Card, MarkdownCard, MenuCard
from actors.knowledge.office import KnowledgeOffice
from actors.knowledge.records import (
    DRAFT,
    MAX_FOUND,
    NEWEST,
    AnyVersion,
    Cursor,
    Diff,
    KnowledgeAnswer,
    KnowledgeQuery,
    ReadDiff,
    ReadVersions,
    VersionCard,
    VersionsFound,
)
from actors.robot.answer import Clarify, Direct, SmallTalk
from actors.robot.console import RobotConsole
from actors.robot.state import RobotState
from actors.robot.trial import Name, Trial, TryRobot
from actors.row_number import RowNumber
from admin.api.knowledge_answer import known
from admin.operator.knowledge_phrases import KINDS, PHASES
from admin.operator.robot_trial_view import outcome, text_of
from admin.pages.doers import Doers, doers
from admin.pages.frame import Frame, page, principal
from admin.pages.nav import ROOT
from admin.pages.phrases.robot import RobotPagePhrase, RobotProblem, TrialPagePhrase
from admin.rules_office import RulesOffice
from gateway.console.phrases import Words
from runtime.http_app import read_query

VERSIONS = 30
"""On the page."""


class VersionsLink(msgspec.Struct, frozen=True):
    """The query of the versions: those before one, 0 = from the newest."""

    before: RowNumber = 0


class DiffLink(msgspec.Struct, frozen=True):
    """The query of a difference: 0 = the draft, -1 = the version in force."""

    old: AnyVersion = NEWEST
    new: AnyVersion = DRAFT
    after: Cursor = ""

    def next(self, cursor: str) -> str:
        """The address of the next page."""
        fields = {"old": self.old, "new": self.new, "after": cursor}
        return f"{ROOT}/robot/diff?{urlencode(fields)}"


class TrialLink(msgspec.Struct, frozen=True):
    """The query of the console; text "" = nothing is asked yet."""

    text: Annotated[str, Meta(max_length=500)] = ""
    of: Literal["draft", "version"] = "draft"
    channel: Name = ""
    group: Name = ""
    language: Name = ""


@dataclass(frozen=True, slots=True)
class RobotView:
    """What the page of versions shows.

    Attributes:
        changes: what publishing the draft would change.
        is_on: the robot answers visitors.
        doers: those who published.
    """

    words: Words
    query: VersionsLink
    state: RobotState
    found: VersionsFound
    changes: Diff
    is_on: bool
    doers: Doers

    @property
    def building(self) -> str:
        """How far the next version is; "" = none is being built."""
        state = self.state
        if not state.building or state.step is None:
            return ""
        phase = self.words(PHASES[state.step.phase])
        return f"{phase} {state.step.done}/{state.step.of}"

    def standing(self, card: VersionCard) -> tuple[str, str]:
        """The look and the words of where a version stands."""
        if card.version == self.state.version:
            return "good", self.words(RobotPagePhrase.IN_FORCE)
        if card.version == self.found.newest:
            return "warning", self.words(RobotPagePhrase.BEING_BUILT)
        return "", self.words(RobotPagePhrase.PUBLISHED)

    @property
    def older(self) -> str:
        """The address of the versions before; "" = there are none."""
        versions = self.found.versions
        last = versions[-1].version if versions else 1
        return f"{ROOT}/robot?before={last}" if last > 1 else ""


@dataclass(frozen=True, slots=True)
class DiffView:
    """What differs."""

    words: Words
    query: DiffLink
    diff: Diff

    def named(self, version: int) -> str:
        """A version for people."""
        phrase = RobotPagePhrase
        match version:
            case -1:
                return self.words(phrase.THE_NEWEST)
            case 0:
                return self.words(phrase.DRAFT)
            case _:
                return self.words(phrase.VERSION_OF, version=version)

    @property
    def rows(
        self,
    ) -> tuple[tuple[str, str, str, tuple[tuple[str, str, str], ...]], ...]:
        """Of each: what was done, what it is, its name, and what changed of it."""
        acts = {
            "added": RobotPagePhrase.ADDED,
            "changed": RobotPagePhrase.CHANGED,
            "removed": RobotPagePhrase.REMOVED,
        }
        return tuple(
            (
                self.words(acts[each.act]),
                self.words(KINDS[each.kind]),
                each.name or each.id,
                tuple((one.field, one.before, one.after) for one in each.fields),
            )
            for each in self.diff.differences
        )


@dataclass(frozen=True, slots=True)
class TrialView:
    """What the console shows.

    Attributes:
        trial: None = nothing was asked yet.
        channels, groups: ids and names.
    """

    words: Words
    query: TrialLink
    trial: Trial | None
    channels: tuple[tuple[str, str], ...]
    groups: tuple[tuple[str, str], ...]

    @property
    def outcome(self) -> str:
        """What sort of reply it is."""
        return outcome(self.words, self.trial.reply) if self.trial else ""

    @property
    def card(self) -> Card | None:
        """What a visitor would read, if it is an answer."""
        reply = self.trial.reply if self.trial else None
        return reply.answer if isinstance(reply, Direct | SmallTalk) else None

    @property
    def suggestions(self) -> tuple[str, ...]:
        """What he would be asked back."""
        reply = self.trial.reply if self.trial else None
        if isinstance(reply, Clarify):
            return tuple(each.question for each in reply.suggestions)
        return ()

    def is_markdown(self, card: Card) -> bool:
        """True if what it says is drawn."""
        return isinstance(card, MarkdownCard)

    def text_of(self, card: Card) -> str:
        """What a card says first."""
        return text_of(card)

    def options_of(self, card: Card) -> tuple[str, ...]:
        """What can be chosen on it."""
        options = card.options if isinstance(card, MenuCard) else ()
        return tuple(each.text for each in options)


def robot_pages(
    frame: Frame,
    office: KnowledgeOffice,
    console: RobotConsole,
    rules: RulesOffice,
    accounts: Accounts,
) -> Blueprint:
    """The routes.

    Args:
        frame: of all pages.
        office: of knowledge.
        console: tries things out.
        rules: know channels and groups, and whether the robot is on.
        accounts: know who published.
    """
    shown = _Pages(frame, office, console, rules, accounts)
    routes = Blueprint("robot_pages", __name__, url_prefix=ROOT)
    routes.add_url_rule("/robot", view_func=shown.versions)
    routes.add_url_rule("/robot/diff", view_func=shown.diff)
    routes.add_url_rule("/trial", view_func=shown.trial)
    return frame.opened(routes)


class _Pages:
    def __init__(
        self,
        frame: Frame,
        office: KnowledgeOffice,
        console: RobotConsole,
        rules: RulesOffice,
        accounts: Accounts,
    ) -> None:
        self._frame = frame
        self._office = office
        self._console = console
        self._rules = rules
        self._accounts = accounts

    @page("Which version answers, and others.", Permission.EDIT_KNOWLEDGE, VersionsLink)
    async def versions(self) -> Response:
        query = read_query(VersionsLink)
        found = await self._look(ReadVersions(query.before, VERSIONS))
        changes = await self._look(ReadDiff(limit=1))
        view = RobotView(
            self._frame.words(),
            query,
            self._console.state(),
            known(found, VersionsFound),
            known(changes, Diff),
            self._rules.rules.desk.robot_enabled,
            await doers(self._accounts, self._frame.words()),
        )
        return self._frame.render("robot.html", view, RobotPagePhrase, RobotProblem)

    @page("What differs between two.", Permission.EDIT_KNOWLEDGE, DiffLink)
    async def diff(self) -> Response:
        query = read_query(DiffLink)
        wanted = ReadDiff(query.old, query.new, query.after, MAX_FOUND)
        view = DiffView(
            self._frame.words(), query, known(await self._look(wanted), Diff)
        )
        return self._frame.render("robot_diff.html", view, RobotPagePhrase)

    @page("What the robot would say, and why.", Permission.EDIT_KNOWLEDGE, TrialLink)
    async def trial(self) -> Response:
        query = read_query(TrialLink)
        rules = self._rules
        view = TrialView(
            self._frame.words(),
            query,
            await self._tried(query),
            tuple((each.id, each.name or each.id) for each in rules.rules.channels),
            tuple((each.group, each.name) for each in rules.groups()),
        )
        return self._frame.render("trial.html", view, TrialPagePhrase)

    async def _tried(self, query: TrialLink) -> Trial | None:
        if not query.text.strip():
            return None
        wish = TryRobot(
            (query.text,),
            query.of == "draft",
            query.channel,
            query.group,
            query.language,
        )
        return (await self._console.try_out(wish)).trials[0]

    async def _look(self, query: KnowledgeQuery) -> KnowledgeAnswer:
        return await self._office.look(principal(), query)
