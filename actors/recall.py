"""Takes a message back (V2): what it was is read first, then the session decides.

The session does not keep what was said. The journal does, and a message in it never
changes, so that nothing can come between the reading and the decision.
"""

from __future__ import annotations

from typing import Final

from actors.desk import Desk
from actors.ids import SessionId, room_at
from actors.session.messages import RecallMessage
from actors.session.terms import VISITOR_ROOM, Sender
from actors.session.view import PublishedMessage
from actors.transcript import read_messages
from runtime.ask import Answered
from runtime.errors import Unavailable

RECALL_SECONDS: Final = 10.0
"""Deadline of the session's answer."""


def recall(  # noqa: PLR0913, PLR0917 - what it is about, who wants it, and who is told
    desk: Desk,
    sender: Sender,
    name: str,
    session: SessionId,
    number: int,
    operation: str,
    done: Answered,
) -> None:
    """Calls `done` once, with what the session answered, or an error.

    Args:
        desk: the service.
        sender: whose message it should be.
        name: the sender's, for people.
        session: where it was said: the session, or the place of a side room.
        number: of the message.
        operation: id of the act.
        done: told `Done`, a refusal, or why there was no answer.
    """

    def on_messages(messages: tuple[PublishedMessage, ...] | None) -> None:
        if messages is None:
            done(None, Unavailable("the store is away"))
            return
        posted = next((m for m in messages if m.message.number == number), None)
        room = room_at(session) or VISITOR_ROOM
        command = RecallMessage(sender, name, number, posted, operation, room)
        desk.directory.place(session).request(command, RECALL_SECONDS, done)

    read_messages(desk.journal, session, number - 1, 1, (), on_messages)
