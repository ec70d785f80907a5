"""What the store and its parent say to each other: a message each way per batch.

Encoders and decoders are made once: making one costs as much as encoding ten appends.
"""

from __future__ import annotations

import msgspec

from runtime.journal import Answer, Append, Outcome, Query


class Work(msgspec.Struct, frozen=True, array_like=True):
    """A batch for one commit, and the queries to answer after it."""

    appends: list[Append]
    queries: list[Query]


class Results(msgspec.Struct, frozen=True, array_like=True):
    """One outcome per append and one answer per query, in order."""

    outcomes: list[Outcome]
    answers: list[Answer]


ENCODER = msgspec.msgpack.Encoder()
WORK_DECODER = msgspec.msgpack.Decoder(Work)
RESULTS_DECODER = msgspec.msgpack.Decoder(Results)
