"""`triodesk webhooks` and what a receiver of one's own is told (M11)."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import trio

from runtime.webhook_signature import is_signed, read_secret
from tests.actors.webhooks.carrying import types_of
from tests.receiver import Received, Reply, Script, receiving
from tests.system.console_client import CHINESE, ENGLISH, json_client, run, told
from tests.system.service import Server

LID_SECONDS = 280
"""A lid on a test that hangs: each starts some eight commands."""


@pytest.fixture
def open_server(tmp_path: Path) -> Iterator[Server]:
    """A service that may speak to this machine."""
    server = Server(
        tmp_path / "data",
        TRIODESK_OUTGOING_ALLOWED_NETWORKS="127.0.0.0/8",
        TRIODESK_OUTGOING_PLAIN_HTTP="true",
    )
    server.start()
    yield server
    server.kill()


class Ear(Script):
    """Answers 200 and says when enough was heard."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self.heard = trio.Event()
        self.otherwise = self._hear
        self._count = count

    def _hear(self, _: Received) -> Reply:
        if len({each.headers["webhook-id"] for each in self.received}) >= self._count:
            self.heard.set()
        return Reply()


@pytest.mark.covers("M11", "S7")
async def test_what_happens_is_told_also_when_the_service_was_killed_meanwhile(
    open_server: Server,
) -> None:
    server, ear = open_server, Ear(3)
    with trio.fail_after(LID_SECONDS):
        async with receiving(ear) as url:
            answer = await told(server, ENGLISH, "webhooks", "--json", "add", url)
            added = json.loads(answer)
            webhook = added["webhook"]["id"]
            async with json_client(server, "chat", "--as", "v1") as visitor:
                session = (await visitor.see("session", state="queued"))["session"]
                await visitor.enter("hello")
                await visitor.see("message", number=1)
                await trio.to_thread.run_sync(server.kill)
                await trio.to_thread.run_sync(server.start)
                await visitor.enter("/close")
                await visitor.see("session", state="closed")
            await ear.heard.wait()
            assert set(types_of(ear.received)) == {
                "session.opened",
                "session.queued",
                "session.closed",
            }
            key, now_s = read_secret(added["secret"]), int(time.time())
            for each in ear.received:
                assert is_signed(key, each.headers, now_s, each.body)
                assert json.loads(each.body)["data"]["session"] == session

            log = await told(server, ENGLISH, "webhooks", "log", webhook)
            assert "session.closed" in log
            assert "delivered" in log
            rows = json.loads(await told(server, ENGLISH, "webhooks", "--json", "log"))
            event = str(rows["rows"][0]["event"])
            tried = await told(server, ENGLISH, "webhooks", "log", "--event", event)
            assert "200" in tried
            ear.heard = trio.Event()
            again = await told(server, CHINESE, "webhooks", "replay", webhook, event)
            assert "1 条" in again
            await ear.heard.wait()
            assert ear.received[-1].headers["webhook-id"] == event


@pytest.mark.covers("M11")
async def test_an_operator_administers_webhooks(open_server: Server) -> None:
    server, url = open_server, "http://127.0.0.1:9/x"
    with trio.fail_after(LID_SECONDS):
        added = await told(
            server, ENGLISH, "webhooks", "add", url, "--events", "session.closed"
        )
        webhook = added.split()[2].rstrip(",")
        assert added.startswith(f"secret of {webhook}, shown here only: whsec_")
        listed = await told(server, ENGLISH, "webhooks", "list")
        assert listed.splitlines()[1].split() == [
            webhook, "0", "0", "0", url, "session.closed",
        ]  # fmt: skip
        assert "whsec_" not in listed
        rotated = await told(
            server, ENGLISH, "webhooks", "rotate", webhook, "--overlap", "2"
        )
        assert "the old one signs, too, until" in rotated
        assert rotated.splitlines()[0] != added.strip()
        for words, text in (
            (("add", "http://10.0.0.1/x y"), "refused: expected a URL"),
            (("rotate", webhook, "--overlap", "999"), "Expected `int` <= 168"),
        ):
            ended = await run(server, ENGLISH, "webhooks", *words)
            assert ended.returncode == 1
            assert text in ended.stderr.decode()
        gone = await told(server, CHINESE, "webhooks", "remove", webhook)
        assert gone.splitlines()[-1] == "共 0 个"
        audit = await told(server, ENGLISH, "members", "audit")
        assert "rows" in audit
