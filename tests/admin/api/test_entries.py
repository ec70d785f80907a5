"""What the robot knows, changed over HTTP and on its pages."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import cast

import pytest

from actors.accounts.permissions import Role
from actors.api_keys.key import Scope
from tests.admin.house import Caller, House, house

pytestmark = pytest.mark.covers("R2", "R9", "M11")
PARCEL = {
    "question": "Where is my parcel?",
    "similar": ["Track my order"],
    "answers": [{"kind": "text", "body": "See your orders."}],
}
ENGLISH = ("Accept-Language", "en")


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[House]:
    async with house(tmp_path) as one:
        yield one


async def made(who: Caller, path: str, body: object) -> str:
    told = await who.post(f"knowledge/{path}", body)
    assert told.status == 200, told.text
    (name,) = cast("list[str]", told.json["ids"])
    return name


async def test_an_entry_is_written_found_changed_and_deleted(here: House) -> None:
    ada = await here.hire("ada", Role.ADMIN)
    drawer = await made(ada, "categories", {"name": "Delivery"})
    entry = await made(ada, "entries", {**PARCEL, "category": drawer})
    found = (await ada.get("knowledge/entries?text=track")).json
    assert (found["total"], found["next"]) == (1, "")
    path = f"knowledge/entries/{entry}"
    put = await ada.ask("PUT", path, {**PARCEL, "question": "Where is it?"})
    assert put.status == 200
    told = (await ada.get(path)).json
    assert (told["question"], told["category"]) == ("Where is it?", "")
    assert (await ada.ask("DELETE", f"knowledge/categories/{drawer}")).status == 204
    assert (await ada.ask("DELETE", path)).status == 204
    assert (await ada.get(path)).code == "no_such_entry"


async def test_what_the_kind_of_an_answer_has_no_use_for_is_left_out(
    here: House,
) -> None:
    ada = await here.hire("ada", Role.ADMIN)
    card = ["menu", "Which?", [["a", "One"]]]
    answers = [
        {"kind": "card", "body": "left over", "card": card, "channels": ["web"]},
        {"kind": "markdown", "body": "**So**", "card": card},
    ]
    entry = await made(ada, "entries", {**PARCEL, "answers": answers})
    told = (await ada.get(f"knowledge/entries/{entry}")).json["answers"]
    assert [sorted(each) for each in told] == [  # type: ignore[attr-defined]
        ["card", "channels", "kind"],
        ["body", "kind"],
    ]


async def test_several_are_switched_moved_and_deleted_or_none(here: House) -> None:
    ada = await here.hire("ada", Role.ADMIN)
    drawer = await made(ada, "categories", {"name": "Delivery"})
    ids = [await made(ada, "entries", {**PARCEL, "question": q}) for q in "ab"]

    async def act(act: str, **rest: str) -> int:
        body = {"ids": ids, "act": act, **rest}
        return (await ada.post("knowledge/entries/acts", body)).status

    assert await act("disable") == 200
    assert (await ada.get("knowledge/entries?enabled=false")).json["total"] == 2
    assert await act("enable") == 200
    assert await act("move", category=drawer) == 200
    assert (await ada.get(f"knowledge/entries?category={drawer}")).json["total"] == 2
    assert await act("move", category="nowhere") == 404
    assert await act("delete") == 200
    assert (await ada.get("knowledge/entries")).json["total"] == 0


async def test_what_is_wrong_is_told_in_the_readers_language(here: House) -> None:
    ada = await here.hire("ada", Role.ADMIN)
    long = {**PARCEL, "question": "q" * 201, "answers": []}
    told = await ada.post("knowledge/entries", long)
    assert (told.status, told.code) == (422, "bad_entry")
    assert "expected at most 200 characters" in str(told.json["detail"])
    chinese = await ada.post("knowledge/entries", long, **{"Accept-Language": "zh-CN"})
    assert "应不超过 200 字" in str(chinese.json["detail"])


async def test_the_welcome_card_is_set(here: House) -> None:
    ada = await here.hire("ada", Role.ADMIN)
    entry = await made(ada, "entries", PARCEL)
    card = {"enabled": True, "title": "Hello", "text": "Ask", "questions": [entry]}
    assert (await ada.ask("PUT", "knowledge/welcome", card)).status == 204
    assert (await ada.get("knowledge/outline")).json["welcome"] == card
    other = await made(ada, "entries", {**PARCEL, "question": "How much?"})
    both = {"ids": [other, entry], "act": "welcome"}
    assert (await ada.post("knowledge/entries/acts", both)).status == 200
    form = (await ada.page("/knowledge/welcome", ENGLISH)).text
    assert form.index("Where is my parcel?") < form.index("How much?")
    refused = await ada.ask("DELETE", f"knowledge/entries/{entry}")
    assert (refused.status, refused.code) == (409, "on_welcome_card")


async def test_who_may_not_edit_reads(here: House) -> None:
    bob = await here.hire("bob", Role.AGENT)
    assert (await bob.get("knowledge/entries")).status == 200
    assert (await bob.post("knowledge/entries", PARCEL)).code == "forbidden"
    reader = await here.program(Scope.READ_KNOWLEDGE)
    assert (await reader.post("knowledge/entries", PARCEL)).code == "wrong_scope"


async def test_the_list_and_the_form_show_the_draft(here: House) -> None:
    ada = await here.hire("ada", Role.ADMIN)
    drawer = await made(ada, "categories", {"name": "Delivery"})
    within = await made(ada, "categories", {"name": "Abroad", "parent": drawer})
    entry = await made(
        ada,
        "entries",
        {**PARCEL, "category": within, "valid_from_ms": 3_200_000_000_000},
    )
    listed = await ada.page("/knowledge?text=track", ENGLISH)
    assert "Where is my parcel?" in listed.text
    assert "Delivery / Abroad" in listed.text
    assert "Not yet" in listed.text
    form = await ada.page(f"/knowledge/entries/{entry}", ENGLISH)
    assert 'value="2071-05-28T' in form.text
    assert ("PUT", f"/api/v1/knowledge/entries/{entry}") in form.acts
    new = await ada.page("/knowledge/new?question=Why%3F", ENGLISH)
    assert 'value="Why?"' in new.text
    assert (await ada.page("/knowledge/entries/none", ENGLISH)).status == 404
