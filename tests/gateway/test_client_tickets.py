"""Tickets that are over, as the client's machine sees them."""

from __future__ import annotations

import math
from random import Random

from gateway.client_core.core import ClientConfig, ClientCore
from gateway.client_core.events import Disconnected, Stopped
from gateway.wire.client_codec import encode_client_frames
from gateway.wire.client_frames import Hello
from gateway.wire.codes import CloseCode
from gateway.wire.server_codec import encode_frame
from gateway.wire.server_frames import Limits, Welcome


def test_a_ticket_that_is_over_is_the_end_of_who_has_one() -> None:
    core = ClientCore(ClientConfig(ticket="t"), random=Random(1))
    core.connected(0.0)
    assert core.disconnected(CloseCode.TICKET_EXPIRED, 0.0) == [
        Stopped(CloseCode.TICKET_EXPIRED)
    ]
    assert core.connect_at == math.inf


def test_whoever_gets_new_tickets_is_stopped_after_a_few_in_vain() -> None:
    config = ClientConfig(ticket="", ticket_renewals=2)
    core = ClientCore(config, random=Random(1))
    core.use_ticket("t1")
    core.connected(0.0)
    assert core.next_message(0.0) == encode_client_frames([Hello("t1", config.client)])
    for _ in range(2):
        (event,) = core.disconnected(CloseCode.TICKET_EXPIRED, 0.0)
        assert isinstance(event, Disconnected)
        core.connected(0.0)
    welcome = Welcome("k", "visitor", "v", 1, Limits(1_000, 1_000, 1, 1_000))
    core.receive(encode_frame(welcome), 0.0)
    for _ in range(2):
        (event,) = core.disconnected(CloseCode.TICKET_EXPIRED, 0.0)
        assert isinstance(event, Disconnected)
        core.connected(0.0)
    assert core.disconnected(CloseCode.TICKET_EXPIRED, 0.0) == [
        Stopped(CloseCode.TICKET_EXPIRED)
    ]


def test_whoever_gives_tickets_says_when_to_come_back() -> None:
    core = ClientCore(ClientConfig(ticket="t"), random=Random(1))
    core.wait_at_least(7.0)
    core.disconnected(1006, 0.0)
    assert core.connect_at >= 7.0
