"""What a visitor's commands ask for reaches the service, named by its command."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from gateway.client import connect_visitor
from gateway.client_core.events import MessageReceived
from gateway.console.chat import VisitorClient
from gateway.console.phrases import ENGLISH, Words
from gateway.console.turn import (
    Action,
    GiveUp,
    Leave,
    PostText,
    Request,
    SaveFile,
    SendFile,
)
from gateway.wire.asking_bodies import MenuOption, RatingBody
from tests.gateway.console.samples import closed, message
from tests.gateway.console.test_robot import answer, robot, with_robot
from tests.gateway.console.test_visitor_model import Visit, at, served
from tests.gateway.loopback import serving as served_by
from tests.gateway.small_desk import SmallDesk

STARS = tuple(MenuOption(f"10{each}", f"{each}") for each in range(1, 6))


def rateable() -> Visit:
    visit = with_robot()
    visit.see(answer(2), robot(2))
    return visit


def invited() -> Visit:
    visit = served()
    body = RatingBody("i", "Please rate.", STARS, "star", 12, 9)
    visit.see(MessageReceived(replace(message(1, "", "system").message, body=body)))
    return visit


def ended() -> Visit:
    visit = served()
    visit.see(closed("seat"))
    return visit


def left() -> Visit:
    visit = served()
    visit.see(at("message_left"))
    return visit


CASES = [
    (with_robot, "/human", "human"),
    (rateable, "/helpful", "helpful"),
    (rateable, "/unhelpful 2", "unhelpful"),
    (served, "/end", "end"),
    (served, "/close", "close"),
    (served, "/recall 1", "recall"),
    (served, "/rate", "rate"),
    (invited, "/rate 5", "rate"),
    (left, "/leave 138 call me", "leave"),
    (ended, "/new", "new"),
]


def asked(action: Action) -> Request:
    assert not isinstance(action, PostText | SaveFile | SendFile | Leave | GiveUp)
    return action


@pytest.mark.covers("R6", "R7", "S3", "V5", "V7")
async def test_every_command_is_done_by_the_sdk() -> None:
    async with (
        served_by(SmallDesk().handle) as server,
        connect_visitor(server.url, ticket="visitor:v") as visitor,
    ):
        client = VisitorClient(visitor, "g", Words(ENGLISH))
        for visit, line, word in CASES:
            request = asked(_entered(visit(), line))
            assert client.command(request) == word
            await client.ask(request)


def _entered(visit: Visit, line: str) -> Action:
    visit.enter(line)
    return visit.actions[-1]
