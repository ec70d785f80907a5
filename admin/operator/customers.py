"""`triodesk customers`: who came, what is known of him, and what is written down.

With `--json` each customer is one line of JSON, and so is each session of his history;
a list that goes on ends with a line that holds `next`.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import IO, Final, TypeVar

import msgspec
from msgspec.structs import asdict

from actors.customers.profile import CustomerChange
from actors.customers.records import CustomerFilter, CustomerPage, FindCustomers
from actors.keyed import keyed
from actors.records.archive import RecordsState
from actors.records.messages import (
    FindSessions,
    LookUpRefused,
    RecordFilter,
    SessionPage,
)
from admin.customer_export import Taken
from admin.data_directory import DataDirectory
from admin.operator.asking import OperatorLine, connect, unexpected
from admin.operator.command import FAILED
from admin.operator.customer_export import export_customer
from admin.operator.customer_frames import (
    AlterCustomer,
    CustomerAltered,
    CustomerProblem,
    CustomerSeen,
    LookAtCustomer,
)
from admin.operator.customer_list_phrases import CustomerListPhrase
from admin.operator.customers_view import CustomersView
from admin.operator.erasure_frames import CustomerErased, EraseCustomer
from admin.operator.erasure_phrases import ErasurePhrase
from admin.operator.frames import Request
from admin.operator.operation import new_operation
from admin.operator.record_frames import GetRecordsState
from admin.operator.record_phrases import FAULTS, RecordPhrase
from admin.operator.records_view import RecordsView
from admin.operator.teller import Teller
from admin.operator.wall_clock import wall_ms
from gateway.console.phrases import Words

A = TypeVar("A")

ERASE_SECONDS: Final = 600.0
"""A visitor with a thousand sessions takes some ten seconds; records that are being
built anew are waited for."""


class Show(msgspec.Struct, frozen=True):
    """`show`: one customer, and so many sessions of his history, older ones on."""

    visitor: str
    before: int
    limit: int


class Alter(msgspec.Struct, frozen=True):
    """What is to become different of a customer."""

    visitor: str
    change: CustomerChange


class Erase(msgspec.Struct, frozen=True):
    """He is to be erased; who is not sure is asked."""

    visitor: str
    is_sure: bool


class Export(msgspec.Struct, frozen=True):
    """All that is held of him is to be put into a file; "": standard output."""

    visitor: str
    file: str


Wish = FindCustomers | Show | Alter | Erase | Export


async def customers(path: Path, wish: Wish, language: str, *, as_json: bool) -> int:
    """Does one command on the service whose socket this is; returns the exit code.

    Raises:
        NoService: nobody answers there.
        Unavailable: it does not answer now.
        UsageError: the socket cannot be used.
    """
    attachments = DataDirectory(path.parent).attachments
    async with connect(path) as line:
        clerk = _Clerk(line, Words(language), attachments, as_json=as_json)
        return await clerk.do(wish)


class _Refused(Exception):
    """Nothing was found out, or nothing was changed: a whole sentence says why."""


class _Clerk:
    def __init__(
        self, line: OperatorLine, words: Words, attachments: Path, *, as_json: bool
    ) -> None:
        self._line = line
        self._words = words
        self._attachments = attachments
        self._records = RecordsView(words)
        self._view = CustomersView(words, self._records)
        self._teller = Teller(words)
        self._as_json = as_json

    async def do(self, wish: Wish) -> int:
        try:
            match wish:
                case FindCustomers():
                    await self._find(wish)
                case Show():
                    await self._show(wish)
                case Alter():
                    await self._alter(wish)
                case Erase():
                    await self._erase(wish)
                case Export():
                    await self._export(wish)
        except _Refused as error:
            self._teller.complain_of(str(error))
            return FAILED
        return 0

    async def _ask(self, request: Request, kind: type[A]) -> A:
        """Raises: _Refused: with the reason."""
        words = self._words
        answer = await self._line.told(request)
        match answer:
            case LookUpRefused(fault):
                reason = words(FAULTS[fault])
                raise _Refused(
                    words(RecordPhrase.REFUSED, reason=reason, code=fault.value)
                )
            case CustomerProblem(refused):
                phrase = CustomerListPhrase.UNCHANGED
                code = refused.rule.value
                raise _Refused(words(phrase, reason=refused.text, code=code))
            case kind():
                return answer
            case _:
                raise unexpected()

    async def _find(self, wish: FindCustomers) -> None:
        state = await self._ask(GetRecordsState(), RecordsState)
        page = await self._ask(wish, CustomerPage)
        if self._as_json:
            for card in page.cards:
                self._teller.json(keyed(card))
        else:
            self._teller.lines(self._view.table(page.cards, wall_ms()))
            self._teller.say(CustomerListPhrase.FOUND, count=str(len(page.cards)))
        self._go_on(page.next)
        behind = state.last - state.position
        if behind > 0:
            self._teller.complain(RecordPhrase.BEHIND, behind=str(behind))

    async def _show(self, wish: Show) -> None:
        visitor = wish.visitor
        customer = (await self._ask(LookAtCustomer(visitor), CustomerSeen)).customer
        recorded = FindCustomers(CustomerFilter(visitor=visitor), limit=1)
        page = await self._ask(recorded, CustomerPage)
        card = next(iter(page.cards), None)
        if card is None and not customer.version:
            phrase = CustomerListPhrase.UNKNOWN
            raise _Refused(self._words(phrase, visitor=visitor))
        his = RecordFilter(customer=visitor)
        asked = FindSessions(his, before=wish.before, limit=wish.limit)
        history = await self._ask(asked, SessionPage)
        if self._as_json:
            self._teller.json(keyed({"customer": customer, "recorded": card}))
            for each in history.cards:
                self._teller.json(each)
        else:
            self._teller.lines(self._view.customer(customer, card))
            self._teller.lines(self._records.table(history.cards))
        self._go_on(history.next)

    async def _alter(self, wish: Alter) -> None:
        request = AlterCustomer(new_operation(), wish.visitor, wish.change)
        await self._ask(request, CustomerAltered)
        if self._as_json:
            self._teller.json({"changed": wish.visitor})
        else:
            self._teller.say(CustomerListPhrase.DONE, visitor=wish.visitor)

    async def _erase(self, wish: Erase) -> None:
        visitor = wish.visitor
        if not wish.is_sure:
            self._expect_again(visitor)
        request = EraseCustomer(new_operation(), visitor)
        erased = await self._line.get(request, CustomerErased, ERASE_SECONDS)
        if self._as_json:
            self._teller.json(keyed(erased))
        else:
            counts = {"sessions": str(erased.sessions), "files": str(erased.files)}
            self._teller.say(ErasurePhrase.ERASED, visitor=visitor, **counts)

    def _expect_again(self, visitor: str) -> None:
        """Raises: _Refused: he who asks is not sure, or cannot be asked."""
        typed = ""
        if sys.stdin.isatty():
            typed = input(self._words(ErasurePhrase.SURE, visitor=visitor))
        if typed != visitor:
            raise _Refused(self._words(ErasurePhrase.NOT_SURE))

    async def _export(self, wish: Export) -> None:
        if wish.file:
            try:
                with Path(wish.file).open("xb") as file:  # noqa: ASYNC230 - a command
                    taken = await self._take(wish.visitor, file)
            except OSError as error:
                raise _Refused(f"{wish.file}: {error.strerror}") from error
        elif sys.stdout.isatty():
            raise _Refused(self._words(ErasurePhrase.NO_TERMINAL))
        else:
            taken = await self._take(wish.visitor, sys.stdout.buffer)
        counts = {name: str(each) for name, each in asdict(taken).items()}
        self._teller.complain(ErasurePhrase.EXPORTED, **counts)

    async def _take(self, visitor: str, file: IO[bytes]) -> Taken:
        return await export_customer(self._line, visitor, self._attachments, file)

    def _go_on(self, cursor: int) -> None:
        if cursor and self._as_json:
            self._teller.json({"next": cursor})
        elif cursor:
            self._teller.say(RecordPhrase.MORE, next=str(cursor))
