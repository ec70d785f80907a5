"""What all attendants of one gateway share: the service behind them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from actors.accounts.noting import Note
from actors.dashboard.office import DashboardOffice
from actors.desk import Desk
from actors.knowledge.actor import KnowledgeAsked
from actors.reception import Reception
from gateway.attachments.office import AttachmentOffice
from gateway.door import Door
from gateway.reading_queue import ReadingQueue
from gateway.tickets import TicketOffice
from runtime.topics import Topics


@dataclass(frozen=True, slots=True)
class Front:
    """Made once by the composition root.

    `clock` is monotonic, in seconds; `wall_ms` is ms since the epoch; `report` is told
    of exceptions that ended one connection; `attachments` knows the ids of files;
    `note` has it written down what supervisors do; `readings` are those of all
    connections; `knowledge` is asked what the robot knows; in `dashboard` hangs how the
    desk stands.
    """

    desk: Desk
    reception: Reception
    topics: Topics
    office: TicketOffice
    door: Door
    clock: Callable[[], float]
    wall_ms: Callable[[], int]
    report: Callable[[Exception], None]
    attachments: AttachmentOffice
    note: Note
    knowledge: KnowledgeAsked
    readings: ReadingQueue = field(default_factory=ReadingQueue)
    dashboard: DashboardOffice = field(default_factory=DashboardOffice)
