"""What agents suggest, decided over HTTP and on its page."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import cast

import pytest

from actors.accounts.permissions import Principal, Role
from actors.knowledge.contribution import Contribute, Contributed
from actors.knowledge.entry import (
    Answer,
    AnswerKind,
    Base,
    CategoryId,
    Entry,
    EntryId,
)
from tests.admin.house import House, Json, house

pytestmark = pytest.mark.covers("R11", "M11")
ENGLISH = ("Accept-Language", "en")


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[House]:
    async with house(tmp_path) as one:
        yield one


async def suggest(here: House, by: str, question: str) -> Contributed:
    answers = (Answer(AnswerKind.TEXT, "So."),)
    entry = Entry(EntryId(""), Base.FAQ, CategoryId(""), question, (), answers)
    office = here.service.knowledge.suggestions
    who = Principal(by, Role.AGENT)
    made = await office.act(who, Contribute(entry, "asked daily"), question)
    assert isinstance(made, Contributed)
    return made


async def test_a_suggestion_is_taken_or_left_out_once(here: House) -> None:
    ada = await here.hire("ada", Role.ADMIN)
    bob = await here.hire("bob", Role.AGENT)
    first = await suggest(here, bob.member, "Why?")
    second = await suggest(here, bob.member, "How?")
    page = await ada.page("/contributions", ENGLISH)
    assert "2 wait" in page.text
    assert "asked daily" in page.text
    assert "<small>Bob, " in page.text
    path = "knowledge/contributions"
    taken = await ada.post(f"{path}/{first.id}/approval", {})
    assert taken.json["ids"] == [first.entry]
    assert (await ada.get(f"knowledge/entries/{first.entry}")).status == 200
    assert (await ada.post(f"{path}/{second.id}/rejection", {})).code == "bad_request"
    left = await ada.post(f"{path}/{second.id}/rejection", {"reason": "no"})
    assert left.status == 200
    again = await ada.post(f"{path}/{second.id}/approval", {})
    assert (again.status, again.code) == (409, "decided")
    assert (await bob.post(f"{path}/{second.id}/approval", {})).code == "forbidden"
    own = cast("list[Json]", (await bob.get(path)).json["contributions"])
    assert [each["reason"] for each in own] == ["no", ""]
    other = await here.hire("eve", Role.AGENT)
    assert (await other.get(path)).json["contributions"] == []


async def test_what_is_published_is_news(here: House) -> None:
    ada = await here.hire("ada", Role.ADMIN)
    answers = [{"kind": "text", "body": "So."}]
    made = await ada.post("knowledge/entries", {"question": "Why?", "answers": answers})
    (entry,) = cast("list[str]", made.json["ids"])
    await ada.post("robot/publications", {})
    news = (await ada.get("knowledge/news?unread=true")).json
    assert [each["question"] for each in cast("list[Json]", news["items"])] == ["Why?"]
    readers = f"knowledge/news/{entry}/readers"
    assert (await ada.get(readers)).json["readers"] == []
    page = await ada.page("/news?show=unread", ENGLISH)
    assert "Version 1, Ada, " in page.text
    assert ("POST", "/api/v1/knowledge/news/readings") in page.acts
    read = {"version": news["version"], "entries": [entry]}
    assert (await ada.post("knowledge/news/readings", read)).status == 204
    assert (await ada.get("knowledge/news?unread=true")).json["unread"] == 0
    assert "You have read all" in (await ada.page("/news?show=unread", ENGLISH)).text
    shown = await ada.page(f"/news/{entry}/readers", ENGLISH)
    assert "<li>Ada <small>" in shown.text
