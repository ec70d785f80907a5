"""How whoever adds a member hears, and he himself, which way he comes in (M1)."""

from __future__ import annotations

import msgspec

from actors.accounts.accounts import FirstPassword
from actors.accounts.members import MemberCard
from admin.api.door import ApiDoor, principal
from admin.first_letter import FirstLetters
from admin.invitations import WELCOME_PATH, Invitations
from admin.qr_code import QrCode, qr_code


class Invited(msgspec.Struct, frozen=True):
    """Somebody has a first password, told here only, and may come in by a link.

    Attributes:
        password: to be changed; "": he was told by e-mail, and so was the link.
        is_mailed: the same.
        link: by which he chooses a password and is signed in, once.
        until_ms: the link is good for so long, wall time.
        qr: the link, for a camera.
    """

    member: MemberCard
    password: str
    is_mailed: bool
    link: str
    until_ms: int
    qr: QrCode | None


class Inviting:
    """Invites who got a first password.

    Args:
        door: knows under which address we were asked.
        invitations: of the service.
        letters: tell them by e-mail.
    """

    def __init__(
        self, door: ApiDoor, invitations: Invitations, letters: FirstLetters
    ) -> None:
        self._door = door
        self._invitations = invitations
        self._letters = letters

    async def told(self, first: FirstPassword, name: str) -> Invited:
        """What who made it is told; `name`: of the operation that did."""
        member = first.member
        text, until_ms = self._invitations.invite(member.email, principal().who, name)
        link = f"{self._door.staff.origin}{WELCOME_PATH}#{text}"
        told = await self._letters.tell(first, link)
        shown = "" if told.is_mailed else link
        qr = qr_code(shown) if shown else None
        return Invited(member, told.password, told.is_mailed, shown, until_ms, qr)
