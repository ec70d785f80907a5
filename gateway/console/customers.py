"""PURE: a customer as an agent sees him, and what the agent writes down (M12).

The first word may name him: `@visitor` by his id, or as a session is named (`q1`, `r1`,
`f1`, a session's id); else the visitor of the current session is meant. `-` clears.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from msgspec.structs import replace

from gateway.console.commands import split_first
from gateway.console.customer_phrases import CustomerPhrase
from gateway.console.desk_requests import AlterCustomer
from gateway.console.duration import duration
from gateway.console.mention import named
from gateway.console.naming import Naming
from gateway.console.notes import (
    BETWEEN_TAGS,
    NOTHING,
    due_seconds,
    session_named,
)
from gateway.console.phrases import Bilingual, Words
from gateway.console.questions import AskCustomer
from gateway.console.styled import Line, Style, on_one_row, styled
from gateway.console.turn import Turn
from gateway.wire.customer_frames import ChangeCustomer, Customer, CustomerNote

MAX_NOTES_LISTED: Final = 5
"""Of a customer: the newest; what fits on a screen with the rest."""
_LEVEL: Final = re.compile(r"[0-9]")
_INDENT: Final = "  "
_NO_CHANGE: Final = ChangeCustomer(0, "")
"""Number and id are put in when it is sent."""


class CustomerDesk:
    """The commands about customers.

    Args:
        naming: which session is meant.
    """

    def __init__(self, naming: Naming) -> None:
        self._naming = naming

    @property
    def readers(self) -> dict[str, Callable[[str], Turn]]:
        """The commands, by their words."""
        return {
            "customer": self._asked,
            "level": self._ranked,
            "block": self._blocked,
            "unblock": self._unblocked,
        }

    def _asked(self, rest: str) -> Turn:
        """`/customer`: shows one, or writes down a part of what is known."""
        change, rest = self._aimed("customer", rest)
        if isinstance(change, Turn):
            return change
        part, value = split_first(rest)
        if not part:
            return Turn(actions=[AskCustomer(change.session, change.visitor)])
        value = "" if value == NOTHING else value
        altered = _altered(change, part, value)
        if altered is None:
            return self._naming.complaint(CustomerPhrase.CUSTOMER_USAGE, "customer")
        return Turn(actions=[AlterCustomer(altered, "customer")])

    def _ranked(self, rest: str) -> Turn:
        """`/level`: a VIP level."""
        change, rest = self._aimed("level", rest)
        if isinstance(change, Turn):
            return change
        if not _LEVEL.fullmatch(rest):
            return self._naming.complaint(CustomerPhrase.LEVEL_USAGE, "level")
        return Turn(actions=[AlterCustomer(replace(change, level=int(rest)), "level")])

    def _blocked(self, rest: str) -> Turn:
        """`/block`: for a reason, for ever or for a time."""
        change, rest = self._aimed("block", rest)
        if isinstance(change, Turn):
            return change
        seconds, reason = due_seconds(rest)
        if not reason:
            return self._naming.complaint(CustomerPhrase.BLOCK_USAGE, "block")
        change = replace(change, block_reason=reason)
        return Turn(actions=[AlterCustomer(change, "block", seconds)])

    def _unblocked(self, rest: str) -> Turn:
        """`/unblock`."""
        change, _ = self._aimed("unblock", rest)
        if isinstance(change, Turn):
            return change
        return Turn(actions=[AlterCustomer(replace(change, unblock=True), "unblock")])

    def _aimed(self, word: str, rest: str) -> tuple[ChangeCustomer | Turn, str]:
        """A change of whom the first word names, or what is wrong, and the rest."""
        first, others = split_first(rest)
        if first.startswith("@") and first[1:]:
            return replace(_NO_CHANGE, visitor=first[1:]), others
        name, value = session_named(rest)
        session = self._naming.session(name)
        if isinstance(session, Bilingual):
            return self._naming.complaint(session, word, name), ""
        return replace(_NO_CHANGE, session=session), value


def _altered(change: ChangeCustomer, part: str, value: str) -> ChangeCustomer | None:
    match part:
        case "name":
            return replace(change, nickname=value)
        case "phone":
            return replace(change, phone=value)
        case "email":
            return replace(change, email=value)
        case "language":
            return replace(change, language=value)
        case "tag":
            tags = tuple(filter(None, BETWEEN_TAGS.split(value)))
            return replace(change, tags=tags)
        case "note" if value:
            return replace(change, note=value)
        case _:
            return None


def customer_lines(words: Words, customer: Customer, now_ms: int) -> list[Line]:
    """What is known of a customer; `now_ms` is the server's clock."""
    visitor = customer.visitor
    phrase = CustomerPhrase.HEAD_NAMED if customer.nickname else CustomerPhrase.HEAD
    head = words(phrase, name=customer.nickname, visitor=visitor)
    lines = [styled(head, Style.NOTICE)]
    if not customer.version:
        unknown = words(CustomerPhrase.UNKNOWN)
        return [*lines, styled(_INDENT + unknown, Style.DIM)]
    if customer.is_blocked:
        lines.append(styled(_INDENT + _block(words, customer, now_ms), Style.WARNING))
    told = [
        words(CustomerPhrase.LEVEL, level=customer.level) if customer.level else "",
        _told(words, CustomerPhrase.PHONE, customer.phone),
        _told(words, CustomerPhrase.EMAIL, customer.email),
        _told(words, CustomerPhrase.LANGUAGE, customer.language),
        *(f"{each.name}: {each.value}" for each in customer.fields),
        _told(words, CustomerPhrase.TAGS, ", ".join(customer.tags)),
    ]
    lines += [styled(_INDENT + text) for text in told if text]
    for note in customer.notes[:MAX_NOTES_LISTED]:
        lines.append(styled(_INDENT + _note(words, note, now_ms), Style.DIM))
    return lines


def _told(words: Words, phrase: CustomerPhrase, text: str) -> str:
    return words(phrase, text=on_one_row(text)) if text else ""


def _block(words: Words, customer: Customer, now_ms: int) -> str:
    reason = on_one_row(customer.block_reason)
    if not customer.block_until:
        return words(CustomerPhrase.BLOCKED, reason=reason)
    time = duration(words, customer.block_until - now_ms)
    return words(CustomerPhrase.BLOCKED_FOR, reason=reason, time=time)


def _note(words: Words, note: CustomerNote, now_ms: int) -> str:
    return words(
        CustomerPhrase.NOTE,
        time=duration(words, now_ms - note.at),
        name=named(note.by_name, note.by),
        text=on_one_row(note.text),
    )
