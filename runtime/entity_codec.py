"""How a durable actor's events, state and answers become bytes.

Each family is one closed union of msgspec structs; the tag of a struct names it for
ever, new fields go last with a default. An event that cannot be decoded stops the
entity: it is never skipped.
"""

from __future__ import annotations

from typing import Final, Generic, TypeVar

import msgspec

S = TypeVar("S")
E = TypeVar("E")

_ENCODER: Final = msgspec.msgpack.Encoder()


class EntityCodec(Generic[S, E]):
    """Codec of one kind of entity.

    Args:
        state: type of the state, for snapshots.
        events: union of the events.
        answers: union of the answers of commands that carry an operation id.
    """

    def __init__(self, state: object, events: object, answers: object) -> None:
        self._state: msgspec.msgpack.Decoder[S] = msgspec.msgpack.Decoder(state)
        self._event: msgspec.msgpack.Decoder[E] = msgspec.msgpack.Decoder(events)
        self._answer: msgspec.msgpack.Decoder[object] = msgspec.msgpack.Decoder(answers)

    def encode_event(self, event: E) -> bytes:
        """Bytes of an event."""
        return _ENCODER.encode(event)

    def decode_event(self, body: bytes) -> E:
        """The event behind `body`; raises `msgspec.DecodeError` for anything else."""
        return self._event.decode(body)

    def encode_state(self, state: S) -> bytes:
        """Bytes of a snapshot."""
        return _ENCODER.encode(state)

    def decode_state(self, body: bytes) -> S:
        """The state behind a snapshot."""
        return self._state.decode(body)

    def encode_answer(self, answer: object) -> bytes:
        """Bytes of the first answer to an operation."""
        return _ENCODER.encode(answer)

    def decode_answer(self, body: bytes) -> object:
        """The first answer to an operation."""
        return self._answer.decode(body)
