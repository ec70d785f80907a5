"""The numbers of a group's bindings, and who may have been bound in vain.

A life of a group numbers its bindings without gaps. A number that no event carries is
of a binding that came to nothing: until the session could take it the hold on the slot
was over, as when a start reads thousands before it, or the slot was taken. From the
binding until it hears of that the group has the session out of line, and binds others
rightly; then the session is back at its place, and gets a higher number than they have.

So a session that was bound after others who stood behind it was overtaken, unless the
same life of the group may have bound it in vain before them. Each needs a number of its
own for that: missing, below theirs, and above all that were committed when the session
joined the line. A number that is missing may only be late: what is right at first can
turn out wrong, never the reverse.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import Final

BINDINGS_PER_MS: Final = 1_000_000
"""A life numbers its bindings from its start on: ms, by which it is named, times this;
the first has the next number."""


@dataclass(frozen=True, slots=True)
class Late:
    """A session that was bound after others who stood behind it.

    Attributes:
        order: number of the binding.
        above: if it was bound before in vain, then by a number above this one,
        below: and below this one, the least of the others'.
    """

    session: str
    order: int
    above: int
    below: int


class Bindings:
    """All numbers of one life of a group that events carry.

    Args:
        life: its name, which ends with when it began, in ms.
    """

    def __init__(self, life: str) -> None:
        self._begin = int(life.rpartition(".")[2]) * BINDINGS_PER_MS
        self._known: set[int] = set()
        self._positions = [0]
        self._highest = [self._begin]
        self._late: list[Late] = []
        self.excused = 0
        """Of those who were late: how many may have been bound in vain before."""

    def take(self, order: int, position: int) -> None:
        """A binding was committed."""
        self._known.add(order)
        self._positions.append(position)
        self._highest.append(max(order, self._highest[-1]))

    def highest(self, position: int) -> int:
        """The highest number that was committed before a position."""
        return self._highest[bisect_left(self._positions, position) - 1]

    def note(self, late: Late) -> None:
        """A session was late."""
        self._late.append(late)

    def overtaken(self) -> list[Late]:
        """Those who cannot have been bound in vain before; each is named once."""
        found: list[Late] = []
        excused: list[Late] = []
        missing = self._missing()
        # Whoever has the least choice chooses first: so as many as can be find one.
        for each in sorted(self._late, key=lambda late: late.below):
            place = bisect_right(missing, each.above)
            if place < len(missing) and missing[place] < each.below:
                del missing[place]
                excused.append(each)
            else:
                found.append(each)
        self._late, self.excused = excused, len(excused)
        return found

    def _missing(self) -> list[int]:
        """The numbers of which one could help somebody; ascending."""
        if not self._late:
            return []
        begin = max(self._begin, min(each.above for each in self._late))
        end = max(each.below for each in self._late)
        return [each for each in range(begin + 1, end) if each not in self._known]
