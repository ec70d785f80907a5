"""PURE: channels, and what a visitor of one may ask for (M5).

A channel is declared, not discovered: what is not declared opens nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Annotated, Final, Literal, assert_never

import msgspec
from msgspec import Meta
from msgspec.structs import replace

from actors.cards.card import MAX_OPTIONS
from actors.flow.entry import (
    USUAL_ENTRY,
    AskBusiness,
    AskFlow,
    AskRobot,
    ChooseGroup,
    EntryRule,
)
from actors.ids import GroupId
from actors.refusal import Refused, Rule
from runtime.config import Setting
from runtime.errors import UsageError

ANY_GROUP: Final = "*"
"""Among a channel's groups: whichever there is."""
USUAL_ACCOUNT: Final = "@customer_service_account"
MAX_CHANNELS: Final = 200
"""A shop has a page, an app, some mini programs; hundreds are a mistake."""
MAX_GROUPS: Final = 100
MAX_AVATAR_CHARS: Final = 512
MAX_ORIGINS: Final = 100
"""Of one channel; both are looked through at every opening or request."""

_Name = Annotated[str, Meta(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9_.-]+\Z")]
"""Stands in URLs, tickets and the journal, unescaped."""
_Group = Annotated[str, Meta(min_length=1, max_length=64)]
_Origin = Annotated[
    str, Meta(max_length=255, pattern=r"^https?://[a-z0-9_.:\[\]-]+[a-z0-9\]]\Z")
]
"""As browsers send it (RFC 6454 section 6.2): lower case, no path, no slash at the
end, no port that is the scheme's own; `null` is nobody's."""


class Channel(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One way in; the fields say themselves what they mean."""

    id: Annotated[_Name, Setting("names the channel in sessions and reports")]
    key: Annotated[
        Annotated[str, Meta(max_length=64, pattern=r"^[A-Za-z0-9_.-]*\Z")],
        Setting("names it in pages, no secret; empty = its id"),
    ] = ""
    name: Annotated[
        str, Meta(max_length=64), Setting("shown to visitors; empty = its id")
    ] = ""
    account: Annotated[
        str,
        Meta(min_length=1, max_length=64),
        Setting("customer-service account that visitors talk to"),
    ] = USUAL_ACCOUNT
    group: Annotated[_Group, Setting("where a session goes that names no group")]
    groups: Annotated[
        tuple[_Group, ...],
        Meta(max_length=MAX_GROUPS),
        Setting(f"groups that visitors may name beside it; {ANY_GROUP} = any"),
    ] = ()
    entry: Annotated[
        Literal["group", "choice", "flow", "robot", "robot_only"],
        Setting(
            "what comes first: its group, a choice of all its groups, a flow,"
            " or the robot, who hands over to its group or serves alone"
        ),
    ] = "group"
    flow: Annotated[
        Annotated[str, Meta(max_length=64)], Setting("id of the flow that asks first")
    ] = ""
    origins: Annotated[
        tuple[_Origin, ...],
        Meta(max_length=MAX_ORIGINS),
        Setting("web origins whose pages may get tickets", "https://host"),
    ] = ()
    needs_identity: Annotated[
        bool, Setting("every visitor is identified by the business server")
    ] = False
    color: Annotated[
        Annotated[str, Meta(pattern=r"^(#[0-9a-f]{6})?\Z")],
        Setting("of what the visitor writes, as #1f5fd0; empty = the usual one"),
    ] = ""
    avatar: Annotated[
        Annotated[
            str, Meta(max_length=MAX_AVATAR_CHARS, pattern=r"^(https://[!-~]+)?\Z")
        ],
        Setting("address of the picture at the head of the chat", "https://…"),
    ] = ""

    @property
    def public_key(self) -> str:
        """What pages name it by."""
        return self.key or self.id

    @property
    def public_name(self) -> str:
        """What visitors read."""
        return self.name or self.id

    def entry_rule(self) -> EntryRule:
        """What comes first for a visitor who names no group.

        Raises:
            UsageError: a choice of what is not named, or a flow without a name.
        """
        match self.entry:
            case "group":
                return USUAL_ENTRY
            case "choice":
                groups = dict.fromkeys((self.group, *self.groups))
                if ANY_GROUP in groups or not 1 < len(groups) <= MAX_OPTIONS:
                    text = f"2 to {MAX_OPTIONS} groups by name, to choose from"
                    raise UsageError(f"channel {self.id!r}: expected {text}")
                return ChooseGroup(tuple(groups))
            case "flow":
                if not self.flow:
                    text = "expected a flow, by its id"
                    raise UsageError(f"channel {self.id!r}: {text}")
                return AskFlow(self.flow)
            case "robot" | "robot_only":
                return AskRobot(is_only=self.entry == "robot_only")
            case _:
                assert_never(self.entry)

    def admits(self, group: str) -> bool:
        """True when a visitor of this channel may ask for that group."""
        return group == self.group or group in self.groups or ANY_GROUP in self.groups


USUAL_CHANNEL: Final = Channel(id="web", group="presale", groups=(ANY_GROUP,))
"""There is one before any is declared; the demonstration's group, and all others."""
DEMO_SHOP: Final = "http://127.0.0.1:8070"
"""Where the demonstration's shop is, which has the chat in its page."""
DEMO_CHANNEL: Final = replace(USUAL_CHANNEL, entry="robot", origins=(DEMO_SHOP,))
"""The same where the demonstration's robot comes first."""


class Channels:
    """All channels of the service, found by id, key and origin.

    Args:
        channels: as `checked` has found them good.
    """

    def __init__(self, channels: Iterable[Channel]) -> None:
        self._by_id = {channel.id: channel for channel in channels}
        self._by_key = {channel.public_key: channel for channel in self}
        self.origins: Final = frozenset(
            origin for channel in self for origin in channel.origins
        )
        """Whose pages get tickets of some channel."""

    def __iter__(self) -> Iterator[Channel]:
        return iter(self._by_id.values())

    def first(
        self, channel: str, decides: Callable[[str], bool] = lambda _: False
    ) -> EntryRule:
        """What comes first for a visitor of a channel who names no group.

        Args:
            channel: its id.
            decides: whether the business server does, where a channel says nothing.
        """
        known = self._by_id.get(channel)
        rule = USUAL_ENTRY if known is None else known.entry_rule()
        return AskBusiness() if rule == USUAL_ENTRY and decides(channel) else rule

    def with_key(self, key: str) -> Channel | None:
        """The channel that pages name so, or None."""
        return self._by_key.get(key)

    def entry(self, channel: str, group: str) -> GroupId | Refused:
        """The group of a visitor's new session.

        Args:
            channel: id, of the visitor's ticket.
            group: the one he names; "" = the channel's own.
        """
        known = self._by_id.get(channel)
        if known is None:
            return Refused(Rule.FORBIDDEN, "the ticket's channel is not declared")
        if group and not known.admits(group):
            text = "the channel leads to other groups than this one"
            return Refused(Rule.FORBIDDEN, text)
        return GroupId(group or known.group)


def checked(channels: Iterable[Channel]) -> Channels:
    """The channels, where they do not contradict each other.

    Raises:
        UsageError: none, too many, two of the same id or key, or an entry that leads
            nowhere.
    """
    all_of_them = tuple(channels)
    keys: set[str] = set()
    ids: set[str] = set()
    for channel in all_of_them:
        if channel.id in ids or channel.public_key in keys:
            known = f"{channel.id!r} (key {channel.public_key!r})"
            raise UsageError(f"expected channels of different ids and keys: {known}")
        channel.entry_rule()
        ids.add(channel.id)
        keys.add(channel.public_key)
    if not 1 <= len(ids) <= MAX_CHANNELS:
        raise UsageError(f"expected 1 to {MAX_CHANNELS} channels, got {len(ids)}")
    return Channels(all_of_them)
