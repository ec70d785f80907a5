"""The robot on a live desk: asked, swapped, crashed, late (R5, R8, R9)."""

from __future__ import annotations

import pytest
import trio
import trio.testing

from actors.cards.card import MenuCard, TextCard
from actors.ids import SessionId
from actors.knowledge.entry import Edition
from actors.knowledge.search import Hit, SearchKnowledge
from actors.robot.answer import Direct, Greeting, Question, Reply
from actors.robot.live_base import BaseGone
from actors.robot.office import MAX_QUESTIONS, BaseInForce, BaseLost, RobotSilent
from actors.robot.trial import Trial
from actors.rules.prompts import USUAL, Moment
from runtime.errors import Unavailable
from tests.actors.robot.bases import POST, RETURN, edition, entry
from tests.actors.robot.desk import SESSION, Talk, talking
from tests.actors.robot.inline_base import InlineBase

MockClock = trio.testing.MockClock
FALLBACK = TextCard(USUAL.text(Moment.ROBOT_FALLBACK, "zh"))


class SlowBase:
    """Takes its time, fails when it is told to, and knows which version it is."""

    def __init__(self, version: int, seconds: float = 0.0) -> None:
        self.version = version
        self.questions = 1
        self.seconds = seconds
        self.failures: list[Exception] = []
        self.poison = ""
        self.batches: list[int] = []

    def greeting(self, channel: str, at_ms: int) -> Greeting | None:
        return Greeting(f"{channel} {self.version}")

    async def try_out(
        self, questions: tuple[Question, ...], at_ms: int
    ) -> tuple[Trial, ...]:
        return ()

    async def search(self, wish: SearchKnowledge, at_ms: int) -> tuple[Hit, ...]:
        return ()

    async def reply(
        self, questions: tuple[Question, ...], at_ms: int
    ) -> tuple[Reply, ...]:
        self.batches.append(len(questions))
        await trio.sleep(self.seconds)
        if self.failures:
            raise self.failures.pop()
        if any(each.text == self.poison for each in questions):
            raise Unavailable("it died")
        card = TextCard(f"version {self.version}")
        return tuple(Direct("e", "?", card, 1.0) for _ in questions)


@pytest.mark.covers("R5", "R9")
async def test_a_visitor_is_greeted_and_answered_by_the_base(
    autojump_clock: MockClock,
) -> None:
    async with talking(InlineBase(edition())) as talk:
        await talk.open()
        for said in ("怎么申请退货", "谢谢", "明天的股票会涨吗"):
            await talk.say(said)
            await trio.sleep(1)
        assert talk.verdicts() == ["direct", "small_talk", "unknown"]
        welcome, answer, _, fallback = talk.cards()
        assert isinstance(welcome, MenuCard)
        assert [each.id for each in welcome.options] == ["return", "post"]
        assert answer == TextCard("14 天内。")
        assert fallback == FALLBACK
        assert not len(talk.office)


@pytest.mark.covers("R8")
async def test_another_version_answers_from_the_next_question_on(
    autojump_clock: MockClock,
) -> None:
    async with talking(InlineBase(edition())) as talk:
        await talk.open()
        new = entry("return", RETURN.question, answer="30 天内。")
        talk.office.put(InlineBase(Edition(2, (new, POST))))
        assert talk.office.greeting("web") is None
        await talk.say(RETURN.question)
        await trio.sleep(1)
        assert talk.cards()[1:] == [TextCard("30 天内。")]
        put = [each.version for each in talk.desk.told if type(each) is BaseInForce]
        assert put == [1, 2]


async def test_who_waits_for_a_published_version_goes_on_with_it(
    autojump_clock: MockClock,
) -> None:
    async with talking(InlineBase(Edition(0))) as talk:
        with trio.move_on_after(60) as waiting:
            await talk.office.wait_published()
        assert waiting.cancelled_caught
        async with trio.open_nursery() as nursery:
            nursery.start_soon(talk.office.wait_published)
            await trio.testing.wait_all_tasks_blocked()
            talk.office.put(InlineBase(edition()))
        await talk.office.wait_published()


