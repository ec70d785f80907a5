"""The side rooms, and internal conversations, that one connection follows.

As with sessions (`gateway.following`): subscribe, ask whether this caller may read
there, have it read, then live. A room has a place instead of a session's id, and its
own topic, to which no visitor's connection ever listens.
"""

from __future__ import annotations

import math
from collections.abc import Collection

from actors.ids import SessionId, session_of
from actors.session.view import (
    PublishedMessage,
    ReceiptMoved,
    RoomView,
    TypingChanged,
    session_topic,
)
from gateway.caller import Caller
from gateway.receipts_said import ReceiptsSaid
from gateway.transcript_reader import TranscriptReader
from gateway.translate import room_frame
from gateway.wire.client_frames import Read, SetTyping
from gateway.wire.codes import CloseCode
from runtime.errors import Quarantined
from runtime.topics import Publication


class RoomFollowing:
    """What one caller sees of rooms other than visitors'.

    Args:
        caller: who looks, on which connection.
    """

    def __init__(self, caller: Caller) -> None:
        self._caller = caller
        self._followed: dict[str, RoomView | None] = {}
        """By place what was seen of it last; None: it has not said yes."""
        self._reader = TranscriptReader(caller, self._share)
        self._receipts = ReceiptsSaid(caller)

    def keep(
        self, session: str, places: Collection[str], after: dict[str, int]
    ) -> None:
        """Of a session's rooms it follows these, from where the client has them."""
        prefix = f"{session}/"
        for place in tuple(self._followed):
            if place.startswith(prefix) and place not in places:
                self.leave(place)
        for place in places:
            self.follow(place, after.get(place, 0))

    def follow(self, place: str, after: int) -> None:
        """Shows a room from a number on, if one may read there."""
        if place in self._followed:
            return
        self._followed[place] = None
        self._caller.front.topics.subscribe(self._topic(place), self._on_published)
        self._caller.connection.begin_replay(place, after)

        def on_view(answer: object, error: Exception | None) -> None:
            if place not in self._followed:
                return  # it was left meanwhile
            if isinstance(answer, RoomView):
                self._see(answer)
                self._reader.read(answer, after)
            elif error is None or isinstance(error, Quarantined):
                self.leave(place)
            else:
                self._caller.connection.close(CloseCode.OVERLOADED, "a room is away")
            self._caller.wake()

        self._caller.look(place, on_view)

    def leave(self, place: str) -> None:
        """It is followed no more."""
        if place in self._followed:
            del self._followed[place]
            self._receipts.forget(place)
            self._caller.front.topics.unsubscribe(
                self._topic(place), self._on_published
            )
            self._caller.connection.end_feed(place)

    def replay(self, place: str, after: int) -> None:
        """Shows a room that is followed again from number `after` on."""
        if self._share(place) is not None:
            self._reader.read_again(place, after)

    def show_typing(self, typing: SetTyping) -> None:
        """Typing never passes an actor: who may write in a room types in it."""
        view = self._followed.get(typing.session)
        if view is None or not view.is_open:
            return
        caller = self._caller
        event = TypingChanged(
            view.session,
            view.room,
            caller.me,
            typing.is_typing,
            typing.after,
            "",
            caller.nickname,
        )
        caller.front.topics.publish(self._topic(view.session), event, caller.name)

    def mark_read(self, read: Read) -> None:
        """Tells the others how far the caller has come, if that is news."""
        view = self._followed.get(read.session)
        if view is not None and view.is_open:
            self._receipts.say(read)

    def say_again(self, session: str) -> None:
        """The session has started anew: how far the caller has come in its rooms."""
        for place in self._followed:
            if session_of(place) == session:
                self._receipts.say_again(place)

    def end(self) -> None:
        """The connection is gone: it follows nothing more."""
        self._reader.end()
        for place in tuple(self._followed):
            self.leave(place)

    # --- what is published

    def _on_published(self, publication: Publication[object]) -> None:
        self._caller.contain(self._show, publication)

    def _show(self, publication: Publication[object]) -> None:
        match publication.event:
            case RoomView() as view if self._followed.get(view.session) is not None:
                self._see(view)
            case (
                PublishedMessage(session)
                | ReceiptMoved(session)
                | TypingChanged(session) as event
            ):
                is_own = publication.origin == self._caller.name
                if self._followed.get(session) is not None and not is_own:
                    self._caller.deliver(publication, event)
            case _:
                pass  # of no interest to clients

    def _see(self, view: RoomView) -> None:
        """Shows what the room is now, and leaves it when that is no more."""
        seen = self._followed[view.session]
        if seen is not None and view.version <= seen.version:
            return
        self._followed[view.session] = view
        self._caller.show(room_frame(view))
        if all(self._caller.me.id != agent for agent, _ in view.members):
            self.leave(view.session)  # of an internal conversation, by his own wish

    def _share(self, place: str) -> float | None:
        """See `gateway.transcript_reader.Share`."""
        return math.inf if self._followed.get(place) is not None else None

    def _topic(self, place: str) -> str:
        return session_topic(SessionId(place))
