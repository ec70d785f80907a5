"""`triodesk members`: whoever owns the machine administers staff.

With `--json` each answer is one line of JSON. A first password is printed once, to
standard output, and to nothing else.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

import msgspec

from actors.accounts.accounts import AuditVerdict, FirstPassword
from actors.accounts.core import MemberFilter, MemberPage
from actors.accounts.members import MemberCard, MemberDraft, MemberEdit, login_key
from actors.accounts.messages import (
    Administered,
    DeleteMember,
    EditMember,
    RestoreMember,
    SuspendMember,
    UnlockMember,
)
from actors.accounts.refusal import AccountRefused
from actors.accounts.roster import RosterRow, read_roster
from admin.operator.account_frames import (
    AccountAnswer,
    AccountProblem,
    AccountRequest,
    AdministerMember,
    CheckAudit,
    FindMembers,
    HireMember,
    OperatorAct,
    ResetOne,
)
from admin.operator.asking import OperatorLine, connect, unexpected
from admin.operator.command import FAILED
from admin.operator.member_phrases import REASONS, ROLES, MemberPhrase
from admin.operator.operation import new_operation
from admin.operator.table import text_table
from gateway.console.phrases import Words
from gateway.console.styled import on_one_row
from runtime.errors import UsageError

_HASH_CHARS: Final = 32
"""Of a table's hash, in the ids of its operations: 128 bits."""


class Find(msgspec.Struct, frozen=True):
    """`list`: the members that are wanted."""

    wanted: MemberFilter


class Add(msgspec.Struct, frozen=True):
    """`add`: one member."""

    draft: MemberDraft


class Edit(msgspec.Struct, frozen=True):
    """`edit`: `member` is an e-mail address, a staff number or an id."""

    member: str
    edits: MemberEdit


class Act(msgspec.Struct, frozen=True):
    """One of `ACTS`."""

    name: str
    member: str


class Reset(msgspec.Struct, frozen=True):
    """`reset`: another first password."""

    member: str
    drops_factor: bool


class Import(msgspec.Struct, frozen=True):
    """`import`: the members of a CSV file."""

    file: Path


class Audit(msgspec.Struct, frozen=True):
    """`audit`: is the log whole?"""


Wish = Find | Add | Edit | Act | Reset | Import | Audit

ACTS: Final[Mapping[str, Callable[[str], OperatorAct]]] = {
    "suspend": SuspendMember,
    "restore": RestoreMember,
    "unlock": UnlockMember,
    "delete": DeleteMember,
}


async def members(path: Path, wish: Wish, language: str, *, as_json: bool) -> int:
    """Does one command on the service whose socket this is; returns the exit code.

    Raises:
        NoService: nobody answers there.
        Unavailable: it does not answer now.
        UsageError: the socket or the file cannot be used.
    """
    async with connect(path) as line:
        return await _Clerk(line, Words(language), as_json=as_json).do(wish)


