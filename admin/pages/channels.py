"""`/admin/channels`: the ways in for visitors (M5).

GET /admin/channels       all of them
GET /admin/channels/ID    one: preview, link, embed code, QR code, settings
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import msgspec
from quart import Blueprint, Response

from actors.accounts.permissions import Permission, is_allowed
from actors.channels.core import ANY_GROUP, USUAL_ACCOUNT, Channel
from actors.records.bounds import Sought
from admin.api.channels import ChannelCard, channel_cards
from admin.flow_files import FlowFiles
from admin.pages.embed_code import chat_link, embed_code
from admin.pages.frame import Frame, page, principal
from admin.pages.nav import ROOT
from admin.pages.phrases.channels import ENTRIES, ChannelsPhrase
from admin.pages.phrases.service import ServiceProblem
from admin.pages.rule_view import Options, alive
from admin.qr_code import QrCode, qr_code
from admin.rules_office import RulesOffice
from admin.rules_problems import found
from gateway.console.phrases import Words
from runtime.http_app import read_query


class ChannelsLink(msgspec.Struct, frozen=True):
    """The query of the list: which channels."""

    text: Sought = ""


@dataclass(frozen=True, slots=True)
class ChannelForm:
    """What both pages show.

    Attributes:
        words: of who opens them.
        groups: ids and names of all that are alive.
        version: of the rules.
        flows: ids and names of those in force.
    """

    words: Words
    groups: Options
    version: int
    flows: Options

    @property
    def entries(self) -> Options:
        """Values and names of what may come first."""
        return tuple((value, self.words(name)) for value, name in ENTRIES.items())

    def flows_for(self, channel: Channel) -> Options:
        """None, those in force, and the one that the channel has."""
        none = "", self.words(ChannelsPhrase.NO_FLOW)
        own = {channel.flow: channel.flow} if channel.flow else {}
        return none, *{**own, **dict(self.flows)}.items()

    @property
    def other_groups(self) -> Options:
        """Those that visitors may be allowed to name."""
        any_group = ANY_GROUP, self.words(ChannelsPhrase.ANY_GROUP)
        return any_group, *self.groups

    @property
    def new(self) -> Channel:
        """What a new one begins as."""
        first = self.groups[0][0] if self.groups else USUAL_ACCOUNT
        return Channel(id="new", group=first, entry="robot")

    def group_of(self, channel: Channel) -> str:
        """What the group is called to which it leads."""
        return dict(self.groups).get(channel.group, channel.group)

    def entry_of(self, channel: Channel) -> str:
        """What comes first there."""
        return self.words(ENTRIES[channel.entry])


@dataclass(frozen=True, slots=True)
class ChannelsView(ChannelForm):
    """What the list shows."""

    query: ChannelsLink
    every: tuple[ChannelCard, ...]

    @property
    def shown(self) -> tuple[ChannelCard, ...]:
        """Those that are looked for."""
        sought = self.query.text.casefold()
        return tuple(
            card
            for card in self.every
            if sought
            in f"{card.channel.public_name} {card.channel.id} {card.key}".casefold()
        )


@dataclass(frozen=True, slots=True)
class ChannelView(ChannelForm):
    """What the page of one shows.

    Attributes:
        link, code, qr: by which visitors come.
        secret: of its business server; "" = one may not see it.
    """

    card: ChannelCard
    link: str
    code: str
    qr: QrCode
    secret: str

    @property
    def channel(self) -> Channel:
        """That one."""
        return self.card.channel


def channels_pages(
    frame: Frame, rules: RulesOffice, flows: FlowFiles, secret_of: Callable[[str], str]
) -> Blueprint:
    """The routes.

    Args:
        frame: of all pages.
        rules: of the service.
        flows: by which visitors may be asked first.
        secret_of: the identity secret of a channel, given its id.
    """
    desk = _Channels(frame, rules, flows, secret_of)
    routes = Blueprint("channels_pages", __name__, url_prefix=f"{ROOT}/channels")
    routes.add_url_rule("", view_func=desk.listed)
    routes.add_url_rule("/<channel>", view_func=desk.one)
    return frame.opened(routes)


class _Channels:
    def __init__(
        self,
        frame: Frame,
        rules: RulesOffice,
        flows: FlowFiles,
        secret_of: Callable[[str], str],
    ) -> None:
        self._frame = frame
        self._rules = rules
        self._flows = flows
        self._secret_of = secret_of

    @page("The ways in for visitors.", Permission.READ_RULES, ChannelsLink)
    async def listed(self) -> Response:
        query = read_query(ChannelsLink)
        view = ChannelsView(*self._form(), query, channel_cards(self._rules))
        return self._frame.render("channels.html", view, ChannelsPhrase, ServiceProblem)

    @page("One way in for visitors.", Permission.READ_RULES)
    async def one(self, channel: str) -> Response:
        cards = {each.channel.id: each for each in channel_cards(self._rules)}
        card = found(cards.get(channel), f"channel {channel!r}")
        origin = self._frame.origin
        link = chat_link(origin, card.channel)
        may_edit = is_allowed(principal(), Permission.EDIT_RULES)
        view = ChannelView(
            *self._form(),
            card,
            link,
            embed_code(origin, card.channel),
            qr_code(link),
            self._secret_of(channel) if may_edit else "",
        )
        return self._frame.render("channel.html", view, ChannelsPhrase, ServiceProblem)

    def _form(self) -> tuple[Words, Options, int, Options]:
        groups = tuple((each.group, each.name) for each in alive(self._rules))
        flows = tuple(
            (each.flow.id, each.flow.name or each.flow.id)
            for each in self._flows.listed()
            if each.flow is not None and each.is_in_force
        )
        return self._frame.words(), groups, self._rules.rules.book.version, flows
