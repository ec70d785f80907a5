"""PURE: what is said and taken back in any room, whose number is the next there (S6).

The visitor's room, side rooms and internal conversations share it: a room is a last
number, and the numbers that were taken back.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from zlib import crc32

import msgspec

from actors.refusal import Refused, Rule
from actors.session.causes import Guard
from actors.session.events import MessagePosted, MessageRecalled
from actors.session.messages import PostMessage, RecallMessage
from actors.session.replies import Accepted
from runtime.journal import Outage
from runtime.outages import extended


def digest(room: str, body: bytes) -> int:
    """Checksum of a message's content."""
    return crc32(body, crc32(room.encode()))


def too_late(command: PostMessage, now_ms: int) -> Refused | None:
    """Why a message with a file is not taken now: the file may be gone.

    A repeat does not come here: it gets its first answer, however late.
    """
    if not command.until_ms or now_ms < command.until_ms:
        return None
    text = "expected a file that was uploaded lately: upload it again"
    return Refused(Rule.TOO_LATE, text)


def posted(last_number: int, command: PostMessage) -> MessagePosted:
    """The next message of its room."""
    sender = command.sender
    return MessagePosted(
        last_number + 1,
        command.room,
        sender.role,
        sender.id,
        command.name,
        command.body,
        command.cid,
    )


def accepted(message: MessagePosted, at_ms: int) -> Accepted:
    """What its sender is answered."""
    return Accepted(message.number, at_ms, digest(message.room, message.body))


def taken_back(last_number: int, command: RecallMessage) -> MessageRecalled:
    """The next message of the room, which takes another one back."""
    sender = command.sender
    return MessageRecalled(
        last_number + 1,
        command.room,
        sender.role,
        sender.id,
        command.name,
        command.number,
    )


class Told(msgspec.Struct, frozen=True):
    """What of a room decides on taking back; at most `most` messages are."""

    recalled: Collection[int]
    most: int
    recall_seconds: float
    now_ms: int
    outages: Sequence[Outage]


def recall_facts(told: Told, command: RecallMessage) -> set[Guard]:
    """What holds of a message that somebody wants to take back (V2)."""
    posted_before = command.posted
    facts = {Guard.FEW} if len(told.recalled) < told.most else set()
    if posted_before is None or not isinstance(posted_before.message, MessagePosted):
        return facts
    if command.number not in told.recalled:
        facts.add(Guard.POSTED)
    message, sender = posted_before.message, command.sender
    if (message.role, message.sender) == (sender.role, sender.id):
        facts.add(Guard.OWN)
    limit_ms = round(told.recall_seconds * 1000)
    at_ms = posted_before.at_ms
    until_ms = extended(at_ms + limit_ms, at_ms, told.outages, told.now_ms)
    if told.now_ms <= until_ms and limit_ms:
        facts.add(Guard.IN_TIME)
    return facts
