"""The accounts' shell: the only writer of members and sign-ins.

All of them stand in memory, read from the records at the first message; an act is
decided on them, recorded with its row of the audit log, and applied when it is on disk.
When the records fail to say whether an act is on disk, everything is read anew before
anything else is done. Who fails to sign in how often outlives the actor in memory, and
the process in the records.

Hashing is not done here: it takes longer than all else, and others would wait.
"""

from __future__ import annotations

import hashlib
from collections.abc import Coroutine
from functools import partial
from typing import Final, assert_never

import msgspec

from actors.accounts import core
from actors.accounts.acts import decide_act
from actors.accounts.audit import AuditEntry, legible
from actors.accounts.core import Decided
from actors.accounts.desk_teller import DeskTeller
from actors.accounts.desk_word import desk_word
from actors.accounts.entrance import Entrance
from actors.accounts.ledger import Ledger
from actors.accounts.lockout import Lockout
from actors.accounts.members import Member, PutMember
from actors.accounts.messages import (
    AccountCommand,
    Administer,
    Administered,
    BeginSignIn,
    ConfirmFactor,
    DeleteMember,
    DeskTold,
    DropAttempt,
    EndByKey,
    Enrol,
    EnterByKey,
    FinishSignIn,
    GetOwnLogin,
    GetSeat,
    ListMembers,
    NoteDeskAct,
    ReadLog,
    SignOut,
    TakeOffFactor,
    TakePassword,
    TellDesk,
    UnlockMember,
    WhoIs,
)
from actors.accounts.permissions import Permission, is_allowed
from actors.accounts.records import AuditPage, FindOperation, Found, ReadAudit
from actors.accounts.refusal import AccountRefused, AccountRule
from actors.accounts.sign_in_settings import SignInSettings
from actors.records_port import Records
from runtime.actor import Actor
from runtime.ask import Answered
from runtime.errors import Unavailable
from runtime.ref import Ref

DESK_RETRY_SECONDS: Final = 5.0
"""Before the desk is told again what it could not be told."""
NOTE_SECONDS: Final = 5.0
"""For a supervisor's act to be written down: he waits for it."""
MAX_PAGE: Final = 200
"""Members in one answer: about 60 KB."""

_ADMINISTERED: Final = msgspec.msgpack.Decoder(Administered)


class AccountsDoor:
    """Where the actor is found; made once, outlives its incarnations.

    Args:
        key: secret, and the same in the next process: see `Lockout`.

    Attributes:
        ref: the actor's address, once it was started.
        lockout: who failed how often.
    """

    def __init__(self, key: bytes) -> None:
        self.ref: Ref[AccountCommand] | None = None
        self.lockout = Lockout(key)

    def note(self, act: NoteDeskAct, done: Answered) -> None:
        """Has an act written down; `done` hears once whether it was."""
        if self.ref is None:
            done(None, Unavailable("accounts are not open yet"))
        else:
            self.ref.request(act, NOTE_SECONDS, done)


