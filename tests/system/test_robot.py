"""The robot answers visitors of a real service, by the SDK; its process may die."""

from __future__ import annotations

import os
import signal
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
import trio

from actors.robot.chitchat.english import ENGLISH_PRESETS
from actors.robot.chitchat.preset import Category
from gateway.client import connect_visitor
from tests.system.ear import Ear
from tests.system.service import Server

LID_SECONDS = 90
CHANNEL = '[[channel]]\nid = "web"\ngroup = "presale"\nentry = "robot"\n'


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Server]:
    """A service whose visitors come to the robot first."""
    data = tmp_path / "data"
    data.mkdir()
    (data / "triodesk.toml").write_text(CHANNEL)
    server = Server(data)
    server.start()
    try:
        yield server
    finally:
        server.stop()


def robots(server: Server) -> list[int]:
    """The processes that answer, or build."""
    tasks = Path(f"/proc/{server.pid}/task")
    children = [each.joinpath("children").read_text() for each in tasks.iterdir()]
    return [
        int(pid)
        for pid in " ".join(children).split()
        if b"robot_child" in Path(f"/proc/{pid}/cmdline").read_bytes()
    ]


def preset(category: Category) -> tuple[str, ...]:
    return next(each.answers for each in ENGLISH_PRESETS if each.category is category)


@pytest.mark.covers("R4", "R5")
async def test_the_robot_answers_and_again_after_its_process_was_killed(
    served: Server,
) -> None:
    with trio.fail_after(LID_SECONDS):
        ticket = served.ticket("visitor", "v")
        async with (
            connect_visitor(served.gateway, ticket=ticket, language="en") as visitor,
            trio.open_nursery() as nursery,
        ):
            hears = Ear()
            nursery.start_soon(hears.listen, visitor.events())
            session = await visitor.open()
            await session.send("thank you!")
            await hears.heard(2)
            (robot,) = robots(served)
            os.kill(robot, signal.SIGKILL)
            await session.send("goodbye")
            await hears.heard(4)
            said = [text for _, text in hears.texts]
            assert said[1] in preset(Category.THANKS)
            assert said[3] in preset(Category.BYE)
            nursery.cancel_scope.cancel()
        with urllib.request.urlopen(f"{served.http}/metrics") as page:
            figures = page.read().decode()
        assert 'triodesk_robot_questions_total{outcome="SmallTalk"} 2.0' in figures
