"""A service with a mail server: first passwords and copies go by e-mail (M1, S10)."""

from __future__ import annotations

from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
import trio

from tests.actors.mail.post_office import post_office
from tests.system.console_client import ENGLISH, json_client, run, told
from tests.system.service import Server

LID_SECONDS = 280
"""A lid on a test that hangs; each takes a few seconds."""


def mailing(data: Path, port: int, **settings: str) -> Server:
    """A service that hands letters in there."""
    return Server(
        data,
        TRIODESK_MAIL_HOST="127.0.0.1",
        TRIODESK_MAIL_PORT=str(port),
        TRIODESK_MAIL_SECURITY="none",
        TRIODESK_MAIL_SENDER="desk@example.com",
        **settings,
    )


@pytest.mark.covers("M1")
async def test_a_first_password_is_mailed_and_not_printed(tmp_path: Path) -> None:
    with post_office() as (office, port):
        server = mailing(tmp_path / "data", port)
        await trio.to_thread.run_sync(server.start)
        try:
            with trio.fail_after(LID_SECONDS):
                added = await told(
                    server,
                    ENGLISH,
                    "members",
                    "add",
                    "ann@example.com",
                    "安",
                    "--role",
                    "super_admin",
                )
                assert "was sent to ann@example.com" in added
                (envelope,) = office.taken
                assert isinstance(envelope.content, bytes)
                letter = message_from_bytes(envelope.content, policy=default)
                assert letter["To"] == "ann@example.com"
                office.refuses.add("ann@example.com")
                reset = await told(
                    server, ENGLISH, "members", "reset", "ann@example.com"
                )
                assert "shown here only" in reset
                examined = (await run(server, ENGLISH, "doctor")).stdout.decode()
                assert f"mail         127.0.0.1:{port} as desk@example.com" in examined
        finally:
            await trio.to_thread.run_sync(server.kill)


@pytest.mark.covers("S10", "M9")
async def test_an_agent_sends_a_copy_and_a_kill_loses_none(tmp_path: Path) -> None:
    boss, data = "boss@example.com", tmp_path / "data"
    with post_office() as (office, port):
        office.refuses.add(boss)
        server = mailing(data, port, TRIODESK_SERVICE_COPY_TO="*@example.com")
        await trio.to_thread.run_sync(server.start)
        try:
            with trio.fail_after(LID_SECONDS):
                async with (
                    json_client(
                        server, "agent", "--as", "xiaoming", LC_ALL="C"
                    ) as agent,
                    json_client(server, "chat", "--as", "v1") as visitor,
                ):
                    await agent.see("session", state="serving", visitor="v1")
                    await visitor.enter("请问有现货吗？")
                    await agent.see("message", number=1)
                    await agent.enter("/cc eve@example.org")
                    await agent.see("answered", code=203)
                    await agent.enter(f"/cc {boss} 请跟进")
                    await agent.see("text", text=f"It goes to {boss}.")
                await trio.to_thread.run_sync(server.kill)
                office.refuses.clear()
                await trio.to_thread.run_sync(server.start)
                while not office.taken:  # noqa: ASYNC110 - a thread of another's
                    await trio.sleep(0.2)
                (envelope,) = office.taken
                assert isinstance(envelope.content, bytes)
                letter = message_from_bytes(envelope.content, policy=default)
                assert letter["To"] == boss
                body = letter.get_body()
                assert body is not None
                assert "请跟进" in body.get_content()
                assert "请问有现货吗？" in body.get_content()
        finally:
            await trio.to_thread.run_sync(server.kill)
