"""Parts of SESSION: what rings, is handed over, was said of the visit, was learnt."""

from __future__ import annotations

import msgspec

from gateway.wire.terms import Count, SenderRole


class Offer(msgspec.Struct, frozen=True, array_like=True):
    """A session that rings at an agent.

    Attributes:
        id: for ACCEPT and DECLINE.
        agent: at whom it rings.
        since: ms since the epoch, by the server's clock.
        until: the same; 0: until it is answered.
        agent_name: his name; may be empty, see Names.
    """

    id: str
    agent: str
    since: Count
    until: Count
    agent_name: str = ""


class PendingTransfer(msgspec.Struct, frozen=True, array_like=True):
    """Another agent is looked for while the old one serves.

    Attributes:
        group: among whom.
        agent: only he; empty: anybody of the group.
        note: for the next agent.
        by: the agent or supervisor who asked; empty: the server, by a time limit.
        since: ms since the epoch, by the server's clock.
        group_name: of that group; may be empty, see Names.
        agent_name: of that agent; the same.
        by_name: of who asked; the same.
        until: the end of the search, ms since the epoch by the server's clock; an offer
            that rings then rings on to its own end; 0: there is none.
    """

    group: str
    agent: str
    note: str
    by: str
    since: Count
    group_name: str = ""
    agent_name: str = ""
    by_name: str = ""
    until: Count = 0


class Handover(msgspec.Struct, frozen=True, array_like=True):
    """From whom the serving agent took the session over.

    Attributes:
        agent: the one before.
        note: of that one.
        agent_name: his name; may be empty, see Names.
    """

    agent: str
    note: str
    agent_name: str = ""


class Source(msgspec.Struct, frozen=True, array_like=True):
    """What the visitor's page said of the visit, as it came; empty: nothing (V1).

    Attributes:
        client_data: of the business, for itself.
        channel_name: where the visitor comes from, in the page's words.
        peer_source: from where he came there.
        remark: for the agent.
    """

    client_data: str = ""
    channel_name: str = ""
    peer_source: str = ""
    remark: str = ""


class Reader(msgspec.Struct, frozen=True, array_like=True):
    """How far a participant has come with a session's messages.

    Attributes:
        role: of that participant.
        id: of the same.
        delivered: his client has all messages up to this number.
        read: he was shown them up to this number.
    """

    role: SenderRole
    id: str
    delivered: Count
    read: Count


class Variable(msgspec.Struct, frozen=True, array_like=True):
    """Something that a flow has learnt of the visitor.

    Attributes:
        name: as the flow has it.
        value: a text, or the id of an option.
    """

    name: str
    value: str
