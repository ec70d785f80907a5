"""PURE: the figures of a day by group, kept up to date while records are written.

A tally is begun from the rows that are there, and then follows the projector: of each
batch, what the rows added before is taken off and what they add now is put on. It
knows at which position it stands: one that has missed something is begun anew. So no
figure is ever had by counting sessions again, and each is what the report would say.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from actors.records.figures import Sums
from actors.records.leg_sums import sums_of
from actors.records.rows import Story

NOWHERE: Final = -1
"""Position of a tally that was not begun."""

Place = tuple[str, str]
"""A group, and the name of a session's state."""


class TallyChange:
    """What one batch changes.

    Attributes:
        sums: by group, what is to be added; counts may be below 0.
        open: the same of sessions that go on.
    """

    __slots__ = ("_from_ms", "_prompt_ms", "open", "sums")

    def __init__(self, from_ms: int, prompt_ms: int) -> None:
        self._from_ms = from_ms
        self._prompt_ms = prompt_ms
        self.sums: dict[str, Sums] = {}
        self.open: dict[Place, int] = {}

    def take_off(self, stories: Iterable[Story]) -> None:
        """What these rows added, before they change."""
        for story in stories:
            self._count(story, -1)

    def put_on(self, stories: Iterable[Story]) -> None:
        """What they add now; sessions that are new among them."""
        for story in stories:
            self._count(story, 1)

    def _count(self, story: Story, sign: int) -> None:
        row = story.row
        if row.closed_ms is None:
            place = (row.group, row.stage)
            self.open[place] = self.open.get(place, 0) + sign
        for leg in story.legs.values():
            if leg.begun_ms >= self._from_ms:
                sums = self.sums.setdefault(leg.group, Sums())
                sums.add(sums_of(leg, self._prompt_ms), sign)


class Tally:
    """Figures of one day; mutable, the store's own.

    Attributes:
        position: of the last event that is in it, or `NOWHERE`.
        sums: by group, of legs that began in the day; "" is no group.
        open: how many sessions go on, by place.
    """

    def __init__(self) -> None:
        self.position = NOWHERE
        self.sums: dict[str, Sums] = {}
        self.open: dict[Place, int] = {}
        self._from_ms = 0
        self._prompt_ms = 0

    def stands_at(self, position: int, from_ms: int, prompt_ms: int) -> bool:
        """True when it is what is asked for."""
        mine = (self.position, self._from_ms, self._prompt_ms)
        return mine == (position, from_ms, prompt_ms)

    def begin(
        self,
        position: int,
        from_ms: int,
        prompt_ms: int,
        sums: Mapping[str, Sums],
        open_sessions: Mapping[Place, int],
    ) -> None:
        """Stands at a position, with what was counted there.

        Args:
            position: of the last event that is in the rows.
            from_ms: when the day began, wall time.
            prompt_ms: see `sums_of`.
            sums: of the rows, by group.
            open_sessions: by place.
        """
        self.position = position
        self._from_ms, self._prompt_ms = from_ms, prompt_ms
        self.sums, self.open = dict(sums), dict(open_sessions)

    def change_after(self, position: int) -> TallyChange | None:
        """To be filled with what follows that position; None: it stands elsewhere."""
        if self.position != position:
            return None
        return TallyChange(self._from_ms, self._prompt_ms)

    def follow(self, change: TallyChange, position: int) -> None:
        """What was changed is recorded up to a position."""
        self.position = position
        for group, sums in change.sums.items():
            self.sums.setdefault(group, Sums()).add(sums)
        for place, count in change.open.items():
            now = self.open.get(place, 0) + count
            if now:
                self.open[place] = now
            else:
                self.open.pop(place, None)
