"""The Python SDK, on trio.

    async with connect_visitor("ws://127.0.0.1:8090/v1", ticket=ticket) as visitor:
        session = await visitor.open(group="presale")
        await session.send("你好")
        async for event in visitor.events():
            ...

`send` takes a text or another body (`gateway.wire.bodies`); what comes has a body, too.

It reconnects by itself, resumes every session where it was, and sends unconfirmed
messages again. `link` runs the sans-I/O core; `visitor` and `agent` are its faces, and
`blocking` theirs for scripts without trio.
"""

from gateway.attachments.answers import Uploaded
from gateway.client.agent import Agent, connect_agent
from gateway.client.attachments import AttachmentRefused, attached_body
from gateway.client.conversation import Conversation, Receipt
from gateway.client.errors import Refused, StoppedByServer
from gateway.client.file_outbox import FileOutbox
from gateway.client.staff_tickets import StaffTickets
from gateway.client.ticket_source import (
    TicketRefused,
    TicketSource,
    TicketUnavailable,
)
from gateway.client.visitor import Visitor, connect_visitor
from gateway.client.visitor_tickets import VisitorProfile, VisitorTickets

__all__ = [
    "Agent",
    "AttachmentRefused",
    "Conversation",
    "FileOutbox",
    "Receipt",
    "Refused",
    "StaffTickets",
    "StoppedByServer",
    "TicketRefused",
    "TicketSource",
    "TicketUnavailable",
    "Uploaded",
    "Visitor",
    "VisitorProfile",
    "VisitorTickets",
    "attached_body",
    "connect_agent",
    "connect_visitor",
]
