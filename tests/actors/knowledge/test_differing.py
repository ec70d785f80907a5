"""What of an entry is not as it was (R8)."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from actors.knowledge.differing import SHOWN_CHARS, field_changes
from actors.knowledge.records import FieldChange
from tests.contracts.knowledge_contract import entry


@pytest.mark.covers("R8")
def test_fields_that_differ_are_told_and_who_changed_them_is_not() -> None:
    old = entry("a")
    new = replace(old, similar=("如何",), enabled=False, changed_ms=5, changed_by="amy")
    assert field_changes(old, new) == (
        FieldChange("similar", "[]", '["如何"]'),
        FieldChange("enabled", "true", "false"),
    )
    assert field_changes(old, replace(old, changed_ms=9)) == ()


def test_a_long_value_is_shortened() -> None:
    old = entry("a")
    (change,) = field_changes(old, replace(old, similar=("x" * 100, "y" * 150)))
    assert len(change.after) == SHOWN_CHARS
    assert change.after.endswith("…")
