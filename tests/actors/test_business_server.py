"""Sessions that a business server decides on: a live desk, a played receiver."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import pytest
import trio
import trio.testing

from actors.business_server.office import (
    BREAKER_FAILURES,
    BREAKER_REST_SECONDS,
    BusinessServerFailing,
    BusinessServerOffice,
    BusinessServerService,
)
from actors.business_server.settings import NO_BUSINESS_SERVER, BusinessServer
from actors.explanation import Step, StepKind
from actors.rules.messages import ChangeRules, DropGroup
from actors.session.events import SessionOpened
from actors.session.terms import SessionPhase
from runtime.child import ChildSpec
from runtime.journal_memory import MemoryJournal
from runtime.outgoing import HttpOutcome, HttpPost, Poster
from tests.actors.invariants import history
from tests.actors.live_desk import LiveDesk, live_desk
from tests.receiver import PlayedReceiver, Received, Reply, Script

MockClock = trio.testing.MockClock
SERVER = BusinessServer("https://shop/assign", named_seconds=30.0)


def reply(**fields: object) -> Reply:
    body = {"ActionStatus": "OK", "ErrorInfo": "", "ErrorCode": 0, **fields}
    return Reply(body=msgspec.json.encode(body))


class Served:
    """A desk with an office; the office of each life of the desk."""

    def __init__(self, poster: Poster, server: BusinessServer = SERVER) -> None:
        self.poster = poster
        self.server = server
        self.office: BusinessServerOffice | None = None

    def beside(self, desk: LiveDesk) -> tuple[ChildSpec, ...]:
        office = BusinessServerOffice(
            lambda _: self.server,
            self.poster,
            desk.finder,
            desk.node.events,
            desk.node.random,
            desk.node.wall_ms,
            desk.desk.rules.stand_in,
        )
        self.office = office
        desk.asks = office.ask
        return (ChildSpec("office", lambda: BusinessServerService(office)),)


async def decided(desk: LiveDesk, session: str) -> Step:
    """What was written of the business server's answer, once there is one."""
    while True:
        steps = await desk.steps(session)
        found = [each for each in steps if each.what is StepKind.SERVER_ANSWERED]
        if found:
            (step,) = found
            return step
        await trio.sleep(0.1)


@pytest.mark.covers("Q9")
async def test_a_group_that_it_names_takes_the_session(
    autojump_clock: MockClock,
) -> None:
    script = Script()
    script.replies.append(reply(AgentGroupId="h"))
    async with live_desk(beside=Served(PlayedReceiver(shop=script)).beside) as desk:
        await desk.define_group("h")
        await desk.free_agent("a", "g")
        session = await desk.open("v")
        step = await decided(desk, session)
        assert (step.detail, step.group) == ("group", "h")
        view = await desk.view(session)
        assert (view.phase, view.group, view.group_name) == (
            SessionPhase.QUEUED,
            "h",
            "H",
        )
    (asked,) = script.received
    assert "ClientIP=203.0.113.9" in asked.target
    assert msgspec.json.decode(asked.body)["SessionId"] == session


@pytest.mark.covers("Q9", "M2")
async def test_a_deleted_group_that_it_names_is_its_heir(
    autojump_clock: MockClock,
) -> None:
    script = Script()
    script.replies.append(reply(AgentGroupId="old"))
    async with live_desk(beside=Served(PlayedReceiver(shop=script)).beside) as desk:
        await desk.define_group("old")
        await desk.define_group("h")
        drop = ChangeRules((DropGroup("old", "h"),), "boss", "o")
        await desk.finder.rulebook.ask(drop)
        session = await desk.open("v")
        step = await decided(desk, session)
        assert (step.detail, step.group) == ("group", "h")


@pytest.mark.covers("Q9")
async def test_one_of_the_agents_whom_it_names_serves_also_in_another_group(
    autojump_clock: MockClock,
) -> None:
    script = Script()
    script.otherwise = lambda _: reply(AgentIdList=["nobody", "b"])
    async with live_desk(beside=Served(PlayedReceiver(shop=script)).beside) as desk:
        await desk.define_group("h")
        await desk.free_agent("a", "g")
        await desk.free_agent("b", "h")
        session = await desk.open("v")
        assert (await decided(desk, session)).agent == "b"
        await trio.sleep(1)
        view = await desk.view(session)
        assert (view.phase, view.agent, view.group) == (SessionPhase.SERVING, "b", "h")


