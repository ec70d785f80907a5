"""PURE: what the robot says first: the welcome card of a version."""

from __future__ import annotations

from collections.abc import Iterable

from actors.knowledge.entry import Edition, Entry, Welcome
from actors.robot.answer import Greeting, Suggestion
from actors.robot.answering import answers_in


class FirstWords:
    """The welcome card of a version, which can be told before that can be asked.

    Args:
        welcome: how it is set.
        entries: those that it names, maybe others.
    """

    def __init__(self, welcome: Welcome, entries: Iterable[Entry]) -> None:
        self._welcome = welcome
        self._entries = {each.id: each for each in entries}

    def greeting(self, channel: str, at_ms: int) -> Greeting | None:
        """The card in a channel, with the questions that are answered there, now.

        Args:
            channel: where it is shown.
            at_ms: wall time.
        """
        welcome, entries = self._welcome, self._entries
        if not welcome.enabled or not (welcome.title or welcome.text):
            return None
        named = (entries[each] for each in welcome.questions if each in entries)
        return Greeting(
            welcome.text,
            welcome.title,
            tuple(
                Suggestion(each.id, each.question, 1.0)
                for each in named
                if each.is_valid(at_ms) and answers_in(each, channel)
            ),
        )


def welcomed(edition: Edition) -> tuple[Entry, ...]:
    """The entries that the welcome card names."""
    named = set(edition.welcome.questions)
    return tuple(each for each in edition.entries if each.id in named)
