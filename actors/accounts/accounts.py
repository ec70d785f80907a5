"""Accounts as the faces of the service use them: one method per thing people do.

Whoever calls need know of no actor, no port and no hash. Whatever a rule refuses, or
cannot be had now, is an answer with a code; nothing here raises what is expected.
"""

from __future__ import annotations

import base64
from random import Random
from typing import Final, TypeVar

import msgspec

from actors.accounts.actor import AccountsDoor
from actors.accounts.audit import ChainCheck
from actors.accounts.core import MemberFilter, MemberPage
from actors.accounts.hash_wire import (
    HashAnswer,
    Hashed,
    HashPassword,
    HashRequest,
    Verified,
    VerifyPassword,
)
from actors.accounts.hasher import Hasher
from actors.accounts.members import MemberCard, MemberDraft
from actors.accounts.messages import (
    AddMember,
    Administer,
    Administered,
    BeginSignIn,
    ByKey,
    ByOperator,
    ByToken,
    Caller,
    ConfirmFactor,
    Done,
    DropAttempt,
    EditMember,
    EndByKey,
    Enrol,
    EnterByKey,
    FinishSignIn,
    GetOwnLogin,
    GetSeat,
    Identity,
    ListMembers,
    Login,
    MemberAct,
    PasswordShown,
    ReadLog,
    ResetPassword,
    SignedIn,
    SignOut,
    TakeOffFactor,
    TakePassword,
    WhoIs,
)
from actors.accounts.passwords import MAX_CHARS, fault, first_password, normalised
from actors.accounts.permissions import OPERATOR, Principal
from actors.accounts.records import EVERY_ROW, MAX_AUDIT_ROWS, AuditFilter, AuditPage
from actors.accounts.refusal import AccountRefused, AccountRule
from actors.accounts.second_factor import (
    MAX_CODE_CHARS,
    RECOVERY_BYTES,
    RECOVERY_CODES,
    SECRET_BYTES,
    enrolment_uri,
    recovery_codes,
    secret_text,
)
from actors.accounts.sign_ins import TOKEN_BYTES, FactorWanted
from actors.assignment.messages import GetRule
from actors.directory import Directory
from actors.ids import GroupId
from actors.refusal import Refused
from runtime.errors import MailboxFull, NoSuchActor, Unavailable
from runtime.ref import Request
from runtime.request_port import PortOverloaded

R = TypeVar("R")

ASK_SECONDS: Final = 15.0
"""More than the records take to answer, or to fail."""
OVERLOAD_SECONDS: Final = 2.0
"""After that long a full queue has been worked off."""


class FirstPassword(msgspec.Struct, frozen=True, tag="first_password"):
    """Somebody has a new password, told here only; it must be changed.

    `is_mailed`: he was told by e-mail, and `password` is "".
    """

    member: MemberCard
    password: str
    is_mailed: bool = False


class Enrolment(msgspec.Struct, frozen=True):
    """A second factor that waits for its first code: `uri` for a QR code."""

    secret: str
    uri: str


class FactorConfirmed(msgspec.Struct, frozen=True):
    """The second factor counts; the recovery codes are told here only."""

    signed_in: SignedIn
    recovery_codes: tuple[str, ...]


class AuditVerdict(msgspec.Struct, frozen=True, tag="audit_verdict"):
    """What the chain of the audit log says.

    Attributes:
        rows: whole ones, from the first.
        last_hash: of the last of them: to be compared with a copy kept elsewhere.
        broken: number of the first row that is not whole; 0: all are.
    """

    rows: int
    last_hash: str
    broken: int


