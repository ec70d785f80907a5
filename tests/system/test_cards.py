"""A visitor is asked, served, and rates: by the SDK, with a service that is killed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
import trio

from gateway.client import Refused, connect_agent, connect_visitor
from gateway.wire.asking_bodies import (
    FormBody,
    MenuBody,
    RatingBody,
    SelectionBody,
)
from gateway.wire.codes import ErrorCode
from tests.actors.flow.cases import FULL
from tests.system.ear import Ear
from tests.system.service import Server

LID_SECONDS = 280
CHANNEL = '[[channel]]\nid = "web"\ngroup = "presale"\nentry = "flow"\nflow = "full"\n'


@pytest.fixture
def led(tmp_path: Path) -> Iterator[Server]:
    """A service whose visitors are asked by the flow of the tests first."""
    data = tmp_path / "data"
    (data / "flows").mkdir(parents=True)
    (data / "flows" / "full-3.json").write_bytes(msgspec.json.encode(FULL))
    (data / "triodesk.toml").write_text(CHANNEL)
    server = Server(data)
    server.start()
    try:
        yield server
    finally:
        server.stop()


@pytest.mark.covers("V3", "V5", "R10", "S7")
async def test_asked_served_and_rated_over_a_kill(led: Server) -> None:
    with trio.fail_after(LID_SECONDS):
        async with (
            connect_visitor(
                led.gateway, ticket=led.ticket("visitor", "v"), language="en"
            ) as visitor,
            connect_agent(led.gateway, ticket=led.ticket("agent", "xiaoming")) as agent,
            trio.open_nursery() as nursery,
        ):
            hears, serves = Ear(), Ear()
            nursery.start_soon(hears.listen, visitor.events())
            nursery.start_soon(serves.listen, agent.events())
            await agent.set_status("free")
            session = await visitor.open()
            menu = await hears.number_of(MenuBody)
            await session.select(menu, "pre")
            form = await hears.number_of(FormBody)
            led.kill()
            led.start()
            await session.select(form, values={"name": "Li", "vip": "no"})
            theirs = agent.session(await serves.session())
            await theirs.invite_rating()
            invitation = await hears.number_of(RatingBody)
            body = hears.bodies[invitation]
            assert isinstance(body, RatingBody)
            assert body.head == "Please rate this service."
            await theirs.close()
            await session.select(invitation, "105", outcome="solved", comment="thanks")
            with pytest.raises(Refused) as again:
                await session.select(invitation, "101")
            assert again.value.code == ErrorCode.ANSWERED
            told = [each.body for each in await theirs.history()]
            assert [type(each) for each in told[1:6]] == [
                MenuBody,
                SelectionBody,
                FormBody,
                SelectionBody,
                RatingBody,
            ]
            assert isinstance(told[6], SelectionBody)
            rated = (told[6].number, told[6].option, told[6].comment)
            assert rated == (invitation, "105", "thanks")
            nursery.cancel_scope.cancel()
