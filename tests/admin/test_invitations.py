"""Who comes in the first time: by an invitation, or by the founding link."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import msgspec
import pytest

from actors.accounts.accounts import FirstPassword
from actors.accounts.core import MemberPage
from actors.accounts.members import MemberDraft
from actors.accounts.messages import ByOperator
from actors.accounts.permissions import Role
from admin.invitations import INVITED_HOURS, Invitations
from admin.staff import PREFIX
from runtime.http_contract import GUARD_HEADER, JSON_TYPE
from tests.admin.house import PASSWORD, Caller, House, Told, house
from tests.runtime.site import ask

pytestmark = pytest.mark.covers("M1", "P5")
BOB = {"email": "bob@example.com", "name": "Bob"}
HOUR_MS = 3_600_000


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[House]:
    async with house(tmp_path) as one:
        yield one


async def entered(here: House, path: str, **body: str) -> Told:
    data = str(body).replace("'", '"').encode()
    headers = (("Content-Type", JSON_TYPE), (GUARD_HEADER, "1"))
    told = await ask(here.site.at, f"{PREFIX}/{path}", "POST", data, headers)
    return Told(*told)


async def invited(ada: Caller, **more: object) -> str:
    answer = (await ada.post("members", {**BOB, **more})).json
    link = str(answer["link"])
    address, _, text = link.partition("#")
    assert address.endswith("/admin/welcome")
    assert answer["qr"]
    assert str(answer["password"]) not in link
    return text


async def found(ada: Caller) -> str:
    page = msgspec.json.decode(
        (await ada.get("members?text=bob")).body, type=MemberPage
    )
    return page.members[0].id


async def test_who_is_invited_chooses_a_password_and_is_in_once(here: House) -> None:
    ada = await here.hire("ada", Role.ADMIN)
    text = await invited(ada)
    weak = await entered(here, "invitation", invitation=text, password="short")
    assert (weak.status, weak.code) == (422, "weak_password")
    told = await entered(here, "invitation", invitation=text, password=PASSWORD)
    assert (told.status, told.json["stage"]) == (200, "full")
    assert "set-cookie: triodesk-staff=" in told.head
    again = await entered(here, "invitation", invitation=text, password=PASSWORD + "2")
    assert (again.status, again.code) == (410, "invitation_over")
    signed_in = await here.service.accounts.sign_in(BOB["email"], PASSWORD, "", "home")
    assert not hasattr(signed_in, "rule"), "a used link locks nobody out"


async def test_an_invitation_ends_with_what_it_was_for(here: House) -> None:
    ada = await here.hire("ada", Role.ADMIN)
    first = await invited(ada)
    bob = await found(ada)
    await ada.post(f"members/{bob}/first-password", {})
    assert await over(here, first), "he was invited again"
    assert await over(here, f"{first}x"), "it is not ours"
    assert (await here.nobody.page("/welcome")).status == 200


async def test_an_invitation_ends_by_itself(here: House) -> None:
    accounts, by = here.service.accounts, ByOperator()
    draft = MemberDraft("cy@example.com", "Cy")
    added = await accounts.add_member(by, "o1", draft)
    assert isinstance(added, FirstPassword)
    now = [1_000]
    invitations = Invitations(accounts, b"k" * 16, lambda: now[0])
    text, until_ms = invitations.invite("cy@example.com", "operator", "o1")
    assert until_ms == (1 + INVITED_HOURS) * HOUR_MS
    now[0] = until_ms
    late = await invitations.accept(text, PASSWORD, "", "home")
    assert getattr(late, "rule").value == "invitation_over"  # noqa: B009 - one of three
    now[0] = until_ms - 1
    timely = await invitations.accept(text, PASSWORD, "", "home")
    assert not hasattr(timely, "rule")


async def test_who_is_suspended_is_told_so(here: House) -> None:
    ada = await here.hire("ada", Role.ADMIN)
    text = await invited(ada)
    bob = await found(ada)
    await ada.post(f"members/{bob}/suspension")
    told = await entered(here, "invitation", invitation=text, password=PASSWORD)
    assert (told.status, told.code) == (403, "suspended")


async def test_the_first_who_comes_is_the_super_admin(here: House) -> None:
    invitations = here.service.invitations
    boss = {"email": "boss@example.com", "name": "Boss", "password": PASSWORD}
    forged = await entered(here, "founding", founding="W10.forged", **boss)
    assert (forged.status, forged.code) == (410, "invitation_over")
    assert not await invitations.is_founded()
    weak = {**boss, "password": "1"}
    told = await entered(here, "founding", founding=invitations.founding, **weak)
    assert told.code == "weak_password"
    told = await entered(here, "founding", founding=invitations.founding, **boss)
    member = told.json["member"]
    assert isinstance(member, dict)
    assert (told.json["stage"], member["role"]) == ("full", "super_admin")
    assert await invitations.is_founded()
    other = {**boss, "email": "thief@example.com"}
    again = await entered(here, "founding", founding=invitations.founding, **other)
    assert again.code == "invitation_over"


async def test_a_founding_that_broke_off_is_taken_up(here: House) -> None:
    accounts, invitations = here.service.accounts, here.service.invitations
    draft = MemberDraft("boss@example.com", "Boss", Role.SUPER_ADMIN)
    await accounts.add_member(ByOperator(), "founding", draft)
    assert not await invitations.is_founded()
    founding = invitations.founding
    told = await invitations.found(founding, "b@example.com", "B", PASSWORD, "home")
    assert not hasattr(told, "rule")
    signed_in = await accounts.sign_in("boss@example.com", PASSWORD, "", "home")
    assert not hasattr(signed_in, "rule")


async def over(here: House, text: str) -> bool:
    told = await entered(here, "invitation", invitation=text, password=PASSWORD)
    return told.code == "invitation_over"
