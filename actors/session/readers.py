"""PURE: how far each participant of a session has come with its messages (V2).

Two numbers each, which only grow: what is known of one participant by two ways, in any
order, any number of times, comes to the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import msgspec

from actors.session.terms import Role, Sender

MAX_READERS: Final = 16
"""Participants of a session whose receipts are kept: the visitor, and the agents who
served last. Of the others nobody waits for a receipt any more."""


class Reader(msgspec.Struct, frozen=True, array_like=True):
    """A participant has received, and read, all messages up to these numbers."""

    role: Role
    id: str
    delivered: int = 0
    read: int = 0


def find_reader(readers: Iterable[Reader], sender: Sender) -> Reader:
    """What is known of a participant; of one who said nothing yet: nothing read."""
    for each in readers:
        if each.role is sender.role and each.id == sender.id:
            return each
    return Reader(sender.role, sender.id)


def news_of(known: Reader, delivered: int, read: int, last: int) -> Reader | None:
    """What somebody says of himself, if it is more than is known; else None.

    Nobody has more than there is (`last`), or has read what he has not received.
    """
    read = min(read, last)
    delivered = min(max(delivered, read), last)
    if delivered <= known.delivered and read <= known.read:
        return None
    return Reader(known.role, known.id, delivered, read)


def merged(readers: tuple[Reader, ...], one: Reader) -> tuple[Reader, ...]:
    """With what one participant says; nothing known before is taken back.

    One too many replaces the agent who came first, never the visitor.
    """
    for at, each in enumerate(readers):
        if each.role is one.role and each.id == one.id:
            both = Reader(
                each.role,
                each.id,
                max(each.delivered, one.delivered),
                max(each.read, one.read),
            )
            return readers if both == each else _put(readers, at, both)
    if len(readers) >= MAX_READERS:
        first = next(each for each in readers if each.role is not Role.VISITOR)
        readers = tuple(each for each in readers if each is not first)
    return (*readers, one)


def merged_all(
    readers: tuple[Reader, ...], others: Iterable[Reader]
) -> tuple[Reader, ...]:
    """`merged`, one after the other."""
    for each in others:
        readers = merged(readers, each)
    return readers


def beyond(known: tuple[Reader, ...], kept: tuple[Reader, ...]) -> tuple[Reader, ...]:
    """Those of `known` of whom `kept` does not say as much."""
    return tuple(each for each in known if each not in kept)


def _put(readers: tuple[Reader, ...], at: int, one: Reader) -> tuple[Reader, ...]:
    return (*readers[:at], one, *readers[at + 1 :])
