"""What accounts, visitors and addresses may take over all their connections."""

from __future__ import annotations

import pytest

from gateway.connection import Connection
from gateway.connection_limits import VISITOR_LIMITS
from gateway.door import Door
from gateway.rations import (
    ADDRESS_OPEN_RATION,
    CONNECTION_RATION,
    UNLIMITED,
    VISITOR_OPEN_RATION,
    RationLimits,
    Rations,
)
from gateway.wire.client_codec import decode_server_message, encode_client_frames
from gateway.wire.client_frames import Close, Hello, Open, SetTyping
from gateway.wire.codes import ErrorCode
from gateway.wire.server_frames import Res
from gateway.wire.terms import Ping
from runtime.ration import Ration
from tests.gateway.house import House, Tab

ONCE = Ration(per_second=0.5, burst=1.0)
RARELY = Ration(per_second=0.1, burst=1.0)


def test_who_is_forgotten_begins_anew() -> None:
    rations = Rations(RationLimits(connections=ONCE, max_names=1))
    assert rations.connection("a", 0.0) == 0
    assert rations.connection("a", 0.0) == 2
    assert rations.connection("b", 0.0) == 0
    assert rations.connection("a", 0.0) == 0


def test_an_address_has_so_many_connections_and_others_have_theirs() -> None:
    rations = Rations()
    for _ in range(round(CONNECTION_RATION.burst)):
        assert rations.connection("a", 0.0) == 0
    wait = rations.connection("a", 0.0)
    assert wait == pytest.approx(1 / CONNECTION_RATION.per_second)
    assert rations.connection("b", 0.0) == 0
    assert rations.connection("a", wait + 0.001) == 0
    assert rations.refused["connections"] == 1
    for _ in range(1_000):
        assert rations.connection(UNLIMITED, 0.0) == 0


def test_new_sessions_are_counted_by_visitor_and_by_address() -> None:
    rations = Rations()
    for _ in range(round(VISITOR_OPEN_RATION.burst)):
        assert rations.opening("v", "a", 0.0) == 0
    assert rations.opening("v", "a", 0.0) > 0
    assert rations.opening("v", "elsewhere", 0.0) > 0
    left = round(ADDRESS_OPEN_RATION.burst - VISITOR_OPEN_RATION.burst)
    for number in range(left):
        assert rations.opening(f"v{number}", "a", 0.0) == 0
    assert rations.opening("new", "a", 0.0) > 0
    # What was refused for the address was not taken of the visitor's.
    for _ in range(round(VISITOR_OPEN_RATION.burst)):
        assert rations.opening("new", UNLIMITED, 0.0) == 0
    assert rations.refused["opens"] == 3


def signed_in(rations: Rations, principal: str = "v") -> Connection:
    connection = Connection(now=0.0, rations=rations)
    connection.receive(encode_client_frames([Hello("t")]), 0.0)
    connection.welcome("c", "visitor", principal, server_ms=1, now=0.0)
    connection.next_message()
    return connection


def passes(connection: Connection) -> bool:
    connection.receive(encode_client_frames([Ping(1)]), 0.0)
    data = connection.next_message()
    assert data is not None
    return not any(
        getattr(each, "code", 0) == ErrorCode.RATE
        for each in decode_server_message(data)
    )


@pytest.mark.covers("P5")
def test_all_connections_of_an_account_share_one_rate() -> None:
    rations = Rations(RationLimits(account_connections=2.0))
    tabs = [signed_in(rations) for _ in range(5)]
    passed = sum(passes(tab) for tab in tabs for _ in range(20))
    assert passed == 2 * VISITOR_LIMITS.burst_frames
    assert rations.refused["account_frames"] == 100 - passed
    assert rations.refused["frames"] == 100 - passed
    assert passes(signed_in(rations, "somebody else"))


def test_who_is_refused_for_his_account_is_told_when_to_come_back() -> None:
    rations = Rations(RationLimits(account_connections=1.0))
    first, second = signed_in(rations), signed_in(rations)
    while passes(first):
        pass
    second.receive(encode_client_frames([Close(7, "s", "o")]), 0.0)
    data = second.next_message()
    assert data is not None
    (refusal,) = decode_server_message(data)
    assert isinstance(refusal, Res)
    assert refusal.code == ErrorCode.RATE
    assert refusal.retry_ms == 1_000 / VISITOR_LIMITS.frames_per_second


def test_typing_beyond_the_account_is_dropped() -> None:
    rations = Rations(RationLimits(account_connections=1.0))
    first, second = signed_in(rations), signed_in(rations)
    while passes(first):
        pass
    typing = SetTyping("s", "visitor", is_typing=True)
    assert second.receive(encode_client_frames([typing]), 0.0) == []
    assert second.next_message() is None


@pytest.mark.covers("P5", "S2")
def test_a_new_session_too_many_is_refused_and_the_open_one_is_found() -> None:
    house = House()
    house.door = Door(Rations(RationLimits(visitor_opens=RARELY)))
    visitor = house.visitor("v")
    other: Tab = house.visitor("v")  # resumes: nothing new
    assert other.session == visitor.session
    visitor.ask(Close(visitor.number(), visitor.session, "o2"))
    refused = other.ask(Open(other.number(), "o3", "g"))
    assert refused.code == ErrorCode.RATE
    assert 0 < refused.retry_ms <= 10_000
    house.world.advance(refused.retry_ms / 1000)
    assert other.ask(Open(other.number(), "o3", "g")).code == ErrorCode.OK
