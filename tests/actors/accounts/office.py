"""Accounts under trio's mock clock: real actors and a real desk; SQL in process."""

from __future__ import annotations

import itertools
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing
from pathlib import Path
from random import Random
from typing import TypeVar

import pyotp
import trio

from actors.accounts.accounts import (
    Accounts,
    Enrolment,
    FactorConfirmed,
    FirstPassword,
)
from actors.accounts.actor import AccountsActor, AccountsDoor
from actors.accounts.audit import Act
from actors.accounts.desk_teller import DeskTeller
from actors.accounts.lockout import Tally
from actors.accounts.members import MemberDraft, SignIn
from actors.accounts.messages import ByOperator, ByToken, SignedIn, SignInEnded
from actors.accounts.permissions import Role
from actors.accounts.records import AuditPage, Load, Loaded
from actors.accounts.refusal import AccountRefused, AccountRule
from actors.accounts.sign_in_settings import SignInSettings
from actors.agent.messages import AgentCard, GetCard
from actors.assignment.messages import DefineGroup
from actors.desk import Desk
from actors.directory import Directory
from actors.ids import AgentId, GroupId
from actors.refusal import Refused
from actors.rules.rulebook import Rules
from actors.rules.settings import ServiceSettings
from actors.tree import service_supervisor
from runtime.child import ChildSpec
from runtime.journal import Begin
from runtime.journal_local import LocalJournal
from runtime.journal_memory import MemoryJournal
from runtime.node import Node
from runtime.observe import Event, Events
from runtime.open_node import open_node
from runtime.supervisor import Supervisor
from runtime.topics import Publication
from tests.actors.accounts.local_hasher import LocalHasher
from tests.actors.accounts.local_records import LocalRecords

T = TypeVar("T")
START_MS = 1_700_000_000_000
KEY = b"k" * 32
OPERATOR = ByOperator()
HOME = "10.0.0.1"
PASSWORD = "eigenes-Passwort-1"


class Office:
    """One life of a service with accounts."""

    def __init__(self, records: LocalRecords, settings: SignInSettings) -> None:
        self.records = records
        self.settings = settings
        self.has_desk = True
        self.hasher = LocalHasher()
        self.door = AccountsDoor(KEY)
        self.told: list[Event] = []
        self.ended: list[SignInEnded] = []
        self.backend = MemoryJournal()
        self._operations = itertools.count()
        self.node: Node
        self.desk: Desk
        self.accounts: Accounts

    def plant(self, node: Node) -> Callable[[], Supervisor]:
        self.node = node
        self.backend.answer(Begin(node.wall_ms()))
        token = trio.lowlevel.current_trio_token()
        journal = LocalJournal(self.backend, token.run_sync_soon)
        directory = Directory(node)
        self.desk = Desk(
            journal, directory, Rules(ServiceSettings(settle_seconds=0.0)), []
        )
        self.accounts = Accounts(self.door, self.hasher, directory, node.random, KEY)
        teller = DeskTeller(directory, node.events)
        desk = ChildSpec(
            "desk", lambda: service_supervisor(self.desk, node), shutdown_seconds=None
        )
        accounts = ChildSpec(
            "accounts",
            lambda: AccountsActor(self.door, self.records, teller, self.settings),
        )
        return lambda: Supervisor((*((desk,) if self.has_desk else ()), accounts))

    def operation(self) -> str:
        return f"o{next(self._operations)}"

    async def define(self, *groups: str) -> None:
        for group in groups:
            await self.desk.directory.group(GroupId(group)).ask(DefineGroup(group))

    async def add(
        self,
        name: str,
        role: Role = Role.AGENT,
        groups: tuple[str, ...] = (),
        capacity: int = 1,
    ) -> FirstPassword:
        draft = MemberDraft(
            f"{name}@example.com",
            name.title(),
            role,
            staff_number=name,
            capacity=capacity,
            groups=tuple(map(GroupId, groups)),
        )
        added = await self.accounts.add_member(OPERATOR, self.operation(), draft)
        return good(added, FirstPassword)

    async def enter(
        self, login: str, password: str = PASSWORD, code: str = "", home: str = HOME
    ) -> SignedIn:
        answer = await self.accounts.sign_in(login, password, code, home)
        return good(answer, SignedIn)

    async def hired(
        self, name: str, role: Role = Role.AGENT, groups: tuple[str, ...] = ()
    ) -> ByToken:
        """Somebody new who has a password of his own, and is signed in."""
        first = await self.add(name, role, groups)
        signed_in = await self.enter(name, first.password)
        by = ByToken(signed_in.token, HOME)
        changed = await self.accounts.change_password(by, first.password, PASSWORD)
        return ByToken(good(changed, SignedIn).token, HOME)

    async def with_factor(self, by: ByToken) -> tuple[str, FactorConfirmed]:
        """Gives a member a second factor: its secret, and what confirming it gave."""
        enrolment = good(await self.accounts.enrol_factor(by, PASSWORD), Enrolment)
        code = self.code(enrolment.secret)
        confirmed = await self.accounts.confirm_factor(by, code)
        return enrolment.secret, good(confirmed, FactorConfirmed)

    async def member_id(self, by: ByToken) -> str:
        identity = await self.accounts.who_is(by)
        assert not isinstance(identity, AccountRefused), identity
        return identity.card.id

    async def card(self, member: str) -> AgentCard | Refused:
        return await self.desk.directory.agent(AgentId(member)).ask(GetCard())

    async def sign_ins(self) -> tuple[SignIn, ...]:
        return good(await self.records.ask(Load()), Loaded).sign_ins

    async def tallies(self) -> tuple[Tally, ...]:
        return good(await self.records.ask(Load()), Loaded).tallies

    async def acts(self) -> list[Act]:
        """What the log says was done, the oldest first."""
        page = await self.accounts.audit(OPERATOR, 0, 100, is_backwards=False)
        return [row.entry.act for row in good(page, AuditPage).rows]

    def code(self, secret: str) -> str:
        return str(pyotp.TOTP(secret).at(self.node.wall_ms() // 1000))

    def heard(self, publication: Publication[object]) -> None:
        assert isinstance(publication.event, SignInEnded)
        self.ended.append(publication.event)


def good(answer: object, kind: type[T]) -> T:
    assert isinstance(answer, kind), answer
    return answer


def refused(answer: object) -> AccountRule:
    assert isinstance(answer, AccountRefused), answer
    return answer.rule


@asynccontextmanager
async def office(
    path: Path,
    settings: SignInSettings | None = None,
    before: Office | None = None,
    *,
    has_desk: bool = True,
) -> AsyncIterator[Office]:
    """A service on the records at a path; `before` gives the journal of the last.

    A desk has something to do every few seconds: who lets weeks pass does without.
    """
    with closing(LocalRecords(path)) as records:
        one = Office(records, settings or SignInSettings())
        one.has_desk = has_desk
        if before is not None:
            one.backend = before.backend
        events = Events()
        events.subscribe(Event, one.told.append)
        clock = trio.current_time
        began = clock()

        def wall_ms() -> int:
            return START_MS + int((clock() - began) * 1000)

        async with open_node(one.plant, events, Random(0), wall_ms):
            await trio.testing.wait_all_tasks_blocked()
            yield one