@pytest.mark.covers("R8")
async def test_versions_are_swapped_under_load_and_no_question_is_lost(
    autojump_clock: MockClock,
) -> None:
    bases = [SlowBase(version, 0.2) for version in range(1, 6)]
    async with talking(bases[0]) as talk:
        sessions = [SessionId(f"s{number}") for number in range(60)]
        for session in sessions:
            await talk.open(session)

        async def ask() -> None:
            for session in sessions:
                await talk.say("?", session)
                await trio.sleep(0.02)

        async with trio.open_nursery() as nursery:
            nursery.start_soon(ask)
            for base in bases[1:]:
                await trio.sleep(0.23)
                talk.office.put(base)
        await trio.sleep(4)
        answers = [talk.cards(session)[1:] for session in sessions]
        assert [len(each) for each in answers] == [1] * len(sessions)
        texts = [card.text for (card,) in answers if isinstance(card, TextCard)]
        assert texts == sorted(texts), "by one version after the other"
        assert set(texts) == {f"version {each}" for each in range(1, 6)}
        assert sum(sum(each.batches) for each in bases) == len(sessions)


@pytest.mark.covers("R5")
async def test_questions_wait_for_the_first_version_but_not_too_long(
    autojump_clock: MockClock,
) -> None:
    async with talking() as talk:
        await talk.open()
        await talk.say("first")
        await trio.sleep(4)
        await talk.say("second")
        await trio.sleep(2)
        talk.office.put(SlowBase(1))
        await trio.sleep(1)
        assert talk.verdicts() == ["failed", "direct"]
        assert talk.office.counts["late"] == 1


@pytest.mark.covers("R5", "R8")
async def test_questions_wait_for_a_version_that_is_lost_to_be_there_again(
    autojump_clock: MockClock,
) -> None:
    base = SlowBase(1)
    async with talking(base) as talk:
        base.failures += [BaseGone("no such file")]
        await talk.open()
        await talk.say("first")
        await trio.sleep(1)
        talk.office.lose(base, "no such file either")
        assert (talk.verdicts(), len(talk.office)) == ([], 1)
        assert talk.office.greeting("web") is not None
        talk.office.put(SlowBase(2))
        await trio.sleep(1)
        assert talk.verdicts() == ["direct"]
        lost = [each for each in talk.desk.told if isinstance(each, BaseLost)]
        assert lost == [BaseLost(1, "no such file")]
        assert talk.cards()[1:] == [TextCard("version 2")]


async def open_some(talk: Talk, count: int) -> list[SessionId]:
    sessions = [SessionId(f"s{number}") for number in range(count)]
    for number, session in enumerate(sessions):
        await talk.open(session)
        await talk.say(f"{number}", session)
    return sessions


@pytest.mark.covers("R5")
async def test_who_dies_of_one_question_answers_the_others(
    autojump_clock: MockClock,
) -> None:
    async with talking() as talk:
        sessions = await open_some(talk, 4)
        base = SlowBase(1)
        base.poison = "2"
        talk.office.put(base)
        await trio.sleep(1)
        verdicts = [talk.verdicts(session) for session in sessions]
        assert verdicts == [["direct"], ["direct"], ["failed"], ["direct"]]
        silent = [each.reason for each in talk.desk.told if type(each) is RobotSilent]
        assert silent == ["it died"]
        assert talk.cards(sessions[2])[-1] == FALLBACK


@pytest.mark.covers("R5")
async def test_a_crash_of_the_office_holds_nobody(autojump_clock: MockClock) -> None:
    async with talking() as talk:
        sessions = await open_some(talk, 2)
        base = SlowBase(1)
        base.failures.append(ZeroDivisionError())
        talk.office.put(base)
        await trio.sleep(1)
        assert [talk.verdicts(each) for each in sessions] == [["failed"]] * 2
        await talk.say("again", sessions[0])
        await trio.sleep(1)
        assert talk.verdicts(sessions[0]) == ["failed", "direct"]


async def test_more_questions_than_may_wait_have_no_answer(
    autojump_clock: MockClock,
) -> None:
    async with talking() as talk:
        await talk.open()
        await talk.say("last")
        waiting = talk.office._waiting
        waiting.extend(waiting * (MAX_QUESTIONS - 1))
        await talk.say("too much")
        await trio.sleep(0.1)
        assert talk.verdicts() == ["failed"]
        assert len(talk.office) == MAX_QUESTIONS
        assert waiting[0].session == SESSION
