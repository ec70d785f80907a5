"""A real service whose robot has a model word answers; its server is played (R13)."""

from __future__ import annotations

import urllib.request
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, closing
from functools import partial
from pathlib import Path
from typing import Final

import pytest
import trio

from actors.accounts.audit import Act, AuditEntry
from actors.knowledge.changes import Change, Publish, PutEntries
from actors.knowledge.records import Changed, ChangeKnowledge
from actors.rules.prompts import USUAL, Moment
from gateway.client import connect_visitor
from tests.actors.accounts.local_records import LocalRecords
from tests.actors.answerer.model import stream
from tests.actors.robot.bases import ENTRIES, RETURN
from tests.receiver import Reply, Script, receiving
from tests.system.ear import Ear
from tests.system.service import Server

LID_SECONDS = 280
FALLBACK = USUAL.text(Moment.ROBOT_FALLBACK, "zh")
ASKED: Final = "我想把鞋子退了，我的电话是 13800138000"
SAID: Final = f"可以，14 天内。\n\n来源：{RETURN.question}"
SPENT = 1_900
LEFT = 100
"""Less than an answer may cost."""
SETTINGS = f"""
[service]
robot_seconds = 20

[answerer]
model = "small"
session_tokens = {SPENT + LEFT}

[outgoing]
allowed_networks = "127.0.0.0/8"
plain_http = true

[[channel]]
id = "web"
group = "presale"
entry = "robot"
"""


async def publish(path: Path) -> None:
    changes: tuple[Change, ...] = (PutEntries(ENTRIES), Publish())
    with closing(LocalRecords(path)) as records:
        for number, change in enumerate(changes):
            act = AuditEntry(number, "amy", Act.KNOWLEDGE_CHANGED, "draft")
            answer = await records.ask(ChangeKnowledge(f"o{number}", change, act))
            assert isinstance(answer, Changed), answer


@pytest.fixture
def data(tmp_path: Path) -> Path:
    path = tmp_path / "data"
    path.mkdir()
    (path / "triodesk.toml").write_text(SETTINGS)
    return path


@asynccontextmanager
async def served(data: Path, script: Script) -> AsyncGenerator[Server]:
    """A service on that data, and the model's server."""
    await publish(data / "records.db")
    async with receiving(script) as root:
        url = f"{root}v1/chat/completions"
        key = {"TRIODESK_ANSWERER_URL": url, "TRIODESK_ANSWERER_KEY": "sk-secret"}
        server = Server(data, **key)
        await trio.to_thread.run_sync(server.start)
        try:
            yield server
        finally:
            await trio.to_thread.run_sync(server.stop)


async def ask(server: Server, count: int) -> list[str]:
    """The visitor asks; all that was said, once so many messages are there."""
    ticket = server.ticket("visitor", "v")
    async with (
        connect_visitor(server.gateway, ticket=ticket, language="zh") as visitor,
        trio.open_nursery() as nursery,
    ):
        hears = Ear()
        nursery.start_soon(hears.listen, visitor.events())
        session = await visitor.open()
        await session.send(ASKED)
        await hears.heard(count)
        nursery.cancel_scope.cancel()
    return [hears.texts[at][1] for at in range(len(hears.texts))]


def figures(server: Server) -> str:
    with urllib.request.urlopen(f"{server.http}/metrics") as page:
        text: str = page.read().decode()
    return text


@pytest.mark.covers("R13")
async def test_a_model_words_answers_and_no_crash_forgets_what_it_cost(
    data: Path,
) -> None:
    script = Script()
    words = stream("可以，14 天内[1]。", usage=(SPENT - 100, 100))
    script.otherwise = lambda _: Reply(pieces=words)
    with trio.fail_after(LID_SECONDS):
        async with served(data, script) as server:
            assert await ask(server, 2) == [ASKED, SAID]
            (sent,) = script.received
            assert sent.headers["authorization"] == "Bearer sk-secret"
            assert b"13800138000" not in sent.body
            told = await trio.to_thread.run_sync(partial(figures, server))
            assert 'triodesk_answerer_questions_total{outcome="generated"} 1.0' in told
            assert f"triodesk_answerer_tokens_total {SPENT}.0" in told
            server.kill()
            await trio.to_thread.run_sync(server.start)
            # What the session may spend, it has.
            said = await ask(server, 4)
            assert said[-2:] == [ASKED, FALLBACK]
            assert len(script.received) == 1
