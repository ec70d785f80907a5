"""Asking a model: a live desk with a purse, and a server that plays the model."""

from __future__ import annotations

import re
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from functools import partial

import msgspec
import pytest
import trio
import trio.testing

from actors.answerer.actor import purse_region
from actors.answerer.generate import Cost, Generated, NotGenerated, Passage, Reason
from actors.answerer.messages import Denied, Granted, Reserve
from actors.answerer.office import (
    BREAKER_FAILURES,
    BREAKER_REST_SECONDS,
    HAND_OVER_SECONDS,
    AnswererCrashed,
    AnswererOffice,
    ModelFailing,
    ModelLedAstray,
)
from actors.answerer.prompt import INSTRUCTIONS
from actors.answerer.settings import Limits, ModelSettings
from actors.ids import SessionId
from actors.robot.answer import Question
from runtime.addresses import LOOPBACK
from runtime.child import ChildSpec
from runtime.outgoing import HttpAnswer, HttpOutcome, HttpPost, Streamer, Take
from runtime.outgoing_http import HttpClient
from runtime.outgoing_rules import OutgoingRules
from tests.actors.answerer.model import answering, ended, said, stream
from tests.actors.live_desk import LiveDesk, live_desk
from tests.receiver import PlayedReceiver, Reply, Script, receiving

MockClock = trio.testing.MockClock
PLAYED = ModelSettings("https://model/v1/chat/completions", "sk-1", "small")
RETURNS = Passage("e1", "How do I return goods?", "Within 30 days, by post.")
SAID = Generated("Within 30 days.", (RETURNS,), Cost(100, 20, 0))


class Asker:
    """Asks an office for one session."""

    def __init__(self, office: AnswererOffice, desk: LiveDesk) -> None:
        self.office = office
        self.desk = desk

    async def ask(
        self, text: str = "returns?", seconds: float = 30.0
    ) -> Generated | NotGenerated:
        until_ms = self.desk.node.wall_ms() + round(seconds * 1000)
        question = Question(SessionId("s"), 1, text, "web", "en", until_ms)
        return await self.office.generate(question, (RETURNS,))

    async def why(self, text: str = "returns?", seconds: float = 30.0) -> Reason:
        outcome = await self.ask(text, seconds)
        assert isinstance(outcome, NotGenerated), outcome
        return outcome.reason


@asynccontextmanager
async def asking(
    streamer: Streamer,
    settings: ModelSettings = PLAYED,
) -> AsyncGenerator[Asker]:
    def beside(desk: LiveDesk) -> tuple[ChildSpec, ...]:
        journal = desk.desk.journal
        return (
            ChildSpec(
                "purse",
                lambda: purse_region(journal, settings.limits),
                shutdown_seconds=None,
            ),
        )

    async with live_desk(beside=beside) as desk:
        node = desk.node
        office = AnswererOffice(
            settings, streamer, desk.finder, node.events, node.random, node.wall_ms
        )
        yield Asker(office, desk)


def played(*replies: Reply) -> tuple[PlayedReceiver, Script]:
    script = Script()
    script.replies.extend(replies)
    return PlayedReceiver(model=script), script


@pytest.mark.covers("R13")
async def test_what_it_says_of_its_sources_is_the_answer(
    autojump_clock: MockClock,
) -> None:
    receiver, script = played(answering("Within 30 days [1]."))
    async with asking(receiver) as asker:
        assert await asker.ask("Returns? I am 13800138000") == SAID
        assert asker.office.tokens == 120
        purse, left = asker.desk.finder.purse, PLAYED.limits.session_tokens - 120
        assert await purse.ask(Reserve("s", left + 1, 0)) == Denied(is_session=True)
        verdict = await purse.ask(Reserve("s", left, 0))
        assert isinstance(verdict, Granted)
    (received,) = script.received
    assert received.headers["authorization"] == "Bearer sk-1"
    sent = msgspec.json.decode(received.body)
    assert sent["messages"][0] == {"role": "system", "content": INSTRUCTIONS}
    assert "I am [phone]" in sent["messages"][1]["content"]
    assert set(sent) == {"model", "messages", "max_tokens", "stream", "stream_options"}


