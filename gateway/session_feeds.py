"""All session feeds of one connection, their replays and their holes. Pure.

Replays are moved one message at a time, when the peer has room for it, so that a long
transcript neither overflows the outbound queue nor counts as a slow client.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Iterable, Sequence
from typing import Final

import msgspec

from gateway.replay import Kind, SessionFeed
from gateway.wire.server_codec import EncodedFrame, encode_once
from gateway.wire.server_frames import Gap, Message
from runtime.errors import UsageError

HOLE_PATIENCE_SECONDS: Final = 1.0
"""How long a missing message may be on its way before it is replayed."""

_ASK_NOW: Final = -math.inf
"""A hole was found where no time was at hand: `find_holes` starts its patience."""


class ReplayNeeded(msgspec.Struct, frozen=True):
    """Messages of a session are missing on this connection: begin a replay."""

    session: str
    after: int


class _Page(msgspec.Struct):
    """The answer to one `begin`, as far as it has not been moved."""

    session: str
    messages: deque[EncodedFrame]
    is_complete: bool


class SessionFeeds:
    """The feeds of one connection, by session."""

    __slots__ = ("_feeds", "_hole_at", "_pages")

    def __init__(self) -> None:
        self._feeds: dict[str, SessionFeed] = {}
        self._pages: deque[_Page] = deque()
        self._hole_at = math.inf

    @property
    def backlog(self) -> int:
        """Bytes of replayed messages that have not been moved yet."""
        return sum(len(each.data) for page in self._pages for each in page.messages)

    @property
    def has_backlog(self) -> bool:
        """True while a replay is not finished."""
        return bool(self._pages)

    @property
    def next_deadline(self) -> float:
        """When `find_holes` wants to be called."""
        return self._hole_at

    def begin(self, session: str, after: int) -> None:
        """Opens the session's feed, or takes it back to `after` for another replay."""
        feed = self._feeds.get(session)
        if feed is None:
            self._feeds[session] = SessionFeed(after)
        else:
            self._drop_pages(session)
            feed.begin(after)

    def add_page(
        self, session: str, messages: Sequence[EncodedFrame], *, is_complete: bool
    ) -> None:
        """Takes the replay asked for by `begin`.

        Raises:
            UsageError: the session has no feed.
        """
        if session not in self._feeds:
            msg = "expected begin_replay before replay"
            raise UsageError(msg)
        self._pages.append(_Page(session, deque(messages), is_complete))

    def end(self, session: str) -> None:
        """Forgets the session."""
        self._drop_pages(session)
        self._feeds.pop(session, None)

    def offer(
        self, session: str, number: int, kind: Kind, frame: EncodedFrame
    ) -> Iterable[EncodedFrame]:
        """Takes a live frame; returns what may go out now, in order.

        A session without a feed has no order to keep, and neither has a reply
        without a number (a refusal).
        """
        feed = self._feeds.get(session)
        if feed is None or (kind is Kind.REPLY and number == 0):
            return (frame,)
        going = feed.offer(number, kind, frame)
        self._watch(feed)
        return going

    def next_replayed(self) -> Iterable[EncodedFrame]:
        """One step of the replays: the frames that go out next; may be none."""
        page = self._pages[0]
        feed = self._feeds[page.session]
        if page.messages:
            encoded = page.messages.popleft()
            message = encoded.frame
            is_new = isinstance(message, Message) and feed.replayed(message.number)
            return (encoded,) if is_new else ()
        self._pages.popleft()
        if not page.is_complete:
            feed.pause()
            return (encode_once(Gap(page.session, feed.position)),)
        going = feed.finish()
        self._watch(feed)
        return going

    def find_holes(self, now: float) -> list[ReplayNeeded]:
        """The sessions that have been short of a message for too long."""
        if now < self._hole_at:
            return []
        short = [(name, feed) for name, feed in self._feeds.items() if feed.is_short]
        is_patient = self._hole_at == _ASK_NOW
        self._hole_at = now + HOLE_PATIENCE_SECONDS if short else math.inf
        if is_patient:
            return []
        return [ReplayNeeded(name, feed.position) for name, feed in short]

    def _watch(self, feed: SessionFeed) -> None:
        if self._hole_at == math.inf and feed.is_short:
            self._hole_at = _ASK_NOW

    def _drop_pages(self, session: str) -> None:
        if self._pages:
            self._pages = deque(p for p in self._pages if p.session != session)
