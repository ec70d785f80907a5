"""Links by which members come in the first time, and choose a password (M1).

An invitation names what gave the first password, and is signed: the password follows
from that and our secret, is in no link, and is good no more once another was chosen. So
an invitation is good once, and nothing need be kept of it.

The founding link makes the super admin of an installation that nobody has come into.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import msgspec

from actors.accounts.accounts import Accounts, FirstPassword
from actors.accounts.actor import MAX_PAGE
from actors.accounts.core import MemberFilter, MemberPage
from actors.accounts.members import MemberCard, MemberDraft, login_key
from actors.accounts.messages import ByOperator, ByToken, SignedIn
from actors.accounts.passwords import fault, first_password, normalised
from actors.accounts.permissions import Role
from actors.accounts.refusal import AccountRefused, AccountRule
from actors.accounts.sign_ins import FactorWanted
from gateway.seal import BadSeal, Seal

WELCOME_PATH: Final = "/admin/welcome"
"""The page that takes them, each in the address's fragment: no log has that."""
FOUNDING_MARK: Final = "founding="
"""What tells the page that it is no invitation: see `panel/welcome.ts`."""
INVITED_HOURS: Final = 72
"""Over a weekend."""
_HOUR_MS: Final = 3_600 * 1_000
_INVITING: Final = b"triodesk.invitation.v1"
_FOUNDING: Final = b"triodesk.founding.v1"
_OPERATION: Final = "founding"
_OVER: Final = AccountRefused(
    AccountRule.INVITATION_OVER,
    "expected an invitation that is neither used nor too old: ask for another",
)

Entered = SignedIn | FactorWanted | AccountRefused


class Invitation(msgspec.Struct, frozen=True, array_like=True):
    """Who may come in.

    Attributes:
        email: of the member; it is fixed.
        given_by: who gave the first password, under which operation.
        until_ms: wall time.
    """

    email: str
    given_by: tuple[str, str]
    until_ms: int


class _Founding(msgspec.Struct, frozen=True, array_like=True):
    """Nothing but that whoever has it has read our terminal."""


class Invitations:
    """Makes and takes them.

    Args:
        accounts: of the service.
        key: from which the first passwords follow; see `Accounts`.
        wall_ms: now.
    """

    def __init__(
        self, accounts: Accounts, key: bytes, wall_ms: Callable[[], int]
    ) -> None:
        self._accounts = accounts
        self._key = key
        self._wall_ms = wall_ms
        self._invitations = Seal(key, _INVITING, Invitation)
        self._foundings = Seal(key, _FOUNDING, _Founding)

    def invite(self, email: str, who: str, operation: str) -> tuple[str, int]:
        """The text of an invitation, and when it ends (wall time).

        At a full hour, so that a repeat of the act within it says the same.

        Args:
            email: of who got a first password.
            who: gave it.
            operation: the act's id.
        """
        until_ms = (self._wall_ms() // _HOUR_MS + 1 + INVITED_HOURS) * _HOUR_MS
        invitation = Invitation(email, (who, operation), until_ms)
        return self._invitations.close(invitation), until_ms

    async def accept(self, text: str, new: str, code: str, address: str) -> Entered:
        """Signs in who was invited, under a password of his own.

        Args:
            text: of the invitation.
            new: the password.
            code: of the second factor, if he has one; see `Accounts.sign_in`.
            address: where from.
        """
        try:
            invitation = self._invitations.open(text)
        except BadSeal:
            return _OVER
        if self._wall_ms() >= invitation.until_ms:
            return _OVER
        wanted = MemberFilter(invitation.email)
        found = await self._waiting(wanted, login_key(invitation.email))
        if isinstance(found, AccountRefused):
            return found
        first = first_password(self._key, "/".join(invitation.given_by))
        return await self._enter(found.email, first, new, code, address)

    @property
    def founding(self) -> str:
        """The text of the founding link; always the same."""
        return self._foundings.close(_Founding())

    async def is_founded(self) -> bool:
        """True once the super admin has chosen a password.

        Also where nobody can tell: then no link is to be shown.
        """
        page = await self._members(MemberFilter(role=Role.SUPER_ADMIN))
        if isinstance(page, AccountRefused):
            return True
        return any(not each.must_change_password for each in page.members)

    async def founding_link(self, origin: str) -> str:
        """The link as it is followed; "" once it has been."""
        if await self.is_founded():
            return ""
        return f"{origin}{WELCOME_PATH}#{FOUNDING_MARK}{self.founding}"

    async def found(
        self, text: str, email: str, name: str, new: str, address: str
    ) -> Entered:
        """Makes the super admin, and signs him in.

        What broke off half-way is taken up by the next attempt: under the address that
        was given first.

        Args:
            text: of the founding link.
            email: his.
            name: his.
            new: his password.
            address: where from.
        """
        if not self._is_ours(text) or await self.is_founded():
            return _OVER
        if weak := fault(normalised(new)):
            return AccountRefused(AccountRule.WEAK_PASSWORD, weak)
        draft = MemberDraft(email, name, Role.SUPER_ADMIN)
        added = await self._accounts.add_member(ByOperator(), _OPERATION, draft)
        if isinstance(added, FirstPassword):
            login = added.member.email
            return await self._enter(login, added.password, new, "", address)
        is_there = added.rule is AccountRule.SUPER_ADMIN_FIXED
        return _OVER if is_there else added

    # --- inside

    def _is_ours(self, founding: str) -> bool:
        try:
            self._foundings.open(founding)
        except BadSeal:
            return False
        return True

    async def _enter(
        self, login: str, first: str, new: str, code: str, address: str
    ) -> Entered:
        if weak := fault(normalised(new)):
            return AccountRefused(AccountRule.WEAK_PASSWORD, weak)
        entered = await self._accounts.sign_in(login, first, code, address)
        if isinstance(entered, SignedIn):
            by = ByToken(entered.token, address)
            return await self._accounts.change_password(by, first, new)
        is_replaced = isinstance(entered, AccountRefused) and (
            entered.rule is AccountRule.WRONG_CREDENTIALS and not code
        )
        return _OVER if is_replaced else entered

    async def _waiting(
        self, wanted: MemberFilter, key: str
    ) -> MemberCard | AccountRefused:
        """Who has that address, and has never chosen a password.

        Looked up before it is tried, lest who follows a used link twice be locked out.
        """
        page = await self._members(wanted)
        if isinstance(page, AccountRefused):
            return page
        found = (each for each in page.members if login_key(each.email) == key)
        member = next(found, None)
        return _OVER if member is None or not member.must_change_password else member

    async def _members(self, wanted: MemberFilter) -> MemberPage | AccountRefused:
        return await self._accounts.members(ByOperator(), wanted, 0, MAX_PAGE)
