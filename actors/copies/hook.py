"""PURE: a copy as a webhook is told of it: `session.copied`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import msgspec
from msgspec.structs import replace

from actors.copies.order import Copy
from actors.records.said import said_by
from actors.session.events import MessagePosted, Spoken
from actors.webhooks.kinds import EventKind
from actors.webhooks.payload import (
    VERSION,
    Copied,
    Named,
    Said,
    Told,
    plain,
    said_of,
    timestamp,
)

MOST_BYTES: Final = 512 * 1024
"""Of the contents of all messages together; a request of that size is no burden."""


class _Words(msgspec.Struct, frozen=True):
    """Of what asked, and of what answered that."""

    kind: str
    text: str


def copied_message(message: Spoken, at_ms: int) -> Said:
    """A message as the request has it; `at_ms`: when it was said."""
    if isinstance(message, MessagePosted):
        return said_of(message, plain(message.body), at_ms)
    words = msgspec.json.encode(_Words(*said_by(message)))
    return said_of(message, msgspec.Raw(words), at_ms)


def size_of(said: Said) -> int:
    """Bytes of its content."""
    return len(bytes(said.body))


def copy_body(copy: Copy, messages: Sequence[Said], left_out: int) -> bytes:
    """The body of the request.

    Args:
        copy: as it was ordered.
        messages: oldest first.
        left_out: messages before them.
    """
    by = Named(copy.by, copy.by_name)
    copied = Copied(by, copy.note, copy.number, left_out, tuple(messages))
    data = replace(copy.about, copy=copied)
    when = timestamp(copy.at_ms)
    return msgspec.json.encode(Told(EventKind.COPIED.value, VERSION, when, data))
