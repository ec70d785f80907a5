"""PURE: answers that an agent looks for, and quick replies (A4, A5)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, TypeVar

from gateway.console.knowledge_requests import AskFind, AskReplies
from gateway.console.numbered_list import INDENT
from gateway.console.phrases import Words
from gateway.console.reply_finding import filled, fitting, without_marks
from gateway.console.reply_phrases import ReplyPhrase
from gateway.console.roster import Roster
from gateway.console.speech import SEPARATOR, Speech
from gateway.console.styled import Line, Span, Style, on_one_row, styled
from gateway.console.turn import Turn
from gateway.wire.knowledge_frames import KnowledgeFound
from gateway.wire.reply_frames import QuickReplies, QuickReply, QuickReplyPut

T = TypeVar("T")

LISTED: Final = 9
"""Rows of a list: each has a digit, and the conversation is still on the screen."""
MARKS: Final = ("#", "＃")
"""Of a quick reply; Chinese input methods write the second."""
ReplyAnswer = KnowledgeFound | QuickReplies | QuickReplyPut


class ReplyDesk:
    """The commands, and what was listed last.

    Args:
        words: the agent's language.
        speech: how days and times look.
        roster: the agent's sessions.
        say: says something in the current session.
    """

    def __init__(
        self, words: Words, speech: Speech, roster: Roster, say: Callable[[str], Turn]
    ) -> None:
        self._words = words
        self._speech = speech
        self._roster = roster
        self._say = say
        self._found: Sequence[str] = ()
        self._listed: Sequence[QuickReply] = ()
        self._pages: list[QuickReply] = []
        self._typed = ""
        self._now_ms = 0

    @property
    def readers(self) -> dict[str, Callable[[str], Turn]]:
        """The commands, by their words."""
        return {"find": self._find, "quick": self._quick}

    def marked(self, text: str) -> Turn | None:
        """What a line that begins with a mark asks for; None: another line.

        One that begins with two marks is a message that begins with one.
        """
        if not text.startswith(MARKS):
            return None
        if text[1:].startswith(MARKS):
            return self._say(text[1:])
        return self._quick(text[1:].strip())

    def answered(self, answer: ReplyAnswer, now_ms: int) -> Turn:
        """Shows what was asked for."""
        match answer:
            case KnowledgeFound():
                return Turn(self._take_found(answer))
            case QuickReplies(rows=rows, next=after):
                self._pages += rows
                self._now_ms = now_ms
                return Turn() if after else Turn(self._take_replies())
            case QuickReplyPut():
                return Turn()

    def _find(self, rest: str) -> Turn:
        """A number is a row of the last list; anything else is looked for."""
        if not rest.isdecimal():
            return Turn(actions=[AskFind(rest)])
        row = _row(self._found, rest)
        return self._missing("/find") if row is None else self._say(row)

    def _quick(self, rest: str) -> Turn:
        if not rest.isdecimal():
            self._typed = rest
            self._pages = []
            return Turn(actions=[AskReplies()])
        row = _row(self._listed, rest)
        if row is None:
            return self._missing("#")
        return self._say(filled(row.text, self._values()))

    def _values(self) -> dict[str, str]:
        """What variables stand for in the current session."""
        thread = self._roster.current
        view = None if thread is None else thread.view
        if view is None:
            return {}
        told = {each.name.lower(): each.value for each in view.variables}
        return {
            **told,
            "visitor": view.nickname,
            "agent": view.agent_name,
            "group": view.group_name,
            "date": self._speech.day(self._now_ms),
            "time": self._speech.time(self._now_ms),
        }

    def _take_found(self, found: KnowledgeFound) -> list[Line]:
        rows = found.rows[:LISTED]
        self._found = [
            without_marks(each.answer) if each.kind == "markdown" else each.answer
            for each in rows
        ]
        if not rows:
            return [styled(self._words(ReplyPhrase.NOT_FOUND), Style.DIM)]
        head = self._words(ReplyPhrase.FOUND, version=found.version)
        shown = [(each.question, each.answer, "") for each in rows]
        return self._list(head, shown, ReplyPhrase.FIND_HINT)

    def _take_replies(self) -> list[Line]:
        fit = fitting(self._pages, self._typed)
        self._listed = fit[:LISTED]
        if not fit:
            return [styled(self._words(ReplyPhrase.NO_QUICK), Style.DIM)]
        own = self._words(ReplyPhrase.OWN)
        shown = [
            (each.title, each.text, each.category if each.is_shared else own)
            for each in self._listed
        ]
        head = self._words(ReplyPhrase.QUICK, count=len(fit))
        return self._list(head, shown, ReplyPhrase.QUICK_HINT)

    def _list(
        self, head: str, rows: Sequence[tuple[str, str, str]], hint: ReplyPhrase
    ) -> list[Line]:
        lines = [styled(head, Style.NOTICE)]
        for at, (name, text, mark) in enumerate(rows, 1):
            beside = f"({mark}) " if mark else ""
            lines.append(
                (
                    Span(f"{INDENT}{at}{INDENT}", Style.DIM),
                    Span(on_one_row(name)),
                    SEPARATOR,
                    Span(on_one_row(f"{beside}{text}"), Style.DIM),
                )
            )
        return [*lines, styled(INDENT + self._words(hint), Style.DIM)]

    def _missing(self, command: str) -> Turn:
        text = self._words(ReplyPhrase.NO_SUCH_ROW, command=command)
        return Turn([styled(text, Style.WARNING)])


def _row(rows: Sequence[T], number: str) -> T | None:
    """That row, from 1; None: there is none."""
    at = int(number[:2]) - 1
    return rows[at] if 0 <= at < len(rows) else None
