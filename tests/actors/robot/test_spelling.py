"""The word that was meant."""

from __future__ import annotations

import pytest

from actors.robot.spelling import Spelling

KNOWN = Spelling(
    (
        *("cancel", "return", "delivery", "password", "subscription", "cash"),
        *("print", "printer", "prints", "pounds", "rounds", "pounce"),
    )
)


@pytest.mark.parametrize(
    ("typed", "meant"),
    {
        "cancle": "cancel",
        "retrun": "return",
        "delivry": "delivery",
        "subscripton": "subscription",
        "subscribtion": "subscription",
        "sunscripton": "subscription",
        "printr": "printer",
        "pouncs": "pounds",
        "passport": None,
        "csah": "cash",
        "csh": None,
        "dance": None,
        "cance1": None,
        "卡": None,
    }.items(),
)
def test_a_typo_is_near_what_was_meant(typed: str, meant: str | None) -> None:
    assert KNOWN.meant(typed) == meant
