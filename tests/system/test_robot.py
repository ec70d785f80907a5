"""The robot answers visitors of a real service, by the SDK; its process may die."""

from __future__ import annotations

import os
import signal
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Final

import pytest
import trio
from msgspec.structs import replace

from actors.accounts.audit import Act, AuditEntry
from actors.knowledge.changes import Change, Publish, PutEntries
from actors.knowledge.entry import Entry
from actors.knowledge.records import Changed, ChangeKnowledge, Publishing
from actors.robot.chitchat.english import ENGLISH_PRESETS
from actors.robot.chitchat.preset import Category
from admin.data_directory import DataDirectory
from admin.operator.asking import connect
from admin.operator.knowledge_frames import AlterKnowledge
from gateway.client import connect_visitor
from gateway.client.conversation import Conversation
from tests.actors.accounts.local_records import LocalRecords
from tests.actors.robot.bases import ENTRIES, RETURN, text
from tests.system.ear import Ear
from tests.system.service import Server

LID_SECONDS = 280
CHANGES: Final[tuple[Change, ...]] = (PutEntries(ENTRIES), Publish())
# Beside others a process takes long to start: a visitor waits for the robot.
CHANNEL = """
[[channel]]
id = "web"
group = "presale"
entry = "robot"

[service]
robot_seconds = 60
"""


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Server]:
    """A service whose visitors come to the robot first."""
    data = tmp_path / "data"
    data.mkdir()
    (data / "triodesk.toml").write_text(CHANNEL)
    with closing(LocalRecords(data / "records.db")) as records:
        for number, change in enumerate(CHANGES):
            trio.run(put, records, number, change)
    server = Server(data)
    server.start()
    try:
        yield server
    finally:
        server.stop()


async def put(records: LocalRecords, number: int, change: Change) -> None:
    act = AuditEntry(number, "amy", Act.KNOWLEDGE_CHANGED, "draft")
    request = ChangeKnowledge(f"o{number}", change, act)
    while isinstance(answer := await records.ask(request), Publishing):
        pass
    assert isinstance(answer, Changed), answer


async def publish(server: Server, entry: Entry) -> None:
    """What an operator does, while visitors ask."""
    async with connect(DataDirectory(server.data).operator_socket) as line:
        changes: tuple[Change, ...] = (PutEntries((entry,)), Publish("longer"))
        for number, change in enumerate(changes):
            answer = await line.ask(AlterKnowledge(f"p{number}", change))
            assert isinstance(answer, Changed), answer


async def asked_until(session: Conversation, hears: Ear, wanted: str) -> list[str]:
    """Asks the same again and again, without a pause; all that was answered."""
    answers: list[str] = []
    while wanted not in answers:
        receipt = await session.send(RETURN.question)
        await hears.heard(receipt.number + 1)
        answers = [said for _, said in hears.texts if said.endswith("天内。")]
    return answers


def robots(server: Server) -> list[int]:
    """The processes that answer, or build."""
    tasks = Path(f"/proc/{server.pid}/task")
    children = [each.joinpath("children").read_text() for each in tasks.iterdir()]
    return [
        int(pid)
        for pid in " ".join(children).split()
        if Path(f"/proc/{pid}/comm").read_text() == "robot_child\n"
    ]


def preset(category: Category) -> tuple[str, ...]:
    return next(each.answers for each in ENGLISH_PRESETS if each.category is category)


def figures(server: Server) -> str:
    with urllib.request.urlopen(f"{server.http}/metrics") as page:
        text: str = page.read().decode()
    return text


@pytest.mark.covers("R4", "R5", "R8")
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
            await session.send("I forgot my password")
            await hears.heard(4)
            said = [text for _, text in hears.texts]
            assert said[1] in preset(Category.THANKS)
            assert said[3] == "answer of password"
            await publish(served, replace(RETURN, answers=(text("30 天内。"),)))
            answers = await asked_until(session, hears, "30 天内。")
            assert set(answers) <= {"14 天内。", "30 天内。"}
            assert answers == sorted(answers), "one version after the other"
            nursery.cancel_scope.cancel()
        told = figures(served)
        assert 'triodesk_robot_questions_total{outcome="SmallTalk"} 1.0' in told
        direct = (
            f'triodesk_robot_questions_total{{outcome="Direct"}} {len(answers) + 1}'
        )
        assert direct in told
        assert "triodesk_robot_version 2.0" in told
