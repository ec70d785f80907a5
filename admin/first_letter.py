"""A first password, told by e-mail to whom it is for (M1)."""

from __future__ import annotations

import hashlib
from typing import Final

import trio
from msgspec.structs import replace

from actors.accounts.accounts import FirstPassword
from actors.mail.letter import Letter
from actors.mail.mailer import Mailer
from runtime.outgoing import HttpAnswer

MAIL_SECONDS: Final = 8.0
"""For the letter to be handed in: whoever added the member waits. After that he is told
the password, too."""
_SUBJECT: Final = "初始密码 / Your first password"
_TEXT: Final = """{name}：

您的初始密码（首次登录须修改）：
Your first password, to be changed when you sign in:

{password}

账号 / Account: {email}
"""


class FirstLetters:
    """Tells first passwords.

    Args:
        mailer: sends letters; None = nobody does.
    """

    def __init__(self, mailer: Mailer | None) -> None:
        self._mailer = mailer

    async def tell(self, first: FirstPassword) -> FirstPassword:
        """The answer for who made it; without the password when it was handed in.

        The letter is handed in now or not at all: a password waits nowhere.
        """
        if self._mailer is None:
            return first
        member = first.member
        values = {"name": member.shown_name, "email": member.email}
        text = _TEXT.format(**values, password=first.password)
        letter = Letter(member.email, _SUBJECT, text)
        name = hashlib.sha256(f"{member.id}{first.password}".encode()).hexdigest()
        with trio.move_on_after(MAIL_SECONDS):
            outcome = await self._mailer.send(letter, name[:32])
            if isinstance(outcome, HttpAnswer) and outcome.is_good:
                return replace(first, password="", is_mailed=True)
        return first
