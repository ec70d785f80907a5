"""Letters through the real child to a real server on loopback."""

from __future__ import annotations

import ssl
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import msgspec
import pytest
import trio
import trustme
from msgspec.structs import replace

from actors.copies.order import COPY_TOPIC
from actors.mail.letter import Letter
from actors.mail.mail_wire import (
    MailRefused,
    MailSecurity,
    MailServer,
    MailTaken,
    SendMail,
    TryMail,
)
from actors.mail.mailer import Mailer, port_mail
from actors.mail.smtp import converse
from actors.webhooks.webhook import GONE, MAIL, Delivery, DeliveryState, judge
from runtime.outgoing import Cause, HttpAnswer, HttpFailure
from tests.actors.mail.post_office import PASSWORD, USER, post_office

LID_SECONDS = 120.0
LETTER = Letter("ann@example.com", "会话", "你好\n.\n")


def at(port: int, security: MailSecurity = MailSecurity.NONE) -> MailServer:
    return MailServer("127.0.0.1", port, security, "", "", "desk@example.com")


@asynccontextmanager
async def mailing(server: MailServer) -> AsyncGenerator[Mailer]:
    port = port_mail(server)
    with trio.fail_after(LID_SECONDS):
        async with trio.open_nursery() as nursery:
            nursery.start_soon(port.run, lambda: None)
            yield Mailer(port, server.sender, lambda: 1_670_574_414_007)
            nursery.cancel_scope.cancel()


def delivery(letter: Letter) -> Delivery:
    return Delivery(7, MAIL, COPY_TOPIC, msgspec.json.encode(letter), 1)


@pytest.mark.covers("S10")
async def test_a_letter_is_handed_in() -> None:
    with post_office() as (office, port):
        async with mailing(at(port)) as mailer:
            assert await mailer.carry(delivery(LETTER)) == HttpAnswer(250)
        (envelope,) = office.taken
        assert (envelope.mail_from, envelope.rcpt_tos) == (
            "desk@example.com",
            ["ann@example.com"],
        )
        assert isinstance(envelope.content, bytes)
        read = message_from_bytes(envelope.content, policy=default)
        body = read.get_body()
        assert body is not None
        assert body.get_content().splitlines() == ["你好", "."]
        assert read["Message-ID"] == "<7.1@example.com>"


@pytest.mark.covers("S10")
async def test_what_the_server_does_not_take_is_tried_again_or_given_up() -> None:
    with post_office() as (office, port):
        office.refuses.add("ann@example.com")
        async with mailing(at(port)) as mailer:
            answer = await mailer.carry(delivery(LETTER))
            assert isinstance(answer, HttpAnswer)
            assert (answer.status, answer.body) == (550, b"5.1.1 nobody of that name")
            assert judge(answer, 1, 0, 0.5).state is DeliveryState.PENDING
            odd = await mailer.carry(Delivery(8, MAIL, COPY_TOPIC, b"{}", 1))
            assert isinstance(odd, HttpAnswer)
            assert odd.status == GONE
            sly = Letter("a,b@example.com", "s", "t")
            assert await mailer.send(sly, "9") == HttpAnswer(
                GONE, b"expected an e-mail address"
            )
            assert judge(odd, 1, 0, 0.5).state is DeliveryState.GIVEN_UP
            statuses = (250, 421, 451, 550, GONE)
            failing = [mailer.is_failing(HttpAnswer(each)) for each in statuses]
            assert failing == [False, True, True, False, False]
    async with mailing(at(port)) as mailer:
        failed = await mailer.carry(delivery(LETTER))
        assert isinstance(failed, HttpFailure)
        assert failed.cause is Cause.UNREACHABLE
    assert office.taken == []


@pytest.mark.covers("S10")
def test_what_was_taken_is_taken_whatever_is_said_at_the_end() -> None:
    with post_office() as (office, port):
        office.farewell = "421 too busy for that"
        sent = SendMail(LETTER.to, b"Subject: s\r\n\r\nt\r\n")
        assert converse(at(port), sent) == MailTaken()
        assert len(office.taken) == 1


@pytest.mark.covers("S10", "P5")
def test_a_server_is_spoken_to_over_tls_and_by_name(tmp_path: Path) -> None:
    authority, trusted = trustme.CA(), tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(trusted)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("localhost").configure_cert(context)
    with post_office(context, needs_login=True) as (_, port):
        known = replace(
            at(port, MailSecurity.STARTTLS),
            host="localhost",
            user=USER,
            password=PASSWORD,
            authorities=str(trusted),
        )
        assert converse(known, TryMail()) == MailTaken()
        wrong = converse(replace(known, password="guess"), TryMail())
        assert isinstance(wrong, MailRefused)
        assert wrong.code == 535
        for stranger in (
            replace(known, authorities=""),
            replace(known, host="127.0.0.1"),
            replace(known, security=MailSecurity.TLS),
        ):
            refused = converse(stranger, TryMail())
            assert isinstance(refused, MailRefused)
            assert refused.code == 0
