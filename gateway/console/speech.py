"""PURE: messages and refusals as lines."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, tzinfo
from typing import Final

from gateway.client_core.events import TypingChanged
from gateway.console.body_view import spoken
from gateway.console.card_view import how_to_answer
from gateway.console.commands import split_first
from gateway.console.file_phrases import FilePhrase
from gateway.console.phrases import Phrase, Words
from gateway.console.robot import feedback_mark
from gateway.console.robot_phrases import RobotPhrase
from gateway.console.styled import Line, Span, Style, styled
from gateway.console.thread import Thread
from gateway.console.turn import SaveFile, SendFile, TakeBack, Turn
from gateway.wire.codes import ErrorCode
from gateway.wire.server_frames import Message, Session
from gateway.wire.terms import Role

MAX_PENDING_SHOWN: Final = 5
"""Rows of unconfirmed messages in the panel."""
DELIVERED: Final = " ✓"
BAR: Final = Span("── ", Style.DIM)
SEPARATOR: Final = Span("  ·  ", Style.DIM)
_MAX_DIGITS: Final = 15
"""Of a message's number: below what the wire can carry."""
_MS: Final = 1_000
_REFUSALS: Final[dict[int, Phrase]] = {
    ErrorCode.CLOSED: Phrase.REFUSED_CLOSED,
    ErrorCode.FORBIDDEN: Phrase.REFUSED_FORBIDDEN,
    ErrorCode.NO_SUCH_GROUP: Phrase.REFUSED_GROUP,
    ErrorCode.NO_SUCH_SESSION: Phrase.REFUSED_SESSION,
    ErrorCode.WRONG_STATE: Phrase.REFUSED_STATE,
    ErrorCode.NO_SUCH_OFFER: Phrase.REFUSED_OFFER,
    ErrorCode.NO_SUCH_AGENT: Phrase.REFUSED_AGENT,
    ErrorCode.AGENT_FULL: Phrase.REFUSED_FULL,
    ErrorCode.AGENT_NOT_FREE: Phrase.REFUSED_NOT_FREE,
    ErrorCode.BAD_VALUE: Phrase.REFUSED_VALUE,
    ErrorCode.NO_SUCH_MESSAGE: Phrase.REFUSED_MESSAGE,
    ErrorCode.TOO_LATE: Phrase.REFUSED_LATE,
    ErrorCode.NOT_YOURS: Phrase.REFUSED_NOT_YOURS,
    ErrorCode.ANSWERED: Phrase.REFUSED_ANSWERED,
    ErrorCode.TAGS_MISSING: Phrase.REFUSED_UNTAGGED,
    ErrorCode.BLOCKED: Phrase.REFUSED_BLOCKED,
    ErrorCode.NO_SUCH_VISITOR: Phrase.REFUSED_VISITOR,
    ErrorCode.NO_SUCH_CONTRIBUTION: Phrase.REFUSED_CONTRIBUTION,
    ErrorCode.NO_SUCH_ENTRY: Phrase.REFUSED_ENTRY,
    ErrorCode.DECIDED: Phrase.REFUSED_DECIDED,
    ErrorCode.LIMIT_REACHED: Phrase.REFUSED_LIMIT,
    ErrorCode.NO_SUCH_REPLY: Phrase.REFUSED_REPLY,
    ErrorCode.NAME_TAKEN: Phrase.REFUSED_NAME,
    ErrorCode.NOT_SET_UP: Phrase.REFUSED_NOT_SET_UP,
}
_OWN_REASON: Final[dict[Role, str]] = {"visitor": "client", "agent": "seat"}
_CLOSE_REASONS: Final = {
    "client": Phrase.CLOSED_BY_CLIENT,
    "seat": Phrase.CLOSED_BY_SEAT,
    "admin": Phrase.CLOSED_BY_ADMIN,
    "timer": Phrase.CLOSED_BY_TIMER,
}


