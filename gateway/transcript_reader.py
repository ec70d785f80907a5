"""Reads transcripts for one connection: a page for each replay that it began.

What is read is read once at a time, a few sessions at a time, and only for who listens:
who asks again and again, or does not read, must not fill the memory.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Final

from actors.ids import room_at
from actors.session.messages import GetSession
from actors.session.terms import SERVICE, VISITOR_ROOM
from actors.session.view import PublishedMessage, RoomView, SessionView
from gateway.caller import REQUEST_SECONDS, Caller
from gateway.translate import frame_of
from gateway.wire.codes import CloseCode
from gateway.wire.server_codec import encode_once
from gateway.wire.terms import MAX_REPLAY, MAX_REPLAY_BYTES

MAX_READINGS: Final = 4
"""Sessions that are read for one connection at once: each takes memory before anybody
can tell whether the client listens."""

View = SessionView | RoomView
Share = Callable[[str], float | None]
"""The last message of a session that the client may read; infinite: all there are;
None: it may not read that session."""


class TranscriptReader:
    """What one caller reads of sessions.

    Args:
        caller: for whom, on which connection.
        share: what he may read.
    """

    def __init__(self, caller: Caller, share: Share) -> None:
        self._caller = caller
        self._share = share
        self._reading: dict[str, int | None] = {}
        """By session that is being read: the number after which to read it again."""
        self._to_read: deque[tuple[View, int]] = deque()
        """What waits to be read, of those, and after which number."""
        self._under_way = 0

    def read(self, view: View, after: int) -> None:
        """Reads what came after a number, for the replay that was begun there."""
        self._reading[view.session] = None
        self._read(view, after)

    def read_again(self, session: str, after: int) -> None:
        """Begins another replay after a number, and reads for it.

        What is being read is read once more, whatever was asked for meanwhile.
        """
        if session in self._reading:
            self._reading[session] = after
            return
        caller = self._caller
        caller.connection.begin_replay(session, after)
        self._reading[session] = None

        def on_view(answer: object, _: Exception | None) -> None:
            if isinstance(answer, View):
                self._read(answer, after)
            else:
                caller.connection.close(CloseCode.OVERLOADED, "a session is away")
                caller.wake()

        # Not as the caller: who takes part no more may see his share again.
        address = caller.front.desk.directory.place(session)
        question = GetSession(SERVICE, room_at(session) or VISITOR_ROOM)
        address.request(question, REQUEST_SECONDS, caller.taking(on_view))

    def end(self) -> None:
        """The connection is gone: what waits to be read is not read any more."""
        self._to_read.clear()

    def _read(self, view: View, after: int) -> None:
        """Reads what came after a number, the session's last one at most.

        A client may claim more than there is: the store was restored from a backup, or
        the client errs. What will be said up to that number is new to it all the same.
        """
        if after > view.last_number and self._share(view.session) is not None:
            after = view.last_number
            self._caller.connection.begin_replay(view.session, after)
        self._to_read.append((view, after))
        self._read_on()

    def _read_on(self) -> None:
        """Reads for who listens; who has enough to read is told to ask later."""
        while self._to_read and self._under_way < MAX_READINGS:
            view, after = self._to_read.popleft()
            has_enough = self._caller.connection.replay_backlog > MAX_REPLAY_BYTES
            if has_enough or after >= view.last_number:
                self._on_read(view, after, ())
            else:
                self._under_way += 1
                self._read_page(view, after)

    def _read_page(self, view: View, after: int) -> None:
        def on_messages(messages: tuple[PublishedMessage, ...] | None) -> None:
            self._under_way -= 1
            self._on_read(view, after, messages)
            self._read_on()

        caller = self._caller
        caller.read(view, after, MAX_REPLAY, on_messages, max_bytes=MAX_REPLAY_BYTES)

    def _on_read(
        self,
        view: View,
        after: int,
        messages: tuple[PublishedMessage, ...] | None,
    ) -> None:
        again = self._reading.pop(view.session, None)
        share = self._share(view.session)
        if messages is None:
            self._caller.connection.close(CloseCode.OVERLOADED, "the store is away")
        elif share is not None and again is not None:
            self.read_again(view.session, again)
        elif share is not None:
            self._replay(view, after, share, messages)
        self._caller.wake()

    def _replay(
        self,
        view: View,
        after: int,
        share: float,
        messages: tuple[PublishedMessage, ...],
    ) -> None:
        """What was said after the view comes live: it was subscribed to before."""
        shown = [each for each in messages if each.message.number <= share]
        reached = shown[-1].message.number if shown else after
        page = [encode_once(frame_of(each)) for each in shown]
        is_complete = reached >= min(view.last_number, share)
        self._caller.connection.replay(view.session, page, is_complete=is_complete)
