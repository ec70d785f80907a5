"""Who comes in, and what people do with their own accounts.

Everything that is told of failures is the same for accounts that there are and that
there are not.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import ClassVar

import msgspec

from actors.accounts import sign_ins
from actors.accounts.audit import Act, AuditEntry
from actors.accounts.core import Decided, Decision
from actors.accounts.ledger import Ledger
from actors.accounts.lockout import Lockout, Tally, account_of, typed
from actors.accounts.members import Member, MemberCard, PutSignIn, SignIn, Stage
from actors.accounts.messages import (
    BeginSignIn,
    ByKey,
    ByOperator,
    ByToken,
    Caller,
    ConfirmFactor,
    Done,
    DropAttempt,
    EndByKey,
    Enrol,
    EnterByKey,
    FinishSignIn,
    Identity,
    Login,
    PasswordShown,
    SignedIn,
    TakeOffFactor,
    TakePassword,
)
from actors.accounts.permissions import OPERATOR, Principal
from actors.accounts.records import KeepTallies, Recorded
from actors.accounts.refusal import AccountRefused, AccountRule
from actors.accounts.second_factor import recovery_hash
from actors.accounts.sign_in_settings import SignInSettings
from actors.accounts.sign_ins import FactorWanted
from runtime.observe import Duty, Event, Events


class SignInFailed(Event, frozen=True):
    """Somebody gave wrong credentials; `is_locked`: too often by now."""

    duty: ClassVar[Duty] = Duty.INFO

    address: str
    is_locked: bool


class Entrance:
    """Each method answers a command of that name, at once or by a coroutine.

    Args:
        ledger: of the accounts.
        lockout: who failed how often.
        settings: of the installation.
        events: where failures are told.
    """

    def __init__(
        self,
        ledger: Ledger,
        lockout: Lockout,
        settings: SignInSettings,
        events: Events,
    ) -> None:
        self._ledger = ledger
        self._lockout = lockout
        self._settings = settings
        self._events = events

    # --- signing in

    def begin(self, begin: BeginSignIn) -> Login | AccountRefused:
        """Counts an attempt; nobody's login for an account that there is not."""
        member = self._ledger.book.named(begin.login)
        if member is None:
            return self._attempt(Login("", "", typed(begin.login)), begin.address)
        return self._attempt(_login(member), begin.address)

    def _attempt(self, login: Login, address: str) -> Login | AccountRefused:
        """The login, if one may try it; counts an attempt."""
        wait = self._lockout.begin(login.counted, address, self._ledger.now)
        return _locked(wait) if wait > 0 else login

    def drop(self, attempt: DropAttempt) -> Done:
        """The attempt told nobody anything, and counts no more."""
        self._lockout.take_back(attempt.compared.counted, attempt.address)
        return Done()

    def finish(self, finish: FinishSignIn) -> object:
        """`SignedIn`, `FactorWanted`, or refused."""
        member = (
            self._ledger.book.member(finish.compared.member)
            if finish.is_right
            else None
        )
        if member is not None and not _is_still(member, finish.compared):
            member = None  # the password was changed while the old one was compared
        if member is not None and finish.new_hash:
            member = msgspec.structs.replace(member, password_hash=finish.new_hash)
        sign_in = self._new_sign_in(member, finish)
        decision = sign_ins.enter(member, sign_in, finish.code, self._ledger.now_ms)
        counted, address = finish.compared.counted, finish.address
        if isinstance(decision, Decided):
            had_failures = self._lockout.succeeded(counted, address)
            tallies = self._tallies(counted, address) if had_failures else ()
            return self._signed_in(decision, sign_in, finish.token, tallies)
        if not _is_wrong(decision):
            self._lockout.take_back(counted, address)
            return decision
        return self._refused(finish, decision)

    def seat(self, login: str) -> MemberCard | AccountRefused:
        """Who has that id, or signs in so."""
        book = self._ledger.book
        found = sign_ins.seat(book.member(login) or book.named(login))
        return found if isinstance(found, AccountRefused) else found.card()

    def enter_by_key(self, enter: EnterByKey) -> object:
        """`SignedIn`, or refused; no attempt is counted: nothing was guessed."""
        now_ms = self._ledger.now_ms
        fresh, hashed = self._ledger.fresh(), sign_ins.token_hash(enter.token)
        sign_in = SignIn(
            fresh, enter.member, hashed, now_ms, now_ms, enter.address, enter.key
        )
        member = self._ledger.book.member(enter.member)
        decision = sign_ins.enter_by_key(member, sign_in, now_ms)
        if isinstance(decision, AccountRefused):
            return decision
        return self._signed_in(decision, sign_in, enter.token)

    def end_by_key(self, end: EndByKey) -> object:
        """`Done`."""
        now_ms = self._ledger.now_ms
        decided = sign_ins.end_by_key(self._ledger.book, end.key, end.by, now_ms)
        return Done() if decided is None else self._ledger.settle(decided)

    async def _refused(self, finish: FinishSignIn, answer: object) -> object:
        await self._failed(finish.compared, finish.address, "")
        return answer

    async def _failed(self, compared: Login, address: str, who: str) -> None:
        """Counts a failure, on disk before anybody hears of it.

        Whether there is such an account or not: the answer takes as long.

        Args:
            compared: whose password or code it was to be.
            address: where from.
            who: is signed in; empty: nobody yet.
        """
        counted, now = compared.counted, self._ledger.now
        self._lockout.failed(counted, address, now)
        is_locked = self._lockout.is_locking(counted, address, now)
        self._events.emit(SignInFailed(address, is_locked))
        forgotten_ms = self._lockout.forgotten_ms(now, self._ledger.now_ms)
        kept = KeepTallies(self._tallies(counted, address), forgotten_ms)
        await self._ledger.ask(kept, Recorded)
        if is_locked:
            entry = AuditEntry(
                self._ledger.now_ms, who, Act.SIGN_IN_LOCKED, compared.member, address
            )
            await self._ledger.commit(Decided((), entry))

    def unlock(self, member: str) -> tuple[Tally, ...]:
        """Forgets the failures at an account, from wherever; the act is to record it.

        Should it not come to be, what the records keep is loaded again.
        """
        return self._lockout.release(account_of(member))

    def _tallies(self, counted: str, address: str) -> tuple[Tally, ...]:
        now, now_ms = self._ledger.now, self._ledger.now_ms
        return self._lockout.tallies(counted, address, now, now_ms)

    def _new_sign_in(self, member: Member | None, finish: FinishSignIn) -> SignIn:
        return SignIn(
            self._ledger.fresh(),
            "" if member is None else member.id,
            sign_ins.token_hash(finish.token),
            self._ledger.now_ms,
            self._ledger.now_ms,
            finish.address,
        )

    async def _signed_in(
        self,
        decided: Decided,
        sign_in: SignIn,
        token: str,
        tallies: tuple[Tally, ...] = (),
    ) -> SignedIn:
        await self._ledger.commit(decided, tallies=tallies)
        member = self._ledger.book.member(sign_in.member)
        assert member is not None, "it was just put there"  # noqa: S101
        return SignedIn(token, self._identity(sign_in, member, sign_in.address))

    # --- signed in

    def _identity(self, sign_in: SignIn, member: Member, address: str) -> Identity:
        stage = sign_ins.stage_in(sign_in, member, self._settings)
        who = sign_ins.principal(sign_in, member, address)
        return Identity(who, stage, member.card())

    def _found(
        self, by: ByToken, *stages: Stage
    ) -> tuple[SignIn, Member] | AccountRefused:
        """Who is signed in, in one of these stages (none = in whatever)."""
        found = sign_ins.signed_in(
            self._ledger.book, by.token, self._settings, self._ledger.now_ms
        )
        if isinstance(found, AccountRefused) or not stages:
            return found
        stage = sign_ins.stage_in(*found, self._settings)
        if stage in stages:
            return found
        return sign_ins.refuse_stage(stage) or found

    def who_is(self, by: ByToken) -> object:
        """`Identity`, or refused; counts as use."""
        found = self._found(by)
        if isinstance(found, AccountRefused):
            return found
        sign_in, member = found
        identity = self._identity(sign_in, member, by.address)
        now_ms = self._ledger.now_ms
        if now_ms - sign_in.used_ms < sign_ins.TOUCH_MS:
            return identity
        touched = msgspec.structs.replace(sign_in, used_ms=now_ms)
        return self._ledger.keep(PutSignIn(touched), identity)

    def sign_out(self, by: ByToken) -> object:
        """`Done`, or refused."""
        found = self._found(by)
        if isinstance(found, AccountRefused):
            return found
        return self._ledger.settle(sign_ins.leave(found[0], self._ledger.now_ms))

    def own_login(self, by: ByToken) -> Login | AccountRefused:
        """Counts an attempt at the own password."""
        found = self._found(by)
        if isinstance(found, AccountRefused):
            return found
        return self._attempt(_login(found[1]), by.address)

    async def take_password(self, take: TakePassword) -> object:
        """`SignedIn`, or refused."""
        found = await self._shown(take.shown)
        if isinstance(found, AccountRefused):
            return found
        sign_in, member = found
        renewed = self._renewed(sign_in, take.token)
        renewed = msgspec.structs.replace(renewed, id=self._ledger.fresh())
        decided = sign_ins.change_password(
            member, renewed, take.password_hash, self._ledger.now_ms
        )
        return await self._signed_in(decided, renewed, take.token)

    async def enrol(self, enrol: Enrol) -> object:
        """`Done`, or refused."""
        found = await self._shown(enrol.shown, Stage.FULL, Stage.FACTOR_DUE)
        if isinstance(found, AccountRefused):
            return found
        sign_in, member = found
        decision = sign_ins.enrol(member, sign_in, enrol.secret, self._ledger.now_ms)
        return await self._ledger.settle(decision)

    def confirm(self, confirm: ConfirmFactor) -> object:
        """`SignedIn`, or refused; counts an attempt."""
        found = self._found(confirm.by, Stage.FULL, Stage.FACTOR_DUE)
        if isinstance(found, AccountRefused):
            return found
        sign_in, member = found
        renewed = self._renewed(sign_in, confirm.token)
        hashes = tuple(recovery_hash(member.id, code) for code in confirm.recovery)
        decide = partial(
            sign_ins.confirm,
            member,
            renewed,
            confirm.code,
            hashes,
            self._ledger.now_ms,
        )
        return self._with_code(member, confirm.by, decide, renewed, confirm.token)

    async def take_off(self, take: TakeOffFactor) -> object:
        """`SignedIn`, or refused; counts an attempt."""
        found = await self._shown(take.shown, Stage.FULL)
        if isinstance(found, AccountRefused):
            return found
        sign_in, member = found
        renewed = self._renewed(sign_in, take.token)
        decide = partial(
            sign_ins.take_off, member, renewed, take.code, self._ledger.now_ms
        )
        return await self._with_code(member, take.shown.by, decide, renewed, take.token)

    async def _shown(
        self, shown: PasswordShown, *stages: Stage
    ) -> tuple[SignIn, Member] | AccountRefused:
        """As `_found`, of who has just shown that he knows the password.

        What failed before stays counted: guesses at a code are counted with it, and a
        thief of the password is not to wash them away.
        """
        found = self._found(shown.by)
        if isinstance(found, AccountRefused):
            return found
        member = found[1]
        compared, address = shown.compared, shown.by.address
        if not shown.is_right or not _is_still(member, compared):
            await self._failed(compared, address, member.id)
            return AccountRefused(AccountRule.WRONG_PASSWORD, "the password is wrong")
        self._lockout.take_back(compared.counted, address)
        return self._found(shown.by, *stages)

    async def _with_code(
        self,
        member: Member,
        by: ByToken,
        decide: Callable[[], Decision],
        renewed: SignIn,
        token: str,
    ) -> object:
        """Decides on a code of the second factor; a wrong one counts as a failure."""
        login = self._attempt(_login(member), by.address)
        if isinstance(login, AccountRefused):
            return login
        decision = decide()
        if _is_wrong(decision):
            await self._failed(login, by.address, member.id)
        else:
            self._lockout.take_back(login.counted, by.address)
        if isinstance(decision, AccountRefused):
            return decision
        return await self._signed_in(decision, renewed, token)

    def _renewed(self, sign_in: SignIn, token: str) -> SignIn:
        """The same sign-in under another token, as if it had begun now."""
        return msgspec.structs.replace(
            sign_in,
            token_hash=sign_ins.token_hash(token),
            created_ms=self._ledger.now_ms,
            used_ms=self._ledger.now_ms,
        )

    def principal(self, by: Caller) -> Principal | AccountRefused:
        """Who may act: nobody for whom something else is due."""
        if isinstance(by, ByOperator):
            return Principal(OPERATOR, None)
        if isinstance(by, ByKey):
            return by.principal
        found = self._found(by, Stage.FULL)
        if isinstance(found, AccountRefused):
            return found
        return sign_ins.principal(*found, by.address)


def _login(member: Member) -> Login:
    return Login(member.id, member.password_hash, account_of(member.id))


def _is_still(member: Member, compared: Login) -> bool:
    """False: another password was given while this one was compared."""
    return (member.id, member.password_hash) == (
        compared.member,
        compared.password_hash,
    )


def _is_wrong(decision: Decision | FactorWanted) -> bool:
    return isinstance(decision, AccountRefused) and (
        decision.rule is AccountRule.WRONG_CREDENTIALS
    )


def _locked(wait: float) -> AccountRefused:
    return AccountRefused(AccountRule.LOCKED, "too many failures", wait)
