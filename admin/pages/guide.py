"""`/admin/guide`: from nothing to a first visitor served, step by step.

Each step is a form on a route that other pages use, too, may be left out, and shows
what was done already. What is missing is told from how the service is set up, so that
no progress is kept; only whether the guide is put away is (a setting of the desk).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import msgspec
from quart import Blueprint, Response

from actors.accounts.accounts import Accounts
from actors.accounts.members import MemberCard
from actors.accounts.permissions import Permission
from actors.agent.limits import MAX_CAPACITY
from actors.channels.core import Channel
from actors.rules.hours import WorkingHours, is_open
from actors.rules.rulebook import DEFAULT_RULE
from admin.api.groups import all_members
from admin.groups_view import group_cards
from admin.pages.embed_code import embed_code
from admin.pages.frame import Frame, caller, card, page
from admin.pages.nav import ROOT
from admin.pages.phrases.guide import GuidePhrase, GuideProblem
from admin.pages.readiness import Lack, Setup
from admin.qr_code import QrCode, qr_code
from admin.rules_office import RulesOffice
from admin.web.pages import WORKBENCH_PATH
from gateway.web.pages import CHAT_PATH

OWN_CAPACITY: Final = 3
"""Sessions at one time that are proposed to who serves himself."""


@dataclass(frozen=True, slots=True)
class GuideView:
    """What the page shows.

    Attributes:
        setup: how the service is set up.
        me: who reads it.
        groups: ids and names of all skill groups.
        hours: of the channel's group.
        rule: id of the service rule that they are of.
        origin: under which the service was asked.
        is_shown: who comes in is led here.
        desk_rule, setting: where that is set.
    """

    setup: Setup
    me: MemberCard
    groups: tuple[tuple[str, str], ...]
    hours: WorkingHours
    rule: str
    origin: str
    is_shown: bool
    max_capacity: int = MAX_CAPACITY
    own_capacity: int = OWN_CAPACITY
    desk_rule: str = DEFAULT_RULE
    setting: str = "shows_guide"

    @property
    def channel(self) -> Channel:
        """The first one, of whose steps the page asks only where there is one."""
        channel = self.setup.channel
        assert channel is not None, "the page has looked"  # noqa: S101
        return channel

    @property
    def lacks(self) -> tuple[Lack, ...]:
        """What is missing."""
        return tuple(self.setup.lacks())

    def kept(self, *changed: str) -> Mapping[str, object]:
        """The fields of the channel that a form does not change."""
        fields: dict[str, object] = msgspec.to_builtins(self.channel)
        return {name: value for name, value in fields.items() if name not in changed}

    @property
    def kept_hours(self) -> Mapping[str, object]:
        """The same of the working hours: all but switch and zone."""
        fields: dict[str, object] = msgspec.to_builtins(self.hours)
        shown = {"is_on", "time_zone"}
        return {name: value for name, value in fields.items() if name not in shown}

    @property
    def chat(self) -> str:
        """Path of the chat page."""
        return f"{CHAT_PATH}/{self.channel.public_key}"

    @property
    def link(self) -> str:
        """The chat page's address."""
        return f"{self.origin}{self.chat}"

    @property
    def qr(self) -> QrCode:
        """The same, for a camera."""
        return qr_code(self.link)

    @property
    def embed(self) -> str:
        """What puts the chat into a page."""
        return embed_code(self.origin, self.channel)

    @property
    def trial(self) -> str:
        """Path of the chat page that asks for a person at once, where it may."""
        group = self.channel.group
        return f"{self.chat}?group={group}" if self.channel.admits(group) else self.chat

    @property
    def workbench(self) -> str:
        """Its path."""
        return WORKBENCH_PATH

    @property
    def group_name(self) -> str:
        """Of the group that the channel leads to."""
        return dict(self.groups).get(self.channel.group, self.channel.group)

    @property
    def serves(self) -> bool:
        """True if the reader stands in that group."""
        return self.channel.group in self.me.groups

    @property
    def own_groups(self) -> tuple[str, ...]:
        """The reader's, with that group."""
        return tuple(dict.fromkeys((*self.me.groups, self.channel.group)))

    @property
    def invited(self) -> tuple[MemberCard, ...]:
        """Agents who have not come in yet."""
        return tuple(x for x in self.setup.agents if x.must_change_password)


def guide_pages(frame: Frame, accounts: Accounts, rules: RulesOffice) -> Blueprint:
    """The routes.

    Args:
        frame: of all pages.
        accounts: of the service.
        rules: of the service.
    """
    shown = _Guide(frame, accounts, rules)
    routes = Blueprint("guide_pages", __name__, url_prefix=ROOT)
    routes.add_url_rule("/guide", view_func=shown.guide)
    routes.add_url_rule("/guide/try", view_func=shown.trial)
    return frame.opened(routes)


class _Guide:
    def __init__(self, frame: Frame, accounts: Accounts, rules: RulesOffice) -> None:
        self._frame = frame
        self._accounts = accounts
        self._rules = rules

    @page("From nothing to a first visitor served.", Permission.EDIT_RULES)
    async def guide(self) -> Response:
        view = await self._view()
        return self._frame.render("guide.html", view, GuidePhrase, GuideProblem)

    @page("A chat and the workbench, side by side.", Permission.EDIT_RULES)
    async def trial(self) -> Response:
        view = await self._view()
        return self._frame.render("guide_trial.html", view, GuidePhrase, GuideProblem)

    async def _view(self) -> GuideView:
        known, members = self._rules.rules, await all_members(self._accounts, caller())
        cards = group_cards(self._rules.groups(), known)
        groups = tuple((each.group, each.name) for each in cards if not each.heir)
        channel = next(iter(known.channels), None)
        group = "" if channel is None else channel.group
        rule = known.of(group)
        setup = Setup(
            channel,
            frozenset(name for name, _ in groups),
            members,
            is_open(rule.hours, self._rules.now_ms),
        )
        return GuideView(
            setup,
            card(),
            groups,
            rule.hours,
            known.book.rule_of(group),
            self._frame.origin,
            known.desk.shows_guide,
        )
