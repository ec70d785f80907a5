"""What a business server is asked, and what its reply means, without anybody asking."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from actors.assignment.standing import MAX_ONLY
from actors.business_server import core
from actors.business_server.core import Said
from actors.business_server.direction import MAX_REASON_CHARS, Direction, Question
from actors.business_server.settings import NO_BUSINESS_SERVER, BusinessServer
from actors.ids import GroupId, SessionId
from runtime.outgoing import Cause, HttpAnswer, HttpFailure, HttpOutcome
from runtime.webhook_signature import is_signed

SECRET = b"s" * 24
SERVER = BusinessServer("https://shop.example/assign", SECRET, "1600000001")
QUESTION = Question(
    SessionId("01S"), 1_670_574_414_123, 0, "访客 1", "web", GroupId("g"), "", "2001::"
)
NOW = 1_670_574_415_000


@pytest.mark.covers("Q9")
def test_query_and_body_are_those_of_the_callback() -> None:
    request = core.request_for(SERVER, QUESTION, NOW, 3.0)
    parts = urlsplit(request.url)
    assert (parts.scheme, parts.netloc, parts.path) == (
        "https",
        "shop.example",
        "/assign",
    )
    assert parse_qsl(parts.query, strict_parsing=True) == [
        ("SdkAppid", "1600000001"),
        ("CallbackCommand", "ChatBot.OnAssignAgent"),
        ("contenttype", "json"),
        ("ClientIP", "2001::"),
        ("OptPlatform", "Web"),
    ]
    assert msgspec.json.decode(request.body) == {
        "CallbackCommand": "ChatBot.OnAssignAgent",
        "SessionId": "01S",
        "ClientUserId": "访客 1",
        "EventTime": 1_670_574_414_123,
    }
    assert request.seconds == 3.0
    assert is_signed(SECRET, dict(request.headers), NOW // 1000, request.body)


@pytest.mark.covers("Q9")
def test_every_attempt_has_the_same_id_and_a_url_may_have_a_query() -> None:
    server = BusinessServer("https://shop.example/?k=1")
    first = core.request_for(server, QUESTION, NOW, 3.0)
    later = core.request_for(server, QUESTION, NOW + 5_000, 1.0)
    ids = {dict(each.headers)["webhook-id"] for each in (first, later)}
    assert ids == {"01S.1670574414123"}
    assert "webhook-signature" not in dict(first.headers)
    assert first.url.startswith("https://shop.example/?k=1&SdkAppid=")


def test_whose_sessions_it_decides() -> None:
    assert SERVER.decides("web")
    assert not NO_BUSINESS_SERVER.decides("web")
    only = BusinessServer("https://a.example/", channels=frozenset({"app"}))
    assert (only.decides("app"), only.decides("web")) == (True, False)


def answered(**fields: object) -> HttpAnswer:
    usual = {"ActionStatus": "OK", "ErrorInfo": "", "ErrorCode": 0}
    return HttpAnswer(200, msgspec.json.encode({**usual, **fields}))


@pytest.mark.covers("Q9")
@pytest.mark.parametrize(
    ("outcome", "said"),
    [
        (answered(AgentGroupId=3), Said(Direction.GROUP, "3")),
        (answered(AgentGroupId="g", More=1), Said(Direction.GROUP, "g")),
        (
            answered(AgentIdList=["b", "a", "b"]),
            Said(Direction.AGENTS, "", ("b", "a")),
        ),
        (
            answered(AgentGroupId=3, AgentIdList=["a"], ErrorInfo="vip"),
            Said(Direction.AGENTS, "3", ("a",), "vip"),
        ),
        (
            answered(ActionStatus="FAIL", AgentGroupId=3),
            Said(Direction.FAILED, text="ErrorCode 0: "),
        ),
        (
            answered(ErrorCode=7, ErrorInfo="x" * 999, AgentGroupId=3),
            Said(
                Direction.FAILED, text=("ErrorCode 7: " + "x" * 999)[:MAX_REASON_CHARS]
            ),
        ),
        (
            HttpFailure(Cause.TOO_SLOW, "in time"),
            Said(
                Direction.NO_ANSWER, text="too_slow: in time", is_worth_repeating=True
            ),
        ),
        (
            HttpFailure(Cause.REFUSED_ADDRESS, "private"),
            Said(Direction.NO_ANSWER, text="refused_address: private"),
        ),
        (
            HttpAnswer(404),
            Said(Direction.NO_ANSWER, text="expected status 200, got 404"),
        ),
        *(
            (
                HttpAnswer(status),
                Said(
                    Direction.NO_ANSWER,
                    text=f"expected status 200, got {status}",
                    is_worth_repeating=True,
                ),
            )
            for status in (429, 500, 503)
        ),
    ],
)
def test_what_an_attempt_comes_to(outcome: HttpOutcome, said: Said) -> None:
    assert core.read(outcome) == said


@pytest.mark.covers("Q9")
@pytest.mark.parametrize(
    "outcome",
    [
        answered(),
        answered(AgentIdList=[]),
        answered(AgentIdList=[""]),
        answered(AgentIdList=["x" * 65]),
        answered(AgentIdList=[str(number) for number in range(MAX_ONLY + 1)]),
        answered(AgentIdList="a"),
        answered(AgentGroupId=[3]),
        answered(AgentGroupId="g" * 65),
        answered(ActionStatus="ok", AgentGroupId=3),
        answered(ErrorCode="0", AgentGroupId=3),
        HttpAnswer(200, b""),
        HttpAnswer(200, b"\xff\xfe"),
        HttpAnswer(200, b"[" * 50_000),
        HttpAnswer(200, b'{"ActionStatus":"OK"}'),
        HttpAnswer(200, answered(AgentGroupId=3).body, is_cut=True),
    ],
)
def test_what_cannot_be_read_is_a_bad_reply(outcome: HttpAnswer) -> None:
    said = core.read(outcome)
    assert said.direction is Direction.BAD_REPLY
    assert 0 < len(said.text) <= MAX_REASON_CHARS
    assert not said.is_worth_repeating


@given(st.binary())
def test_whatever_comes_has_a_meaning(body: bytes) -> None:
    assert core.read(HttpAnswer(200, body)).direction is Direction.BAD_REPLY


def test_pauses_grow_and_are_spread() -> None:
    assert [core.pause_seconds(each, 0.5) for each in (1, 2, 3)] == [0.2, 0.4, 0.8]
    assert core.pause_seconds(1, 0.0) < core.pause_seconds(1, 1.0)
