"""Staff's own accounts over HTTP, as browsers, scripts and foreign pages meet them."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from actors.accounts.members import Stage
from actors.accounts.permissions import TABLE, Permission, Principal, Role
from actors.accounts.refusal import AccountRule
from admin.account_problems import STATUSES
from admin.staff import PREFIX, SIGN_IN_RATION, staff
from admin.staff_door import COOKIE, SECURE_COOKIE, StaffDoor
from runtime.addresses import Proxies, parse_networks
from runtime.http_contract import GUARD_HEADER
from runtime.http_server import HttpServerComplained
from runtime.observe import Events
from tests.actors.accounts.office import PASSWORD, Office, office
from tests.runtime.flood import asked_until_refused
from tests.runtime.site import Site, ask, served

Answer = tuple[int, str, dict[str, object]]
JSON = ("Content-Type", "application/json")
GUARD = (GUARD_HEADER, "1")


class Browser:
    """Sends the cookie that it was given."""

    def __init__(self, site: Site, one: Office, cookie: str) -> None:
        self.site = site
        self.office = one
        self.name = cookie
        self.cookie = ""
        self.minted: list[tuple[Principal, str]] = []

    async def post(
        self, path: str, *headers: tuple[str, str], **body: object
    ) -> Answer:
        sent = [JSON, *(headers or (GUARD,))]
        return await self._ask("POST", path, json.dumps(body).encode(), sent)

    async def get(self, path: str) -> Answer:
        return await self._ask("GET", path, b"", [])

    async def _ask(
        self, method: str, path: str, body: bytes, headers: list[tuple[str, str]]
    ) -> Answer:
        if self.cookie:
            headers = [*headers, ("Cookie", f"{self.name}={self.cookie}")]
        status, head, answer = await ask(
            self.site.at, f"{PREFIX}/{path}", method, body, tuple(headers)
        )
        return status, head, json.loads(answer) if answer else {}

    async def sign_in(self, login: str, password: str = PASSWORD) -> Answer:
        return await self.post("sign-in", login=login, password=password)


@asynccontextmanager
async def visited(
    path: Path, proxies: str = "", *, behind_tls: bool = False
) -> AsyncIterator[Browser]:
    async with office(path / "records.db") as one:

        def mint(
            who: Principal, nickname: str, *, is_observer: bool
        ) -> tuple[str, int]:
            browser.minted.append((who, nickname))
            return "an-observer's" if is_observer else "the-ticket", 5

        trusted = Proxies(parse_networks(proxies))
        door = StaffDoor(one.accounts, trusted, behind_tls=behind_tls)
        routes = staff(door, mint, lambda: 30.0)
        async with served((routes,), Events()) as site:
            name = SECURE_COOKIE if behind_tls else COOKIE
            browser = Browser(site, one, name)
            yield browser
        assert not any(isinstance(each, HttpServerComplained) for each in site.told)


def test_every_rule_has_a_status() -> None:
    assert set(STATUSES) == set(AccountRule)


async def hired(browser: Browser, name: str, role: Role = Role.AGENT) -> None:
    """Somebody new is signed in, in this browser."""
    browser.cookie = (await browser.office.hired(name, role)).token


@pytest.mark.covers("M1", "W10")
async def test_the_first_password_is_changed_in_the_browser(tmp_path: Path) -> None:
    async with visited(tmp_path) as browser:
        first = (await browser.office.add("ann")).password
        status, head, body = await browser.sign_in("ann", first)
        assert (status, body["stage"]) == (200, Stage.PASSWORD_DUE.value)
        assert (body["permissions"], body["grace_seconds"]) == ([], 0.0)
        (cookie,) = (row for row in head.splitlines() if row.startswith("set-cookie"))
        assert cookie.startswith(f"set-cookie: {COOKIE}=")
        for word in ("httponly", "samesite=strict", "path=/", "max-age=604800"):
            assert word in cookie
        assert "secure" not in cookie
        assert "domain" not in cookie
        entered = await browser.office.enter("ann", first)
        browser.cookie = entered.token
        status, _, body = await browser.post("ticket")
        assert (status, body["code"]) == (403, "password_due")
        status, _, body = await browser.post("password", old=first, new="short")
        assert (status, body["code"]) == (422, "weak_password")
        status, _, body = await browser.post("password", old=first, new=PASSWORD)
        assert (status, body["stage"]) == (200, "full")
        assert (await browser.get("me"))[0] == 401  # the token has changed
        assert (await browser.sign_in("ann"))[2]["stage"] == "full"


async def test_behind_tls_the_cookie_is_for_https(tmp_path: Path) -> None:
    async with visited(tmp_path, behind_tls=True) as browser:
        await hired(browser, "ann")
        status, head, _ = await browser.sign_in("ann")
        assert status == 200
        assert f"set-cookie: {SECURE_COOKIE}=".lower() in head
        assert "secure" in head.partition("set-cookie")[2].splitlines()[0]


@pytest.mark.covers("P5")
@pytest.mark.parametrize(
    ("proxies", "address"), [("", "127.0.0.1"), ("127.0.0.0/8 10.0.0.0/8", "6.6.6.6")]
)
async def test_who_is_locked_out_is_named_by_trusted_proxies_alone(
    tmp_path: Path, proxies: str, address: str
) -> None:
    async with visited(tmp_path, proxies) as browser:
        await hired(browser, "ann")
        forwarded = ("X-Forwarded-For", "9.9.9.9, 6.6.6.6, 10.1.2.3")
        status, _, _ = await browser.post(
            "sign-in", GUARD, forwarded, login="ann", password=PASSWORD
        )
        assert status == 200
        addresses = [each.address for each in await browser.office.sign_ins()]
        assert addresses == [address]


FOREIGN = {
    "a form": (),
    "another site": (GUARD, ("Sec-Fetch-Site", "cross-site")),
    "a neighbour": (GUARD, ("Sec-Fetch-Site", "same-site")),
    "another origin": (GUARD, ("Origin", "https://evil.example")),
    "a prefix": (GUARD, ("Origin", "https://t.evil.example")),
    "nowhere": (GUARD, ("Origin", "null")),
    "no origin at all": (GUARD, ("Origin", "http://[")),
}
OURS = {
    "a script": (GUARD,),
    "our page": (GUARD, ("Sec-Fetch-Site", "same-origin"), ("Origin", "http://t")),
    "an old browser": (GUARD, ("Origin", "https://t")),
}


@pytest.mark.covers("P5")
@pytest.mark.parametrize("case", FOREIGN)
async def test_other_sites_do_nothing_here(tmp_path: Path, case: str) -> None:
    async with visited(tmp_path) as browser:
        await hired(browser, "ann")
        for path in ("sign-out", "ticket", "password", "factor", "sign-in"):
            headers = FOREIGN[case] or (("X-Other", "1"),)
            status, _, body = await browser.post(path, *headers)
            assert (status, body["code"]) == (403, "foreign_request")
        assert (await browser.get("me"))[0] == 200


async def test_who_asks_before_he_shows_a_form_is_refused_nothing(
    tmp_path: Path,
) -> None:
    async with visited(tmp_path) as browser:
        status, _, body = await browser.get("entry")
        assert (status, body["stage"], body["member"]) == (200, "signed_out", None)
        await hired(browser, "ann")
        status, _, body = await browser.get("entry")
        assert (status, body["stage"]) == (200, "full")


@pytest.mark.parametrize("case", OURS)
async def test_our_pages_and_scripts_do(tmp_path: Path, case: str) -> None:
    async with visited(tmp_path) as browser:
        await hired(browser, "ann")
        status, head, _ = await browser.post("sign-out", *OURS[case])
        assert status == 204
        assert "max-age=0" in head
        assert (await browser.get("me"))[0] == 401


@pytest.mark.covers("P5", "W9")
async def test_a_ticket_is_for_who_serves(tmp_path: Path) -> None:
    async with visited(tmp_path) as browser:
        assert (await browser.post("ticket"))[0] == 401
        await hired(browser, "ann")
        status, _, body = await browser.post("ticket")
        assert (status, body) == (200, {"ticket": "the-ticket", "expires_ms": 5})
        ((who, nickname),) = browser.minted
        assert (who.role, nickname) == (Role.AGENT, "Ann")
        assert who.sign_in
        await hired(browser, "ada", Role.ADMIN)
        status, _, body = await browser.post("ticket")
        assert (status, body["code"]) == (403, "forbidden")


@pytest.mark.covers("M6")
async def test_an_observers_ticket_is_for_who_supervises(tmp_path: Path) -> None:
    async with visited(tmp_path) as browser:
        await hired(browser, "ada", Role.ADMIN)
        _, _, body = await browser.post("observer-ticket")
        assert body == {"ticket": "an-observer's", "expires_ms": 5}
        await hired(browser, "ann")
        status, _, body = await browser.post("observer-ticket")
        assert (status, body["code"]) == (403, "forbidden")


@pytest.mark.covers("P5")
async def test_a_second_factor_over_http(tmp_path: Path) -> None:
    async with visited(tmp_path) as browser:
        await hired(browser, "ann")
        status, _, body = await browser.post("factor")
        assert (status, body["code"]) == (400, "bad_request")
        status, _, body = await browser.post("factor", password="wrong")
        assert (status, body["code"]) == (403, "wrong_password")
        _, _, enrolment = await browser.post("factor", password=PASSWORD)
        code = browser.office.code(str(enrolment["secret"]))
        assert (await browser.post("factor/confirm", code="000000"))[0] == 401
        status, head, body = await browser.post("factor/confirm", code=code)
        assert (status, "set-cookie" in head) == (200, True)
        codes = body["recovery_codes"]
        assert isinstance(codes, list)
        status, head, body = await browser.sign_in("ann")
        assert (status, body["stage"]) == (200, "factor_wanted")
        assert "set-cookie" not in head
        entered = await browser.office.enter("ann", code=codes[0])
        browser.cookie = entered.token
        _, _, body = await browser.post("factor", password=PASSWORD)
        assert body["code"] == "not_enrolling"
        status, _, body = await browser.post("factor/remove", code=codes[1])
        assert (status, body["code"]) == (400, "bad_request")
        status, _, body = await browser.post(
            "factor/remove", password=PASSWORD, code=codes[1]
        )
        assert (status, body["stage"]) == (200, "full")


async def test_who_am_i_and_the_own_profile(tmp_path: Path) -> None:
    async with visited(tmp_path) as browser:
        assert (await browser.get("me"))[0] == 401
        await hired(browser, "sue", Role.SUPERVISOR)
        edits = {"nickname": "小苏"}
        status, _, body = await browser.post("profile", operation="1", edits=edits)
        assert status == 200
        member = body["member"]
        assert isinstance(member, dict)
        assert member["nickname"] == "小苏"
        assert "password_hash" not in member
        his = [each.value for each in Permission if Role.SUPERVISOR in TABLE[each]]
        assert body["permissions"] == his
        assert body["grace_seconds"] == 30.0
        assert {"supervise", "own_account"} < set(his)
        assert "edit_members" not in his
        for bad in ({"role": "super_admin"}, {"nickname": "a\0"}, {"name": "a\x1bc"}):
            status, _, body = await browser.post("profile", operation="2", edits=bad)
            assert (status, body["code"]) == (400, "bad_request")
        status, _, body = await browser.post("profile", operation="2\0", edits=edits)
        assert (status, body["code"]) == (400, "bad_request")


@pytest.mark.covers("P5")
async def test_too_many_failures_say_when_to_come_back(tmp_path: Path) -> None:
    async with visited(tmp_path) as browser:
        for _ in range(5):
            status, _, body = await browser.sign_in("nobody")
            assert (status, body["code"]) == (401, "wrong_credentials")
        status, head, body = await browser.sign_in("nobody")
        assert (status, body["code"]) == (429, "locked")
        assert "retry-after: " in head


@pytest.mark.covers("P5")
async def test_one_address_signs_in_so_often(tmp_path: Path) -> None:
    async with visited(tmp_path) as browser:

        async def tried() -> object:
            return (await browser.sign_in("nobody"))[2]["code"]

        await asked_until_refused(tried, SIGN_IN_RATION)
