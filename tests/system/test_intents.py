"""What a visitor wants, recognised by a real service while nobody's robot is on."""

from __future__ import annotations

import pytest
import trio

from tests.system.console_client import ENGLISH, json_client, told
from tests.system.service import Server

LID_SECONDS = 280
"""A lid on a test that hangs; it takes a few seconds."""


@pytest.mark.covers("R12", "P7")
async def test_an_agent_sees_what_his_visitor_wants_also_after_a_crash(
    server: Server,
) -> None:
    with trio.fail_after(LID_SECONDS):
        await told(server, ENGLISH, "robot", "intents", "presets", "both")
        async with (
            json_client(server, "agent", "--as", "xiaoming") as agent,
            json_client(server, "chat", "--as", "v1", "--group", "presale") as visitor,
        ):
            await visitor.enter("你好，我不要退货，我要退款")
            wanted = [{"name": "intent", "value": "refund"}]
            seen = await agent.see("session", state="serving", variables=wanted)
            server.kill()
            server.start()
            await visitor.enter("还有发票呢")
            wanted = [{"name": "intent", "value": "invoice"}]
            await agent.see("session", state="serving", variables=wanted)
        why = await told(server, ENGLISH, "why", str(seen["session"]))
        assert "learnt intent=refund" in why
        assert "learnt intent=invoice" in why
