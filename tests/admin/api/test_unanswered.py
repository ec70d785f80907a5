"""What was asked in vain becomes knowledge, over HTTP and on its page."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import cast
from urllib.parse import quote

import pytest

from actors.accounts.permissions import Role
from actors.records.messages import Project, Projected
from actors.session.robot_events import RobotAnswered, Verdict
from tests.actors.records.tale import Tale
from tests.admin.house import House, Json, house

pytestmark = pytest.mark.covers("R7", "R11", "M11")
ASKED = ("会员怎么升级", "怎么升级会员", "怎么升级会员", "能不能货到付款")
EVER = "days=36500"
ENGLISH = ("Accept-Language", "en")


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[House]:
    tale = Tale().open("s")
    for number, text in enumerate(ASKED, 1):
        tale.ask("s", text).tell("s", RobotAnswered(number, Verdict.UNKNOWN))
    async with house(tmp_path) as one:
        projected = await one.service.records.ask(Project(0, tuple(tale.rows)))
        assert projected == Projected(len(tale.rows))
        yield one


async def test_a_group_becomes_an_entry_and_is_gone(here: House) -> None:
    ada = await here.hire("ada", Role.ADMIN)
    page = await ada.page(f"/unanswered?{EVER}", ENGLISH)
    assert "怎么升级会员 <span" in page.text
    assert "asked in 1 other ways" in page.text
    told = (await ada.get(f"robot/unanswered?{EVER}")).json
    first, second = cast("list[Json]", told["clusters"])
    group = {name: first[name] for name in ("id", "question", "others")}
    body = {**group, "answer": "消费满 500 元自动升级。"}
    converted = await ada.post("robot/unanswered/entries", body)
    assert converted.json == {"entry": f"u{first['id']}", "questions": 2}
    entry = (await ada.get(f"knowledge/entries/u{first['id']}")).json
    assert (entry["question"], entry["similar"]) == ("怎么升级会员", ["会员怎么升级"])
    left = {name: second[name] for name in ("id", "question", "others")}
    into = {**left, "into": f"u{first['id']}"}
    assert (await ada.post("robot/unanswered/similar", into)).status == 200
    taught = (await ada.get(f"knowledge/entries/u{first['id']}")).json
    assert taught["similar"] == ["会员怎么升级", "能不能货到付款"]
    empty = (await ada.get(f"robot/unanswered?{EVER}")).json
    assert empty == {"clusters": [], "is_cut": False}


async def test_what_cannot_be_an_entry_stays(here: House) -> None:
    ada = await here.hire("ada", Role.ADMIN)
    body = {"id": "1", "question": "能不能货到付款"}
    assert (await ada.post("robot/unanswered/entries", body)).code == "bad_entry"
    into = await ada.post("robot/unanswered/similar", {**body, "into": "none"})
    assert (into.status, into.code) == (404, "no_such_entry")
    settled = await ada.post("robot/unanswered/settled", body)
    assert settled.json == {"entry": "", "questions": 1}
    told = (await ada.get(f"robot/unanswered?{EVER}")).json
    assert [each["count"] for each in cast("list[Json]", told["clusters"])] == [3]
    bob = await here.hire("bob", Role.AGENT)
    assert (await bob.get("robot/unanswered")).code == "forbidden"


async def test_where_to_add_a_group_is_found_by_words(here: House) -> None:
    ada = await here.hire("ada", Role.ADMIN)
    for question in ("会员 <b>等级</b> 有哪些", "支持货到付款吗"):
        body = {"question": question, "answers": [{"kind": "text", "body": "有的。"}]}
        assert (await ada.post("knowledge/entries", body)).status == 200
    shown = await ada.page(f"/unanswered?{EVER}", ENGLISH)
    assert 'hx-get="/admin/unanswered/entries"' in shown.text
    found = (
        await ada.page(f"/unanswered/entries?text=%20{quote('货到付款')}", ENGLISH)
    ).text
    assert found.count('name="into"') == 1
    assert "支持货到付款吗" in found
    every = (await ada.page("/unanswered/entries", ENGLISH)).text
    assert every.count('name="into"') == 2
    assert "<b>" not in every
    none = await ada.page("/unanswered/entries?text=xyz", ENGLISH)
    assert "try other words" in none.text


async def test_how_answers_were_liked_is_told(here: House) -> None:
    ada = await here.hire("ada", Role.ADMIN)
    told = (await ada.get(f"robot/feedback?{EVER}")).json
    assert told == {"type": "feedback", "entries": [], "is_cut": False}