@pytest.mark.covers("Q9")
async def test_those_who_are_named_are_waited_for_and_then_anybody_serves(
    autojump_clock: MockClock,
) -> None:
    script = Script()
    script.otherwise = lambda _: reply(AgentIdList=["b"], AgentGroupId="g")
    async with live_desk(beside=Served(PlayedReceiver(shop=script)).beside) as desk:
        await desk.free_agent("a", "g")
        await desk.free_agent("b", "g")
        first, second = await desk.open("v"), await desk.open("w")
        await trio.sleep(20)
        assert (await desk.view(first)).agent == "b"
        assert (await desk.view(second)).phase is SessionPhase.QUEUED
        await trio.sleep(20)
        assert (await desk.view(second)).agent == "a"


@pytest.mark.covers("Q9")
@pytest.mark.parametrize(
    ("answer", "detail"),
    [
        (reply(ActionStatus="FAIL", ErrorInfo="no"), "failed/ErrorCode 0: no"),
        (reply(ErrorCode=9, AgentGroupId="h"), "failed/ErrorCode 9: "),
        (reply(), "bad_reply/expected AgentGroupId, AgentIdList, or both"),
        (reply(AgentGroupId=17), "unknown_group/AgentGroupId names no group"),
        (
            reply(AgentIdList=["zz"]),
            "unknown_agents/AgentIdList names nobody of the group",
        ),
        (Reply(404), "no_answer/expected status 200, got 404"),
    ],
)
async def test_whatever_else_it_says_leads_to_the_sessions_own_group(
    autojump_clock: MockClock, answer: Reply, detail: str
) -> None:
    script = Script()
    script.replies.append(answer)
    async with live_desk(beside=Served(PlayedReceiver(shop=script)).beside) as desk:
        await desk.free_agent("a", "g")
        session = await desk.open("v")
        step = await decided(desk, session)
        assert step.detail == detail
        await trio.sleep(1)
        view = await desk.view(session)
        assert (view.phase, view.agent) == (SessionPhase.SERVING, "a")
    assert len(script.received) == 1


@pytest.mark.covers("Q9")
async def test_of_agents_outside_the_group_that_it_names_the_group_remains(
    autojump_clock: MockClock,
) -> None:
    script = Script()
    script.replies.append(reply(AgentGroupId="h", AgentIdList=["a"]))
    async with live_desk(beside=Served(PlayedReceiver(shop=script)).beside) as desk:
        await desk.define_group("h")
        await desk.free_agent("a", "g")
        await desk.free_agent("b", "h")
        session = await desk.open("v")
        assert (await decided(desk, session)).detail.startswith("unknown_agents/")
        await trio.sleep(1)
        assert (await desk.view(session)).agent == "b"


@pytest.mark.covers("Q9")
async def test_failures_that_may_pass_are_tried_again_under_the_same_id(
    autojump_clock: MockClock,
) -> None:
    script = Script()
    script.replies.extend([Reply(503), Reply(is_broken=True), reply(AgentGroupId="g")])
    async with live_desk(beside=Served(PlayedReceiver(shop=script)).beside) as desk:
        session = await desk.open("v")
        assert (await decided(desk, session)).detail == "group"
    assert len({each.headers["webhook-id"] for each in script.received}) == 1
    assert len(script.received) == 3


@pytest.mark.covers("Q9")
async def test_its_silence_ends_with_the_time_of_the_session(
    autojump_clock: MockClock,
) -> None:
    script = Script()
    script.otherwise = lambda _: Reply(is_silent=True)
    served = Served(PlayedReceiver(shop=script))
    async with live_desk(beside=served.beside) as desk:
        session = await desk.open("v")
        with trio.fail_after(desk.desk.rules.desk.routing_seconds + 1):
            step = await decided(desk, session)
        assert step.detail.startswith("no_answer/too_slow")
        assert served.office is not None
        assert len(served.office) == 0


