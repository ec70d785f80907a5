"""The book of accounts, and the records behind it: what changes is on disk first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeVar

from actors.accounts.audit import Act
from actors.accounts.core import Decided, Decision
from actors.accounts.lockout import Tally
from actors.accounts.members import Book, Change, Member, PutMember, PutSignIn, SignIn
from actors.accounts.messages import Done, EndReason, SignInEnded, sign_in_topic
from actors.accounts.records import (
    Keep,
    Load,
    Loaded,
    Record,
    Recorded,
    RecordsRequest,
)
from actors.accounts.refusal import AccountRefused
from actors.records_port import Records
from runtime.errors import Unavailable
from runtime.node import Node

A = TypeVar("A")

_REASONS: Final = {
    Act.SIGNED_OUT: EndReason.SIGNED_OUT,
    Act.MEMBER_EDITED: EndReason.ROLE_CHANGED,
    Act.MEMBER_SUSPENDED: EndReason.SUSPENDED,
    Act.PASSWORD_RESET: EndReason.PASSWORD_RESET,
    Act.PASSWORD_CHANGED: EndReason.PASSWORD_CHANGED,
    Act.MEMBER_DELETED: EndReason.DELETED,
}


class Ledger:
    """All accounts in memory, as they are on disk.

    A method that raises `Unavailable` leaves it unknown what is on disk: `load` anew.

    Args:
        records: keep what lasts.
        node: has the clocks, chance, and the topics.
        changed: told of each member that was put.

    Attributes:
        book: what was loaded.
    """

    def __init__(
        self, records: Records, node: Node, changed: Callable[[Member], None]
    ) -> None:
        self._records = records
        self._node = node
        self._changed = changed
        self._reason = EndReason.REPLACED
        self.book = Book()

    async def load(self) -> tuple[Tally, ...]:
        """Reads everything; tells of the sign-ins that have ended meanwhile.

        Returns:
            The failures to sign in.

        Raises:
            Unavailable: the records do not answer.
        """
        loaded = await self.ask(Load(), Loaded)
        before, self.book = self.book, Book()
        for member in loaded.members:
            self.book.apply(PutMember(member))
        for sign_in in loaded.sign_ins:
            self.book.apply(PutSignIn(sign_in))
        # Of the last act nobody heard whether it came to be: no other ended any.
        for sign_in in before.sign_ins():
            self._tell_end(sign_in, self.book.sign_in(sign_in.member), self._reason)
        return loaded.tallies

    async def ask(self, request: RecordsRequest, kind: type[A]) -> A:
        """The records' answer, which must be of a kind.

        Raises:
            Unavailable: there is none, or it is of another: they refuse.
        """
        answer = await self._records.ask(request)
        if not isinstance(answer, kind):
            raise Unavailable(f"the records refuse: {answer}")
        return answer

    async def keep(self, change: Change, answer: A) -> A:
        """Makes a change that is nobody's act; returns `answer`.

        Raises:
            Unavailable: see above.
        """
        await self.ask(Keep((change,)), Recorded)
        self.book.apply(change)
        return answer

    async def settle(
        self, decision: Decision, operation: str = ""
    ) -> Done | AccountRefused:
        """Commits what was decided, if it was not refused; see `commit`.

        Raises:
            Unavailable: see above.
        """
        if isinstance(decision, AccountRefused):
            return decision
        await self.commit(decision, operation)
        return Done()

    async def commit(
        self,
        decided: Decided,
        operation: str = "",
        answer: bytes = b"",
        tallies: tuple[Tally, ...] = (),
    ) -> None:
        """Records an act, applies it, and tells whom it concerns.

        Args:
            decided: the act.
            operation: its id; empty: it is never asked for again.
            answer: what a repeat is to get.
            tallies: failures to sign in that it changes.

        Raises:
            Unavailable: see above.
        """
        operation = operation or self.fresh()
        self._reason = _REASONS.get(decided.entry.act, EndReason.REPLACED)
        record = Record(operation, decided.changes, decided.entry, answer, tallies)
        await self.ask(record, Recorded)
        for change in decided.changes:
            who = _whose(change)
            before = self.book.sign_in(who)
            self.book.apply(change)
            self._tell_end(before, self.book.sign_in(who), self._reason)
            if isinstance(change, PutMember):
                self._changed(change.member)

    def _tell_end(
        self, before: SignIn | None, after: SignIn | None, reason: EndReason
    ) -> None:
        if before is not None and (after is None or after.id != before.id):
            ended = SignInEnded(before.member, before.id, reason)
            self._node.events.emit(ended)
            self._node.topics.publish(sign_in_topic(before.member), ended)

    def fresh(self) -> str:
        """An id that nobody else has: of a sign-in, or of what we do by ourselves."""
        return f"{self._node.random.getrandbits(128):032x}"

    @property
    def now(self) -> float:
        """Seconds, monotonic."""
        return self._node.clock()

    @property
    def now_ms(self) -> int:
        """Wall time."""
        return self._node.wall_ms()


def _whose(change: Change) -> str:
    match change:
        case PutMember(member):
            return member.id
        case PutSignIn(sign_in):
            return sign_in.member
        case _:
            return change.member
