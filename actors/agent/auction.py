"""PURE: which of an agent's groups gets a slot that has become free (Q1).

An agent in several groups asks all of them at once: each owes an answer, a bid for
its best waiting session or none. When nobody owes one any more, the smallest bid of
all gets a slot, and if there is another slot, its group owes its next bid: so the slots
go to the smallest bids of all lines together, as in a merge of sorted lists. What was
bid stays until it is served or the slots are gone. A deadline bounds the whole.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from actors.agent.messages import Reserve

_UNASKED: Final = -1
"""In place of a version: the word that the group is to answer has not gone out."""


class Auction:
    """One agent's auction; mutable, single-owner.

    `number` grows with every auction: an earlier one's deadline means nothing.
    """

    __slots__ = ("_bids", "_owing", "is_due", "is_open", "number")

    def __init__(self) -> None:
        self._bids: dict[str, Reserve] = {}
        self._owing: dict[str, int] = {}
        self.number = 0
        self.is_open = False
        self.is_due = False

    def open(self, groups: Iterable[str]) -> bool:
        """There is more room: all groups without a bid owe an answer.

        False: it was open already, and keeps its deadline.
        """
        bidders = {bid.group for bid in self._bids.values()}
        self._owing = {group: _UNASKED for group in groups if group not in bidders}
        if self.is_open:
            return False
        self.number += 1
        self.is_open = True
        return True

    def owes(self, group: str) -> bool:
        """True while an answer of that group is waited for."""
        return group in self._owing

    def told(self, groups: Iterable[str], version: int) -> None:
        """Word `version` of the agent goes out to these: who owes answers that."""
        for group in groups if self._owing else ():
            if group in self._owing:
                self._owing[group] = version

    def bid(self, reserve: Reserve) -> None:
        """A group's answer; a repeated one replaces the first."""
        self._owing.pop(reserve.group, None)
        self._bids[reserve.reservation] = reserve

    def no_bid(self, group: str, version: int) -> None:
        """A group's answer; one to an earlier word is none."""
        if self._owing.get(group) == version:
            del self._owing[group]

    def withdraw(self, reservation: str) -> bool:
        """Who bid gives it up; False: there was no such bid."""
        return self._bids.pop(reservation, None) is not None

    def leave(self, group: str) -> tuple[Reserve, ...]:
        """He is none of that group any more: gives back what it bid."""
        self._owing.pop(group, None)
        left = tuple(bid for bid in self._bids.values() if bid.group == group)
        for bid in left:
            del self._bids[bid.reservation]
        return left

    def due(self, number: int) -> None:
        """The groups have had their time: nobody owes an answer any more."""
        if self.is_open and number == self.number:
            self.is_due = True
            self._owing.clear()

    @property
    def is_decided(self) -> bool:
        """True when the best bid is known, or that there is none."""
        return self.is_open and not self._owing

    def best(self) -> Reserve | None:
        """Takes the smallest bid of a decided auction; None: there is none left.

        Its group owes the next one, unless that stands already.
        """
        if not self._bids:
            return None
        best = min(self._bids.values(), key=lambda bid: (bid.bid, bid.reservation))
        del self._bids[best.reservation]
        has_another = any(bid.group == best.group for bid in self._bids.values())
        if not self.is_due and not has_another:
            self._owing[best.group] = _UNASKED
        return best

    def close(self) -> tuple[Reserve, ...]:
        """Ends it; who is left gets nothing."""
        left = tuple(self._bids.values())
        self._bids.clear()
        self._owing.clear()
        self.is_open = self.is_due = False
        return left
