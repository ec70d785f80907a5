"""PURE: the flows that were published, each version for as long as it is needed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from actors.flow.checking import faults_of
from actors.flow.definition import Flow
from runtime.errors import UsageError


class Flows:
    """By id and version; read by whoever decides, replaced as a whole.

    Args:
        flows: all versions.

    Raises:
        UsageError: one of them has faults; every fault is named.
    """

    __slots__ = ("_by_version", "_latest")

    def __init__(self, flows: Iterable[Flow] = ()) -> None:
        self._by_version: dict[tuple[str, int], Flow] = {}
        self._latest: dict[str, Flow] = {}
        for flow in flows:
            self._put(flow)

    def _put(self, flow: Flow) -> None:
        if faults := faults_of(flow):
            text = "; ".join(map(str, faults))
            raise UsageError(f"flow {flow.id!r} cannot be published: {text}")
        self._by_version[flow.id, flow.version] = flow
        latest = self._latest.get(flow.id)
        if latest is None or latest.version <= flow.version:
            self._latest[flow.id] = flow

    def find(self, flow: str, version: int) -> Flow | None:
        """That version, if it is there still."""
        return self._by_version.get((flow, version))

    def latest(self, flow: str) -> Flow | None:
        """The version with which new sessions begin."""
        return self._latest.get(flow)


NO_FLOWS: Final = Flows()
