"""The composition root: which services run under which supervisor, with what.

    root ─ store      the journal's child process
         ─ records    the child process of accounts and of the records of sessions
         ─ hashing    the child process that hashes passwords
         ─ desk       sessions, agents, groups, opening   (actors.tree)
         ─ robot      who answers visitors first          (actors.robot.tree)
         ─ accounts   members and who is signed in
         ─ knowledge  what agents ask of what the robot knows
         ─ business_server  who asks it whom to give a session
         ─ reminders  has robots call agents who are away
         ─ answerer   who asks a language model, where configured (actors.answerer.tree)
         ─ sheets     spreadsheets that come in and go out: a child process each
         ─ projector  writes the records of sessions from the journal
         ─ retention  erases visitors, and what was kept long enough
         ─ dashboard  takes the desk's picture for who watches
         ─ courier    tells webhooks what happens in sessions
         ─ mail       the child process that hands letters in, where configured
         ─ gateway    the clients' WebSockets
         ─ attachments  files, images: a child process each; the sweep
         ─ http       visitors' pages, tickets, staff, attachments, health, figures
         ─ observer   interventions, and the auditor's child process in demonstrations
         ─ operator   the operator's socket

Any of them may die and come back alone: actors wait for the store, clients come back to
the gateway. What runs beside the tree is in `admin.serve`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from actors.accounts.messages import SignInEnded
from actors.dashboard.actor import Photographer
from actors.dashboard.office import DashboardOffice
from actors.desk import Desk
from actors.directory import Directory
from actors.flow.entry import EntryRule
from actors.flow.shelf import Flows
from actors.knowledge.actor import (
    KNOWLEDGE_CAPACITY,
    KnowledgeActor,
    KnowledgeDoor,
)
from actors.knowledge.news import NEWS_TOPIC
from actors.knowledge.office import KnowledgeOffice, KnowledgePublished
from actors.quick_replies.office import ReplyOffice
from actors.reception import Reception
from actors.records.actor import Progress, Projector
from actors.records.archive import Archive
from actors.robot.recorded_editions import RecordedEditions
from actors.robot.search_desk import SearchDesk
from actors.robot.tree import Robot
from actors.tree import service_supervisor
from admin.addresses import Addresses
from admin.configuration import Configuration
from admin.customer_held import CustomerHeld
from admin.customers_office import CustomersOffice
from admin.data_directory import DataDirectory, Endpoints
from admin.desk_figures import read_desk
from admin.erasing import Erasing
from admin.flow_files import FlowFiles
from admin.flows import check_entries, read_flows
from admin.gateway_figures import read_gateway
from admin.http_face import HttpFace, HttpParts
from admin.http_service import HTTP_SHUTDOWN_SECONDS, HttpService
from admin.knowledge_files import KnowledgeFiles, KnowledgeFilesService
from admin.metrics import Metrics
from admin.monitoring import Check, read_checks
from admin.observer.observer import Observer, port_auditor
from admin.offices import Offices
from admin.operator.service import OperatorService
from admin.outside import Outside
from admin.process_figures import read_process
from admin.records_export import RecordsExport
from admin.robot_figures import read_robot
from admin.rules_office import RulesOffice
from admin.staff_office import StaffOffice
from admin.store_figures import read_store
from admin.store_service import Books, StoreService
from gateway.attachments.doorkeeper import Doorkeeper
from gateway.attachments.service import Attachments
from gateway.front import Front
from gateway.listener import ListenerStatistics
from gateway.service import ConnectionCrashed, GatewayService
from gateway.tickets import TicketOffice
from gateway.visitor_office import VisitorOffice
from gateway.visitor_tokens import VisitorDoor
from runtime.child import ChildSpec, Intensity, Strategy
from runtime.node import Node
from runtime.observe import Events
from runtime.store_port import PortJournal, store_spec
from runtime.supervisor import Supervisor
from runtime.watchdog import Watchdog

MAX_LAG_SECONDS: Final = 0.5
"""A loop that turns later than this is not ready for more."""
ROOT_INTENSITY: Final = Intensity(restarts=20, period=20.0)
"""A store that is killed again and again may come back; a broken disk ends us."""


class Life:
    """One process's service: what its parts share, from start to end.

    Args:
        configuration: how it is to run.
        directory: where its data is.
        events: where everything is told.
        node: what the actors run on.
    """

    def __init__(
        self,
        configuration: Configuration,
        directory: DataDirectory,
        events: Events,
        node: Node,
    ) -> None:
        self.configuration = configuration
        self.events = events
        self.node = node
        self._operator_socket, self._began = directory.operator_socket, node.clock()
        self.metrics = Metrics()
        self.metrics.listen(events)
        database = configuration.database
        self.journal = PortJournal(store_spec(database.place(directory.store)))
        self.books = Books()
        secret = directory.secret()
        self.office = TicketOffice(secret)
        events.subscribe(SignInEnded, lambda ended: self.office.revoke(ended.sign_in))
        self.rules = configuration.rules()
        self.addresses = Addresses(configuration, events)
        self.door = configuration.gateway.door(self._page_origins)
        self.connections, self.watchdog = ListenerStatistics(), Watchdog(events)
        self.visitors = VisitorDoor(
            lambda: self.rules.channels,
            VisitorOffice(secret, node.random, node.wall_ms),
            self.addresses.gateway_url,
            self.door.client,
            node.clock,
            events,
        )
        self.staff = StaffOffice(
            database.place(directory.records),
            configuration.staff.settings(),
            node,
            events,
            secret,
        )
        self.outside = Outside(
            configuration,
            Directory(node),
            events,
            node,
            self.journal,
            self.staff,
            self.rules.stand_in,
        )
        self.robot = self._robot(directory.robot)
        self.desk, self.observer = self._desk(), self._observer(directory.store)
        self.attachments = self._attachments(directory, secret)
        self.progress, self.dashboard = Progress(), DashboardOffice()
        self.archive, self.erasing = self._archive(), self._erasing(directory)
        self.knowledge, self.knowledge_door = self._knowledge(), KnowledgeDoor()
        self.sheets = KnowledgeFiles(
            self.knowledge, directory.sheets, node.random, node.wall_ms
        )
        self._read_figures()

    def _archive(self) -> Archive:
        return Archive(self.staff.records, self.progress, self.node.wall_ms)

    def _erasing(self, directory: DataDirectory) -> Erasing:
        files = self.attachments.files
        return Erasing(
            self.desk, files, self.staff, self.progress, self.node, directory
        )

    def _knowledge(self) -> KnowledgeOffice:
        node = self.node

        def publish(told: KnowledgePublished) -> None:
            node.topics.publish(NEWS_TOPIC, told)

        self.events.subscribe(KnowledgePublished, publish)
        return KnowledgeOffice(
            self.staff.records, self.events, node.random, node.wall_ms, self.rules
        )

    def _knowledge_actor(self) -> KnowledgeActor:
        search = SearchDesk(self.robot.office, self.archive, self.node.wall_ms)
        door, replies = self.knowledge_door, self.replies()
        return KnowledgeActor(door, self.knowledge, search.find, replies)

    def replies(self) -> ReplyOffice:
        """Quick replies; it holds nothing, so that each may have one."""
        node, sounded = self.node, self.robot.sounded
        return ReplyOffice(self.staff.records, sounded, node.random, node.wall_ms)

    def _robot(self, path: Path) -> Robot:
        editions = RecordedEditions(self.staff.records)
        robot = Robot(Directory(self.node), self.node, editions, path)
        robot.office.reword = self.outside.answerer.take
        return robot

    def _observer(self, journal: Path) -> Observer:
        configuration, note = self.configuration, self.staff.note
        is_demonstration = configuration.demonstration
        place = configuration.database.place(journal)
        auditor = port_auditor(place) if is_demonstration else None
        return Observer(
            self.node, self._began, note, auditor, is_demonstration=is_demonstration
        )

    def _desk(self) -> Desk:
        flows = Flows(read_flows(self.configuration.flows_directory()))
        check_entries(self.configuration.channels(), flows)
        return Desk(
            self.journal,
            Directory(self.node),
            self.rules,
            self.books.outages,
            ask_server=self.outside.business_server.ask,
            ask_robot=self.robot.office.ask,
            greeting=self.robot.office.greeting,
            flows=flows,
            audience=self.outside.audience,
            remind=self.outside.reminders.remind,
        )

    def _attachments(self, directory: DataDirectory, secret: bytes) -> Attachments:
        configuration = self.configuration
        proxies = configuration.gateway.proxies()
        return Attachments(
            configuration.attachments.settings(),
            Doorkeeper(self.desk, self.office, self.node.wall_ms, proxies),
            secret,
            directory.attachments,
            self.events,
        )

    def tree(self) -> Supervisor:
        """The root of the supervision tree."""
        return Supervisor(
            (
                ChildSpec("store", self.store),
                ChildSpec(
                    "desk",
                    lambda: service_supervisor(
                        self.desk, self.node, self.configuration.service.memory()
                    ),
                    shutdown_seconds=None,
                ),
                *self.staff.children(),
                ChildSpec("robot", self.robot.supervisor, shutdown_seconds=None),
                *self.outside.children(),
                ChildSpec(
                    "knowledge",
                    self._knowledge_actor,
                    capacity=KNOWLEDGE_CAPACITY,
                ),
                ChildSpec("sheets", lambda: KnowledgeFilesService(self.sheets)),
                ChildSpec("projector", self._projector),
                ChildSpec("retention", self.erasing.service),
                ChildSpec("dashboard", self._photographer),
                ChildSpec("gateway", self._gateway),
                ChildSpec(
                    "attachments", self.attachments.supervisor, shutdown_seconds=None
                ),
                ChildSpec("http", self._http, shutdown_seconds=HTTP_SHUTDOWN_SECONDS),
                ChildSpec("observer", self.observer.supervisor, shutdown_seconds=None),
                ChildSpec("operator", self._operator),
            ),
            Strategy.ONE_FOR_ONE,
            ROOT_INTENSITY,
        )

    def store(self) -> StoreService:
        """A life of the journal's child after the other, as a part of the tree."""
        return StoreService(self.journal, self.books, self.node.wall_ms)

    def _projector(self) -> Projector:
        records = self.staff.records
        return Projector(self.journal, records, self.progress, self.events)

    def _photographer(self) -> Photographer:
        return Photographer(self.node, self.rules, self.archive, self.dashboard)

    def _gateway(self) -> GatewayService:
        node = self.node
        section = self.configuration.gateway
        front = Front(
            self.desk,
            Reception(self.desk, node.random, node.wall_ms, self._entry),
            node.topics,
            self.office,
            self.door,
            node.clock,
            node.wall_ms,
            lambda error: self.events.emit(ConnectionCrashed.of(error)),
            self.attachments.office,
            self.staff.note,
            self.knowledge_door.ask,
            dashboard=self.dashboard,
        )
        return GatewayService(
            *(front, section.bind, section.limits(), node.random, self.events),
            self.connections,
        )

    def _http(self) -> HttpService:
        bind = self.configuration.http.bind
        return HttpService(HttpFace(self.http_parts()).routes, bind, self.events)

    def _entry(self, channel: str) -> EntryRule:
        decides = self.outside.business_server.decides
        return self.rules.channels.first(channel, decides)

    def _operator(self) -> OperatorService:
        return OperatorService(
            self._operator_socket,
            self.node,
            self.desk,
            self._offices(),
            self._began,
            lambda: self.books.are_open,
        )

    def _offices(self) -> Offices:
        customers, erasing = CustomersOffice(self.desk, self.staff.note), self.erasing
        held = erasing.office, erasing.read_file
        return Offices(
            self.staff.accounts,
            self.staff.invitations,
            self.outside.letters,
            self.outside.outbox,
            RulesOffice(self.desk, self.node, self.staff.note),
            self.archive,
            RecordsExport(self.archive, self.staff.note),
            customers,
            CustomerHeld(customers, self.archive, *held),
            erasing.office,
            erasing.retention,
            erasing.upkeep,
            self.outside.webhooks,
            self.knowledge,
            self.sheets,
            FlowFiles(self.configuration.flows_directory(), self.desk.flows),
            self.robot.console(self.rules),
            self.replies(),
            self.staff.keys,
            self.observer,
            self.visitors.office.secret_of,
        )

    def http_parts(self) -> HttpParts:
        """What HTTP is made of."""
        return HttpParts(
            self.configuration,
            self.node,
            self.rules,
            self.staff,
            self._offices(),
            self.office,
            self.visitors,
            self.attachments,
            self.addresses.gateway_url,
            self.checks,
            self.metrics,
        )

    def _page_origins(self, host: str) -> frozenset[str]:
        """Whose pages may connect to the gateway, beside those that are configured."""
        return self.rules.channels.origins | self.addresses.own_origins(host)

    async def wait_up(self) -> Endpoints:
        """Waits until both faces can be reached and accounts are open; says where."""
        await self.addresses.wait_listening()
        await self.staff.has_records.wait()
        return self.addresses.endpoints(next(iter(self.rules.channels)).public_key)

    def checks(self) -> tuple[Check, ...]:
        """The conditions of being ready."""
        lag = self.watchdog.lag_seconds
        has_records = self.staff.records.process_id is not None
        is_prompt = lag < MAX_LAG_SECONDS
        return (
            Check("store", self.journal.process_id is not None, "no store runs"),
            Check("records", has_records, "no records run"),
            Check("books", self.books.are_open, "the journal has not been opened"),
            Check("gateway", self.addresses.has_gateway, "nobody is accepted"),
            Check("loop", is_prompt, f"the loop turns {lag:.1f} s late"),
        )

    def _read_figures(self) -> None:
        read = self.metrics.read
        behind = "events of the journal that are not in the records yet"
        read("gauge", "records_behind_events", behind, lambda: self.archive.behind)
        read_process(self.metrics, self.node, self.watchdog)
        read_desk(self.metrics, self.node)
        read_robot(self.metrics, self.robot)
        self.outside.read_figures(self.metrics)
        read_store(self.metrics, self.journal)
        read_checks(self.metrics, self.checks)
        refused, connections = self.door.rations.refused, self.connections
        read_gateway(self.metrics, refused, lambda: connections.open_count)
