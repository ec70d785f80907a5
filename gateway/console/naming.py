"""PURE: which session, or which group, an agent means.

A session is named by its number among the agent's (`1`), by its row in a list that was
asked for (`q1`, `r1`, `f1`, `m1`), or by its id; where it may be left out, the current
one is meant, and so is its group. In a side room that is the session it belongs to; in
a talk among agents there is none.
"""

from __future__ import annotations

from collections.abc import Callable

from gateway.console.aside_phrases import AsidePhrase
from gateway.console.desk_phrases import DeskPhrase
from gateway.console.lists import Lists
from gateway.console.phrases import Bilingual, Words
from gateway.console.roster import Roster
from gateway.console.styled import Style, styled
from gateway.console.thread import Thread
from gateway.console.turn import Action, Turn
from gateway.wire.terms import INTERNAL_ROOM, room_at, session_at


class Naming:
    """What names mean.

    Args:
        words: the agent's language.
        roster: the agent's sessions.
        lists: what was listed last.
    """

    def __init__(self, words: Words, roster: Roster, lists: Lists) -> None:
        self._words = words
        self._roster = roster
        self._lists = lists
        self._group = ""

    def place(self, name: str) -> str | Bilingual:
        """The session or the room that is meant, or why it is not known which."""
        if not name:
            current = self._roster.current
            return DeskPhrase.WHICH_SESSION if current is None else current.session
        if name.isdecimal():
            thread = self._roster.numbered(int(name))
            return DeskPhrase.NO_SUCH_NUMBER if thread is None else thread.session
        return self._lists.session(name) or name

    def session(self, name: str) -> str | Bilingual:
        """The session that is meant, or why it is not known which."""
        place = self.place(name)
        if isinstance(place, Bilingual):
            return place
        is_talk = room_at(place) == INTERNAL_ROOM
        return AsidePhrase.NO_VISITOR_HERE if is_talk else session_at(place)

    @property
    def current(self) -> Thread | None:
        """The current session; of a side room the one that it belongs to."""
        current = self._roster.current
        return current and self._roster.find(session_at(current.session))

    def on_session(self, word: str, make: Callable[[str], Action], name: str) -> Turn:
        """The action on the session that is meant."""
        return self._on(self.session(name), word, make, name)

    def on_place(self, word: str, make: Callable[[str], Action], name: str) -> Turn:
        """The action on the session or the room that is meant."""
        return self._on(self.place(name), word, make, name)

    def _on(
        self,
        found: str | Bilingual,
        word: str,
        make: Callable[[str], Action],
        name: str,
    ) -> Turn:
        if isinstance(found, Bilingual):
            return self.complaint(found, word, name)
        return Turn(actions=[make(found)])

    def on_group(self, word: str, make: Callable[[str], Action], name: str) -> Turn:
        """The action on a named group, the current session's, or the last one."""
        current = self.current
        view = None if current is None else current.view
        group = name or (self._group if view is None else view.group)
        if not group:
            return self.complaint(DeskPhrase.WHICH_GROUP, word)
        self._group = group
        return Turn(actions=[make(group)])

    def complaint(self, phrase: Bilingual, word: str, name: str = "") -> Turn:
        """What is wrong with a command; `name` is what it named."""
        number = name if name.isdecimal() else name[1:]
        text = self._words(phrase, word=word, number=number)
        return Turn([styled(text, Style.WARNING)])
