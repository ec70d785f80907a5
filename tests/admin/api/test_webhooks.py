"""Webhooks administered over HTTP."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from actors.accounts.audit import Act
from actors.accounts.messages import ByOperator
from actors.accounts.permissions import Role
from actors.accounts.records import AuditPage
from actors.api_keys.key import Scope
from actors.webhooks.acts import WebhookRule
from admin.api.webhooks import STATUSES
from tests.admin.house import Caller, House, Json, house
from tests.receiver import Script

pytestmark = pytest.mark.covers("M11")
URL = "https://shop.example/in"


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[House]:
    async with house(tmp_path) as one:
        yield one


async def added(ada: Caller, **more: object) -> Json:
    told = await ada.post("webhooks", {"url": URL, **more})
    assert told.status == 200, told.text
    return told.json


def identity(made: Json) -> str:
    webhook = made["webhook"]
    assert isinstance(webhook, dict)
    return str(webhook["id"])


def test_every_rule_has_a_status() -> None:
    assert set(STATUSES) == set(WebhookRule)


async def test_one_is_added_rotated_and_removed(here: House) -> None:
    ada = await here.hire("ada", Role.ADMIN)
    made = await added(ada, kinds=["session.opened"])
    path = f"webhooks/{identity(made)}"
    listed = await ada.get("webhooks")
    assert str(made["secret"]) not in listed.text
    assert listed.json["webhooks"] == [made["webhook"]]
    assert URL in (await ada.page("/webhooks?text=SHOP.")).text
    assert URL not in (await ada.page("/webhooks?text=other")).text
    again = await ada.post(f"{path}/rotation", {"overlap_hours": 2})
    assert again.json["secret"] != made["secret"]
    assert (await ada.ask("DELETE", path)).status == 204
    assert (await ada.get("webhooks")).json["webhooks"] == []
    assert (await ada.ask("DELETE", path)).code == "no_such_webhook"
    assert (await ada.post(f"{path}/rotation", {})).status == 404


async def test_what_happened_is_in_the_log_and_told_once_more(here: House) -> None:
    here.service.receiver.hosts["shop.example"] = Script()
    ada = await here.hire("ada", Role.ADMIN)
    made = await added(ada)
    await here.service.open_session()
    rows: list[Json] = []
    while len(rows) < 2:
        told = await ada.get(f"webhooks/deliveries?webhook={identity(made)}")
        found = told.json["rows"]
        assert isinstance(found, list)
        rows = [each for each in found if each["state"] == "delivered"]
    assert {each["kind"] for each in rows} == {"session.opened", "session.queued"}
    event = rows[-1]["event"]
    tried = (await ada.get(f"webhooks/deliveries/{event}")).json["rows"]
    assert isinstance(tried, list)
    assert tried[0]["status"] == 200
    older = await ada.get(f"webhooks/deliveries?before={rows[0]['event']}&limit=1")
    assert older.json["rows"][0]["event"] == event  # type: ignore[index]
    again = {"first": event, "last": event, "state": "delivered"}
    replayed = await ada.post(f"webhooks/{identity(made)}/replay", again)
    assert replayed.json["count"] == 1


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"url": "ftp://x"}, 422, "bad_url"),
        ({"url": URL, "kinds": ["session.born"]}, 422, "bad_kind"),
        ({"url": URL, "secret": "short"}, 422, "bad_secret"),
        ({"url": URL, "colour": "red"}, 400, "bad_request"),
        ({}, 400, "bad_request"),
    ],
)
async def test_what_is_wrong_with_it_is_said(
    here: House, body: Json, status: int, code: str
) -> None:
    ada = await here.hire("ada", Role.ADMIN)
    told = await ada.post("webhooks", body)
    assert (told.status, told.code) == (status, code)


async def test_who_did_it_is_in_the_audit_log(here: House) -> None:
    ada = await here.hire("ada", Role.ADMIN)
    program = await here.program(Scope.EDIT_WEBHOOKS)
    first, second = await added(ada), await added(program)
    accounts = here.service.accounts
    page = await accounts.audit(ByOperator(), 0, 100, is_backwards=False)
    assert isinstance(page, AuditPage)
    entries = [row.entry for row in page.rows]
    told = [each for each in entries if each.act is Act.CHANGING_WEBHOOK]
    assert [each.subject for each in told] == [identity(first), identity(second)]
    assert told[0].who == ada.member
    assert told[1].who.startswith("key:")


async def test_what_is_asked_for_again_is_done_once(here: House) -> None:
    ada = await here.hire("ada", Role.ADMIN)
    named = {"Idempotency-Key": "once"}
    made = await ada.post("webhooks", {"url": URL}, **named)
    assert await ada.post("webhooks", {"url": URL}, **named) == made
    listed = (await ada.get("webhooks")).json["webhooks"]
    assert isinstance(listed, list)
    assert len(listed) == 1
    path, again = f"webhooks/{identity(made.json)}/rotation", {"Idempotency-Key": "two"}
    rotated = await ada.post(path, {}, **again)
    assert await ada.post(path, {}, **again) == rotated
    assert (await ada.post(path, {})).json["secret"] != rotated.json["secret"]
