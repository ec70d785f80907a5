"""What is missing before a visitor can be served."""

from __future__ import annotations

from dataclasses import replace

import pytest
from msgspec.structs import replace as with_fields

from actors.accounts.members import MemberCard
from actors.accounts.permissions import Role
from actors.channels.core import Channel
from actors.ids import GroupId
from admin.pages.readiness import Lack, Setup

ANN = MemberCard(
    "m1",
    "ann@example.com",
    "Ann",
    "",
    "",
    "",
    Role.ADMIN,
    1,
    (GroupId("sales"),),
    is_suspended=False,
    must_change_password=False,
    has_second_factor=False,
    created_ms=5,
)
WEB = Channel(id="web", group="sales", entry="robot")
READY = Setup(WEB, frozenset({"sales"}), (ANN,), is_open=True)
CASES: dict[str, tuple[Setup, list[Lack]]] = {
    "nothing": (READY, []),
    "no channel": (replace(READY, channel=None), [Lack.CHANNEL]),
    "robot alone": (
        replace(READY, channel=with_fields(WEB, entry="robot_only")),
        [Lack.PEOPLE],
    ),
    "no such group": (replace(READY, groups=frozenset()), [Lack.GROUP]),
    "nobody": (replace(READY, members=()), [Lack.AGENT]),
    "another group": (
        replace(READY, members=(with_fields(ANN, groups=(GroupId("other"),)),)),
        [Lack.AGENT],
    ),
    "invited": (
        replace(READY, members=(with_fields(ANN, must_change_password=True),)),
        [Lack.AGENT],
    ),
    "suspended": (
        replace(READY, members=(with_fields(ANN, is_suspended=True),)),
        [Lack.AGENT],
    ),
    "closed": (replace(READY, is_open=False), [Lack.HOURS]),
}


@pytest.mark.parametrize("case", CASES)
def test_what_is_missing_is_told_in_the_order_of_the_steps(case: str) -> None:
    setup, lacks = CASES[case]
    assert list(setup.lacks()) == lacks


def test_without_a_channel_nobody_is_led_to() -> None:
    assert replace(READY, channel=None).agents == ()
