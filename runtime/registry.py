"""Names to addresses: `kind/id` finds the region of that kind and the entity in it.

One registry belongs to one node; nothing here is global.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Never

from runtime.errors import UsageError

if TYPE_CHECKING:
    from runtime.ref import Address
    from runtime.region import Region


class Registry:
    """The regions of a node by kind.

    Attributes:
        regions: those that run, by kind; to be read only.
    """

    __slots__ = ("regions",)

    def __init__(self) -> None:
        self.regions: dict[str, Region[Never]] = {}

    def register(self, kind: str, region: Region[Never]) -> None:
        """Makes a region findable.

        Raises:
            UsageError: another region has that kind.
        """
        if self.regions.setdefault(kind, region) is not region:
            raise UsageError(f"expected one region of kind {kind!r}, got a second")

    def withdraw(self, kind: str, region: Region[Never]) -> None:
        """Forgets a region, unless another has taken its kind."""
        if self.regions.get(kind) is region:
            del self.regions[kind]

    def find(self, name: str) -> Address[Never] | None:
        """The address behind `kind/id`, or None when no such kind runs here."""
        kind, _, entity_id = name.partition("/")
        region = self.regions.get(kind)
        return None if region is None or not entity_id else region.ref(entity_id)