class _Clerk:
    def __init__(self, line: OperatorLine, words: Words, *, as_json: bool) -> None:
        self._line = line
        self._words = words
        self._as_json = as_json

    async def do(self, wish: Wish) -> int:
        match wish:
            case Find(wanted):
                return await self._find(wanted)
            case Add(draft):
                return await self._tell(HireMember(new_operation(), draft))
            case Import(file):
                return await self._import(file)
            case Audit():
                return await self._tell(CheckAudit())
            case _:
                member = await self._resolve(wish.member)
                if member is None:
                    self._complain(MemberPhrase.NOBODY, member=wish.member)
                    return FAILED
                return await self._tell(_request(wish, member))

    async def _ask(self, request: AccountRequest) -> AccountAnswer:
        answer = await self._line.told(request)
        if not isinstance(answer, AccountAnswer):
            raise unexpected()
        return answer

    async def _tell(self, request: AccountRequest) -> int:
        answer = await self._ask(request)
        if self._as_json:
            print(msgspec.json.encode(answer).decode(), flush=True)  # noqa: T201
        match answer:
            case Administered(member):
                self._say(MemberPhrase.DONE, name=member.name, email=member.email)
            case FirstPassword():
                self._say_first(answer)
            case AuditVerdict(rows, last_hash, broken):
                if broken:
                    phrase = MemberPhrase.BROKEN
                    self._complain(phrase, row=str(broken), rows=str(rows))
                    return FAILED
                self._say(MemberPhrase.WHOLE, rows=str(rows), hash=last_hash)
            case AccountProblem(refused):
                self._complain_of(refused)
                return FAILED
            case MemberPage():
                raise unexpected()
        return 0

    def _say_first(self, first: FirstPassword) -> None:
        email, password = first.member.email, first.password
        if first.is_mailed:
            self._say(MemberPhrase.MAILED, email=email)
        else:
            self._say(MemberPhrase.PASSWORD, email=email, password=password)

    # --- list

    async def _all(self, wanted: MemberFilter) -> list[MemberCard]:
        found: list[MemberCard] = []
        while True:
            answer = await self._ask(FindMembers(wanted, len(found)))
            if not isinstance(answer, MemberPage):
                raise unexpected()
            found += answer.members
            if not answer.members or len(found) >= answer.total:
                return found

    async def _find(self, wanted: MemberFilter) -> int:
        found = await self._all(wanted)
        if self._as_json:
            for card in found:
                print(msgspec.json.encode(card).decode())  # noqa: T201
            return 0
        headings = (
            MemberPhrase.EMAIL,
            MemberPhrase.NAME,
            MemberPhrase.ROLE,
            MemberPhrase.NUMBER,
            MemberPhrase.CAPACITY,
            MemberPhrase.GROUPS,
            MemberPhrase.STATE,
            MemberPhrase.ID,
        )
        rows = [tuple(map(self._words, headings)), *map(self._row, found)]
        figures = [headings.index(MemberPhrase.CAPACITY)]
        print("\n".join(text_table(rows, figures)))  # noqa: T201
        self._say(MemberPhrase.FOUND, total=str(len(found)))
        return 0

    def _row(self, card: MemberCard) -> tuple[str, ...]:
        state = MemberPhrase.USUAL
        if card.is_suspended:
            state = MemberPhrase.SUSPENDED
        elif card.must_change_password:
            state = MemberPhrase.PASSWORD_DUE
        return (
            card.email,
            card.shown_name,
            self._words(ROLES[card.role]),
            card.staff_number,
            str(card.capacity),
            " ".join(card.groups),
            self._words(state),
            card.id,
        )

    async def _resolve(self, member: str) -> str | None:
        """The id of whom an operator means."""
        wanted = login_key(member)
        for card in await self._all(MemberFilter(member.strip())):
            names = (card.email, card.staff_number, card.id)
            if wanted in map(login_key, names):
                return card.id
        return None

    # --- import

    async def _import(self, file: Path) -> int:
        try:
            data = file.read_bytes()  # noqa: ASYNC240 - nothing else runs here
        except OSError as error:
            raise UsageError(f"cannot read {file}: {error.strerror}") from error
        roster = read_roster(data)
        for fault in roster.faults:
            self._complain(MemberPhrase.LINE, line=str(fault.line), text=fault.text)
        if roster.faults:
            self._complain(MemberPhrase.NOTHING_DONE)
            return FAILED
        # The same table again gives the same operations: who was added is told again,
        # who was not is added.
        name = hashlib.sha256(data).hexdigest()[:_HASH_CHARS]
        failed = [
            row
            for row in roster.rows
            if await self._tell(_hire(row, f"import/{name}/{row.line}"))
        ]
        done = str(len(roster.rows) - len(failed))
        self._say(MemberPhrase.IMPORTED, done=done, failed=str(len(failed)))
        return FAILED if failed else 0

    # --- words

    def _say(self, phrase: MemberPhrase, **values: str) -> None:
        if not self._as_json:
            # Names are what members call themselves.
            print(on_one_row(self._words(phrase, **values)), flush=True)  # noqa: T201

    def _complain(self, phrase: MemberPhrase, **values: str) -> None:
        text = on_one_row(self._words(phrase, **values))
        sys.stderr.write(f"triodesk: {text}\n")

    def _complain_of(self, refused: AccountRefused) -> None:
        phrase = REASONS.get(refused.rule)
        reason = refused.text if phrase is None else self._words(phrase)
        self._complain(MemberPhrase.REFUSED, reason=reason, code=refused.rule.value)


def _hire(row: RosterRow, operation: str) -> HireMember:
    return HireMember(operation, row.draft)


def _request(wish: Edit | Act | Reset, member: str) -> AccountRequest:
    operation = new_operation()
    match wish:
        case Edit(_, edits):
            return AdministerMember(operation, EditMember(member, edits))
        case Act(name, _):
            return AdministerMember(operation, ACTS[name](member))
        case Reset(_, drops_factor):
            return ResetOne(operation, member, drops_factor)
