"""A day of the service, over real sockets, as the manuals describe one.

Asked by a menu and a form, queued, served, a colleague consulted, handed over, rated;
after hours a message is left, or another group takes over; all of it is in the records.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
import trio

from actors.records.rows import SessionRow
from actors.rules.prompts import USUAL, Moment
from gateway.client import connect_agent, connect_visitor
from gateway.wire.asking_bodies import FormBody, MenuBody, RatingBody
from gateway.wire.terms import Role
from tests.actors.flow.cases import FULL
from tests.system.ear import Ear
from tests.system.service import ROOT, Server

LID_SECONDS = 280
CHANNEL = (
    '[[channel]]\nid = "web"\ngroup = "presale"\ngroups = ["*"]\n'
    'entry = "flow"\nflow = "full"\n'
)
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
CLOSED = "is_on = true\n[week]\n" + "".join(f"{day} = []\n" for day in DAYS)
OFF_HOURS = USUAL.said(Moment.OFF_HOURS, "zh", {"OpensAt": "另行通知"})
SERVES = USUAL.said(Moment.SUCCESS, "zh", {"StaffName": "小明"})
GOES_ON = USUAL.said(Moment.TAKEN_OVER, "zh", {"StaffName": "小红"})
ASIDE = "between us"


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Server]:
    """A service that speaks, and whose visitors are asked by a flow first."""
    data = tmp_path / "data"
    (data / "flows").mkdir(parents=True)
    (data / "flows" / "full-3.json").write_bytes(msgspec.json.encode(FULL))
    (data / "triodesk.toml").write_text(CHANNEL)
    server = Server(data, TRIODESK_SERVICE_PROMPTS="true")
    server.start()
    try:
        yield server
    finally:
        server.stop()


async def operator(shop: Server, noun: str, *words: str) -> list[dict[str, object]]:
    """What an operator's command prints, row by row."""
    done = await trio.run_process(
        [sys.executable, "-m", "admin", noun, "--json", *words],
        env=shop.environment(),
        cwd=ROOT,
        capture_stdout=True,
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


async def records(shop: Server, stages: list[str]) -> list[SessionRow]:
    """The records of all sessions, once those are recorded in these stages."""
    while True:
        cards = await operator(shop, "records", "list")
        rows = [msgspec.convert(card["row"], SessionRow) for card in cards]
        if sorted(row.stage for row in rows) == stages:
            return rows


@pytest.mark.covers("Q3", "Q6", "Q10", "S11", "V3", "V5", "R10", "M3", "M4", "M8")
async def test_a_day(shop: Server, tmp_path: Path) -> None:
    roles: dict[str, Role] = {
        "v": "visitor",
        "w": "visitor",
        "xiaoming": "agent",
        "xiaohong": "agent",
    }
    tickets = {who: shop.ticket(role, who) for who, role in roles.items()}
    with trio.fail_after(LID_SECONDS):
        async with (
            connect_visitor(shop.gateway, ticket=tickets["v"]) as visitor,
            connect_visitor(shop.gateway, ticket=tickets["w"]) as other,
            connect_agent(shop.gateway, ticket=tickets["xiaoming"]) as ming,
            connect_agent(shop.gateway, ticket=tickets["xiaohong"]) as hong,
            trio.open_nursery() as nursery,
        ):
            hears, mings, hongs, others = Ear(), Ear(), Ear(), Ear()
            nursery.start_soon(hears.listen, visitor.events())
            nursery.start_soon(mings.listen, ming.events())
            nursery.start_soon(hongs.listen, hong.events())
            nursery.start_soon(others.listen, other.events())

            # Asked by a menu and a form, then queued until somebody is free.
            session = await visitor.open()
            await session.select(await hears.number_of(MenuBody), "pre")
            form = await hears.number_of(FormBody)
            await session.select(form, values={"name": "Li", "vip": "no"})
            await ming.set_status("free")
            await hears.text(SERVES)
            served = await mings.session()
            assert served == session.id

            # A colleague is asked aside; the visitor hears nothing of it.
            await hong.set_status("free")
            await ming.consult(served, "xiaohong", "please help")
            await hongs.visit()
            await hong.answer_call(served, is_accepted=True)
            await hong.session(f"{served}/side-1").send(ASIDE)
            await mings.text(ASIDE)

            # Handed over, rated, ended.
            await ming.transfer(served, agent="xiaohong", note="knows the order")
            await hears.text(GOES_ON)
            assert await hongs.session() == served
            theirs = hong.session(served)
            await theirs.invite_rating()
            await session.select(await hears.number_of(RatingBody), "105")
            await theirs.close()
            assert ASIDE not in [text for _, text in hears.texts]

            # After hours a message is left; a group of other hours takes over.
            hours = tmp_path / "closed.toml"
            hours.write_text(CLOSED)
            await operator(shop, "settings", "rule", "night", "Night")
            await operator(shop, "settings", "bind", "aftersale", "night")
            await operator(shop, "settings", "hours", str(hours))
            await other.open("presale")
            await others.text(OFF_HOURS)
            await operator(shop, "settings", "set", "overflow", "aftersale")
            again = await visitor.open("presale")
            assert await hongs.session() == again.id
            nursery.cancel_scope.cancel()

        stages = ["closed", "message_left", "offered"]
        rows = {row.session: row for row in await records(shop, stages)}
    day = rows[session.id]
    assert (day.visitor, day.stars, day.transfers) == ("v", 5, 1)