@pytest.mark.covers("R13")
async def test_marks_are_others_each_time(autojump_clock: MockClock) -> None:
    receiver, script = played()
    script.otherwise = lambda _: answering("Within 30 days [1].")
    async with asking(receiver) as asker:
        await asker.ask()
        await asker.ask()
    keys = [set(re.findall(rb"[0-9a-f]{16}", each.body)) for each in script.received]
    assert [len(each) for each in keys] == [1, 1]
    assert keys[0] != keys[1]


@pytest.mark.covers("R13")
async def test_a_model_that_was_led_astray_is_not_heard(
    autojump_clock: MockClock,
) -> None:
    receiver, _ = played(answering("See https://evil.example/x [1]"))
    async with asking(receiver) as asker:
        assert await asker.why() is Reason.UNSAFE
        (told,) = [each for each in asker.desk.told if isinstance(each, ModelLedAstray)]
    assert "https://evil.example/x" in told.text


async def test_who_is_not_asked(autojump_clock: MockClock) -> None:
    receiver, script = played()
    async with asking(receiver, ModelSettings()) as asker:
        assert await asker.why() is Reason.OFF
    async with asking(receiver) as asker:
        assert await asker.why(seconds=HAND_OVER_SECONDS) is Reason.TOO_SLOW
        question = Question(SessionId("s"), 1, "x", "web", "en", 2**50)
        outcome = await asker.office.generate(question, ())
        assert outcome == NotGenerated(Reason.NO_PASSAGES)
    assert script.received == []


@pytest.mark.covers("R13")
async def test_a_silent_model_is_waited_for_no_longer_than_the_session_does(
    autojump_clock: MockClock,
) -> None:
    receiver, script = played()
    script.otherwise = lambda _: Reply(is_silent=True)
    async with asking(receiver) as asker:
        began = trio.current_time()
        assert await asker.why(seconds=5.0) is Reason.TOO_SLOW
        assert trio.current_time() - began < 5.0
        began = trio.current_time()
        # A first word that does not come is asked for once more, within all the time.
        assert await asker.why(seconds=60.0) is Reason.TOO_SLOW
        passed = trio.current_time() - began
    assert PLAYED.first_seconds * 2 <= passed <= PLAYED.answer_seconds
    assert len(script.received) == 3


async def test_a_model_that_stalls_in_the_middle_is_asked_once(
    autojump_clock: MockClock,
) -> None:
    receiver, script = played(Reply(pieces=(said("Within"),), is_silent=True))
    async with asking(receiver) as asker:
        assert await asker.why() is Reason.TOO_SLOW
    assert len(script.received) == 1


@pytest.mark.covers("R13")
async def test_a_busy_server_is_asked_again_when_it_says_so(
    autojump_clock: MockClock,
) -> None:
    busy = Reply(429, headers=(("Retry-After", "4"),))
    receiver, script = played(busy, answering("Within 30 days [1]."), busy)
    async with asking(receiver) as asker:
        began = trio.current_time()
        assert await asker.ask() == SAID
        assert 4 <= trio.current_time() - began < 5
        # The second time there is no time to wait for it.
        assert await asker.why(seconds=3.0) is Reason.REFUSED
    assert len(script.received) == 3


@pytest.mark.covers("R13")
async def test_a_failing_server_is_left_alone_for_a_while(
    autojump_clock: MockClock,
) -> None:
    receiver, script = played()
    script.otherwise = lambda _: Reply(500)
    async with asking(receiver) as asker:
        reasons = [await asker.why() for _ in range(4)]
        assert reasons == [Reason.REFUSED] * 3 + [Reason.RESTED]
        assert asker.office.is_rested
        assert len(script.received) == BREAKER_FAILURES
        assert [each for each in asker.desk.told if isinstance(each, ModelFailing)]
        await trio.sleep(BREAKER_REST_SECONDS)
        script.otherwise = lambda _: answering("Within 30 days [1].")
        assert await asker.ask() == SAID
        assert not asker.office.is_rested


@pytest.mark.covers("R13")
async def test_no_more_is_spent_than_may_be(autojump_clock: MockClock) -> None:
    receiver, script = played()
    script.otherwise = lambda _: answering("Within 30 days [1].")
    for limits, reason in (
        (Limits(session_tokens=900), Reason.SESSION_SPENT),
        (Limits(day_tokens=900), Reason.DAY_SPENT),
    ):
        settings = ModelSettings(PLAYED.url, limits=limits)
        async with asking(receiver, settings) as asker:
            outcomes = [await asker.ask() for _ in range(3)]
            assert isinstance(outcomes[0], Generated)
            assert outcomes[-1] == NotGenerated(reason)


