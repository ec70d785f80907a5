"""All routes of HTTP, each made of the parts that it needs.

Those of visitors (`gateway`), of staff at the desk (`admin.staff` and its like), of
administration (`admin.api`) and its pages (`admin.pages`), and of monitors.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Final

from quart import Blueprint

from actors.accounts.permissions import Permission, Principal, Reach, reach_of
from actors.figures import groups
from actors.rules.rulebook import Rules
from admin.api.door import ApiDoor
from admin.api.routes import api_routes
from admin.configuration import Configuration
from admin.embedding import embedding
from admin.metrics import Metrics
from admin.monitoring import Check, monitoring
from admin.offices import Offices
from admin.pages.assets import panel_assets
from admin.pages.frame import Frame
from admin.pages.front import front
from admin.pages.routes import page_routes
from admin.portraits import portraits
from admin.reference import reference
from admin.staff import TICKET_SECONDS, staff
from admin.staff_colleagues import staff_colleagues
from admin.staff_door import StaffDoor
from admin.staff_invitations import staff_invitations
from admin.staff_office import StaffOffice
from admin.staff_records import staff_records
from admin.web.pages import BUILT as WORKBENCH_BUILT
from admin.web.pages import WorkbenchDesk, workbench
from gateway.attachments.service import Attachments
from gateway.tickets import Ticket, TicketOffice
from gateway.visitor_tokens import VisitorDoor, visitor_tokens
from gateway.web.assets import Assets
from gateway.web.pages import PageDesk, pages
from gateway.wire.terms import Role
from runtime.node import Node

Checks = Callable[[], tuple[Check, ...]]


@dataclass(frozen=True, slots=True)
class HttpParts:
    """What stands behind the routes; made by the composition root.

    Attributes:
        gateway_url: where clients connect who ask that host; "" while nobody can.
    """

    configuration: Configuration
    node: Node
    rules: Rules
    staff: StaffOffice
    offices: Offices
    tickets: TicketOffice
    visitors: VisitorDoor
    attachments: Attachments
    gateway_url: Callable[[str], str]
    checks: Checks
    metrics: Metrics


class HttpFace:
    """All routes of one service.

    Args:
        parts: that they are made of.
    """

    def __init__(self, parts: HttpParts) -> None:
        self._parts = parts
        configuration = parts.configuration
        self._door: Final = StaffDoor(
            parts.staff.accounts,
            configuration.gateway.proxies(),
            behind_tls=configuration.staff.behind_tls,
        )

    def routes(self) -> tuple[Blueprint, ...]:
        """What is asked over HTTP."""
        parts = self._parts
        return (
            monitoring(parts.checks, parts.metrics),
            visitor_tokens(parts.visitors),
            parts.attachments.blueprint(),
            *self._desk(),
            *self._web(),
            *self._administration(),
            reference(behind_tls=self._door.behind_tls),
        )

    def _desk(self) -> Iterator[Blueprint]:
        """Of staff who serve."""
        parts, door = self._parts, self._door
        office, note = parts.staff, parts.staff.note
        yield staff(door, self._ticket, self._grace)
        yield staff_invitations(door, office.invitations, self._grace)
        yield embedding(door, office.keys, office.logins, self._grace)
        yield staff_colleagues(door, partial(groups, parts.node), parts.rules)
        yield portraits(door, office.records, parts.attachments.images)
        yield staff_records(door, parts.offices.archive, note, parts.node.wall_ms)

    def _web(self) -> Iterator[Blueprint]:
        """The pages of visitors and of the workbench."""
        parts, url = self._parts, self._parts.gateway_url
        yield pages(PageDesk(lambda: parts.rules.channels, url, Assets.load()))
        framing = parts.configuration.staff.framing()
        yield workbench(WorkbenchDesk(url, Assets.load(WORKBENCH_BUILT), framing))

    def _administration(self) -> Iterator[Blueprint]:
        """Its routes for programs, and its pages on them."""
        parts, assets = self._parts, panel_assets()
        yield from api_routes(ApiDoor(self._door, parts.offices.keys), parts.offices)
        frame = Frame(self._door, assets, parts.gateway_url)
        yield front(frame, assets, parts.rules)
        yield from page_routes(frame, parts.offices)

    def _grace(self) -> float:
        return self._parts.rules.desk.agent_grace_seconds

    def _ticket(
        self, who: Principal, nickname: str, *, is_observer: bool
    ) -> tuple[str, int]:
        parts = self._parts
        expires_ms = parts.node.wall_ms() + TICKET_SECONDS * 1_000
        reach = reach_of(who, Permission.SUPERVISE)
        role: Role = "observer" if is_observer else "supervisor" if reach else "agent"
        ticket = Ticket(
            *(role, who.who, nickname, expires_ms),
            sign_in=who.sign_in,
            sees_all=is_observer and reach is Reach.ALL,
        )
        return parts.tickets.mint_once(ticket), expires_ms
