"""How somebody who got a first password is told, by e-mail (M1).

By an invitation, where who adds him uses a page or a program; by the password itself,
where it was the operator, whose command knows no address of ours.
"""

from __future__ import annotations

import hashlib
from typing import Final

import trio
from msgspec.structs import replace

from actors.accounts.accounts import FirstPassword
from actors.mail.letter import Letter
from actors.mail.mailer import Mailer
from admin.outbox import Outbox
from runtime.outgoing import HttpAnswer

MAIL_SECONDS: Final = 8.0
"""For the letter to be handed in: whoever added the member waits. After that he is told
what was in it, too."""
_SUBJECT: Final = "初始密码 / Your first password"
_TEXT: Final = """{name}：

您的初始密码（首次登录须修改）：
Your first password, to be changed when you sign in:

{password}

账号 / Account: {email}
"""
_INVITATION: Final = "邀请您加入客服团队 / You are invited"
_INVITED: Final = """{name}：

请打开以下链接设置密码并登录（{hours} 小时内有效，只能使用一次）：
Open this link to choose a password and sign in (good for {hours} hours, once):

{link}

账号 / Account: {email}
"""


class FirstLetters:
    """Tells first passwords.

    Args:
        mailer: sends letters; None = nobody does.
        outbox: keeps invitations that were not sent.
        hours: an invitation is good for so long.
    """

    def __init__(self, mailer: Mailer | None, outbox: Outbox, hours: int) -> None:
        self._mailer = mailer
        self._outbox = outbox
        self._hours = hours

    async def tell(self, first: FirstPassword, link: str = "") -> FirstPassword:
        """The answer for who made it; without the password when a letter was handed in.

        It is handed in now or not at all: a password waits nowhere.

        Args:
            first: as it was made.
            link: of the invitation; "" = he is told the password.
        """
        letter = self._letter(first, link)
        is_sent = await self._is_sent(letter, f"{first.member.id}{first.password}")
        if link:
            role = first.member.role
            self._outbox.put(letter, role, is_sent=is_sent)
        return replace(first, password="", is_mailed=True) if is_sent else first

    def _letter(self, first: FirstPassword, link: str) -> Letter:
        member = first.member
        values = {"name": member.shown_name, "email": member.email}
        if link:
            text = _INVITED.format(**values, link=link, hours=self._hours)
            return Letter(member.email, _INVITATION, text)
        text = _TEXT.format(**values, password=first.password)
        return Letter(member.email, _SUBJECT, text)

    async def _is_sent(self, letter: Letter, said: str) -> bool:
        if self._mailer is None:
            await trio.lowlevel.checkpoint()
            return False
        name = hashlib.sha256(said.encode()).hexdigest()
        with trio.move_on_after(MAIL_SECONDS):
            outcome = await self._mailer.send(letter, name[:32])
            return isinstance(outcome, HttpAnswer) and outcome.is_good
        return False
