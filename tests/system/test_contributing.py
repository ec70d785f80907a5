"""From an agent's terminal into what the robot answers, on a real service (R11)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.system.console_client import ENGLISH, json_client, said, told
from tests.system.service import Server

QUESTION, ANSWER = "Do you wrap gifts?", "Yes, for two euros."


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """As `make serve` starts it: with the demonstration's robot."""
    served = Server(tmp_path / "data", TRIODESK_DEMO_KNOWLEDGE="true")
    served.start()
    try:
        yield served
    finally:
        served.stop()


@pytest.mark.covers("R11")
async def test_what_an_agent_suggests_the_robot_answers_once_it_was_published(
    server: Server,
) -> None:
    async with json_client(server, "agent", "--as", "xiaoming") as agent:
        await agent.see("news", version=1)
        await agent.enter(f"/contribute {QUESTION} | {ANSWER}")
        await agent.see("contributed", number=1)
        await told(server, ENGLISH, "robot", "contributions", "approve", "1")
        await agent.enter("/contributions")
        listed = await agent.see("contributions", waiting=0)
        assert isinstance(listed["rows"], list)
        assert [row["state"] for row in listed["rows"]] == ["approved"]
        await told(server, ENGLISH, "robot", "publish")
        await agent.see("newspublished", version=2)
        await agent.see("news", version=2)
        await agent.enter("/news 1")
        await agent.see("entry", question=QUESTION)
        async with json_client(server, "chat", "--as", "v1") as visitor:
            await visitor.enter(QUESTION)
            await visitor.see("message", role="robot", body=said(ANSWER))
