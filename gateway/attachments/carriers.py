"""Which messages of a session carry an attachment: the transcript alone tells."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Final

import msgspec

from actors.ids import SessionId
from actors.session.bounds import MAX_RECALLED
from actors.session.events import MessageRecalled
from actors.session.view import PublishedMessage
from actors.transcript import read_as_posted
from gateway.attachments.office import Attachment
from runtime.called_back import called_back
from runtime.journal import Journal

PAGE: Final = 200
"""Messages read at a time."""
MAX_KNOWN: Final = 256
"""Attachments whose sessions need not be read again from the beginning: some 100 KB
each at the most, when a thousand messages carry one."""


@dataclass(frozen=True, slots=True)
class Carriers:
    """The messages with an attachment, by number, as far as the transcript was read.

    The first `MAX_RECALLED` and one more: one of them stands, whatever is taken back.

    Attributes:
        standing: what they say is shown.
        recalled: they were taken back, and carry nothing.
        upto: the last message that was read.
    """

    standing: frozenset[int] = frozenset()
    recalled: frozenset[int] = frozenset()
    upto: int = 0

    @property
    def was_taken_back(self) -> bool:
        """Somebody sent it and nobody is to see it any more."""
        return bool(self.recalled) and not self.standing


async def find_carriers(
    journal: Journal, attachment: Attachment, known: Carriers = Carriers()
) -> Carriers | None:
    """Reads the transcript on from what is known.

    Returns None when the store is away: nobody can tell now.
    """
    after = known.upto
    carriers, recalled = set(known.standing | known.recalled), set(known.recalled)
    while True:
        session = SessionId(attachment.session)
        page = await called_back(partial(read_as_posted, journal, session, after, PAGE))
        if page is None:
            return None
        for each in page:
            if isinstance(each.message, MessageRecalled):
                recalled.add(each.message.recalled)
            elif len(carriers) <= MAX_RECALLED and _carries(each, attachment.key):
                carriers.add(each.message.number)
            after = each.message.number
        if len(page) < PAGE:
            gone = frozenset(carriers & recalled)
            return Carriers(frozenset(carriers) - gone, gone, after)


class KnownCarriers:
    """Remembers the latest ones: who asks again costs only what came since.

    What was said does not change, and what takes back comes later than what it takes.

    Args:
        journal: where the sessions are.
        most: how many are remembered.
    """

    def __init__(self, journal: Journal, most: int = MAX_KNOWN) -> None:
        self._journal = journal
        self._most = most
        self._known: dict[str, Carriers] = {}

    async def find(self, attachment: Attachment) -> Carriers | None:
        """See `find_carriers`."""
        known = self._known.get(attachment.key, Carriers())
        found = await find_carriers(self._journal, attachment, known)
        if found is not None:
            self._known.pop(attachment.key, None)
            self._known[attachment.key] = found
            if len(self._known) > self._most:
                del self._known[next(iter(self._known))]
        return found


def _carries(published: PublishedMessage, key: str) -> bool:
    """True when the key is anywhere in the message, whatever its kind.

    An id begins with its key, and nobody comes upon a key by chance.
    """
    return key.encode() in msgspec.msgpack.encode(published.message)
