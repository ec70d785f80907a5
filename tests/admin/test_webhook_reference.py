"""The page that says what webhooks are told is made from the code."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from actors.webhooks.kinds import EventKind
from actors.webhooks.payload import Told
from admin.webhook_reference import MEANINGS, page


@pytest.mark.covers("M11")
def test_the_page_is_the_one_that_is_kept() -> None:
    kept = Path(__file__).parents[2] / "admin" / "WEBHOOKS.md"
    assert kept.read_text() == page()


def test_every_kind_is_explained_and_the_example_can_be_read() -> None:
    assert set(MEANINGS) == set(EventKind)
    example = page().partition("```json\n")[2].partition("```")[0]
    assert msgspec.json.decode(example, type=Told).version == 1