class Accounts:
    """Made once by the composition root; all methods are for the trio loop's tasks.

    Args:
        door: of the actor.
        hasher: of passwords.
        directory: knows the skill groups.
        random: unguessable.
        key: secret; the first passwords follow from it.
    """

    def __init__(
        self,
        door: AccountsDoor,
        hasher: Hasher,
        directory: Directory,
        random: Random,
        key: bytes,
    ) -> None:
        self._door = door
        self._hasher = hasher
        self._directory = directory
        self._random = random
        self._key = key

    # --- signing in and out

    async def sign_in(
        self, login: str, password: str, code: str, address: str
    ) -> SignedIn | FactorWanted | AccountRefused:
        """Signs in by e-mail address or staff number; ends the old sign-in (W9).

        Args:
            login: what was typed for a name.
            password: what was typed for a password.
            code: of the second factor, or for recovery; empty at first.
            address: where the request came from.

        The stage of the identity says whether something is due before all else.
        """
        login_ = await self._ask(BeginSignIn(login, address))
        if isinstance(login_, AccountRefused):
            return login_
        verified = await self._verify(password, login_, address)
        if isinstance(verified, AccountRefused):
            return verified
        return await self._ask(
            FinishSignIn(
                login_,
                address,
                verified.is_right,
                verified.new_hash,
                code[:MAX_CODE_CHARS],
                self._token(),
            )
        )

    async def seat(self, login: str) -> MemberCard | AccountRefused:
        """Who has that id, or signs in so; refused where he could not serve."""
        return await self._ask(GetSeat(login))

    async def enter_by_key(
        self, member: str, key: str, address: str
    ) -> SignedIn | AccountRefused:
        """Signs in a member for whom a program vouches; ends the old sign-in (W9)."""
        return await self._ask(EnterByKey(member, key, address, self._token()))

    async def end_by_key(self, by: Principal, key: str) -> Done | AccountRefused:
        """Ends what came of a key."""
        return await self._ask(EndByKey(key, by))

    async def who_is(self, by: ByToken) -> Identity | AccountRefused:
        """Whose token that is, in whatever stage; counts as use."""
        return await self._ask(WhoIs(by))

    async def sign_out(self, by: ByToken) -> Done | AccountRefused:
        """Ends the sign-in."""
        return await self._ask(SignOut(by))

    # --- the own account

    async def change_password(
        self, by: ByToken, old: str, new: str
    ) -> SignedIn | AccountRefused:
        """Changes the own password, the first one too.

        Whoever changed it goes on under a new sign-in; the old one ends, with all that
        was opened under it.
        """
        weak = fault(normalised(new))
        if weak:
            return AccountRefused(AccountRule.WEAK_PASSWORD, weak)
        if normalised(new) == normalised(old):
            text = "expected another password than the last"
            return AccountRefused(AccountRule.SAME_PASSWORD, text)
        shown = await self._shown(by, old)
        if isinstance(shown, AccountRefused):
            return shown
        hashed = await self._hash(new)
        if isinstance(hashed, AccountRefused):
            await self._ask(DropAttempt(shown.compared, by.address))
            return hashed
        return await self._ask(TakePassword(shown, hashed, self._token()))

    async def enrol_factor(
        self, by: ByToken, password: str
    ) -> Enrolment | AccountRefused:
        """Begins with a second factor; a secret that waited before is forgotten.

        Asks for the password again, as does `take_off_factor`: who finds a browser that
        was left open does not make the account his own (OWASP ASVS 4.0.3, 3.7.1).
        """
        identity = await self.who_is(by)
        if isinstance(identity, AccountRefused):
            return identity
        shown = await self._shown(by, password)
        if isinstance(shown, AccountRefused):
            return shown
        secret = secret_text(self._random.randbytes(SECRET_BYTES))
        answer = await self._ask(Enrol(shown, secret))
        if isinstance(answer, AccountRefused):
            return answer
        return Enrolment(secret, enrolment_uri(secret, identity.card.email))

    async def confirm_factor(
        self, by: ByToken, code: str
    ) -> FactorConfirmed | AccountRefused:
        """Ends the enrolment with a right code; the token changes with it."""
        codes = recovery_codes(self._random.randbytes(RECOVERY_CODES * RECOVERY_BYTES))
        code = code[:MAX_CODE_CHARS]
        answer = await self._ask(ConfirmFactor(by, code, codes, self._token()))
        if isinstance(answer, AccountRefused):
            return answer
        return FactorConfirmed(answer, codes)

    async def take_off_factor(
        self, by: ByToken, password: str, code: str
    ) -> SignedIn | AccountRefused:
        """Removes the own second factor; the token changes with it."""
        shown = await self._shown(by, password)
        if isinstance(shown, AccountRefused):
            return shown
        code = code[:MAX_CODE_CHARS]
        return await self._ask(TakeOffFactor(shown, code, self._token()))

    # --- members

    async def add_member(
        self, by: Caller, operation: str, draft: MemberDraft, member: str = ""
    ) -> FirstPassword | AccountRefused:
        """Adds a member; a repeat of the operation gets the same answer.

        `member`: the id of who is an agent of the desk already; "" = a new one.
        """
        unknown = await self._unknown_group(draft.groups)
        if unknown is not None:
            return unknown
        member = member or f"m{self._random.getrandbits(80):020x}"
        given = await self._given(by, operation)
        if isinstance(given, AccountRefused):
            return given
        password, hashed = given
        act = AddMember(member, draft, hashed)
        return _first(await self.administer(by, operation, act), password)

    async def reset_password(
        self, by: Caller, operation: str, member: str, *, drops_factor: bool
    ) -> FirstPassword | AccountRefused:
        """Gives a member another first password; see `core.reset`."""
        given = await self._given(by, operation)
        if isinstance(given, AccountRefused):
            return given
        password, hashed = given
        act = ResetPassword(member, hashed, drops_factor)
        return _first(await self.administer(by, operation, act), password)

    async def administer(
        self, by: Caller, operation: str, act: MemberAct
    ) -> Administered | AccountRefused:
        """Edits, deletes, suspends, restores, unlocks; see `messages.MemberAct`."""
        if isinstance(act, EditMember) and act.edits.groups is not None:
            unknown = await self._unknown_group(act.edits.groups)
            if unknown is not None:
                return unknown
        return await self._ask(Administer(by, operation, act))

    async def members(
        self, by: Caller, wanted: MemberFilter, skip: int, limit: int
    ) -> MemberPage | AccountRefused:
        """Members that the asker may see and wants, at most `actor.MAX_PAGE`."""
        return await self._ask(ListMembers(by, wanted, skip, limit))

    # --- the audit log

    async def audit(
        self,
        by: Caller,
        after: int,
        limit: int,
        *,
        is_backwards: bool,
        wanted: AuditFilter = EVERY_ROW,
    ) -> AuditPage | AccountRefused:
        """Rows of the audit log; see `records.ReadAudit`."""
        limit = min(limit, MAX_AUDIT_ROWS)
        return await self._ask(ReadLog(by, after, limit, is_backwards, wanted))

    async def verify_audit(self, by: Caller) -> AuditVerdict | AccountRefused:
        """Reads the whole audit log and checks its chain."""
        check = ChainCheck()
        while not check.broken:
            page = await self._ask(ReadLog(by, check.rows, MAX_AUDIT_ROWS, False))  # noqa: FBT003
            if isinstance(page, AccountRefused):
                return page
            if not page.rows:
                break
            check.read(page.rows)
        return AuditVerdict(check.rows, check.last_hash, check.broken)

    # --- inside

    async def _ask(self, request: Request[R]) -> R | AccountRefused:
        ref = self._door.ref
        if ref is None:
            return _away("accounts are not open yet")
        try:
            return await ref.ask(request, ASK_SECONDS)
        except MailboxFull as error:
            return _overloaded(str(error))
        except (Unavailable, NoSuchActor) as error:
            return _away(str(error))

    async def _compute(self, request: HashRequest) -> HashAnswer | AccountRefused:
        try:
            return await self._hasher.ask(request)
        except PortOverloaded as error:
            return _overloaded(str(error))
        except Unavailable as error:
            return _away(str(error))

    async def _hash(self, password: str) -> str | AccountRefused:
        answer = await self._compute(HashPassword(normalised(password)))
        if isinstance(answer, AccountRefused):
            return answer
        assert isinstance(answer, Hashed), "it was asked for"  # noqa: S101
        return answer.password_hash

    async def _verify(
        self, password: str, login: Login, address: str
    ) -> Verified | AccountRefused:
        """The verdict on an attempt from an address; without one it counts no more."""
        # One more than any password has: a longer one is wrong, and costs no more.
        typed = normalised(password)[: MAX_CHARS + 1]
        answer = await self._compute(VerifyPassword(typed, login.password_hash))
        if isinstance(answer, AccountRefused):
            await self._ask(DropAttempt(login, address))
            return answer
        assert isinstance(answer, Verified), "it was asked for"  # noqa: S101
        return answer

    async def _shown(
        self, by: ByToken, password: str
    ) -> PasswordShown | AccountRefused:
        """What the comparison with the own password says; counts an attempt."""
        login = await self._ask(GetOwnLogin(by))
        if isinstance(login, AccountRefused):
            return login
        verified = await self._verify(password, login, by.address)
        if isinstance(verified, AccountRefused):
            return verified
        return PasswordShown(by, login, verified.is_right)

    async def _given(
        self, by: Caller, operation: str
    ) -> tuple[str, str] | AccountRefused:
        """A first password and its hash; for who is signed in only."""
        who = OPERATOR
        if isinstance(by, ByKey):
            who = by.principal.who
        elif not isinstance(by, ByOperator):
            identity = await self.who_is(by)
            if isinstance(identity, AccountRefused):
                return identity
            who = identity.principal.who
        password = first_password(self._key, f"{who}/{operation}")
        hashed = await self._hash(password)
        return hashed if isinstance(hashed, AccountRefused) else (password, hashed)

    async def _unknown_group(
        self, groups: tuple[GroupId, ...]
    ) -> AccountRefused | None:
        for group in groups:
            try:
                answer = await self._directory.group(group).ask(GetRule())
            except (Unavailable, NoSuchActor) as error:
                return _away(str(error))
            if isinstance(answer, Refused):
                text = f"there is no skill group {group!r}"
                return AccountRefused(AccountRule.NO_SUCH_GROUP, text)
        return None

    def _token(self) -> str:
        chance = self._random.randbytes(TOKEN_BYTES)
        return base64.urlsafe_b64encode(chance).rstrip(b"=").decode()


def _first(
    answer: Administered | AccountRefused, password: str
) -> FirstPassword | AccountRefused:
    if isinstance(answer, AccountRefused):
        return answer
    return FirstPassword(answer.member, password)


def _away(text: str) -> AccountRefused:
    return AccountRefused(AccountRule.UNAVAILABLE, text)


def _overloaded(text: str) -> AccountRefused:
    return AccountRefused(AccountRule.OVERLOADED, text, OVERLOAD_SECONDS)
