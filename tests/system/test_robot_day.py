"""A visitor of the robot's, from a flow to a human who reads it all: by the SDK."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Final

import msgspec
import pytest
import trio

from actors.knowledge.changes import Change, Publish, PutEntries, SetWelcome
from actors.robot.chitchat.chinese import CHINESE_PRESETS
from actors.robot.chitchat.preset import Category
from actors.rules.prompts import USUAL, Moment
from gateway.client import Agent, Refused, connect_agent, connect_visitor
from gateway.client_core.events import SessionChanged
from gateway.wire.asking_bodies import MenuBody, SelectionBody
from gateway.wire.bodies import MessageBody, TextBody
from gateway.wire.codes import ErrorCode
from gateway.wire.robot_frames import Feedback
from gateway.wire.server_frames import Message, Session
from tests.actors.accounts.local_records import LocalRecords
from tests.actors.flow.cases import FULL
from tests.actors.robot.bases import ENTRIES, POST, RETURN, WELCOME
from tests.system.ear import Ear
from tests.system.service import Server
from tests.system.test_robot import figures, put

LID_SECONDS: Final = 280
CHANNEL: Final = (
    '[[channel]]\nid = "web"\ngroup = "presale"\nentry = "flow"\nflow = "full"\n'
)
TAUGHT: Final[tuple[Change, ...]] = (
    PutEntries(ENTRIES),
    SetWelcome(WELCOME),
    Publish(),
)
VAGUE: Final = "快递"
"""Less than a question: the base of the tests knows one about it."""
FALLBACK: Final = USUAL.text(Moment.ROBOT_FALLBACK, "zh")
THANKED: Final = next(
    each.answers for each in CHINESE_PRESETS if each.category is Category.THANKS
)


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Server]:
    """A service whose flow may lead to a robot that answers only what it is sure of."""
    data = tmp_path / "data"
    (data / "flows").mkdir(parents=True)
    (data / "flows" / "full-3.json").write_bytes(msgspec.json.encode(FULL))
    (data / "triodesk.toml").write_text(CHANNEL)
    with closing(LocalRecords(data / "records.db")) as records:
        for number, change in enumerate(TAUGHT):
            trio.run(put, records, number, change)
    server = Server(data, TRIODESK_SERVICE_ROBOT_DIRECT="0.9")
    server.start()
    try:
        yield server
    finally:
        server.stop()


async def in_force(server: Server) -> None:
    """Waits until what was published answers: a service comes up before it does."""
    told = ""
    while "triodesk_robot_version 1.0" not in told:
        told = await trio.to_thread.run_sync(figures, server)


async def rated(agent: Agent) -> Session:
    """A session of the agent's in which the robot's answers were rated."""
    async for event in agent.events():
        if isinstance(event, SessionChanged) and event.session.feedback:
            return event.session
    pytest.fail("the events ended")


def purposes(bodies: dict[int, MessageBody]) -> dict[str, int]:
    """The menus by what they are for: the newest of each."""
    return {
        body.purpose: number
        for number, body in sorted(bodies.items())
        if isinstance(body, MenuBody)
    }


def said(messages: tuple[Message, ...]) -> list[tuple[str, str]]:
    """By whom, and what: of menus their titles, of choices what was chosen."""
    texts: list[tuple[str, str]] = []
    for each in messages:
        match each.body:
            case MenuBody(title=title):
                texts.append((each.role, title))
            case SelectionBody(text=text):
                texts.append((each.role, text))
            case _:
                texts.append((each.role, each.text))
    return texts


@pytest.mark.covers("R1", "R5", "R6", "R7", "R9", "R10", "V3", "Q15")
async def test_from_a_flow_through_the_robot_to_a_human(served: Server) -> None:
    with trio.fail_after(LID_SECONDS):
        async with (
            connect_visitor(
                served.gateway, ticket=served.ticket("visitor", "v"), language="zh-CN"
            ) as visitor,
            connect_agent(
                served.gateway, ticket=served.ticket("agent", "xiaoming")
            ) as agent,
            trio.open_nursery() as nursery,
        ):
            hears = Ear()
            nursery.start_soon(hears.listen, visitor.events())
            await agent.set_status("free")
            await in_force(served)
            session = await visitor.open()

            # A menu of the flow leads to the robot, which welcomes.
            await session.select(await hears.number_of(MenuBody), "robot")
            await hears.heard(4)
            welcome = purposes(hears.bodies)["welcome"]
            await session.select(welcome, RETURN.id)
            await hears.heard(6)
            assert hears.bodies[6] == TextBody("14 天内。")

            # It answers, talks, asks back, or does not know.
            answer = (await session.send(POST.question)).number + 1
            await hears.text("answer of post")
            thanks = (await session.send("谢谢")).number + 1
            await hears.heard(thanks)
            back = (await session.send(VAGUE)).number + 1
            await hears.heard(back)
            assert purposes(hears.bodies)["clarify"] == back
            served.kill()
            served.start()
            await in_force(served)
            await session.select(back, POST.id)
            await hears.heard(back + 2)
            unknown = (await session.send("鲸鱼会做梦吗")).number + 1
            await hears.heard(unknown)

            # What helped is the visitor's to say, of answers alone.
            await session.rate_answer(answer, is_helpful=True)
            await session.rate_answer(answer, is_helpful=False)
            with pytest.raises(Refused) as refused:
                await session.rate_answer(thanks, is_helpful=True)
            assert refused.value.code == ErrorCode.NO_SUCH_MESSAGE
            await session.ask_human()

            # Who serves has all of it, and why.
            view = await rated(agent)
            assert view.feedback == (Feedback(answer, is_helpful=False),)
            read = await agent.session(session.id).history()
            answers = [each.number for each in read if each.is_answer]
            assert answers == [6, answer, back + 2]
            transcript = said(read)
            assert transcript[thanks - 1][1] in THANKED
            assert [text for _, text in transcript[3:6]] == [
                "热门问题",
                RETURN.question,
                "14 天内。",
            ]
            assert transcript[back : back + 2] == [
                ("visitor", POST.question),
                ("robot", "answer of post"),
            ]
            assert transcript[unknown - 1] == ("robot", FALLBACK)
            why = await agent.why(session.id)
            handed = [each for each in why.steps if each.what == "handed_over"]
            assert [each.detail for each in handed] == ["asked"]
            nursery.cancel_scope.cancel()
