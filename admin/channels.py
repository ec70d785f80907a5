"""Channels for people and programs, and what business servers sign with."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection

import msgspec

from actors.channels.core import ANY_GROUP, Channel, Channels


class ShownChannel(msgspec.Struct, frozen=True, omit_defaults=True):
    """A channel as the command shows it; the secret only when it is asked for.

    `entry` is what comes first; of a flow its id. `source` says whose word it is.
    """

    id: str
    key: str
    name: str
    account: str
    group: str
    groups: tuple[str, ...]
    entry: str
    origins: tuple[str, ...]
    needs_identity: bool
    source: str
    color: str = ""
    avatar: str = ""
    identity_secret: str = ""


def show_channels(
    channels: Channels,
    own: Collection[str],
    secret_of: Callable[[str], str] | None,
    *,
    as_json: bool,
) -> None:
    """Prints them.

    Args:
        channels: which there are.
        own: ids of those that were changed in service.
        secret_of: the identity secret of a channel, given its id; None = not shown.
        as_json: a list in one line.
    """
    rows = [_shown(each, own, secret_of) for each in channels]
    if as_json:
        text = msgspec.json.encode(rows).decode() + "\n"
    else:
        text = "\n".join(map(_block, rows))
    sys.stdout.write(text)


def _shown(
    channel: Channel, own: Collection[str], secret_of: Callable[[str], str] | None
) -> ShownChannel:
    return ShownChannel(
        id=channel.id,
        key=channel.public_key,
        name=channel.public_name,
        account=channel.account,
        group=channel.group,
        groups=channel.groups,
        entry=channel.flow if channel.entry == "flow" else channel.entry,
        origins=channel.origins,
        needs_identity=channel.needs_identity,
        color=channel.color,
        avatar=channel.avatar,
        source="service" if channel.id in own else "configuration",
        identity_secret="" if secret_of is None else secret_of(channel.id),
    )


def _block(row: ShownChannel) -> str:
    others = "any" if ANY_GROUP in row.groups else ", ".join(row.groups)
    lines = [
        ("key", row.key),
        ("name", row.name),
        ("account", row.account),
        ("group", row.group),
        ("other groups", others or "none"),
        ("first", row.entry),
        ("origins", ", ".join(row.origins) or "none but the chat page's own"),
        ("identity", "required" if row.needs_identity else "optional"),
        ("from", row.source),
    ]
    if row.identity_secret:
        lines.append(("secret", row.identity_secret))
    return f"{row.id}\n" + "".join(f"  {name:13} {text}\n" for name, text in lines)
