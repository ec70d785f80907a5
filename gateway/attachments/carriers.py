"""Which messages of a session carry an attachment: the transcript alone tells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import msgspec
import trio

from actors.ids import SessionId
from actors.session.events import MessageRecalled
from actors.session.view import PublishedMessage
from actors.transcript import read_as_posted
from gateway.attachments.office import Attachment
from runtime.journal import Journal

PAGE: Final = 200
"""Messages read at a time."""


@dataclass(frozen=True, slots=True)
class Carriers:
    """The messages with an attachment, by number.

    Attributes:
        standing: what they say is shown.
        recalled: they were taken back, and carry nothing.
    """

    standing: frozenset[int]
    recalled: frozenset[int]

    @property
    def was_taken_back(self) -> bool:
        """Somebody sent it and nobody is to see it any more."""
        return bool(self.recalled) and not self.standing


async def find_carriers(journal: Journal, attachment: Attachment) -> Carriers | None:
    """Reads the whole transcript; None: the store is away, nobody can tell now."""
    after, carriers, recalled = 0, set[int](), set[int]()
    while True:
        page = await _page(journal, SessionId(attachment.session), after)
        if page is None:
            return None
        for each in page:
            if isinstance(each.message, MessageRecalled):
                recalled.add(each.message.recalled)
            elif _carries(each, attachment.key):
                carriers.add(each.message.number)
        if len(page) < PAGE:
            gone = frozenset(carriers & recalled)
            return Carriers(frozenset(carriers) - gone, gone)
        after = page[-1].message.number


async def _page(
    journal: Journal, session: SessionId, after: int
) -> tuple[PublishedMessage, ...] | None:
    done = trio.Event()
    found: tuple[PublishedMessage, ...] | None = None

    def take(messages: tuple[PublishedMessage, ...] | None) -> None:
        nonlocal found
        found = messages
        done.set()

    read_as_posted(journal, session, after, PAGE, take)
    await done.wait()
    return found


def _carries(published: PublishedMessage, key: str) -> bool:
    """True when the key is anywhere in the message, whatever its kind.

    An id begins with its key, and nobody comes upon a key by chance.
    """
    return key.encode() in msgspec.msgpack.encode(published.message)
