"""Older messages of a session, for who may see it: a page of them for each request."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import takewhile

from actors.ids import SessionId
from actors.refusal import Refused, Rule
from actors.session.view import PublishedMessage, SessionView
from gateway.caller import Caller
from gateway.hearing import may_read
from gateway.transcript_reader import View
from gateway.translate import message_frame
from gateway.wire import server_frames as frames
from gateway.wire.bodies import sized
from gateway.wire.client_frames import GetHistory
from gateway.wire.server_frames import Message
from gateway.wire.terms import MAX_HISTORY_BYTES
from runtime.errors import Unavailable


class History:
    """Reads what was said for one connection.

    Args:
        caller: who asks.
    """

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def show(self, request: GetHistory) -> None:
        """Begins to read; the answer goes to the connection later.

        The session says first whether the caller may see it, and what was said last.
        """
        caller, session = self._caller, SessionId(request.session)

        def on_view(answer: object, error: Exception | None) -> None:
            if isinstance(answer, SessionView) and not may_read(answer, caller.me):
                refusal = Refused(Rule.FORBIDDEN, "expected somebody who may read it")
                caller.answer(request.request, session, refusal, None)
            elif isinstance(answer, View):
                self._read(request, answer)
            else:
                caller.answer(request.request, session, answer, error)

        caller.look(session, on_view)

    def _read(self, request: GetHistory, view: View) -> None:
        caller, session = self._caller, SessionId(request.session)
        end = view.last_number + 1
        before = min(request.before or end, end)
        after = max(0, before - 1 - request.limit)

        def on_messages(messages: tuple[PublishedMessage, ...] | None) -> None:
            if messages is None:
                away = Unavailable("the store is away")
                caller.answer(request.request, session, None, away)
                return
            page = page_of(each for each in messages if each.message.number < before)
            caller.show(frames.History(request.request, session, page))

        caller.read(view, after, before - 1 - after, on_messages)


def page_of(messages: Iterable[PublishedMessage]) -> tuple[Message, ...]:
    """The newest of these that one frame may hold, oldest first; at least one."""
    size = 0

    def has_room(each: Message) -> bool:
        nonlocal size
        is_first = not size
        size += sized(each.body)
        return is_first or size <= MAX_HISTORY_BYTES

    newest_first = reversed([message_frame(each) for each in messages])
    return tuple(takewhile(has_room, newest_first))[::-1]