@pytest.mark.covers("Q9")
async def test_who_fails_again_and_again_is_left_alone_and_tried_later(
    autojump_clock: MockClock,
) -> None:
    script = Script()
    script.otherwise = lambda _: Reply(500)
    served = Served(PlayedReceiver(shop=script))
    async with live_desk(beside=served.beside) as desk:
        told = [await decided(desk, await desk.open(f"v{each}")) for each in range(4)]
        assert told[-1].detail.startswith("circuit_open/")
        assert len(script.received) == BREAKER_FAILURES
        assert [type(each) for each in desk.told].count(BusinessServerFailing) == 1
        assert served.office is not None
        was_rested = served.office.is_rested
        await trio.sleep(BREAKER_REST_SECONDS)
        script.otherwise = lambda _: reply(AgentGroupId="g")
        assert (await decided(desk, await desk.open("later"))).detail == "group"
        assert (was_rested, served.office.is_rested) == (True, False)
        assert served.office.decided["group"] == 1


@pytest.mark.covers("Q9", "S7")
async def test_a_new_incarnation_asks_again(autojump_clock: MockClock) -> None:
    script, backend = Script(), MemoryJournal()
    script.otherwise = lambda _: Reply(is_silent=True)
    served = Served(PlayedReceiver(shop=script))
    async with live_desk(backend, served.beside) as desk:
        session = await desk.open("v")
        await trio.sleep(1)
        (first,) = script.received
    script.otherwise = lambda _: reply(AgentGroupId="g")
    async with live_desk(backend, served.beside) as desk:
        assert (await decided(desk, session)).detail == "group"
    again = script.received[-1]
    assert again.headers["webhook-id"] == first.headers["webhook-id"]
    assert again.body == first.body


@pytest.mark.covers("Q9", "S7")
async def test_without_anybody_who_asks_the_sessions_own_time_decides(
    autojump_clock: MockClock,
) -> None:
    async with live_desk() as desk:
        session = await desk.open("v")
        await trio.sleep(5)
        assert (await desk.view(session)).phase is SessionPhase.ROUTING
        with trio.fail_after(5):
            step = await decided(desk, session)
        assert step.detail.startswith("out_of_time/")
        assert (await desk.view(session)).group == "g"


@pytest.mark.covers("Q9")
async def test_channels_that_ask_nobody_are_answered_at_once(
    autojump_clock: MockClock,
) -> None:
    served = Served(PlayedReceiver(), NO_BUSINESS_SERVER)
    async with live_desk(beside=served.beside) as desk:
        assert (await decided(desk, await desk.open("v"))).detail == "not_configured"


class Moody:
    """A poster with a bug of ours in it, now and then."""

    def __init__(self, inner: Poster) -> None:
        self.inner = inner
        self.is_broken = True

    async def post(self, request: HttpPost) -> HttpOutcome:
        if self.is_broken:
            raise ZeroDivisionError
        return await self.inner.post(request)


@pytest.mark.covers("Q9")
async def test_a_bug_of_ours_ends_one_question_and_no_other(
    autojump_clock: MockClock,
) -> None:
    script = Script(otherwise=lambda _: reply(AgentGroupId="g"))
    moody = Moody(PlayedReceiver(shop=script))
    async with live_desk(beside=Served(moody).beside) as desk:
        step = await decided(desk, await desk.open("v"))
        assert step.detail == "no_answer/our own fault"
        moody.is_broken = False
        assert (await decided(desk, await desk.open("w"))).detail == "group"


@pytest.mark.covers("Q9")
async def test_many_sessions_ask_at_once_and_none_waits_for_a_slow_one(
    autojump_clock: MockClock,
) -> None:
    slow: Callable[[Received], Reply] = lambda asked: (  # noqa: E731
        Reply(is_silent=True) if b'"v0"' in asked.body else reply(AgentGroupId="g")
    )
    script = Script(otherwise=slow)
    async with live_desk(beside=Served(PlayedReceiver(shop=script)).beside) as desk:
        sessions = [await desk.open(f"v{number}") for number in range(20)]
        for session in sessions[1:]:
            assert (await decided(desk, session)).detail == "group"
        assert (await desk.view(sessions[0])).phase is SessionPhase.ROUTING


@pytest.mark.covers("Q9", "P5")
@pytest.mark.parametrize("asks", [True, False])
async def test_an_address_is_kept_only_where_the_server_is_asked(
    autojump_clock: MockClock, *, asks: bool
) -> None:
    backend = MemoryJournal()
    async with live_desk(backend) as desk:
        session = await desk.open("v", asks_server=asks)
        opened = history(backend, {session})[0].event
        assert isinstance(opened, SessionOpened)
        assert opened.address == ("203.0.113.9" if asks else "")
