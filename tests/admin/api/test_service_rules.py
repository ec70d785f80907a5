"""Rules of service, settings, prompts and working hours, over HTTP (M3, M4)."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import cast

import pytest

from actors.accounts.permissions import Role
from actors.api_keys.key import Scope
from tests.admin.house import Caller, House, Json, house

pytestmark = pytest.mark.covers("M3", "M4", "M11")
DAYS = ("tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MORNING = [{"opens": "09:00", "closes": "12:00"}]
WEEK: Json = {"monday": MORNING, **{day: [] for day in DAYS}}


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[House]:
    async with house(tmp_path) as one:
        yield one


async def card(caller: Caller, path: str, name: str) -> Json:
    told = await caller.get(path)
    cards = cast("list[Json]", told.json["settings"])
    return next(each for each in cards if each["name"] == name)


async def test_a_setting_is_changed_at_once_and_put_back(here: House) -> None:
    ada = await here.hire("ada", Role.ADMIN)
    path = "rules/default/settings"
    done = await ada.ask("PUT", f"{path}/max_waiting?expected=0", {"value": "3"})
    assert done.json == {"version": 1}
    assert here.service.desk.rules.of("g").settings.max_waiting == 3
    changed = await card(ada, path, "max_waiting")
    assert (changed["value"], changed["source"]) == (3, "this_rule")
    late = await ada.ask("PUT", f"{path}/max_waiting?expected=7", {"value": 4})
    assert (late.status, late.code) == (409, "wrong_state")
    await ada.ask("DELETE", f"{path}/max_waiting")
    assert here.service.desk.rules.of("g").settings.max_waiting == 0
    await ada.ask("PUT", f"{path}/wrap_up_seconds", {"value": 5})
    of_desk = await card(ada, path, "wrap_up_seconds")
    assert (of_desk["value"], of_desk["source"]) == (5.0, "whole_desk")


@pytest.mark.parametrize(
    ("path", "body", "status", "code"),
    [
        ("default/settings/max_waiting", {"value": -1}, 422, "bad_value"),
        ("default/settings/max_waitin", {"value": 1}, 422, "bad_value"),
        ("default/settings/max_waiting", {"value": None}, 400, "bad_request"),
        ("other/settings/max_waiting", {"value": 1}, 404, "not_found"),
        ("default/prompts/welcome/fr", {"text": "x"}, 422, "bad_value"),
        ("default/prompts/welcome/en", {"text": "${No}"}, 422, "bad_value"),
        ("default/hours", {"time_zone": "Mars/Crater"}, 400, "bad_request"),
        ("other/hours", {}, 404, "not_found"),
        ("other", {"name": "x"}, 404, "not_found"),
    ],
)
async def test_what_is_wrong_is_said(
    here: House, path: str, body: object, status: int, code: str
) -> None:
    ada = await here.hire("ada", Role.ADMIN)
    told = await ada.ask("PUT", f"rules/{path}", body)
    assert (told.status, told.code) == (status, code)
    assert told.json["detail"]
    assert here.service.desk.rules.book.version == 0


async def test_rules_are_added_named_and_dropped(here: House) -> None:
    ada = await here.hire("ada", Role.ADMIN)
    await ada.ask("PUT", "rules/default/settings/max_waiting", {"value": 3})
    added = (await ada.post("rules", {"name": "Night", "like": "default"})).json
    assert added == {"id": "night", "version": 2}
    again = await ada.post("rules", {"name": "Night"})
    assert (again.status, again.code) == (409, "id_conflict")
    assert (await card(ada, "rules/night/settings", "max_waiting"))["value"] == 3
    await ada.ask("PUT", "rules/night", {"name": "Late"})
    listed = cast("list[Json]", (await ada.get("rules")).json["rules"])
    assert [(each["rule"], each["name"]) for each in listed] == [
        ("default", ""),
        ("night", "Late"),
    ]
    dropped = await ada.ask("DELETE", "rules/default")
    assert (dropped.status, dropped.code) == (403, "forbidden")
    assert (await ada.ask("DELETE", "rules/night")).status == 200
    assert (await ada.ask("DELETE", "rules/night")).code == "not_found"


async def test_a_repeat_of_the_same_addition_gets_the_first_answer(here: House) -> None:
    ada = await here.hire("ada", Role.ADMIN)
    named = {"Idempotency-Key": "act 1"}
    first = await ada.post("rules", {"name": "夜班"}, **named)
    assert first.status == 200
    assert (await ada.post("rules", {"name": "夜班"}, **named)).json == first.json


async def test_prompts_are_said_and_unsaid(here: House) -> None:
    ada = await here.hire("ada", Role.ADMIN)
    path = "rules/default/prompts"
    await ada.ask("PUT", f"{path}/welcome/en", {"text": "Hello"})
    cards = cast("list[Json]", (await ada.get(path)).json["prompts"])
    told = {(each["moment"], each["language"]): each["text"] for each in cards}
    assert told["welcome", "en"] == "Hello"
    await ada.ask("DELETE", f"{path}/welcome/en")
    again = cast("list[Json]", (await ada.get(path)).json["prompts"])
    assert all(each["source"] != "this_rule" for each in again)


async def test_hours_are_set_and_looked_at(here: House) -> None:
    ada = await here.hire("ada", Role.ADMIN)
    usual = (await ada.get("rules/default/hours")).json
    assert (usual["is_open"], usual["next_change_ms"]) == (True, None)
    hours = {"is_on": True, "week": WEEK}
    assert (await ada.ask("PUT", "rules/default/hours?expected=0", hours)).status == 200
    assert (await ada.ask("PUT", "rules/default/hours?expected=9", hours)).status == 409
    told = (await ada.get("rules/default/hours")).json
    assert told["version"] == 1
    assert isinstance(told["next_change_ms"], int)
    month = (await ada.get("rules/default/calendar?year=2026&month=6")).json
    days = cast("list[Json]", month["days"])
    assert (len(days), month["time_zone"]) == (30, "Asia/Shanghai")
    assert days[0]["open"] == MORNING
    assert days[1]["open"] == []
    bad = await ada.get("rules/default/calendar?year=2026&month=13")
    assert bad.code == "bad_request"
    assert (await ada.get("rules/other/calendar?year=2026&month=1")).status == 404


async def test_who_may_only_look_changes_nothing(here: House) -> None:
    await here.define("g")
    eve = await here.hire("eve", Role.SUPERVISOR, "g")
    assert (await eve.get("rules")).status == 200
    refused = await eve.ask("PUT", "rules/default/settings/rating", {"value": False})
    assert (refused.status, refused.code) == (403, "forbidden")
    reader = await here.program(Scope.READ_RULES)
    assert (await reader.get("rules/default/prompts")).status == 200
    assert (await reader.post("rules", {"name": "x"})).code == "wrong_scope"


async def test_history_says_what_was_changed_and_takes_it_back(here: House) -> None:
    ada = await here.hire("ada", Role.ADMIN)
    path = "rules/default/settings/max_waiting"
    for value in range(1, 41):  # more than a page of the journal
        await ada.ask("PUT", path, {"value": value})
    told = (await ada.get("rule-versions?limit=2")).json
    newest, second = cast("list[Json]", told["versions"])
    assert (newest["version"], newest["by"]) == (40, ada.member)
    assert newest["differences"] == [
        {
            "kind": "setting",
            "owner": "default",
            "name": "max_waiting",
            "before": "39",
            "after": "40",
        }
    ]
    older = (await ada.get(f"rule-versions?before={second['version']}&limit=1")).json
    assert [x["version"] for x in cast("list[Json]", older["versions"])] == [38]
    assert (await ada.post("rule-versions/5/undoing?expected=1")).code == "wrong_state"
    assert (await ada.post("rule-versions/5/undoing")).json == {"version": 41}
    assert here.service.desk.rules.of("g").settings.max_waiting == 4
    assert (await ada.post("rule-versions/77/undoing")).code == "bad_value"
    await ada.post("groups", {"name": "New"})
    added = await ada.post("rule-versions/42/undoing")
    assert (added.status, added.code) == (409, "wrong_state")
    page = await ada.page("/settings/history", ("Accept-Language", "en"))
    assert "Version 42" in page.text
    assert "Ada" in page.text
    assert "?before=23" in page.text
