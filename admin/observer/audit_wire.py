"""PURE: what the auditor is asked about a crash, and what it answers."""

from __future__ import annotations

from typing import Final

import msgspec


class MarkJournal(msgspec.Struct, frozen=True, tag="mark"):
    """Asks it to remember the journal as it is before an experiment: `Marked`."""

    experiment: int


class ExamineJournal(msgspec.Struct, frozen=True, tag="examine"):
    """Asks what has become of what it remembers: `Verdict`, or `Unmarked`.

    Attributes:
        experiment: that it marked the journal for.
        struck_ms: wall time of the crash.
        back_ms: wall time when the part served again.
        entity: whose pause is looked for, as the journal names it; empty: all events'.
    """

    experiment: int
    struck_ms: int
    back_ms: int
    entity: str = ""


AuditRequest = MarkJournal | ExamineJournal


class Marked(msgspec.Struct, frozen=True, tag="marked"):
    """It remembers so many open sessions."""

    sessions: int


class Unmarked(msgspec.Struct, frozen=True, tag="unmarked"):
    """It remembers nothing of that experiment: it has died itself since."""


class Verdict(msgspec.Struct, frozen=True, tag="verdict"):
    """What the journal's rows say of an experiment.

    Attributes:
        lost: sessions that were open and are gone, were set back, or were ended by
            their quarantine.
        missing: entities whose events or messages are not numbered without gaps.
        doubled: messages that stand twice in a session.
        over_capacity: slots given since beyond what the agent has.
        sessions: that were open before, and were looked for.
        messages: committed since.
        agents: whose slots were looked at.
        events: committed since.
        pause_ms: the longest time without an event that began before the part was back
            and ended after the crash; None: too little happened for anybody to say.
        is_cut: more was committed than one look reads: the rest was not looked at.
        examples: of what is wrong, a few.
    """

    lost: int
    missing: int
    doubled: int
    over_capacity: int
    sessions: int
    messages: int
    agents: int
    events: int
    pause_ms: int | None
    is_cut: bool = False
    examples: tuple[str, ...] = ()

    @property
    def is_clean(self) -> bool:
        """Nothing is wrong."""
        return not (self.lost or self.missing or self.doubled or self.over_capacity)


AuditAnswer = Marked | Unmarked | Verdict

ENCODER: Final = msgspec.msgpack.Encoder()
REQUESTS: Final[msgspec.msgpack.Decoder[AuditRequest]] = msgspec.msgpack.Decoder(
    AuditRequest
)
ANSWERS: Final[msgspec.msgpack.Decoder[AuditAnswer]] = msgspec.msgpack.Decoder(
    AuditAnswer
)
