"""The sessions that one connection follows: shown once, then live, until they leave.

Following a session: subscribe, ask the session whether this caller may see it, then
have the transcript read (`gateway.transcript_reader`); what is published meanwhile is
held back by the connection and comes after (`gateway.replay`). Nothing of a session is
shown, and nothing is read of it, before the session itself has said yes.

A visitor follows his sessions to their end, and past it while he can rate them. An
agent follows what rings at him and what he serves: when a session has gone elsewhere he
is shown that, and hears no more of it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from actors.assignment.messages import GetPosition, QueuePosition
from actors.ids import INTERNAL, GroupId, SessionId, place_of, room_at
from actors.opening import OPENING_TOPIC, DeskOpened
from actors.rules.waiting_words import queue_text
from actors.session.messages import (
    SessionCommand,
    VisitorAttached,
    VisitorDetached,
)
from actors.session.terms import VISITOR_ROOM, SessionPhase
from actors.session.view import (
    Notice,
    NoticeKind,
    PublishedMessage,
    ReceiptMoved,
    SessionView,
    TypingChanged,
    VisitorWanted,
    session_topic,
)
from gateway.caller import REQUEST_SECONDS, Caller
from gateway.hearing import hears, may_speak, rooms_heard, takes_part
from gateway.receipts_said import ReceiptsSaid
from gateway.room_following import RoomFollowing
from gateway.transcript_reader import TranscriptReader
from gateway.translate import position_frame, session_frame
from gateway.visitor_notices import end_notice, seat_notice
from gateway.wire import server_frames as frames
from gateway.wire.client_frames import Read, SetTyping
from gateway.wire.codes import CloseCode
from runtime.errors import Quarantined
from runtime.ref import Address
from runtime.topics import Publication

MAX_ENDED_FEEDS: Final = 64
"""Sessions that closed or left whose order a connection still keeps, for late answers
and for what is not yet read."""
MAX_RATEABLE: Final = 8
"""Sessions that are over and wait for a visitor's rating, followed by one connection:
one for each channel, and some more."""


@dataclass(frozen=True, slots=True)
class _Ended:
    """A session that this connection follows no more; `last_number` is its share."""

    last_number: int
    is_closed: bool


class Following:
    """What one caller sees of sessions.

    Args:
        caller: who looks, on which connection.
    """

    def __init__(self, caller: Caller) -> None:
        self._caller = caller
        self._positions: dict[str, int] = {}
        self._followed: dict[str, SessionView | None] = {}
        """By session what was seen of it last; None: it has not said yes."""
        self._ended: dict[str, _Ended] = {}
        self._rateable: dict[str, None] = {}
        """Those that are over and followed on, since they can still be rated."""
        self._reader = TranscriptReader(caller, self._share)
        self._heard: set[str] = set()
        """Those of which the caller is shown what is said, too."""
        self._rooms = RoomFollowing(caller)
        self._receipts = ReceiptsSaid(caller)
        self._is_over = False
        caller.front.topics.subscribe(OPENING_TOPIC, self._on_opening)

    def resume(self, positions: Mapping[str, int]) -> None:
        """Follows what the client had, after the numbers that it had."""
        self._positions.update(positions)
        for session in positions:
            self.follow(session)

    def follow(self, session: str) -> None:
        """Shows a session from where the client has it, if one may take part in it.

        One that has ended is not shown again: a board may name it for a moment yet. A
        side room is followed with its session, an internal conversation by itself.
        """
        if room_at(session) == INTERNAL and not self._is_over:
            self._rooms.follow(session, self._positions.get(session, 0))
        if room_at(session):
            return
        ended = self._ended.get(session)
        if self._is_over or session in self._followed or (ended and ended.is_closed):
            return
        self._ended.pop(session, None)
        self._followed[session] = None
        self._caller.front.topics.subscribe(self._topic(session), self._on_published)
        after = self._positions.get(session, 0)
        self._caller.connection.begin_replay(session, after)

        def on_view(answer: object, error: Exception | None) -> None:
            if session not in self._followed:
                return  # the connection is gone
            if isinstance(answer, SessionView):
                self._begin(answer, after)
            elif error is None or isinstance(error, Quarantined):
                self._unsubscribe(session)
                self._caller.connection.end_feed(session)
            else:
                # Left out, the session would stand still for this client for good.
                self._caller.connection.close(CloseCode.OVERLOADED, "a session is away")
            self._caller.wake()

        self._caller.look(session, on_view)

    def _begin(self, view: SessionView, after: int) -> None:
        """Shows what it is; and what was said, to who hears that."""
        if hears(view, self._caller.me):
            self._heard.add(view.session)
            self._see(view)
            self._reader.read(view, after)
        else:
            self._caller.connection.end_feed(view.session)
            self._see(view)

    def catch_up(self, positions: Mapping[str, int]) -> None:
        """Replays again."""
        for session, after in positions.items():
            if room_at(session) or self._share(session) is not None:
                self.replay(session, after)

    def replay(self, session: str, after: int) -> None:
        """Shows a session that is, or was, followed again from number `after` on."""
        if room_at(session):
            self._rooms.replay(session, after)
        else:
            self._reader.read_again(session, after)

    def show_typing(self, typing: SetTyping) -> None:
        """Typing never passes an actor: who may speak in a session types in it (V4).

        What a visitor has typed is shown where that is switched on, and of nobody else.
        """
        if room_at(typing.session):
            self._rooms.show_typing(typing)
            return
        view = self._followed.get(typing.session)
        if view is None or not may_speak(view, self._caller.me):
            return
        caller, session = self._caller, SessionId(typing.session)
        is_previewed = (
            caller.front.desk.rules.desk.typing_preview
            and caller.is_visitor
            and typing.is_typing
        )
        event = TypingChanged(
            session,
            VISITOR_ROOM,
            caller.me,
            typing.is_typing,
            typing.after,
            typing.preview if is_previewed else "",
            view.nickname if caller.is_visitor else self._name(view),
        )
        caller.front.topics.publish(session_topic(session), event, caller.name)

    def mark_read(self, read: Read) -> None:
        """Tells the session how far who may speak in it has come (V2)."""
        if room_at(read.session):
            self._rooms.mark_read(read)
            return
        view = self._followed.get(read.session)
        if view is not None and may_speak(view, self._caller.me):
            self._receipts.say(read)

    def end(self) -> None:
        """The connection is gone: it follows nothing more."""
        self._is_over = True
        self._reader.end()
        self._rooms.end()
        self._caller.front.topics.unsubscribe(OPENING_TOPIC, self._on_opening)
        for session, seen in tuple(self._followed.items()):
            self._unsubscribe(session)
            is_open = seen is not None and seen.phase is not SessionPhase.CLOSED
            if is_open and self._caller.is_visitor:
                self._session(session).tell(VisitorDetached(self._caller.name))

    # --- what is published

    def _on_published(self, publication: Publication[object]) -> None:
        self._caller.contain(self._show, publication)

    def _show(self, publication: Publication[object]) -> None:
        match publication.event:
            case SessionView() as view if self._has_seen(view.session):
                if not (view.is_aside and self._caller.is_visitor):
                    self._see(view)
            case (
                PublishedMessage(session)
                | ReceiptMoved(session)
                | TypingChanged(session) as event
            ):
                # To who caused it, its answer counts as the message.
                if session in self._heard and publication.origin != self._caller.name:
                    self._caller.deliver(publication, event)
            case Notice() as event if self._concerns(event):
                self._caller.deliver(publication, event)
            case QueuePosition() as place:
                self._show_place(place)
            case VisitorWanted(session):
                self._attach(session)
                self._receipts.say_again(session)
                self._rooms.say_again(session)
            case _:
                pass  # of no interest to clients

    def _on_opening(self, publication: Publication[object]) -> None:
        if isinstance(publication.event, DeskOpened):
            for session in tuple(self._followed):
                self._look_again(session)

    def _look_again(self, session: str) -> None:
        """Its last words may not have been heard."""

        def on_view(answer: object, _: Exception | None) -> None:
            if isinstance(answer, SessionView) and self._has_seen(session):
                self._see(answer)
                self._caller.wake()

        self._caller.look(session, on_view)

    def _concerns(self, event: Notice) -> bool:
        if not self._has_seen(event.session):
            return False
        if event.kind is NoticeKind.VISITOR_WARNING:
            return self._caller.is_visitor
        return not self._caller.is_visitor and event.agent == self._caller.me.id

    # --- what a session is

    def _see(self, view: SessionView) -> None:
        """Shows what the session is now, if that is newer than what was shown last."""
        seen = self._followed[view.session]
        if seen is not None and self._version(view) <= self._version(seen):
            return
        self._followed[view.session] = view
        caller = self._caller
        is_visitor = caller.is_visitor
        if is_visitor:
            self._tell(end_notice(seen, view, caller.front.wall_ms()))
        caller.show(session_frame(view, caller.me))
        if is_visitor:
            self._tell(seat_notice(seen, view, caller.front.wall_ms()))
        if view.phase is SessionPhase.CLOSED and is_visitor and view.rating:
            self._wait_for_rating(view.session)
        elif view.phase is SessionPhase.CLOSED or not takes_part(view, caller.me):
            self._leave(view)
        elif seen is None and is_visitor:
            self._attach(view.session)
            self._ask_position(view)
        if not is_visitor and self._has_seen(view.session):
            self._listen(view)

    def _version(self, view: SessionView) -> int:
        """What a visitor is not shown is nothing new to him."""
        return view.visitors_version if self._caller.is_visitor else view.version

    def _listen(self, view: SessionView) -> None:
        """An agent begins or ceases to hear what is said, here and in side rooms."""
        session, me = view.session, self._caller.me
        is_heard = hears(view, me)
        if is_heard and session not in self._heard:
            self._heard.add(session)
            self._reader.read_again(session, self._positions.get(session, 0))
        elif not is_heard and session in self._heard:
            self._heard.discard(session)
            self._positions[session] = view.last_number
            self._caller.connection.end_feed(session)
        rooms = [place_of(session, each.name) for each in rooms_heard(view, me)]
        self._rooms.keep(session, rooms, self._positions)

    def _tell(self, notice: frames.Notice | None) -> None:
        if notice is not None:
            self._caller.show(notice)

    def _wait_for_rating(self, session: str) -> None:
        """Over, but its visitor may answer still: the oldest of too many is left."""
        self._rateable[session] = None
        if len(self._rateable) > MAX_RATEABLE:
            oldest = self._followed.get(next(iter(self._rateable)))
            if oldest is not None:
                self._leave(oldest)

    def _leave(self, view: SessionView) -> None:
        session = view.session
        # Who was only called, or mentioned, has no share in what was said.
        share = view.last_number if session in self._heard else 0
        self._unsubscribe(session)
        is_closed = view.phase is SessionPhase.CLOSED
        self._ended[session] = _Ended(share, is_closed)
        # Should it come back, what the client has by now is not sent again.
        self._positions[session] = share
        if len(self._ended) > MAX_ENDED_FEEDS:
            oldest = next(iter(self._ended))
            del self._ended[oldest]
            self._positions.pop(oldest, None)
            self._caller.connection.end_feed(oldest)

    def _attach(self, session: str) -> None:
        if self._caller.is_visitor and self._has_seen(session):
            self._session(session).tell(VisitorAttached(self._caller.name))

    def _ask_position(self, view: SessionView) -> None:
        """Who comes back sees at once where the session stands (Q5)."""
        if view.phase is not SessionPhase.QUEUED:
            return

        def on_position(answer: object, _: Exception | None) -> None:
            if isinstance(answer, QueuePosition):
                self._show_place(answer)

        group = self._caller.front.desk.directory.group(GroupId(view.group))
        taking = self._caller.taking(on_position)
        group.request(GetPosition(view.session), REQUEST_SECONDS, taking)

    def _show_place(self, place: QueuePosition) -> None:
        """To the visitor, in the words of his group (Q5).

        Who is served hears nothing of a line that another agent is sought in.
        """
        view, caller = self._followed.get(place.session), self._caller
        if view is None or view.phase is not SessionPhase.QUEUED:
            return
        if caller.is_visitor:
            prompts = caller.front.desk.rules.of(view.group).prompts
            text = queue_text(
                prompts, view.language, place.position, place.wait_seconds
            )
            caller.show(position_frame(place, text))

    # --- who may what

    def _has_seen(self, session: str) -> bool:
        """True when it is followed and has said yes."""
        return self._followed.get(session) is not None

    def _share(self, session: str) -> float | None:
        """See `gateway.transcript_reader.Share`."""
        if session in self._heard:
            return math.inf
        ended = self._ended.get(session)
        return None if ended is None else ended.last_number

    def _name(self, view: SessionView) -> str:
        """An agent's, as the session shows it; a supervisor's is his own."""
        is_owner = view.agent == self._caller.me.id
        return view.agent_name if is_owner else self._caller.nickname

    def _unsubscribe(self, session: str) -> None:
        self._rateable.pop(session, None)
        self._followed.pop(session, None)
        self._heard.discard(session)
        self._receipts.forget(session)
        self._rooms.keep(session, (), self._positions)
        self._caller.front.topics.unsubscribe(self._topic(session), self._on_published)

    def _topic(self, session: str) -> str:
        return session_topic(SessionId(session))

    def _session(self, session: str) -> Address[SessionCommand]:
        return self._caller.front.desk.directory.session(SessionId(session))
