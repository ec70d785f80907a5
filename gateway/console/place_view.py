"""PURE: a visitor's place in line, and the time it will take, as far as known."""

from __future__ import annotations

from gateway.console.duration import estimate
from gateway.console.phrases import Phrase, Words
from gateway.console.styled import on_one_row
from gateway.wire.server_frames import Position, Session


class PlaceView:
    """The place of one visitor.

    Attributes:
        position: as the server said last; None: it is not known.
    """

    def __init__(self, words: Words) -> None:
        self._words = words
        self._told = ""
        self.position: Position | None = None

    def shown(self, view: Session | None) -> str:
        """The place while somebody waits, else "".

        In the words of the service, where it has any. Who is served while somebody
        else is looked for stands in a line too, but does not wait.
        """
        position = self.position
        if position is None or view is None or view.state != "queued":
            return ""
        if position.text:
            return on_one_row(position.text)
        place = (
            self._words(Phrase.NEXT_IN_LINE)
            if position.position == 1
            else self._words(Phrase.PLACE_IN_LINE, position=position.position)
        )
        if position.wait_seconds is None:
            return place
        time = estimate(self._words, position.wait_seconds)
        return self._words(Phrase.PLACE_AND_WAIT, place=place, time=time)

    def news(self, view: Session | None) -> str:
        """The same, once for each change."""
        place = self.shown(view)
        if place in {"", self._told}:
            return ""
        self._told = place
        return place
