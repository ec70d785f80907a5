"""Sends letters by a process of its own: what is handed in blocks nobody here."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Protocol

import msgspec

from actors.mail.address import is_mail_address
from actors.mail.letter import Letter, message_of, read_letter
from actors.mail.mail_wire import (
    ANSWERS,
    SETTINGS,
    MailAnswer,
    MailRequest,
    MailServer,
    MailTaken,
    SendMail,
)
from actors.webhooks.webhook import GONE, Delivery
from runtime.child_port import ChildPort
from runtime.errors import Unavailable
from runtime.outgoing import Cause, HttpAnswer, HttpFailure, HttpOutcome
from runtime.port import PortSpec

MAX_WAITING: Final = 64
ANSWER_SECONDS: Final = 120.0
"""For a conversation of several steps of 5 s, and those before it."""
_TEMPORARY: Final = range(400, 500)
OK: Final = 250
"""Of SMTP: it was taken."""


class AsksMail(Protocol):
    """What hands messages in."""

    async def ask(self, request: MailRequest) -> MailAnswer:
        """Asks, and waits for the answer.

        Raises:
            Unavailable: no answer; whether it was handed in is unknown.
        """
        ...


def port_mail(server: MailServer) -> ChildPort[MailRequest, MailAnswer]:
    """`AsksMail` in a child process."""
    settings = msgspec.json.encode(server).decode()
    return ChildPort(
        PortSpec("mail", "actors.mail.mail_child", environment={SETTINGS: settings}),
        ANSWERS,
        max_waiting=MAX_WAITING,
        answer_seconds=ANSWER_SECONDS,
    )


class Mailer:
    """Carries letters (`Carries`).

    Args:
        port: hands them in.
        sender: the address that they come from.
        wall_ms: wall time.
    """

    def __init__(self, port: AsksMail, sender: str, wall_ms: Callable[[], int]) -> None:
        self._port = port
        self._sender = sender
        self._wall_ms = wall_ms

    async def carry(self, delivery: Delivery) -> HttpOutcome:
        """See `Carries`; SMTP's codes are told as statuses, a letter as 250."""
        letter = read_letter(delivery.body)
        if isinstance(letter, str):
            return HttpAnswer(GONE, letter.encode())
        # The row's id alone is another letter's in another database of the same sender.
        return await self.send(letter, f"{delivery.event}.{delivery.at_ms}")

    def is_failing(self, outcome: HttpOutcome) -> bool:
        """See `Carries`: a letter that it refuses for good says nothing of the server.

        RFC 5321, 4.2.1: 4yz is temporary, 5yz is for that letter, or its receiver.
        """
        if isinstance(outcome, HttpFailure):
            return True
        return outcome.status in _TEMPORARY and outcome.status != GONE  # that is ours

    async def send(self, letter: Letter, name: str) -> HttpOutcome:
        """Hands a letter in, once; never raises.

        Args:
            letter: to be sent.
            name: the same in every attempt.
        """
        if not is_mail_address(letter.to):
            return HttpAnswer(GONE, b"expected an e-mail address")
        message = message_of(letter, self._sender, name, self._wall_ms())
        try:
            answer = await self._port.ask(SendMail(letter.to, message))
        except Unavailable as error:
            return HttpFailure(Cause.BROKEN, str(error))
        if isinstance(answer, MailTaken):
            return HttpAnswer(OK)
        if not answer.code:
            return HttpFailure(Cause.UNREACHABLE, answer.text)
        return HttpAnswer(answer.code, answer.text.encode())
