"""What the reference page says is enough to write a client."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import trio

from tests.gateway.page_client import (
    BOARD,
    CLOSE,
    GET_HISTORY,
    JSON,
    MESSAGE,
    MSGPACK,
    OPEN,
    SEND,
    SESSION,
    SET_STATUS,
    SET_TYPING,
    SYNC,
    TYPING,
    Frame,
    page_client,
)
from tests.system.service import Server

LID_SECONDS = 280
"""A lid on a test that hangs; it takes a second or two."""
OK, CLOSED = 0, 301


def is_message(number: int) -> Callable[[Frame], bool]:
    return lambda frame: frame[0] == MESSAGE and frame[3] == number


@pytest.mark.covers("P3", "S2", "S3", "S6", "V4", "V8")
@pytest.mark.parametrize("form", [MSGPACK, JSON])
async def test_a_client_that_was_written_from_the_page_alone(
    server: Server, form: str
) -> None:
    seat, ticket = server.ticket("agent", "xiaoming"), server.ticket("visitor", "bob")
    with trio.fail_after(LID_SECONDS):
        async with page_client(server.gateway, seat, subprotocol=form) as agent:
            free = await agent.request(SET_STATUS, "op1", "free")
            assert free[2] == OK
            async with page_client(server.gateway, ticket, None, form) as visitor:
                opened = await visitor.request(OPEN, "op2", "presale")
                assert opened[2] == OK
                session = str(opened[3])
                await agent.wait(lambda f: f[0] == BOARD and session in list_of(f[4]))
                await visitor.send_batch(
                    [
                        SEND,
                        901,
                        session,
                        "visitor",
                        "c1",
                        {"kind": "text", "text": "你好"},
                    ],
                    [SET_TYPING, session, "visitor", True, 1],
                )
                said = await agent.wait(is_message(1))
                assert (said[4], said[5], said[7]) == (
                    "visitor",
                    "bob",
                    {"kind": "text", "text": "你好"},
                )
                await agent.wait(lambda f: f[0] == TYPING and f[5] is True)
                again = await visitor.request(
                    SEND, session, "visitor", "c1", {"kind": "text", "text": "你好"}
                )
                assert (again[2], again[4], again[6]) == (OK, 1, True)
            for number in (2, 3):
                sent = await agent.request(
                    SEND,
                    session,
                    "visitor",
                    f"a{number}",
                    {"kind": "text", "text": "您好"},
                )
                assert (sent[2], sent[4]) == (OK, number)
            async with page_client(
                server.gateway, ticket, {session: 1}, form
            ) as visitor:
                await visitor.wait(is_message(3))
                numbers = [frame[3] for frame in visitor.heard if frame[0] == MESSAGE]
                assert numbers == [2, 3]
                older = await visitor.request(GET_HISTORY, session, 3, 1)
                assert [past[3] for past in pages_of(older[3])] == [2]
                visitor.heard.clear()
                await visitor.send(SYNC, {session: 2})
                await visitor.wait(is_message(3))
                assert (await visitor.request(CLOSE, session, "op3"))[2] == OK
                await agent.wait(lambda f: f[0] == SESSION and f[3] == "closed")
                refused = await visitor.request(
                    SEND, session, "visitor", "c9", {"kind": "text", "text": "too late"}
                )
                assert refused[2] == CLOSED


def pages_of(value: object) -> list[list[object]]:
    return [list_of(each) for each in list_of(value)]


def list_of(value: object) -> list[object]:
    assert isinstance(value, list)
    return value
