"""A business server of one's own, as it ships for demonstrations, decides (Q9)."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
import trio

from runtime.webhook_signature import new_secret
from tests.system.console_client import command, json_client
from tests.system.service import ROOT, Server

LID_SECONDS = 280
SECRET = new_secret(Random(7))


class Business:
    """The demonstration's server in its own process: `url` is asked, the rest shown."""

    def __init__(self, *arguments: str) -> None:
        module = [sys.executable, "-m", "admin.demo_business_server"]
        self.process = subprocess.Popen(
            [*module, "--bind", "127.0.0.1:0", "--secret", SECRET, *arguments],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.url = self.line()
        self.shop = self.line()
        self.crm = self.line()

    def line(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()

    def stop(self) -> None:
        self.process.kill()
        self.process.wait()
        assert self.process.stdout is not None
        self.process.stdout.close()


@pytest.fixture
def business() -> Iterator[Business]:
    business = Business("--agents", "vip=xiaohong", "--fail", "bad")
    yield business
    business.stop()


@pytest.fixture
def asking(tmp_path: Path, business: Business) -> Iterator[Server]:
    server = Server(
        tmp_path / "data",
        TRIODESK_BUSINESS_SERVER_URL=business.url,
        TRIODESK_BUSINESS_SERVER_SECRET=SECRET,
        TRIODESK_OUTGOING_ALLOWED_NETWORKS="127.0.0.0/8",
        TRIODESK_OUTGOING_PLAIN_HTTP="true",
    )
    server.start()
    yield server
    server.kill()


async def why(server: Server, session: str) -> str:
    ended = await trio.run_process(
        command("why", session),
        capture_stdout=True,
        env={**server.environment(), "LC_ALL": "C", "PYTHONUTF8": "1"},
        cwd=ROOT,
    )
    return ended.stdout.decode()


@pytest.mark.covers("Q9")
async def test_it_names_who_serves_and_whom_it_refuses_goes_to_the_channels_group(
    asking: Server, business: Business
) -> None:
    with trio.fail_after(LID_SECONDS):
        async with json_client(asking, "agent", "--as", "xiaohong") as agent:
            await agent.see("board")
            await agent.enter("/free")
            async with json_client(
                asking, "chat", "--as", "vip", "--group", ""
            ) as visitor:
                served = await visitor.see("session", state="serving")
                assert served["agent"] == "xiaohong"
                told = await why(asking, str(served["session"]))
                assert "business server: xiaohong" in told
                assert "names agents" in told
        async with json_client(asking, "chat", "--as", "bad", "--group", "") as visitor:
            waits = await visitor.see("session", state="queued")
            assert waits["group"] == "presale"
            told = await why(asking, str(waits["session"]))
            assert "says that it failed" in told
            assert "ErrorCode 1001: not this one" in told
        assert " vip: " in business.line()


@pytest.mark.covers("Q9", "S7")
async def test_without_its_answer_nobody_is_lost(
    asking: Server, business: Business
) -> None:
    with trio.fail_after(LID_SECONDS):
        await trio.to_thread.run_sync(business.stop)
        async with json_client(asking, "chat", "--as", "v", "--group", "") as visitor:
            waits = await visitor.see("session", state="queued")
            told = await why(asking, str(waits["session"]))
            assert "no answer" in told
            assert "unreachable" in told