class Speech:
    """How messages look to one reader.

    Args:
        words: the reader's language.
        role: who the reader is.
        zone: the reader's time zone; None is the machine's.
    """

    def __init__(self, words: Words, role: Role, zone: tzinfo | None = None) -> None:
        self._words = words
        self._role = role
        self._zone = zone
        self._day = ""
        self.me = ""
        """Who the reader is; "" before the server said so."""

    def greeted(self, me: str, server_ms: int) -> None:
        """The server said who the reader is, and the day, which needs no mention."""
        self.me = me
        self._day = self._day or self.day(server_ms)

    def message(self, message: Message, view: Session | None = None) -> Line:
        """Number, time, who, and what; with `view` also what the visitor said of it."""
        head = Span(f"#{message.number} {self.time(message.at)} ", Style.DIM)
        said = Span(self.said(message))
        if message.role == self._role and message.sender == self.me:
            me = Span(self._words(Phrase.ME) + ": ", Style.OWN)
            return (head, me, said, Span(DELIVERED, Style.OWN))
        name = Span(self.name(message) + ": ", Style.OTHER)
        mark = feedback_mark(self._words, view, message.number)
        return (head, name, said, *([Span(mark, Style.NOTICE)] if mark else []))

    def taken_back(self, thread: Thread | None, rest: str) -> Turn:
        """What `/recall [number]` asks for in a session; None: there is none."""
        number = _number(rest)
        if thread is not None and not rest:
            number = thread.own_last(self.me)
        if thread is None or not number:
            text = self._words(Phrase.NOTHING_TO_RECALL)
            return Turn([styled(text, Style.WARNING)])
        return Turn(actions=[TakeBack(thread.session, number)])

    def file_chosen(self, thread: Thread | None, rest: str) -> Turn:
        """What `/file PATH` asks for in a session; None: there is none."""
        if thread is None or not rest:
            phrase = FilePhrase.USAGE if thread else FilePhrase.NO_SESSION
            return Turn([styled(self._words(phrase), Style.WARNING)])
        return Turn(actions=[SendFile(thread.session, rest)])

    def file_wanted(self, thread: Thread | None, rest: str) -> Turn:
        """What `/save NUMBER [PATH]` asks for in a session; None: there is none."""
        first, path = split_first(rest)
        number = _number(first)
        if thread is None or not number:
            phrase = FilePhrase.SAVE_USAGE if thread else FilePhrase.SAVE_NOWHERE
            return Turn([styled(self._words(phrase), Style.WARNING)])
        return Turn(actions=[SaveFile(thread.session, number, path)])

    def said(self, message: Message) -> str:
        """What; to visitors also how it is answered, where it asks, or rated."""
        text = spoken(self._words, message.body)
        if self._role != "visitor":
            return text
        how = how_to_answer(self._words, message.body)
        rate = self._words(RobotPhrase.RATE_HINT) if message.is_answer else ""
        return "\n".join(filter(None, (text, how, rate)))

    def time(self, at_ms: int) -> str:
        """The time of day, after the date if it is not today's."""
        return f"{self._date(at_ms)}{self._at(at_ms):%H:%M}"

    def moment(self, at_ms: int) -> str:
        """The same, to the second."""
        return f"{self._date(at_ms)}{self._at(at_ms):%H:%M:%S}"

    def day(self, at_ms: int) -> str:
        """The date, as 2026-11-23."""
        return f"{self._at(at_ms):%Y-%m-%d}"

    def _date(self, at_ms: int) -> str:
        day = self.day(at_ms)
        return "" if day == self._day else f"{day} "

    def name(self, message: Message) -> str:
        """Who said it."""
        match message.role:
            case "system":
                return self._words(Phrase.SYSTEM)
            case "visitor":
                return self._words(Phrase.VISITOR, name=message.name or message.sender)
            case "agent":
                return message.name or message.sender
            case "robot":
                return self._words(Phrase.ROBOT)
            case _:
                return message.name or message.role  # type: ignore[unreachable] # a later server's word

    def typist(self, event: TypingChanged) -> str:
        """Who types."""
        if event.role == "robot":
            return self._words(Phrase.ROBOT)
        return event.name or event.sender

    def pending(self, texts: Iterable[str], *, is_up: bool) -> list[Line]:
        """Messages that are not confirmed: the oldest, and how many more."""
        state = self._words(Phrase.SENDING if is_up else Phrase.TO_BE_SENT)
        all_of_them = list(texts)
        lines: list[Line] = [
            (Span(state, Style.NOTICE), Span(text))
            for text in all_of_them[:MAX_PENDING_SHOWN]
        ]
        rest = len(all_of_them) - len(lines)
        if rest > 0:
            more = self._words(Phrase.MORE_PENDING, count=rest)
            lines.append((Span(more, Style.NOTICE),))
        return lines

    def closed(self, view: Session) -> str:
        """Who ended a session."""
        if view.reason == _OWN_REASON[self._role]:
            return self._words(Phrase.CLOSED_BY_YOU)
        phrase = _CLOSE_REASONS.get(view.reason, Phrase.CLOSED_ANYHOW)
        return self._words(phrase)

    def _at(self, at_ms: int) -> datetime:
        return datetime.fromtimestamp(at_ms / _MS, UTC).astimezone(self._zone)


def _number(text: str) -> int:
    """Of a message; 0: it is none."""
    is_number = text.isdecimal() and len(text) <= _MAX_DIGITS
    return int(text) if is_number else 0


def refusal(words: Words, code: int) -> str:
    """Why the server refused, as half a sentence."""
    phrase = _REFUSALS.get(code)
    if phrase is None:
        return words(Phrase.REFUSED_ANYHOW, code=code)
    return words(phrase)
