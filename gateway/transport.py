"""The byte carrier below a connection: an interface, so that it can be exchanged.

Rules every transport keeps:
- one task receives, one task sends; both may run at once;
- `send` is all or nothing for the peer: when it fails, stalls or is cancelled the
  stream is aborted, because half a frame on the wire cannot be taken back;
- nothing a peer sends raises anything but `PeerError` and `TransportClosed`.
"""

from __future__ import annotations

from typing import Protocol

from gateway.wire.codec import Codec
from runtime.errors import Unavailable


class TransportClosed(Unavailable):
    """The peer is gone, or the stream was aborted; nothing more can be sent."""


class Transport(Protocol):
    """A message-oriented, ordered, two-way carrier of messages.

    They are bytes on this side, also where the format travels as text.
    """

    @property
    def codec(self) -> Codec:
        """The format that the two agreed on."""
        ...

    @property
    def peer(self) -> str:
        """Address of the other side, for logs."""
        ...

    @property
    def address(self) -> str:
        """The name under which the client's address is counted (`gateway.rations`)."""
        ...

    @property
    def close_code(self) -> int | None:
        """Close code of the stream; None while it is open. 1006: it just ended."""
        ...

    async def receive(self) -> bytes | None:
        """Waits for the next message; None once the peer has closed or is gone.

        Cancelling it loses no message.

        Raises:
            PeerError: the peer sent what is no message of this format.
        """
        ...

    async def send(self, data: bytes) -> None:
        """Sends one message; only one task may call this.

        It need not be a checkpoint: what has room leaves at once.

        A write that stalls longer than the transport's limit, or is cancelled,
        aborts the stream.

        Raises:
            TransportClosed: the stream is closed, or was aborted by this call.
        """
        ...

    async def close(self, code: int, reason: str) -> None:
        """Ends the stream politely within a bounded time, then by force.

        Idempotent. Under cancellation the stream is aborted at once.

        Args:
            code: WebSocket close code.
            reason: at most 120 bytes of UTF-8, for developers.
        """
        ...

    def abort(self) -> None:
        """Drops the stream now, without a word; receivers and senders wake up."""
        ...
