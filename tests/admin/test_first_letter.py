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
    return FirstLetters(Mailer(counter, "desk@example.com", lambda: 1_700_000_000_000))


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
    assert await FirstLetters(None).tell(FIRST) == FIRST
