"""What a service says to the outside world is made of: a client, and who uses it.

business_server   asks your own server whom to give a session (Q9)
courier           tells webhooks what happens in sessions (M11)
reminders         has robots call agents who are away (W2)
answerer          asks a language model what the robot has no answer to (R13)
mail              the child process that hands letters in, where that is configured
"""

from __future__ import annotations

from collections.abc import Callable

from actors.answerer.tree import Answerer
from actors.business_server.office import (
    BusinessServerOffice,
    BusinessServerService,
)
from actors.directory import Directory
from actors.mail.mailer import Mailer, port_mail
from actors.reminders.office import ReminderOffice, ReminderService
from actors.webhooks.carrier import Yard
from actors.webhooks.courier import Courier, CourierService
from actors.webhooks.kinds import Audience
from actors.webhooks.office import WebhookOffice
from admin.answerer_figures import read_answerer
from admin.configuration import Configuration
from admin.first_letter import FirstLetters
from admin.invitations import INVITED_HOURS
from admin.metrics import Metrics
from admin.outbox import Outbox
from admin.staff_office import StaffOffice
from runtime.child import ChildSpec
from runtime.journal import Journal
from runtime.node import Node
from runtime.observe import Events
from runtime.outgoing_http import HttpClient
from runtime.port_service import PortService


class Outside:
    """One process's way to the outside.

    Args:
        configuration: how it is to run.
        directory: knows sessions, groups and agents.
        events: where failures are told.
        node: what the actors run on.
        journal: whose outbox is told.
        staff: has the records, and the audit log.
        stand_in: see `BusinessServerOffice`.

    Attributes:
        business_server: for sessions.
        answerer: for the robot.
        audience: what they have to tell.
        webhooks: for operators.
        letters: the same.
        reminders: for sessions.
    """

    def __init__(  # noqa: PLR0913, PLR0917 - what it works with
        self,
        configuration: Configuration,
        directory: Directory,
        events: Events,
        node: Node,
        journal: Journal,
        staff: StaffOffice,
        stand_in: Callable[[str], str],
    ) -> None:
        rules = configuration.outgoing.rules()
        self._http = HttpClient(rules, configuration.outgoing.authorities)
        asked = configuration.asked()
        self.business_server = BusinessServerOffice(
            lambda _: asked,
            self._http,
            directory,
            events,
            node.random,
            node.wall_ms,
            stand_in,
        )

        self.answerer = Answerer(
            configuration.answerer_model(), self._http, journal, directory, node
        )
        self.audience = Audience()
        self._yard = Yard(staff.records, events, node.random, node.wall_ms)
        server = configuration.mail_server()
        self._mail = None if server is None else port_mail(server)
        mailer: Mailer | None = None
        if self._mail is not None and server is not None:
            mailer = Mailer(self._mail, server.sender, node.wall_ms)
        self._courier = Courier(journal, self._http, self.audience, self._yard, mailer)
        self.outbox = Outbox(node.wall_ms)
        self.letters = FirstLetters(mailer, self.outbox, INVITED_HOURS)
        self.reminders = ReminderOffice(self._http, directory, events)
        self.webhooks = WebhookOffice(
            self._courier,
            staff.records,
            rules,
            staff.note,
            node.random,
            node.wall_ms,
        )

    def children(self) -> tuple[ChildSpec, ...]:
        """For the root supervisor; each may die and come back alone."""
        return (
            ChildSpec(
                "business_server", lambda: BusinessServerService(self.business_server)
            ),
            ChildSpec("courier", lambda: CourierService(self._courier)),
            ChildSpec("reminders", lambda: ReminderService(self.reminders)),
            *self.answerer.children(),
            *self._mail_children(),
        )

    def _mail_children(self) -> tuple[ChildSpec, ...]:
        port = self._mail
        if port is None:
            return ()

        def serve() -> PortService:
            return PortService(port, lambda: None, is_awaited=False)

        return (ChildSpec("mail", serve),)

    async def aclose(self) -> None:
        """Closes the connections that are kept."""
        await self._http.aclose()

    def read_figures(self, metrics: Metrics) -> None:
        """Registers what is said, and what comes of it."""
        office = self.business_server
        waiting = "sessions that wait for the business server"
        metrics.read("gauge", "business_server_waiting", waiting, lambda: len(office))
        rested = "1 while it is not asked because it failed again and again"
        metrics.read(
            "gauge",
            "business_server_rested",
            rested,
            lambda: float(office.is_rested),
        )
        answered = "sessions by what the business server said of them"
        metrics.read_by(
            "counter",
            "business_server_answered",
            answered,
            "direction",
            lambda: dict(office.decided),
        )
        read_answerer(metrics, self.answerer.office)
        courier = self._courier
        waits = "deliveries that wait, by webhook"
        metrics.read_by(
            "gauge",
            "webhook_pending",
            waits,
            "webhook",
            lambda: dict(courier.pending),
        )
        tried = "attempts to deliver, by what followed"
        metrics.read_by(
            "counter",
            "webhook_attempts",
            tried,
            "outcome",
            lambda: dict(self._yard.counts),
        )
        reminded = "reminders for agents who are away, by what became of them"
        reminders = self.reminders
        metrics.read_by(
            "counter",
            "reminders",
            reminded,
            "outcome",
            lambda: dict(reminders.counts),
        )
