"""Finding entities by name."""

from __future__ import annotations

import pytest

from runtime.errors import UsageError
from runtime.mailbox import Bound
from runtime.region import Region
from runtime.registry import Registry
from tests.runtime.stage import Recorder


def region(kind: str) -> Region[object]:
    return Region(kind, lambda _: Recorder([]), Bound(), lambda _: None)


def test_kind_and_id_lead_to_an_entity() -> None:
    registry = Registry()
    sessions = region("session")
    registry.register("session", sessions)
    registry.register("agent", region("agent"))
    assert list(registry.regions) == ["session", "agent"]
    assert registry.find("session/7") is not None
    assert registry.find("group/7") is None
    assert registry.find("session/") is None
    assert registry.find("session") is None
    assert registry.find("") is None
    assert registry.regions["session"] is sessions


def test_a_kind_has_one_region() -> None:
    registry = Registry()
    first, second = region("x"), region("x")
    registry.register("x", first)
    registry.register("x", first)
    with pytest.raises(UsageError, match="one region of kind 'x'"):
        registry.register("x", second)
    registry.withdraw("x", second)
    assert list(registry.regions) == ["x"]
    registry.withdraw("x", first)
    assert list(registry.regions) == []
    registry.register("x", second)
