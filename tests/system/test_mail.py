"""A service with a mail server: first passwords go by e-mail (M1)."""

from __future__ import annotations

from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
import trio

from tests.actors.mail.post_office import post_office
from tests.system.service import Server
from tests.system.test_operator import ENGLISH, LID_SECONDS, run, told


@pytest.mark.covers("M1")
async def test_a_first_password_is_mailed_and_not_printed(tmp_path: Path) -> None:
    with post_office() as (office, port):
        server = Server(
            tmp_path / "data",
            TRIODESK_MAIL_HOST="127.0.0.1",
            TRIODESK_MAIL_PORT=str(port),
            TRIODESK_MAIL_SECURITY="none",
            TRIODESK_MAIL_SENDER="desk@example.com",
        )
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
