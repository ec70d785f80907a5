"""What hands messages in, played in the test's own process (`AsksMail`)."""

from __future__ import annotations

import trio

from actors.mail.mail_wire import (
    MailAnswer,
    MailRefused,
    MailRequest,
    MailTaken,
    SendMail,
)
from runtime.errors import Unavailable


class PlayedMail:
    """What was handed in; `refuses` are addresses; while it is `away` nobody answers.

    `is_deaf`: it has what was handed in, and its answer is lost.
    """

    def __init__(self) -> None:
        self.taken: list[SendMail] = []
        self.refuses: set[str] = set()
        self.is_away = False
        self.is_deaf = False

    async def ask(self, request: MailRequest) -> MailAnswer:
        """See `AsksMail`."""
        await trio.lowlevel.checkpoint()
        if self.is_away:
            raise Unavailable("the child is away")
        if isinstance(request, SendMail):
            if request.to in self.refuses:
                return MailRefused(550, "5.1.1 nobody of that name")
            self.taken.append(request)
            if self.is_deaf:
                raise Unavailable("the answer is lost")
        return MailTaken()
