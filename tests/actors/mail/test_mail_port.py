"""What every port to a mail server does: the child's, and the one that tests play."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager

import pytest
import trio

from actors.mail.mail_wire import (
    MailRefused,
    MailSecurity,
    MailServer,
    MailTaken,
    SendMail,
    TryMail,
)
from actors.mail.mailer import AsksMail, port_mail
from tests.actors.mail.played_mail import PlayedMail
from tests.actors.mail.post_office import post_office

LID_SECONDS = 120.0
ANN, EVE = "ann@example.com", "eve@example.com"
MESSAGE = b"Subject: s\r\n\r\nt\r\n"


@asynccontextmanager
async def a_port(
    kind: str,
) -> AsyncGenerator[tuple[AsksMail, set[str], Sequence[object]]]:
    """A port, whom its server refuses, and what that has taken."""
    if kind == "played":
        played = PlayedMail()
        yield played, played.refuses, played.taken
        return
    with post_office() as (office, number):
        none = MailSecurity.NONE
        server = MailServer("127.0.0.1", number, none, "", "", "desk@example.com")
        port = port_mail(server)
        with trio.fail_after(LID_SECONDS):
            async with trio.open_nursery() as nursery:
                nursery.start_soon(port.run, lambda: None)
                yield port, office.refuses, office.taken
                nursery.cancel_scope.cancel()


@pytest.mark.covers("S10")
@pytest.mark.parametrize("kind", ["child", "played"])
async def test_a_port_hands_in_tries_and_tells_what_is_refused(kind: str) -> None:
    async with a_port(kind) as (port, refuses, taken):
        assert await port.ask(TryMail()) == MailTaken()
        assert not taken
        assert await port.ask(SendMail(ANN, MESSAGE)) == MailTaken()
        refuses.add(EVE)
        answer = await port.ask(SendMail(EVE, MESSAGE))
        assert answer == MailRefused(550, "5.1.1 nobody of that name")
        assert len(taken) == 1
