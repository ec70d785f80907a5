"""One session as an application holds it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import msgspec
import trio

from gateway.attachments.answers import Uploaded
from gateway.client.attachments import (
    AttachmentClient,
    AttachmentKind,
    Progress,
    no_progress,
)
from gateway.client.link import Link
from gateway.client_core.receipts import Delivery
from gateway.wire.bodies import SentBody
from gateway.wire.server_frames import History, Message, Res
from gateway.wire.terms import MAX_HISTORY, OutcomeName
from runtime.errors import UsageError


class Receipt(msgspec.Struct, frozen=True):
    """A message is on the server's disk: its number in the session, and when (ms)."""

    number: int
    at: int


class Conversation:
    """A session: send, type, close. It keeps no transcript; events carry that."""

    def __init__(self, link: Link, session: str) -> None:
        self.id = session
        self._link = link

    async def send(self, content: str | SentBody) -> Receipt:
        """Sends a text, or another body, and waits until it is on the server's disk.

        Through any number of reconnects it becomes one message. Under cancellation
        it stays in the outbox and is still sent.

        Raises:
            Refused: the server will not take it; `CLOSED`: the session has ended;
                `FORBIDDEN`: not from this sender, as markdown from a visitor.
            StoppedByServer: the client must stay away.
            OutboxFull: too many messages wait for a connection.
            UsageError: the content is nothing that a server would take.
        """
        confirmed = await self._link.wait_sent(self.id, self.post(content))
        return Receipt(confirmed.number, confirmed.at)

    def post(self, content: str | SentBody) -> str:
        """Puts a message into the outbox and returns its client id at once.

        `MessageConfirmed` or `MessageRefused` with that id tells what became of it.

        Raises:
            OutboxFull, UsageError: as in `send`.
        """
        cid = self._link.core.send(self.id, content)
        self._link.wake()
        return cid

    def typing(self, *, is_typing: bool = True, preview: str = "") -> None:
        """Tells the other side; call it on every key, it is thinned out.

        `preview` is what has been typed so far. It leaves this process only where
        `Connected` said that agents are shown it, and its last 200 characters alone.
        """
        now = trio.current_time()
        self._link.core.set_typing(self.id, now, is_typing=is_typing, preview=preview)
        self._link.wake()

    def read(self, number: int = 0) -> None:
        """Tells the other side that the person was shown what has come.

        Args:
            number: up to this message; 0: all that has come.

        Call it as often as it happens, it is thinned out; it survives a reconnect. That
        a message has come here is said by itself.
        """
        self._link.core.read(self.id, number)
        self._link.wake()

    def delivery(self, number: int) -> Delivery:
        """What became of a message of one's own: sent, delivered, or read.

        `number` is that of its `Receipt`. `ReceiptChanged` tells when to look again.
        """
        return self._link.core.delivery(self.id, number)

    @property
    def unread(self) -> int:
        """How many messages of others have come that the person was not shown.

        What came while a visitor was away is among them, once SESSION has come; `read`
        sets it back.
        """
        return self._link.core.unread(self.id)

    async def history(
        self, before: int = 0, limit: int = MAX_HISTORY
    ) -> tuple[Message, ...]:
        """Older messages, oldest first; none: there is nothing before `before`.

        Args:
            before: only lower numbers; 0: the newest.
            limit: at most so many; fewer when they are long.

        Raises:
            Refused, AskTimeout, TooManyRequests, UsageError, StoppedByServer: as in
                `Agent`.
        """
        request = self._link.core.ask.history(
            self.id, trio.current_time(), before=before, limit=limit
        )
        return (await self._link.ask(request, History)).messages

    async def recall(self, number: int) -> None:
        """Takes back a message of one's own.

        To both sides it comes as a message with a `RecallBody`: whoever holds the
        message that it names shows it no more. Under cancellation it may still be done.

        Raises:
            Refused: `TOO_LATE`, `NOT_YOURS`, `NO_SUCH_MESSAGE`; `CLOSED`: the session
                has ended.
            AskTimeout, TooManyRequests, UsageError, StoppedByServer: as in `Agent`.
        """
        ask = self._link.core.ask
        request = ask.recall(self.id, number, trio.current_time())
        await self._link.ask(request, Res)

    async def select(
        self,
        number: int,
        option: str = "",
        *,
        values: Mapping[str, str] | None = None,
        outcome: OutcomeName = "",
        comment: str = "",
    ) -> None:
        """Answers a card of message `number`; only the visitor can.

        To both sides it comes as a message with a `SelectionBody`.

        Args:
            number: of the message with a `MenuBody`, a `FormBody` or a `RatingBody`.
            option: id of the option, or of the rating's level.
            values: of a form, by name of the field; of a field with options, an id.
            outcome: with a rating: whether the problem was solved.
            comment: with a rating, at most `MAX_NOTE_CHARS`.

        Raises:
            Refused: `NO_SUCH_MESSAGE`, `ANSWERED`, `TOO_LATE`, `BAD_VALUE`.
            AskTimeout, TooManyRequests, UsageError, StoppedByServer: as in `Agent`.
        """
        ask = self._link.core.ask
        request = ask.select(
            self.id,
            number,
            trio.current_time(),
            option=option,
            values=values or {},
            outcome=outcome,
            comment=comment,
        )
        await self._link.ask(request, Res)

    async def ask_human(self) -> None:
        """Goes on from the robot to a human; only the visitor can.

        Raises:
            Refused: `FORBIDDEN`: nobody but the robot serves there; `WRONG_STATE`: it
                does not serve now.
            AskTimeout, TooManyRequests, UsageError, StoppedByServer: as in `Agent`.
        """
        ask = self._link.core.ask
        await self._link.ask(ask.ask_human(self.id, trio.current_time()), Res)

    async def rate_answer(self, number: int, *, is_helpful: bool) -> None:
        """Says whether an answer of the robot has helped; only the visitor can.

        SESSION shows it. He may change his mind.

        Args:
            number: of its message, one with `is_answer`.
            is_helpful: it has.

        Raises:
            Refused: `NO_SUCH_MESSAGE`: it is none of these.
            AskTimeout, TooManyRequests, UsageError, StoppedByServer: as in `Agent`.
        """
        ask, now = self._link.core.ask, trio.current_time()
        request = ask.rate_answer(self.id, number, now, is_helpful=is_helpful)
        await self._link.ask(request, Res)

    async def invite_rating(self) -> None:
        """Has the visitor asked to rate: by the agent who serves, or by himself.

        To both sides it comes as a message with a `RatingBody`.

        Raises:
            Refused: `FORBIDDEN`: the rule of ratings does not let this side;
                `WRONG_STATE`: nobody serves, or an invitation waits already.
            AskTimeout, TooManyRequests, UsageError, StoppedByServer: as in `Agent`.
        """
        ask = self._link.core.ask
        request = ask.invite_rating(self.id, trio.current_time())
        await self._link.ask(request, Res)

    async def upload(
        self,
        source: Path | bytes,
        kind: AttachmentKind = "file",
        *,
        name: str = "",
        progress: Progress = no_progress,
    ) -> Uploaded:
        """Uploads a file for this session; see `AttachmentClient.upload`.

        Raises:
            UsageError: the client was connected without `http`.
            AttachmentRefused, Unavailable, OSError: as there.
        """
        return await self._attachments.upload(
            self.id, source, kind, name=name, progress=progress
        )

    async def download(
        self, attachment: str, *, progress: Progress = no_progress
    ) -> bytes:
        """The content of an attachment of this session.

        Raises:
            UsageError: the client was connected without `http`.
            AttachmentRefused, Unavailable: see `AttachmentClient.download`.
        """
        return await self._attachments.download(attachment, progress=progress)

    @property
    def _attachments(self) -> AttachmentClient:
        if self._link.attachments is None:
            raise UsageError("expected a client that was connected with `http`")
        return self._link.attachments

    async def close(self) -> None:
        """Ends the session for both sides. Under cancellation it may still end.

        What was posted before is delivered first, as before all that is asked about a
        session: until then its time does not begin.

        Raises:
            Refused, AskTimeout, TooManyRequests, UsageError, StoppedByServer: as in
                `Agent`.
        """
        request = self._link.core.ask.close(self.id, trio.current_time())
        await self._link.ask(request, Res)
