"""What was said, by whom, and what of ours is not confirmed: all sessions of a client.

Ties the outbox, the positions and the typing indicators together: a message moves the
position, ends its sender's typing, and confirms the entry of the outbox it came from.
"""

from __future__ import annotations

from collections.abc import Mapping

from gateway.client_core.events import (
    ClientEvent,
    MessageConfirmed,
    MessageReceived,
    MessageRefused,
)
from gateway.client_core.outbox import Outbox, StoredSend
from gateway.client_core.transcripts import Arrival, Transcripts
from gateway.client_core.typing_view import TypingView
from gateway.wire.codes import ErrorCode
from gateway.wire.server_frames import Message, Res
from gateway.wire.terms import MAX_TEXT_CHARS, Body, Role, SenderRole
from runtime.errors import UsageError


class Conversations:
    """The sessions of one client."""

    def __init__(self, outbox: Outbox, positions: Mapping[str, int]) -> None:
        self.outbox = outbox
        self.transcripts = Transcripts(positions)
        self.typing = TypingView()
        self.principal = ""
        self._role: SenderRole = "visitor"

    def welcomed(self, role: Role, principal: str) -> None:
        """The server said who we are."""
        self._role = "visitor" if role == "visitor" else "agent"
        self.principal = principal

    def message(self, message: Message) -> list[ClientEvent]:
        """Takes a message, ours or another's."""
        if message.sender == self.principal and message.cid:
            return [*self._confirm(message), *self._read(message)]
        return self._read(message)

    def answered(self, send: StoredSend, answer: Res) -> list[ClientEvent]:
        """Takes the final answer to a message of ours.

        It counts as the message: that may not come by itself any more.
        """
        if answer.code != ErrorCode.OK:
            self.outbox.settle(send.session, send.cid)
            return [MessageRefused(send.session, send.cid, send.text, answer.code)]
        message = Message(
            session=send.session,
            room=send.room,
            number=answer.number,
            role=self._role,
            sender=self.principal,
            kind="text",
            body=Body(send.text),
            at=answer.at,
            cid=send.cid,
        )
        return [*self._confirm(message), *self._read(message)]

    def _confirm(self, message: Message) -> list[ClientEvent]:
        session, number = message.session, message.number
        self.transcripts.sent(session, number)
        if self.outbox.settle(session, message.cid) is None:
            return []
        return [MessageConfirmed(session, message.cid, number, message.at)]

    def _read(self, message: Message) -> list[ClientEvent]:
        arrival = self.transcripts.arrived(message.session, message.number)
        if arrival is not Arrival.NEXT:
            return []
        return [*self.typing.message(message), MessageReceived(message)]


def check_text(text: str) -> None:
    """Refuses a text that no server would take.

    Raises:
        UsageError: it is empty, too long, or no valid Unicode.
    """
    if not 0 < len(text) <= MAX_TEXT_CHARS:
        msg = f"expected 1 to {MAX_TEXT_CHARS} characters, got {len(text)}"
        raise UsageError(msg)
    try:
        text.encode()
    except UnicodeEncodeError:
        msg = "expected text without lone surrogates"
        raise UsageError(msg) from None
