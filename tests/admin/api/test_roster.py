"""Many members by one table, and their invitations in the outbox."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from actors.accounts.permissions import Role
from admin.api.roster import MAX_ROWS
from tests.admin.house import Caller, House, house

pytestmark = pytest.mark.covers("M1", "M11")
ENGLISH = ("Accept-Language", "en")
TABLE = "email,name,role,groups\nbob@x.example,Bob,,g\ncy@x.example,Cy,supervisor,\n"


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[House]:
    async with house(tmp_path) as one:
        await one.define("g")
        yield one


async def rows(who: Caller, csv: str, *, is_preview: bool) -> list[tuple[object, ...]]:
    body = {"csv": csv, "is_preview": is_preview}
    sheet = (await who.post("members/roster", body)).json
    found = sheet["rows"]
    assert isinstance(found, list)
    states = [each["state"] for each in found]
    assert sheet["wrong"] == states.count("wrong")
    assert sheet["added"] == states.count("added")
    assert all(bool(each["fault"]) is (each["state"] == "wrong") for each in found)
    return [(each["line"], each["state"], each["text"]) for each in found]


async def test_a_table_is_looked_at_and_then_its_members_are_invited(
    here: House,
) -> None:
    boss = await here.hire("boss", Role.SUPER_ADMIN)
    assert await rows(boss, TABLE, is_preview=True) == [(2, "new", ""), (3, "new", "")]
    assert (await boss.get("members?text=x.example")).json["total"] == 0
    done = [(2, "added", ""), (3, "added", "")]
    assert await rows(boss, TABLE, is_preview=False) == done
    assert (await boss.get("members?text=x.example")).json["total"] == 2
    outbox = (await boss.page("/outbox", ENGLISH)).text
    assert outbox.count("/admin/welcome#") == 2
    again = await rows(boss, TABLE, is_preview=False)
    assert [state for _, state, _ in again] == ["wrong", "wrong"]


async def test_a_table_whose_answer_was_lost_is_answered_again(here: House) -> None:
    boss = await here.hire("boss", Role.SUPER_ADMIN)
    body, named = {"csv": TABLE, "is_preview": False}, {"Idempotency-Key": "once"}
    first = await boss.post("members/roster", body, **named)
    assert first.json["added"] == 2
    again = await boss.post("members/roster", body, **named)
    assert again.json == first.json
    assert (await boss.get("members?text=x.example")).json["total"] == 2


async def test_a_wrong_row_is_named_and_adds_nobody(here: House) -> None:
    ada = await here.hire("ada", Role.ADMIN)
    table = TABLE + "nobody,X,,\ndi@x.example,Di,,h\nada@example.com,Ada,,\n"
    told = await rows(ada, table, is_preview=False)
    assert [state for _, state, _ in told] == ["new", "new", *["wrong"] * 3]
    assert "'h'" in str(told[3][2])
    assert "ada@example.com" in str(told[4][2])
    assert (await ada.get("members?text=x.example")).json["total"] == 0
    heads = await rows(ada, "mail\nx", is_preview=True)
    assert [(line, state) for line, state, _ in heads] == [(1, "wrong")]
    many = "email,name\n" + "".join(f"{n}@x.example,N\n" for n in range(MAX_ROWS + 1))
    assert (await rows(ada, many, is_preview=True))[0][0] == 0


async def test_who_may_not_make_an_admin_adds_none_by_a_table(here: House) -> None:
    boss = await here.hire("boss", Role.SUPER_ADMIN)
    ada = await here.hire("ada", Role.ADMIN)
    table = "email,name,role\nroot@x.example,Root,admin\n"
    ((_, state, text),) = await rows(ada, table, is_preview=False)
    assert (state, "edit_admins" in str(text)) == ("wrong", True)
    assert await rows(boss, table, is_preview=False) == [(2, "added", "")]
    assert "root@x.example" in (await boss.page("/outbox")).text
    assert "root@x.example" not in (await ada.page("/outbox")).text, "it is a key"
    assert (await ada.page("/members/import")).status == 200
