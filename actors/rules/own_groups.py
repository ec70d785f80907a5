"""PURE: skill groups as administrators name and delete them (M2).

A group that was deleted has an heir, which stands in for it wherever somebody is led to
it: one function, `Groups.stand_in`, says which. How a group assigns is its own rule.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import msgspec

from actors.refusal import Refused, Rule


class OwnGroup(msgspec.Struct, frozen=True, array_like=True):
    """A group that was named, or deleted: `heir` takes its visitors then."""

    group: str
    name: str
    heir: str = ""


class Groups:
    """The groups of a book, to be looked up.

    Args:
        groups: no heirs in a circle: an heir is alive when it becomes one.
    """

    __slots__ = ("_by_id",)

    def __init__(self, groups: Iterable[OwnGroup] = ()) -> None:
        self._by_id = {each.group: each for each in groups}

    def stand_in(self, group: str) -> str:
        """The group itself; of a deleted one its heir, or that one's heir."""
        known = self._by_id.get(group)
        while known is not None and known.heir:
            group = known.heir
            known = self._by_id.get(group)
        return group

    def heir_of(self, group: str) -> str:
        """Who stands in for a deleted group; "" of one that is alive."""
        heir = self.stand_in(group)
        return "" if heir == group else heir

    def deleted(self, group: str) -> Refused | None:
        """The refusal for who names a deleted group himself; None: it is alive."""
        heir = self.heir_of(group)
        if not heir:
            return None
        text = f"group {group} was deleted: {heir} takes its visitors"
        return Refused(Rule.NO_SUCH_GROUP, text)

    def name_of(self, group: str) -> str:
        """What people read, where somebody has named it and it is alive, or ""."""
        known = self._by_id.get(group)
        return "" if known is None or known.heir else known.name


NO_GROUPS: Final = Groups()