async def test_questions_that_are_with_the_model_and_how_they_end_are_counted(
    autojump_clock: MockClock,
) -> None:
    receiver, script = played()
    script.otherwise = lambda _: Reply(is_silent=True)
    async with asking(receiver) as asker, trio.open_nursery() as nursery:
        for _ in range(2):
            nursery.start_soon(partial(asker.why, seconds=4.0))
        await trio.sleep(1)
        assert len(asker.office) == 2
    assert len(asker.office) == 0
    assert asker.office.outcomes == {"too_slow": 2}


class Steady:
    """Says a word every two seconds."""

    async def stream(self, request: HttpPost, take: Take) -> HttpOutcome:
        for piece in stream("Within 30 days [1]."):
            await trio.sleep(2.0)
            take(piece)
        return HttpAnswer(200)


async def test_a_model_that_has_begun_may_take_its_time(
    autojump_clock: MockClock,
) -> None:
    async with asking(Steady()) as asker:
        began = trio.current_time()
        assert await asker.ask() == SAID
        assert trio.current_time() - began > PLAYED.first_seconds


class Faulty:
    async def stream(self, request: HttpPost, take: Take) -> HttpOutcome:
        raise ZeroDivisionError


async def test_a_fault_of_ours_ends_one_question(autojump_clock: MockClock) -> None:
    async with asking(Faulty()) as asker:
        assert await asker.why() is Reason.OWN_FAULT
        assert [each for each in asker.desk.told if isinstance(each, AnswererCrashed)]


async def test_without_a_purse_nothing_is_spent(autojump_clock: MockClock) -> None:
    receiver, script = played()
    async with live_desk() as desk:
        node = desk.node
        office = AnswererOffice(
            PLAYED, receiver, desk.finder, node.events, node.random, node.wall_ms
        )
        assert await Asker(office, desk).why() is Reason.OWN_FAULT
    assert script.received == []


# --- over real connections

ENDLESS = Reply(pieces=(said("on and on "),), is_endless=True)
NO_STREAM = Reply(pieces=(b"x" * 1000,), is_endless=True)
REAL = [
    ("answers", answering("Within 30 days [1]."), None),
    ("silent", Reply(is_silent=True), Reason.TOO_SLOW),
    ("stalls", Reply(pieces=(said("Within"),), is_silent=True), Reason.TOO_SLOW),
    ("breaks", Reply(pieces=(said("Within"),), is_broken=True), Reason.BROKEN),
    ("ends early", Reply(pieces=(said("Within"),)), Reason.BROKEN),
    ("refuses", Reply(401, b'{"error": "key"}'), Reason.REFUSED),
    ("fails", Reply(500), Reason.REFUSED),
    ("busy", Reply(429, headers=(("Retry-After", "60"),)), Reason.REFUSED),
    ("no JSON", Reply(pieces=(b"data: <html>\n\n",)), Reason.BROKEN),
    ("other JSON", Reply(body=b'{"object": "list"}'), Reason.BROKEN),
    ("endless", ENDLESS, Reason.UNSOURCED),
    ("endless line", NO_STREAM, Reason.BROKEN),
    ("filtered", Reply(pieces=(said("W"), ended("content_filter"))), Reason.DECLINED),
]


@pytest.mark.covers("R13")
@pytest.mark.parametrize(("name", "reply", "reason"), REAL, ids=[r[0] for r in REAL])
async def test_whatever_a_server_does_there_is_an_outcome_in_time(
    name: str, reply: Reply, reason: Reason | None
) -> None:
    script = Script()
    script.otherwise = lambda _: reply
    client = HttpClient(OutgoingRules(LOOPBACK, plain_http=True))
    async with receiving(script) as root:
        settings = ModelSettings(f"{root}v1/chat/completions", model="small")
        async with asking(client, settings) as asker:
            with trio.fail_after(60):
                is_slow = reason is Reason.TOO_SLOW
                outcome = await asker.ask(seconds=1.0 if is_slow else 30.0)
        await client.aclose()
    found = outcome.reason if isinstance(outcome, NotGenerated) else None
    assert found is reason, outcome
    assert script.received[0].target == "/v1/chat/completions"
