"""A first password goes to whom it is for, or to who made it, never nowhere."""

from __future__ import annotations

import pytest
import trio

from actors.accounts.accounts import FirstPassword
from actors.accounts.members import MemberCard
from actors.accounts.permissions import Role
from actors.mail.mail_wire import (
    MailAnswer,
    MailRefused,
    MailRequest,
    MailTaken,
    SendMail,
)
from actors.mail.mailer import Mailer
from admin.first_letter import FirstLetters
from admin.outbox import Outbox
from runtime.errors import Unavailable

CARD = MemberCard(
    "m1",
    "ann@example.com",
    "安",
    "",
    "",
    "",
    Role.AGENT,
    1,
    (),
    is_suspended=False,
    must_change_password=True,
    has_second_factor=False,
    created_ms=5,
)
NOW = 1_700_000_000_000
FIRST = FirstPassword(CARD, "p4ss-Word")


class Counter:
    """A mail server's side that is played."""

    def __init__(self, answer: MailAnswer | Exception) -> None:
        self.answer = answer
        self.asked: list[MailRequest] = []

    async def ask(self, request: MailRequest) -> MailAnswer:
        await trio.lowlevel.checkpoint()
        self.asked.append(request)
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


def letters(counter: Counter) -> FirstLetters:
    mailer = Mailer(counter, "desk@example.com", lambda: NOW)
    return FirstLetters(mailer, Outbox(lambda: NOW), 72)


@pytest.mark.covers("M1")
async def test_who_is_told_by_mail_is_the_only_one_who_is_told() -> None:
    counter = Counter(MailTaken())
    told = await letters(counter).tell(FIRST)
    assert told == FirstPassword(CARD, "", is_mailed=True)
    (sent,) = counter.asked
    assert isinstance(sent, SendMail)
    assert sent.to == "ann@example.com"
    assert await letters(counter).tell(FIRST) == told
    assert counter.asked[1] == sent


@pytest.mark.covers("M1")
@pytest.mark.parametrize("answer", [MailRefused(550, "nobody"), Unavailable("away")])
async def test_what_cannot_be_mailed_is_told_to_who_made_it(
    answer: MailAnswer | Exception,
) -> None:
    assert await letters(Counter(answer)).tell(FIRST) == FIRST
    outbox = Outbox(lambda: NOW)
    assert await FirstLetters(None, outbox, 72).tell(FIRST) == FIRST
    assert not outbox.letters(), "a password waits nowhere"


@pytest.mark.covers("M1")
async def test_an_invitation_that_nobody_mails_can_be_read() -> None:
    outbox = Outbox(lambda: NOW)
    unsent = FirstLetters(None, outbox, 72)
    assert await unsent.tell(FIRST, "http://here/1") == FIRST
    assert await unsent.tell(FIRST, "http://here/2") == FIRST
    (kept,) = outbox.letters()
    assert (kept.to, kept.is_sent) == ("ann@example.com", False)
    assert "http://here/2" in kept.text
    assert FIRST.password not in kept.text
    mailer = Mailer(Counter(MailTaken()), "desk@example.com", lambda: NOW)
    told = await FirstLetters(mailer, outbox, 72).tell(FIRST, "http://here/3")
    assert told.is_mailed
    (sent,) = outbox.letters()
    assert (sent.is_sent, sent.text) == (True, "")
