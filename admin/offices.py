"""What administrators and operators are answered by, whichever way they ask."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from actors.accounts.accounts import Accounts
from actors.api_keys.office import KeyOffice
from actors.erasure.office import ErasureOffice
from actors.erasure.retention import Retention
from actors.knowledge.office import KnowledgeOffice
from actors.quick_replies.office import ReplyOffice
from actors.records.archive import Archive
from actors.robot.console import RobotConsole
from actors.webhooks.office import WebhookOffice
from admin.customer_held import CustomerHeld
from admin.customers_office import CustomersOffice
from admin.first_letter import FirstLetters
from admin.flow_files import FlowFiles
from admin.invitations import Invitations
from admin.knowledge_files import KnowledgeFiles
from admin.observer.observer import Observer
from admin.outbox import Outbox
from admin.records_export import RecordsExport
from admin.rules_office import RulesOffice
from admin.upkeep.office import UpkeepOffice


@dataclass(frozen=True, slots=True)
class Offices:
    """One service layer under HTTP, pages and the operator's socket.

    Made by the composition root.

    Attributes:
        secret_of: the identity secret of a channel, given its id.
    """

    accounts: Accounts
    invitations: Invitations
    letters: FirstLetters
    outbox: Outbox
    rules: RulesOffice
    archive: Archive
    exports: RecordsExport
    customers: CustomersOffice
    held: CustomerHeld
    erasure: ErasureOffice
    retention: Retention
    upkeep: UpkeepOffice
    webhooks: WebhookOffice
    knowledge: KnowledgeOffice
    files: KnowledgeFiles
    flows: FlowFiles
    robot: RobotConsole
    replies: ReplyOffice
    keys: KeyOffice
    observer: Observer
    secret_of: Callable[[str], str]
