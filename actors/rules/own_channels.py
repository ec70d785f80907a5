"""PURE: channels that were changed in service, over those of the configuration (M5)."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import msgspec

from actors.channels.core import Channel, Channels, checked
from actors.flow.entry import AskFlow
from runtime.errors import UsageError


class OwnChannel(msgspec.Struct, frozen=True, array_like=True):
    """A channel as the service has it, whatever the configuration says.

    `channel` None: there is none of this id. Bounds of `Channel` may become wider, and
    never narrower: this is on disk.
    """

    id: str
    channel: Channel | None


def merged(base: Iterable[Channel], own: Iterable[OwnChannel]) -> tuple[Channel, ...]:
    """The configuration's in their order, each as it was changed; then the others."""
    found: dict[str, Channel | None] = {each.id: each for each in base}
    found.update((each.id, each.channel) for each in own)
    return tuple(channel for channel in found.values() if channel is not None)


def in_force(base: Iterable[Channel], own: tuple[OwnChannel, ...]) -> Channels:
    """All of them, also where a configuration that was edited contradicts the rest.

    A channel of the configuration whose key one of the service's own has is left out:
    an edit must not keep the service from starting.
    """
    taken = {each.channel.public_key for each in own if each.channel is not None}
    ours = {each.id for each in own}
    kept = (each for each in base if each.id in ours or each.public_key not in taken)
    return Channels(merged(kept, own))


def fault_of(
    base: tuple[Channel, ...],
    before: tuple[OwnChannel, ...],
    after: tuple[OwnChannel, ...],
    has_flow: Callable[[str], bool],
) -> str:
    """What is wrong with channels as they would be, or "".

    Args:
        base: the configuration's.
        before: those that were changed until now.
        after: as they are to be.
        has_flow: whether there is a flow of that id.
    """
    known = {each.id for each in base} | {each.id for each in before}
    for each in after:
        if each.channel is None and each.id not in known:
            return f"there is no channel {each.id!r}"
    try:
        channels = checked(merged(base, after))
    except UsageError as error:
        return str(error)
    changed = {each.id for each in set(after) - set(before)}
    for channel in channels:
        rule = channel.entry_rule()
        is_led = channel.id in changed and isinstance(rule, AskFlow)
        if is_led and not has_flow(channel.flow):
            return f"channel {channel.id!r}: there is no flow {channel.flow!r}"
    return ""
