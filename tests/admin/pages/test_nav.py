"""The menu of administration: who sees what of it."""

from __future__ import annotations

from actors.accounts.permissions import Principal, Role, is_allowed
from admin.pages.nav import MENU, menu_of


def test_everybody_sees_the_pages_that_he_may_open() -> None:
    assert menu_of(Principal("m", Role.AGENT, ())) == ()
    for role in set(Role) - {Role.AGENT}:
        who = Principal("m", role, ())
        seen = [entry for section in menu_of(who) for entry in section.entries]
        every = [entry for section in MENU for entry in section.entries]
        assert seen == [x for x in every if is_allowed(who, x.permission)]
        assert all(section.entries for section in menu_of(who))


def test_no_two_pages_have_the_same_address() -> None:
    addresses = [entry.address for section in MENU for entry in section.entries]
    assert len(set(addresses)) == len(addresses)
