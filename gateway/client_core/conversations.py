"""What was said, by whom, and what of ours is not confirmed: all sessions of a client.

Ties the outbox, the positions, the typing indicators and the receipts together: a
message moves the position, ends its sender's typing, confirms the entry of the outbox
it came from, and is to be receipted when it is another's.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from gateway.client_core.events import (
    ClientEvent,
    MessageConfirmed,
    MessageReceived,
    MessageRefused,
    ReceiptChanged,
    RoomChanged,
    SessionChanged,
)
from gateway.client_core.outbox import Outbox, StoredSend
from gateway.client_core.receipts import Delivery, ReceiptSender, ReceiptView
from gateway.client_core.transcripts import Arrival, Transcripts
from gateway.client_core.typing_view import TypingView
from gateway.wire.aside_frames import Room
from gateway.wire.bodies import SentBody, TextBody, encode_body
from gateway.wire.codes import ErrorCode
from gateway.wire.server_frames import Message, Receipt, Res, Session
from gateway.wire.terms import Role, SenderRole, sender_role
from runtime.errors import UsageError


class Conversations:
    """The sessions of one client."""

    def __init__(self, outbox: Outbox, positions: Mapping[str, int]) -> None:
        self.outbox = outbox
        self.transcripts = Transcripts(positions)
        self.typing = TypingView()
        self.receipts = ReceiptSender()
        self._readers = ReceiptView()
        self.principal = ""
        self._role: SenderRole = "visitor"
        self._name = ""

    def welcomed(self, role: Role, principal: str, name: str) -> None:
        """The server said who we are."""
        self._name = name
        self._role = sender_role(role)
        self.principal = principal

    def message(self, message: Message) -> list[ClientEvent]:
        """Takes a message, ours or another's."""
        if message.cid and self._is_me(message.role, message.sender):
            return [*self._confirm(message), *self._read(message)]
        return self._read(message)

    def answered(self, send: StoredSend, answer: Res) -> list[ClientEvent]:
        """Takes the final answer to a message of ours.

        It counts as the message: that may not come by itself any more.
        """
        if answer.code != ErrorCode.OK:
            self.outbox.settle(send.session, send.cid)
            return [MessageRefused(send.session, send.cid, send.body, answer.code)]
        message = Message(
            session=send.session,
            room=send.room,
            number=answer.number,
            role=self._role,
            sender=self.principal,
            name=self._name,
            body=send.body,
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
        if not self._is_me(message.role, message.sender):
            self.receipts.received(message.session, message.number)
        return [*self.typing.message(message), MessageReceived(message)]

    # --- receipts

    def session(self, session: Session) -> list[ClientEvent]:
        """Takes the state of a session, and how far who has come with it."""
        is_ours = self._role == "visitor" or (
            session.state == "serving"
            and (session.agent == self.principal or self._speaks(session))
        )
        return self._shown(session, SessionChanged(session), is_ours=is_ours)

    def room(self, room: Room) -> list[ClientEvent]:
        """Takes the state of a room that is no visitor's."""
        return self._shown(room, RoomChanged(room), is_ours=True)

    def _speaks(self, session: Session) -> bool:
        """We speak to the visitor beside who serves."""
        return any(
            each.agent == self.principal and each.part == "speaking"
            for each in session.guests
        )

    def _shown(
        self, shown: Session | Room, event: ClientEvent, *, is_ours: bool
    ) -> list[ClientEvent]:
        before = self.transcripts.position(shown.session)
        is_new = self.transcripts.changed(shown)
        if self.transcripts.position(shown.session) < before:
            # The numbers above will be other messages, which nobody has or has read.
            self.receipts.forget(shown.session)
            self._readers.forget(shown.session)
        events: list[ClientEvent] = [event] if is_new else []
        own = [each for each in shown.readers if self._is_me(each.role, each.id)]
        known = (own[0].delivered, own[0].read) if own else (0, 0)
        self.receipts.shown(shown, known, is_ours=is_ours)
        return [*events, *self._of_others(self._readers.shown(shown))]

    def receipt(self, frame: Receipt) -> list[ClientEvent]:
        """Takes what another has received or read."""
        return self._of_others(self._readers.received(frame))

    def delivery(self, session: str, number: int) -> Delivery:
        """What became of a message of our own on the other side."""
        me = (self._role, self.principal)
        return self._readers.delivery(session, number, me)

    def read(self, session: str, number: int) -> None:
        """The person was shown all that has come up to `number`; 0: all of it."""
        position = self.transcripts.position(session)
        self.receipts.read(session, min(number or position, position))

    def unread(self, session: str) -> int:
        """Messages of others, as far as they have come, that were not shown.

        Who has written has read what was there before.
        """
        transcripts = self.transcripts
        read = max(transcripts.own_last(session), self.receipts.read_until(session))
        seen = transcripts.seen(session)
        if isinstance(seen, Session) and self._role == "visitor":
            read = max(read, seen.last_number - seen.unread)
        return max(0, transcripts.position(session) - read)

    def _of_others(self, changes: list[ReceiptChanged]) -> list[ClientEvent]:
        return [each for each in changes if not self._is_me(each.role, each.sender)]

    def _is_me(self, role: SenderRole, sender: str) -> bool:
        return role == self._role and sender == self.principal


def checked(content: str | SentBody) -> SentBody:
    """The body of a message; a text is one.

    Raises:
        UsageError: no server would take it: it is empty, too long, no valid Unicode, or
            a field is not as it must be.
    """
    body = TextBody(content) if isinstance(content, str) else content
    try:
        msgspec.msgpack.decode(encode_body(body), type=SentBody)
    except (msgspec.ValidationError, UnicodeEncodeError) as error:
        raise UsageError(f"{type(body).__name__}: {error}") from None
    return body
