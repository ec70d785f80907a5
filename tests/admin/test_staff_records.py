"""Records and figures over HTTP, as members of each role meet them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC
from pathlib import Path
from typing import cast
from urllib.parse import urlencode

import pytest

from actors.accounts.audit import Act
from actors.accounts.messages import NoteDeskAct
from actors.accounts.permissions import Principal, Role
from actors.accounts.records import AuditPage
from actors.records.actor import Progress
from actors.records.archive import Archive
from actors.records.messages import FindSessions, LookUpFault, Project
from actors.session.terms import Note
from admin import records_export
from admin import staff_records as routes
from admin.record_requests import STATUSES
from admin.records_sheet import RecordsSheet
from admin.staff import PREFIX
from admin.staff_door import COOKIE, StaffDoor
from gateway.console.phrases import ENGLISH, Words
from runtime.addresses import Proxies
from runtime.ask import Answered
from runtime.errors import Unavailable
from runtime.observe import Events
from tests.actors.accounts.office import OPERATOR, Office, good, office
from tests.actors.records.tale import Tale
from tests.runtime.site import Site, ask, served, unchunked

pytestmark = pytest.mark.covers("W5")

Json = dict[str, object]


class Reader:
    """A member of the staff who is signed in."""

    def __init__(self, site: Site, token: str, member: str) -> None:
        self._site = site
        self._token = token
        self.member = member

    async def get(self, path: str, **query: object) -> tuple[int, str, bytes]:
        asked = f"{PREFIX}/{path}?{urlencode(query)}"
        cookie = (("Cookie", f"{COOKIE}={self._token}"),)
        return await ask(self._site.at, asked, headers=cookie)

    async def json(self, path: str, **query: object) -> Json:
        status, _, body = await self.get(path, **query)
        assert status == 200, body
        return cast("Json", json.loads(body))

    async def code(self, path: str, **query: object) -> tuple[int, str]:
        status, _, body = await self.get(path, **query)
        return status, json.loads(body)["code"]

    async def sessions(self, **query: object) -> list[str]:
        page = await self.json("records", **query)
        cards = cast("list[dict[str, Json]]", page["cards"])
        return [str(card["row"]["session"]) for card in cards]


class House:
    """A service with records, and its staff."""

    def __init__(self, one: Office, site: Site) -> None:
        self.office = one
        self.site = site
        self.tale = Tale()

    async def hire(self, name: str, role: Role, *groups: str) -> Reader:
        by = await self.office.hired(name, role, groups)
        return Reader(self.site, by.token, await self.office.member_id(by))

    async def record(self) -> None:
        await self.office.records.ask(Project(0, tuple(self.tale.rows)))


@asynccontextmanager
async def house(path: Path) -> AsyncIterator[House]:
    async with office(path / "records.db") as one:
        tale = Tale()
        archive = Archive(one.records, Progress(), lambda: tale.now_ms)
        door = StaffDoor(one.accounts, Proxies(()), behind_tls=False)
        blueprint = routes.staff_records(
            door, archive, one.door.note, lambda: tale.now_ms
        )
        async with served((blueprint,), Events()) as site:
            await one.define("g", "h")
            found = House(one, site)
            found.tale = tale
            yield found


@pytest.mark.covers("M1")
async def test_each_role_sees_its_own(tmp_path: Path) -> None:
    async with house(tmp_path) as here:
        ann = await here.hire("ann", Role.AGENT, "g")
        sue = await here.hire("sue", Role.SUPERVISOR, "h")
        bob = await here.hire("bob", Role.ADMIN)
        tale = here.tale
        tale.open("s1", "v1").assign("s1", ann.member).ask("s1", "refund 42 please")
        tale.open("s2", "v2", group="h").assign("s2", "other", "h").close("s2")
        tale.open("s3", "v3").assign("s3", "other").close("s3")
        await here.record()
        assert await ann.sessions() == ["s1"]
        assert await sue.sessions() == ["s2"]
        assert await bob.sessions() == ["s3", "s2", "s1"]
        assert await ann.code("records/s2") == (404, "no_such_session")
        assert await sue.code("records/s1") == (404, "no_such_session")
        shown = await ann.json("records/s1", text="REFUND")
        (message,) = cast("list[Json]", shown["messages"])
        assert message["marks"] == [[0, 6]]
        nobody = Reader(here.site, "", "")
        assert await nobody.code("records") == (401, "not_signed_in")
        assert await nobody.code("records.csv") == (401, "not_signed_in")


async def test_who_serves_a_customer_sees_what_was_before(tmp_path: Path) -> None:
    async with house(tmp_path) as here:
        ann = await here.hire("ann", Role.AGENT, "g")
        tale = here.tale
        tale.open("s1", "v1").assign("s1", "other").close("s1")
        tale.open("s2", "v2").assign("s2", ann.member).close("s2")
        tale.open("s3", "v1").assign("s3", ann.member)
        tale.open("s4", "v2").assign("s4", "other")
        await here.record()
        assert await ann.sessions(customer="v1") == ["s3", "s1"]
        assert await ann.sessions(customer="v2") == ["s2"]  # another serves him now
        assert await ann.sessions() == ["s3", "s2"]
        assert (await ann.get("records/s1"))[0] == 200
        assert (await ann.get("records/s4"))[0] == 404


async def test_all_that_is_looked_for_is_in_the_address(tmp_path: Path) -> None:
    async with house(tmp_path) as here:
        bob = await here.hire("bob", Role.ADMIN)
        tale = here.tale
        tale.open("s1", "v1", name="Zoe").assign("s1", "a").ask("s1", "invoice")
        tale.note("s1", Note.TAG, "vip").close("s1").wait(3_600)
        tale.open("s2", "v2", group="h").ring("s2", "b", "h").lapse("s2", "b")
        await here.record()
        for query in (
            {"visitor": "Zoe"},
            {"agent": "a"},
            {"group": "g"},
            {"text": "invoice"},
            {"tag": "vip"},
            {"outcome": "normal"},
            {"is_open": "false"},
            {"until_ms": tale.now_ms},
        ):
            assert await bob.sessions(**query) == ["s1"], query
        assert await bob.sessions(outcome="timeout_transfer") == ["s2"]
        assert await bob.sessions(from_ms=tale.now_ms) == ["s2"]
        page = await bob.json("records", limit=1)
        assert await bob.sessions(limit=1, before=page["next"]) == ["s1"]


async def test_what_cannot_be_asked_for_is_refused(tmp_path: Path) -> None:
    async with house(tmp_path) as here:
        bob = await here.hire("bob", Role.ADMIN)
        for query in ({"stars": 9}, {"limit": 101}, {"outcome": "x"}, {"y": "x"}):
            assert await bob.code("records", **query) == (400, "bad_request"), query
        assert await bob.code("records", text="x" * 65) == (422, "bad_text")
        assert await bob.code("records.csv", zone="/etc") == (422, "bad_zone")
        for name in ("s" * 201, "%00"):
            assert await bob.code(f"records/{name}") == (404, "no_such_session")


async def test_records_that_are_away_are_asked_again_later(tmp_path: Path) -> None:
    async with house(tmp_path) as here:
        bob = await here.hire("bob", Role.ADMIN)
        assert await bob.sessions() == []
        here.office.records.failures.append(Unavailable("away"))
        assert await bob.code("records") == (503, "failed")


def test_every_fault_has_a_status() -> None:
    assert set(STATUSES) == set(LookUpFault)


async def test_the_table_has_all_pages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with house(tmp_path) as here:
        bob = await here.hire("bob", Role.ADMIN)
        for number in range(150):
            here.tale.open(f"s{number}", f"v{number}").wait(1)
        await here.record()
        status, head, body = await bob.get("records.csv", zone="Asia/Shanghai")
        assert status == 200
        assert "attachment; filename=records.csv" in head
        assert len(rows_of(body)) == 1 + 150
        monkeypatch.setattr(records_export, "MAX_EXPORTED", 120)
        status, _, body = await bob.get("records.csv", language="zh-CN")
        rows = rows_of(body)
        assert (len(rows), rows[-1][0][:4]) == (1 + 120 + 1, "仅导出前")


async def test_all_that_was_said_is_in_its_table(tmp_path: Path) -> None:
    async with house(tmp_path) as here:
        ann = await here.hire("ann", Role.AGENT, "g")
        tale = here.tale
        tale.open("s1", "v1").assign("s1", ann.member)
        for number in range(250):
            tale.ask("s1", f"=question {number}").wait(1)
        tale.recall("s1", 250)
        tale.open("s2", "v2").assign("s2", "other")
        await here.record()
        status, head, body = await ann.get("records/s1/said.csv", language="zh-CN")
        rows = rows_of(body)
        assert (status, "filename=said.csv" in head, len(rows)) == (200, True, 251)
        assert rows[0] == ["时间", "角色", "谁", "内容"]
        assert rows[1][1:] == ["visitor", "v", "'=question 0"]
        assert rows[250][3] == "（已撤回）"
        assert await ann.code("records/s2/said.csv") == (404, "no_such_session")


@pytest.mark.covers("M9", "P8")
async def test_who_takes_records_along_is_written_down_first(tmp_path: Path) -> None:
    async with house(tmp_path) as here:
        bob = await here.hire("bob", Role.ADMIN)
        here.tale.open("s1", "v1").ask("s1", "hello")
        await here.record()
        assert (await bob.get("records.csv", visitor="v1", tag="vip"))[0] == 200
        assert (await bob.get("records/s1/said.csv"))[0] == 200
        accounts = here.office.accounts
        page = await accounts.audit(OPERATOR, 0, 2, is_backwards=True)
        said, listed = (row.entry for row in good(page, AuditPage).rows)
        assert (said.who, said.act) == (bob.member, Act.EXPORTING_RECORDS)
        assert (said.subject, listed.subject) == ("s1", "")
        assert listed.detail == "by visitor, tag"
        assert said.address == "127.0.0.1"

        def nobody(act: NoteDeskAct, done: Answered) -> None:
            done(None, Unavailable("the log is away"))

        archive = Archive(here.office.records, Progress(), lambda: 0)
        export = records_export.RecordsExport(archive, nobody)
        who = Principal(bob.member, Role.ADMIN)
        sheet = RecordsSheet(Words(ENGLISH), UTC)
        with pytest.raises(Unavailable):
            await export.sessions(who, FindSessions(), sheet)


def rows_of(body: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(unchunked(body).decode("utf-8-sig"))))


@pytest.mark.covers("W6")
async def test_an_agent_is_told_the_own_figures(tmp_path: Path) -> None:
    async with house(tmp_path) as here:
        ann = await here.hire("ann", Role.AGENT, "g")
        bob = await here.hire("bob", Role.ADMIN)
        tale = here.tale
        tale.open("s1", "v1").assign("s1", ann.member).wait(2)
        tale.reply("s1", agent=ann.member)
        tale.open("s2", "v2").assign("s2", "other")
        await here.record()
        told = await ann.json("figures", zone="Asia/Shanghai")
        today = cast("Json", told["today"])
        assert (today["served"], today["frt_ms"], today["solved"]) == (1, 2_000, None)
        assert told["week"] == today
        assert await bob.code("figures") == (403, "forbidden")
        assert await ann.code("figures", zone="Mars") == (422, "bad_zone")
