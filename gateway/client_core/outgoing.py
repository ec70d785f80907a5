"""What goes out next on a connection that is welcomed, and in which order. Pure.

Positions first, then requests, messages, receipts and words of typing: what is lost
with a connection goes last. Requests and messages wait while the server owes too many
answers, and those of one session for each other (see `requests`).
"""

from __future__ import annotations

from typing import Final

from gateway.client_core.asking import Asking
from gateway.client_core.conversations import Conversations
from gateway.client_core.typing_view import TypingSender
from gateway.wire.bodies import sized
from gateway.wire.client_frames import ClientFrame, Close, Send, SetTyping, Sync
from gateway.wire.terms import MAX_BATCH_IN, SEND_WINDOW

MAX_BATCH_BYTES: Final = 5_000
"""Of the bodies of one outgoing batch, the last aside: with that, and what 32 frames
hold besides, it stays below `MAX_FRAME_BYTES`."""

RECEIPT_AND_CLOSE: Final = 2
"""Frames that an end needs room for: what was read is heard no more behind it."""


class Outgoing:
    """Makes batches of what the parts of a client have to say."""

    def __init__(
        self, ask: Asking, conversations: Conversations, typing: TypingSender
    ) -> None:
        self._ask = ask
        self._requests = ask.unanswered
        self._conversations = conversations
        self._typing = typing
        self._window = SEND_WINDOW

    def welcomed(self, window: int) -> None:
        """The server said how many answers it may owe at once."""
        self._window = max(1, min(window, SEND_WINDOW))

    def take(self, now: float) -> list[ClientFrame]:
        """The next batch; empty when there is nothing to say."""
        frames: list[ClientFrame] = []
        positions = self._conversations.transcripts.to_sync(now)
        if positions:
            frames.append(Sync(positions))
        self._add_requests(frames, now)
        self._add_sends(frames, now)
        receipts = self._conversations.receipts
        while len(frames) < MAX_BATCH_IN and (receipt := receipts.take(now)):
            frames.append(receipt)
        while len(frames) < MAX_BATCH_IN and (word := self._typing.take()):
            after = self._conversations.transcripts.own_last(word.session)
            frames.append(
                SetTyping(word.session, word.room, word.is_typing, after, word.preview)
            )
        return frames

    def _add_requests(self, frames: list[ClientFrame], now: float) -> None:
        while (
            self._has_window(frames, RECEIPT_AND_CLOSE)
            and (request := self._requests.next(now)) is not None
        ):
            if isinstance(request, Close):
                receipts = self._conversations.receipts
                if last := receipts.take_last(request.session, now):
                    frames.append(last)
            frames.append(request)

    def _add_sends(self, frames: list[ClientFrame], now: float) -> None:
        room, held = MAX_BATCH_BYTES, self._requests.held()
        while self._has_window(frames) and room > 0:
            number = self._ask.new_number()
            flight = self._conversations.outbox.next_flight(number, now, held)
            if flight is None:
                return
            send = flight.send
            room -= sized(send.body)
            frames.append(Send(number, send.session, send.room, send.cid, send.body))

    def _has_window(self, frames: list[ClientFrame], room: int = 1) -> bool:
        unanswered = self._conversations.outbox.in_flight + self._requests.in_flight
        return len(frames) + room <= MAX_BATCH_IN and unanswered < self._window
