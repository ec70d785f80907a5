"""The SDK without trio, as a script uses it."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator

import pytest

from gateway.client import Refused
from gateway.client.blocking import (
    BlockingAgent,
    BlockingVisitor,
    blocking_agent,
    blocking_visitor,
)
from gateway.client_core.events import (
    ClientEvent,
    MessageReceived,
    ReceiptChanged,
    SessionChanged,
    TypingChanged,
)
from gateway.wire.codes import ErrorCode
from runtime.errors import UsageError
from tests.system.service import Server

MOMENT = 0.3
"""Seconds; the call that is interrupted waits for ever, before it and after it."""
PATIENCE = 30.0
"""Seconds of nothing after which a test that hangs fails."""


def hear(
    side: BlockingAgent | BlockingVisitor, test: Callable[[ClientEvent], bool]
) -> ClientEvent:
    for event in side.events(PATIENCE):
        if test(event):
            return event
    raise AssertionError


def says(text: str) -> Callable[[ClientEvent], bool]:
    return lambda event: (
        isinstance(event, MessageReceived) and event.message.text == text
    )


@pytest.mark.covers("P3")
def test_a_script_talks_on_both_sides(lasting: Server) -> None:
    server = lasting
    seat, ticket = server.ticket("agent", "xiaoming"), server.ticket("visitor", "bob")
    with (
        blocking_agent(server.gateway, ticket=seat) as agent,
        blocking_visitor(server.gateway, ticket=ticket) as visitor,
    ):
        agent.set_status("free")
        assert agent.queue("presale").waiting == 0
        mine = visitor.open(group="presale")
        assert mine.send("你好").number == 1
        hear(agent, says("你好"))
        assert agent.board is not None
        assert agent.board.sessions == (mine.id,)
        theirs = agent.session(mine.id)
        theirs.read()
        hear(
            visitor,
            lambda event: isinstance(event, ReceiptChanged) and event.read == 1,
        )
        assert mine.delivery(1) == "read"
        theirs.typing(preview="您")
        hear(visitor, lambda event: isinstance(event, TypingChanged))
        assert theirs.send("您好").number == 2
        hear(visitor, says("您好"))
        cid = mine.post("谢谢")
        assert cid
        hear(agent, says("谢谢"))
        assert [past.text for past in theirs.history(before=3)] == ["你好", "您好"]
        assert [past.number for past in mine.history(limit=1)] == [3]
        theirs.close()
        hear(
            visitor,
            lambda event: (
                isinstance(event, SessionChanged) and event.session.state == "closed"
            ),
        )
        with pytest.raises(Refused) as caught:
            mine.send("too late")
        assert caught.value.code == ErrorCode.CLOSED
    with pytest.raises(UsageError, match="inside the `with`"):
        mine.send("much too late")


def test_events_may_be_waited_for_again(lasting: Server) -> None:
    with blocking_visitor(
        lasting.gateway, ticket=lasting.ticket("visitor", "bob")
    ) as visitor:
        first = visitor.open(group="presale")
        hear(visitor, lambda event: isinstance(event, SessionChanged))
        assert list(visitor.events(0.0)) == []
        first.close()
        hear(visitor, lambda event: isinstance(event, SessionChanged))


def test_what_keeps_a_client_from_starting_is_raised_at_once() -> None:
    with pytest.raises(UsageError, match="ws://"), blocking_visitor("x", ticket="t"):
        pass


def test_an_error_of_the_script_ends_the_client(lasting: Server) -> None:
    ticket = lasting.ticket("visitor", "carol")

    def script() -> None:
        with blocking_visitor(lasting.gateway, ticket=ticket) as visitor:
            visitor.open(group="presale")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        script()


@pytest.fixture
def interrupted_soon() -> Iterator[None]:
    """What Ctrl-C does, a moment later."""

    def interrupt(number: int, frame: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGALRM, interrupt)
    signal.setitimer(signal.ITIMER_REAL, MOMENT)
    yield
    signal.setitimer(signal.ITIMER_REAL, 0.0)
    signal.signal(signal.SIGALRM, before)


def test_ctrl_c_ends_a_call_that_waits_and_no_more(
    lasting: Server, request: pytest.FixtureRequest
) -> None:
    with blocking_visitor(
        lasting.gateway, ticket=lasting.ticket("visitor", "dave")
    ) as visitor:
        session = visitor.open(group="presale")
        with pytest.raises(KeyboardInterrupt):
            wait_for_ever(visitor, request)
        assert session.send("still here").number == 1


def wait_for_ever(visitor: BlockingVisitor, request: pytest.FixtureRequest) -> None:
    request.getfixturevalue("interrupted_soon")
    hear(visitor, lambda _: False)
