"""A service with an operator's socket, under trio, on a journal in memory."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing, suppress
from pathlib import Path
from random import Random

import trio
from trio.testing import wait_all_tasks_blocked

from actors.accounts.accounts import Accounts
from actors.accounts.actor import AccountsActor, AccountsDoor
from actors.accounts.desk_teller import DeskTeller
from actors.accounts.sign_in_settings import SignInSettings
from actors.api_keys.office import KeyOffice
from actors.assignment.messages import DefineGroup
from actors.channels.core import USUAL_CHANNEL
from actors.desk import Desk
from actors.directory import Directory
from actors.erasure.eraser import RemoveFile, SessionEraser
from actors.erasure.office import ErasureOffice
from actors.erasure.plan import DAY_MS
from actors.erasure.retention import Retention, RetentionService
from actors.figures import waiting_by_group
from actors.ids import GroupId, VisitorId
from actors.knowledge.office import KnowledgeOffice
from actors.quick_replies.office import ReplyOffice
from actors.reception import Arrival, Reception
from actors.records.actor import Progress, Projector
from actors.records.archive import Archive
from actors.refusal import Refused
from actors.robot.recorded_editions import RecordedEditions
from actors.robot.tree import Robot
from actors.rules.rulebook import Rules
from actors.rules.settings import ServiceSettings
from actors.session.replies import Opened
from actors.tree import service_supervisor
from actors.webhooks.carrier import Yard
from actors.webhooks.courier import Courier, CourierService
from actors.webhooks.office import WebhookOffice
from admin.customer_held import CustomerHeld
from admin.customers_office import CustomersOffice
from admin.data_directory import DataDirectory
from admin.first_letter import FirstLetters
from admin.flow_files import FlowFiles
from admin.invitations import INVITED_HOURS, Invitations
from admin.knowledge_files import KnowledgeFiles, KnowledgeFilesService
from admin.observer.observer import Observer
from admin.offices import Offices
from admin.operator.asking import NoService, connect
from admin.operator.service import OperatorService
from admin.outbox import Outbox
from admin.records_export import RecordsExport
from admin.rules_office import RulesOffice
from admin.upkeep.office import UpkeepOffice
from runtime.child import ChildSpec
from runtime.journal import Begin, FollowedEvents, FollowEvents
from runtime.journal_local import LocalJournal
from runtime.journal_memory import MemoryJournal
from runtime.node import Node
from runtime.observe import Event, Events
from runtime.open_node import open_node
from runtime.outgoing_rules import OutgoingRules
from runtime.supervisor import Supervisor
from tests.actors.accounts.local_hasher import LocalHasher
from tests.actors.accounts.local_records import LocalRecords
from tests.receiver import PlayedReceiver

SETTINGS = ServiceSettings(settle_seconds=0.0)
PIECE_BYTES = 4
"""Of an attachment, read at once."""
LOOK_SECONDS = 0.01
"""Nothing has happened for so long: then it is looked again."""


async def _heard(texts: tuple[str, ...]) -> tuple[str, ...]:
    return texts


async def _at_once(_key: str) -> None:
    """A removal that nothing holds up."""


class Operated:
    """A running service."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.is_open = True
        self.records = LocalRecords(path.with_name("records.db"))
        self.told: list[Event] = []
        self.keeping = SETTINGS
        """What retention goes by."""
        self.days_later = 0
        """Its clock is so far ahead."""
        self.removed: list[str] = []
        """Keys of attachments."""
        self.removing: RemoveFile = _at_once
        """What holds up a removal."""
        self.files: dict[str, bytes] = {}
        """Attachments, by their keys."""
        self.desk: Desk
        self.node: Node

    async def remove(self, key: str) -> None:
        self.removed.append(key)
        await self.removing(key)

    async def read_file(self, key: str, start: int) -> bytes:
        return self.files.get(key, b"")[start : start + PIECE_BYTES]

    def plant(self, node: Node) -> Callable[[], Supervisor]:
        token = trio.lowlevel.current_trio_token()
        backend = self.backend = MemoryJournal()
        backend.answer(Begin(node.wall_ms()))
        journal = LocalJournal(backend, token.run_sync_soon)
        self.progress = Progress()
        self.archive = Archive(self.records, self.progress, node.wall_ms)
        self.desk = Desk(
            journal, Directory(node), Rules(SETTINGS, channels=(USUAL_CHANNEL,)), []
        )
        self.reception = Reception(self.desk, node.random, node.wall_ms)
        self.node = node
        self.door = door = AccountsDoor(bytes(32))
        directory = self.desk.directory
        self.accounts = Accounts(door, LocalHasher(), directory, node.random, b"k" * 16)
        wall_ms = node.wall_ms
        self.invitations = Invitations(self.accounts, b"k" * 16, wall_ms)
        self.outbox = Outbox(wall_ms)
        yard = Yard(self.records, node.events, node.random, node.wall_ms)
        self.receiver = PlayedReceiver()
        courier = Courier(journal, self.receiver, self.desk.audience, yard)
        self.webhooks = WebhookOffice(
            courier,
            self.records,
            OutgoingRules(),
            door.note,
            node.random,
            node.wall_ms,
        )
        self.knowledge = KnowledgeOffice(
            self.records,
            node.events,
            node.random,
            node.wall_ms,
            self.desk.rules,
        )
        sheets = self.path.with_name("sheets")
        self.sheets = KnowledgeFiles(self.knowledge, sheets, node.random, node.wall_ms)
        editions = RecordedEditions(self.records)
        robot = Robot(directory, node, editions, self.path.with_name("robot"))
        self.robot, self.loader = robot.office, robot.loader
        self.console = robot.console(self.desk.rules)
        self.replies = ReplyOffice(self.records, _heard, node.random, node.wall_ms)
        began = node.clock()
        self.observer = Observer(node, began, door.note, None, is_demonstration=True)
        self.keys = KeyOffice(self.records, self.accounts, b"secret", node.wall_ms)
        self.eraser = SessionEraser(journal, self.remove, node.wall_ms)
        self.retention = Retention(
            self.eraser,
            self.records,
            lambda: self.keeping,
            lambda: node.wall_ms() + self.days_later * DAY_MS,
            node.events,
        )
        teller = DeskTeller(directory, node.events)
        return lambda: Supervisor(
            (
                ChildSpec(
                    "desk",
                    lambda: service_supervisor(self.desk, node),
                    shutdown_seconds=None,
                ),
                ChildSpec(
                    "accounts",
                    lambda: AccountsActor(door, self.records, teller, SignInSettings()),
                ),
                ChildSpec(
                    "projector",
                    lambda: Projector(
                        journal, self.records, self.progress, node.events
                    ),
                ),
                ChildSpec("retention", lambda: RetentionService(self.retention)),
                ChildSpec("courier", lambda: CourierService(courier)),
                ChildSpec("observer", self.observer.supervisor, shutdown_seconds=None),
                ChildSpec("sheets", lambda: KnowledgeFilesService(self.sheets)),
                ChildSpec("operator", self._operator),
            )
        )

    @property
    def offices(self) -> Offices:
        erasure = ErasureOffice(
            self.desk,
            self.eraser,
            self.records,
            self.records,
            self.progress,
            self.door.note,
            self.node.wall_ms,
        )
        customers = CustomersOffice(self.desk, self.door.note)
        return Offices(
            self.accounts,
            self.invitations,
            FirstLetters(None, self.outbox, INVITED_HOURS),
            self.outbox,
            RulesOffice(self.desk, self.node, self.door.note),
            self.archive,
            RecordsExport(self.archive, self.door.note),
            customers,
            CustomerHeld(customers, self.archive, erasure, self.read_file),
            erasure,
            self.retention,
            UpkeepOffice(DataDirectory(self.path.parent), erasure, self.retention),
            self.webhooks,
            self.knowledge,
            self.sheets,
            FlowFiles(self.path.with_name("flows"), self.desk.flows),
            self.console,
            self.replies,
            self.keys,
            self.observer,
            lambda channel: f"secret of {channel}",
        )

    def _operator(self) -> OperatorService:
        began = self.node.clock()
        return OperatorService(
            self.path,
            self.node,
            self.desk,
            self.offices,
            began,
            lambda: self.is_open,
        )

    async def open_session(
        self, visitor: str = "v", group: str = "g", nickname: str = ""
    ) -> str:
        await self.desk.directory.group(GroupId(group)).ask(DefineGroup("G"))
        opened = trio.Event()
        answers: list[Opened | Refused | None] = []

        def done(answer: Opened | Refused | None, error: Exception | None) -> None:
            assert error is None, error
            answers.append(answer)
            opened.set()

        self.reception.open(
            Arrival(VisitorId(visitor), nickname or visitor, "web", group), done
        )
        await opened.wait()
        (answer,) = answers
        assert isinstance(answer, Opened)
        return answer.session

    async def until_waiting(self, group: str, sessions: int) -> None:
        """Until so many wait in the line, and nobody is being asked for them."""
        while waiting_by_group(self.node).get(group) != sessions:
            await trio.lowlevel.checkpoint()

    async def until_recorded(self) -> None:
        """Until the records have all that the journal has.

        The projector looks twice a second: who spun meanwhile would cost more processor
        than all else.
        """
        while self.progress.position < self._newest():
            await wait_all_tasks_blocked(LOOK_SECONDS)

    def _newest(self) -> int:
        page = self.backend.answer(FollowEvents(0, 1))
        assert isinstance(page, FollowedEvents)
        return page.last


@asynccontextmanager
async def operated(path: Path) -> AsyncIterator[Operated]:
    service = Operated(path)
    events = Events()
    events.subscribe(Event, service.told.append)
    with closing(service.records):
        async with open_node(service.plant, events, Random(0)):
            await reach(path)
            yield service


async def reach(path: Path) -> None:
    """Waits until the socket answers."""
    is_up = False
    while not is_up:
        with suppress(NoService):
            async with connect(path):
                is_up = True
        await trio.lowlevel.checkpoint()
