"""What all forms of a word have in common."""

from __future__ import annotations

import pytest

from actors.robot.stem import stem


@pytest.mark.parametrize(
    "forms",
    [("refund", "refunds", "refunded"), ("buy", "buying", "bought"), ("lose", "lost")],
)
def test_forms_of_a_word_have_one_stem(forms: tuple[str, ...]) -> None:
    assert len(set(map(stem, forms))) == 1