class AccountsActor(Actor[AccountCommand]):
    """All accounts.

    Args:
        door: to stand behind.
        records: keep what lasts.
        teller: tells the desk of its agents.
        settings: of the installation.
    """

    _ledger: Ledger
    _entrance: Entrance

    def __init__(
        self,
        door: AccountsDoor,
        records: Records,
        teller: DeskTeller,
        settings: SignInSettings,
    ) -> None:
        self._door = door
        self._records = records
        self._teller = teller
        self._settings = settings
        self._is_loaded = False

    def on_start(self) -> object:
        """Opens the door; what the desk was not told before the start is told now."""
        node = self.context.node
        ledger = Ledger(self._records, node, self._tell_desk)
        self._ledger = ledger
        self._entrance = Entrance(
            ledger, self._door.lockout, self._settings, node.events
        )
        self._door.ref = self.context.ref
        self.context.ref.tell(TellDesk())
        return None

    # --- messages

    def receive(self, message: AccountCommand) -> object:
        """Answers from memory at once, or holds the mailbox while records are asked."""
        needs_records = not isinstance(message, DropAttempt)
        if needs_records and not self._is_loaded:
            return self._settled(self._loading(message))
        outcome = self._handle(message)
        return self._settled(outcome) if isinstance(outcome, Coroutine) else outcome

    async def _settled(self, work: Coroutine[object, object, object]) -> object:
        """The answer; when the records fail to give one, memory is not the truth."""
        try:
            return await work
        except Unavailable as error:
            self._is_loaded = False
            self._tell_again()
            return AccountRefused(AccountRule.UNAVAILABLE, str(error))

    async def _loading(self, message: AccountCommand) -> object:
        ledger = self._ledger
        kept = await ledger.load()
        self._door.lockout.restore(kept, ledger.now, ledger.now_ms)
        self._is_loaded = True
        outcome = self._handle(message)
        return await outcome if isinstance(outcome, Coroutine) else outcome

    def _handle(  # noqa: C901, PLR0912 - one row per command
        self, message: AccountCommand
    ) -> object:
        entrance = self._entrance
        match message:
            case BeginSignIn():
                return entrance.begin(message)
            case DropAttempt():
                return entrance.drop(message)
            case FinishSignIn():
                return entrance.finish(message)
            case GetSeat(login):
                return entrance.seat(login)
            case EnterByKey():
                return entrance.enter_by_key(message)
            case EndByKey():
                return entrance.end_by_key(message)
            case WhoIs(by):
                return entrance.who_is(by)
            case SignOut(by):
                return entrance.sign_out(by)
            case GetOwnLogin(by):
                return entrance.own_login(by)
            case TakePassword():
                return entrance.take_password(message)
            case Enrol():
                return entrance.enrol(message)
            case ConfirmFactor():
                return entrance.confirm(message)
            case TakeOffFactor():
                return entrance.take_off(message)
            case Administer():
                return self._administer(message)
            case ListMembers():
                return self._list(message)
            case ReadLog():
                return self._read_log(message)
            case NoteDeskAct():
                return self._note(message)
            case DeskTold():
                return self._desk_told(message)
            case TellDesk():
                self._tell_all()
                return None
            case _:
                assert_never(message)

    # --- administering

    async def _administer(
        self, administer: Administer
    ) -> Administered | AccountRefused:
        by = self._entrance.principal(administer.by)
        if isinstance(by, AccountRefused):
            return by
        operation = f"{by.who}/{administer.operation}"
        first = await self._ledger.ask(FindOperation(operation), Found)
        if first.answer is not None:
            return _ADMINISTERED.decode(first.answer)
        act = administer.act
        decision = decide_act(self._ledger.book, by, act, self._ledger.now_ms)
        if isinstance(decision, AccountRefused):
            return decision
        member = decision.member
        assert member is not None, "every act is on a member"  # noqa: S101
        if isinstance(act, DeleteMember):
            await self._part(member)
        answer = Administered(member.card())
        encoded = msgspec.msgpack.encode(answer)
        unlocks = isinstance(act, UnlockMember)
        tallies = self._entrance.unlock(member.id) if unlocks else ()
        await self._ledger.commit(decision, operation, encoded, tallies)
        return answer

    def _list(self, wanted: ListMembers) -> object:
        by = self._entrance.principal(wanted.by)
        if isinstance(by, AccountRefused):
            return by
        limit = min(wanted.limit, MAX_PAGE)
        return core.listed(self._ledger.book, by, wanted.wanted, wanted.skip, limit)

    def _read_log(self, read: ReadLog) -> object:
        by = self._entrance.principal(read.by)
        if isinstance(by, AccountRefused):
            return by
        if not is_allowed(by, Permission.READ_AUDIT):
            return core.forbidden(Permission.READ_AUDIT)
        wanted = ReadAudit(read.after, read.limit, read.is_backwards, read.wanted)
        return self._ledger.ask(wanted, AuditPage)

    def _note(self, note: NoteDeskAct) -> object:
        now_ms, act, subject = self._ledger.now_ms, note.act, note.subject
        shown, detail = legible(subject), legible(note.detail)
        entry = AuditEntry(now_ms, note.who, act, shown, note.address, detail)
        # All of it, lest a supervisor hide many acts behind one id.
        all_of_it = (note.who, act.value, subject, note.detail, note.operation)
        digest = hashlib.sha256(msgspec.msgpack.encode(all_of_it)).hexdigest()
        return self._ledger.settle(Decided((), entry), f"desk/{digest}")

    # --- the desk

    def _tell_desk(self, member: Member) -> None:
        if member.is_desk_due:
            done = partial(self._heard, member)
            self._teller.tell(member, self._ledger.fresh(), done)

    def _heard(self, member: Member, is_told: bool) -> None:  # noqa: FBT001 - a call-back
        self.context.ref.tell(DeskTold(member, is_told))

    def _desk_told(self, told: DeskTold) -> object:
        if not told.is_told:
            self._tell_again()
            return None
        now = self._ledger.book.member(told.member.id)
        if now is None or desk_word(told.member, "") != desk_word(now, ""):
            return None  # it has changed since, and is told anew
        kept = msgspec.structs.replace(now, is_desk_due=False)
        return self._ledger.keep(PutMember(kept), None)

    def _tell_all(self) -> None:
        for member in self._ledger.book.members():
            self._tell_desk(member)

    def _tell_again(self) -> None:
        self.context.start_timer("desk", DESK_RETRY_SECONDS, TellDesk())

    async def _part(self, member: Member) -> None:
        """Takes an agent from the desk before the account is gone.

        Marked first: should the deletion not come to be, the desk is told again.
        """
        if core.serves(member):
            due = msgspec.structs.replace(member, is_desk_due=True)
            await self._ledger.keep(PutMember(due), None)
            await self._teller.part(member, self._ledger.fresh())
