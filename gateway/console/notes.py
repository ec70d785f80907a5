"""PURE: what an agent notes on a session, and what is noted (S8).

The first word may name the session, as a row of a list (`q1`, `r1`, `f1`) or by its id;
else the current one is meant. `-` takes back what was noted.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from gateway.console.commands import split_first
from gateway.console.desk_requests import NoteSession
from gateway.console.naming import Naming
from gateway.console.note_phrases import NotePhrase
from gateway.console.phrases import Bilingual, Words
from gateway.console.roster import Roster
from gateway.console.styled import Line, Style, on_one_row, styled
from gateway.console.turn import Turn
from gateway.wire.notes import Notes
from gateway.wire.terms import NoteName

NOTHING: Final = "-"
_NAMED: Final = re.compile(r"[qrfm]\d+|[0-9a-z]{26}")
"""A row of a list, or a session's id."""
BETWEEN_TAGS: Final = re.compile(r"[\s,，、]+")
_DUE: Final = re.compile(r"\+(\d{1,4})([mhd])")
_SECONDS: Final = {"m": 60, "h": 3600, "d": 86400}
_OUTCOMES: Final = {
    "solved": "solved",
    "已解决": "solved",
    "unsolved": "unsolved",
    "未解决": "unsolved",
    NOTHING: NOTHING,
}
OUTCOMES: Final = {"solved": NotePhrase.SOLVED, "unsolved": NotePhrase.UNSOLVED}


class NoteTaking:
    """The commands that note something.

    Args:
        words: the agent's language.
        roster: the agent's sessions.
        naming: which session is meant.
    """

    def __init__(self, words: Words, roster: Roster, naming: Naming) -> None:
        self._words = words
        self._roster = roster
        self._naming = naming

    @property
    def readers(self) -> dict[str, Callable[[str], Turn]]:
        """The commands, by their words."""
        return {
            "tag": self._tagged,
            "remark": self._remarked,
            "outcome": self._concluded,
            "followup": self._to_follow_up,
        }

    def _tagged(self, rest: str) -> Turn:
        """Tags, apart by blanks or commas."""
        name, value = session_named(rest)
        tags = filter(None, BETWEEN_TAGS.split(value))
        return self._noted("tag", name, "tag", "\n".join(tags))

    def _remarked(self, rest: str) -> Turn:
        """A remark."""
        name, value = session_named(rest)
        return self._noted("remark", name, "remark", value)

    def _concluded(self, rest: str) -> Turn:
        """Solved or not."""
        name, value = session_named(rest)
        outcome = _OUTCOMES.get(value.lower(), "") if value else ""
        if value and not outcome:
            return self._naming.complaint(NotePhrase.OUTCOME_USAGE, "outcome")
        return self._noted("outcome", name, "outcome", outcome)

    def _to_follow_up(self, rest: str) -> Turn:
        """Something that is still to be done, perhaps in a certain time."""
        name, value = session_named(rest)
        seconds, text = due_seconds(value)
        if seconds and not text:
            return self._naming.complaint(NotePhrase.FOLLOW_UP_USAGE, "followup")
        return self._noted("followup", name, "follow_up", text, seconds)

    def _noted(
        self, word: str, name: str, note: NoteName, value: str, seconds: int = 0
    ) -> Turn:
        session = self._naming.session(name)
        if isinstance(session, Bilingual):
            return self._naming.complaint(session, word, name)
        if not value:
            return Turn(self._shown(session))
        value = "" if value == NOTHING else value
        return Turn(actions=[NoteSession(session, note, value, seconds)])

    def _shown(self, session: str) -> list[Line]:
        """What is noted on a session of the agent's."""
        thread = self._roster.find(session)
        view = None if thread is None else thread.view
        notes = None if view is None else view.notes
        lines = [] if notes is None else note_lines(self._words, notes)
        if not lines:
            lines = [styled(self._words(NotePhrase.NOTHING_NOTED), Style.DIM)]
        return lines


def note_lines(words: Words, notes: Notes) -> list[Line]:
    """What is noted on a session, a row each."""
    outcome = OUTCOMES.get(notes.outcome)
    told = [
        words(NotePhrase.TAGS, text=", ".join(notes.tags)) if notes.tags else "",
        words(outcome) if outcome is not None else "",
        words(NotePhrase.REMARK, text=on_one_row(notes.remark)) if notes.remark else "",
        words(NotePhrase.FOLLOW_UP, text=on_one_row(notes.follow_up))
        if notes.follow_up
        else "",
    ]
    lines = [styled(text, Style.DIM) for text in told if text]
    if notes.needs_tags:
        lines.append(styled(words(NotePhrase.NEEDS_TAGS), Style.WARNING))
    return lines


def session_named(rest: str) -> tuple[str, str]:
    """The session that the first word names, or "", and what is said of it."""
    first, value = split_first(rest)
    return (first, value) if _NAMED.fullmatch(first) else ("", rest.strip())


def due_seconds(value: str) -> tuple[int, str]:
    """In how many seconds (`+2h`), 0: not told; and what."""
    first, text = split_first(value)
    due = _DUE.fullmatch(first)
    return (0, value) if due is None else (int(due[1]) * _SECONDS[due[2]], text)
