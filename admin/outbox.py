"""Invitations as they were written, kept in memory for a while (M1).

Who has no mail server reads here what would have been sent, and passes it on himself.
On disk an invitation never is: it is as good as a password.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Final

import msgspec

from actors.accounts.permissions import Role
from actors.mail.letter import Letter

MAX_LETTERS: Final = 200
"""About 200 KB; the oldest makes room. Invitations end after days anyway."""


class Posted(msgspec.Struct, frozen=True):
    """A letter of ours.

    Attributes:
        at_ms: wall time.
        to: the address.
        subject: in one line.
        text: "" once it was sent: then it is nobody's but his.
        role: of whom it was written to: who may not invite such may not read it.
        is_sent: a mail server has taken it.
    """

    at_ms: int
    to: str
    subject: str
    text: str
    role: Role
    is_sent: bool


class Outbox:
    """The newest letters.

    Args:
        wall_ms: now.
    """

    def __init__(self, wall_ms: Callable[[], int]) -> None:
        self._wall_ms = wall_ms
        self._letters: deque[Posted] = deque(maxlen=MAX_LETTERS)

    def put(self, letter: Letter, role: Role, *, is_sent: bool) -> None:
        """Keeps a letter; an older one to the same address says nothing any more."""
        others = [each for each in self._letters if each.to != letter.to]
        text = "" if is_sent else letter.text
        now_ms = self._wall_ms()
        posted = Posted(now_ms, letter.to, letter.subject, text, role, is_sent)
        self._letters = deque((*others, posted), maxlen=MAX_LETTERS)

    def letters(self) -> tuple[Posted, ...]:
        """The newest first."""
        return tuple(reversed(self._letters))
