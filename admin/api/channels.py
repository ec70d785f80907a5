"""HTTP for administering channels (M5): the routes below `/api/v1/channels`.

GET    /channels               all of them, as they are in force
POST   /channels               adds one
PUT    /channels/ID            all of it anew
DELETE /channels/ID            deletes it, also where the configuration has it
POST   /channels/ID/resetting  it is as configured again
GET    /channels/ID/secret     what its business server signs identity tokens with
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import msgspec
from quart import Blueprint, Response

from actors.accounts.permissions import Permission
from actors.channels.core import Channel
from actors.refusal import Refused, Rule
from actors.rules.messages import DropChannel, PutChannel, ResetChannel
from admin.api.contract import PREFIX, changing, looking
from admin.api.door import ApiDoor
from admin.api.rule_acts import Added, Altered, Expected, RuleActs
from admin.rules_office import RulesOffice
from admin.rules_problems import NOT_FOUND, RULE_CODES, found, ruled
from runtime.http_app import answer_json, read_json

_CODES: Final = (NOT_FOUND, *RULE_CODES)


class ChannelCard(msgspec.Struct, frozen=True):
    """A channel as it is in force.

    Attributes:
        key: what pages name it by.
        is_changed: it is the service's own, or not as the configuration has it.
        is_configured: the configuration has one of this id, to go back to.
    """

    channel: Channel
    key: str
    is_changed: bool
    is_configured: bool


class ChannelsSheet(msgspec.Struct, frozen=True):
    """All channels."""

    version: int
    channels: tuple[ChannelCard, ...]


class IdentitySecret(msgspec.Struct, frozen=True):
    """What a channel's business server signs identity tokens with."""

    identity_secret: str


def channels_api(
    door: ApiDoor, rules: RulesOffice, secret_of: Callable[[str], str]
) -> Blueprint:
    """The routes.

    Args:
        door: lets those in who may.
        rules: of the service.
        secret_of: the identity secret of a channel, given its id.
    """
    desk = _Channels(rules, secret_of)
    routes = Blueprint("channels", __name__, url_prefix=f"{PREFIX}/channels")
    routes.add_url_rule("", view_func=desk.listed)
    routes.add_url_rule("", view_func=desk.add, methods=["POST"])
    one = "/<channel>"
    routes.add_url_rule(one, view_func=desk.put, methods=["PUT"])
    routes.add_url_rule(one, view_func=desk.drop, methods=["DELETE"])
    routes.add_url_rule(f"{one}/resetting", view_func=desk.reset, methods=["POST"])
    routes.add_url_rule(f"{one}/secret", view_func=desk.secret)
    return door.opened(routes)


def channel_cards(rules: RulesOffice) -> tuple[ChannelCard, ...]:
    """All channels as they are in force, the configuration's first."""
    known = rules.rules
    own = {each.id for each in known.book.channels}
    configured = {each.id for each in known.base_channels}
    return tuple(
        ChannelCard(each, each.public_key, each.id in own, each.id in configured)
        for each in known.channels
    )


class _Channels(RuleActs):
    def __init__(self, rules: RulesOffice, secret_of: Callable[[str], str]) -> None:
        super().__init__(rules)
        self._secret_of = secret_of

    @looking(
        "All channels, as they are in force.",
        Permission.READ_RULES,
        answer=ChannelsSheet,
    )
    async def listed(self) -> Response:
        version = self.office.rules.book.version
        return answer_json(ChannelsSheet(version, channel_cards(self.office)))

    @changing(
        "Add a channel.",
        Permission.EDIT_RULES,
        query=Expected,
        body=Channel,
        answer=Added,
        codes=_CODES,
    )
    async def add(self) -> Response:
        channel = await read_json(Channel)
        return await self.put_new(PutChannel(channel), channel.id)

    @changing(
        "Change a channel; all of it is given.",
        Permission.EDIT_RULES,
        query=Expected,
        body=Channel,
        answer=Altered,
        codes=_CODES,
    )
    async def put(self, channel: str) -> Response:
        draft = await read_json(Channel)
        self._known(channel)
        if draft.id != channel:
            text = f"expected the channel {channel!r}, got {draft.id!r}"
            ruled(Refused(Rule.BAD_VALUE, text))
        return await self.alter(PutChannel(draft))

    @changing(
        "Delete a channel; its sessions that are open go on.",
        Permission.EDIT_RULES,
        query=Expected,
        answer=Altered,
        codes=_CODES,
    )
    async def drop(self, channel: str) -> Response:
        return await self.alter(DropChannel(self._known(channel)))

    @changing(
        "A channel is as configured again.",
        Permission.EDIT_RULES,
        query=Expected,
        answer=Altered,
        codes=_CODES,
    )
    async def reset(self, channel: str) -> Response:
        return await self.alter(ResetChannel(channel))

    @looking(
        "What a channel's business server signs identity tokens with.",
        Permission.EDIT_RULES,
        answer=IdentitySecret,
        codes=(NOT_FOUND,),
    )
    async def secret(self, channel: str) -> Response:
        return answer_json(IdentitySecret(self._secret_of(self._known(channel))))

    def _ids(self) -> frozenset[str]:
        return frozenset(each.id for each in self.office.rules.channels)

    def _known(self, channel: str) -> str:
        there = channel if channel in self._ids() else None
        return found(there, f"channel {channel!r}")
