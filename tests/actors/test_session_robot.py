"""The robot's part in a session, as pure decisions (R1, R5, R6, R7, R9, V3)."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from actors.cards.card import Answer, MenuCard, Option, Purpose, TextCard
from actors.explanation import Step, StepKind, steps_of
from actors.ids import SessionId
from actors.refusal import Refused, Rule
from actors.robot.answer import (
    Clarify,
    Direct,
    Failed,
    Greeting,
    Question,
    Reply,
    SmallTalk,
    Suggestion,
    Unknown,
)
from actors.rules.robot_settings import Fallback
from actors.rules.settings import ServiceSettings
from actors.session.causes import Stand
from actors.session.due import RobotOver
from actors.session.effects import AskTheRobot, JoinLine, ShowMessage
from actors.session.events import (
    CardPosted,
    MessagePosted,
    SelectionMade,
    SessionEvent,
    SessionQueued,
)
from actors.session.replies import Done
from actors.session.robot_events import (
    AnswerRated,
    Condition,
    HandedOver,
    RobotAnswered,
    RobotAsked,
    Verdict,
)
from actors.session.robot_messages import AskHuman, RateAnswer, RobotReplied
from actors.session.robot_side import MAX_MENUS, MAX_OPEN_TURNS
from actors.session.robot_talk import MAX_ASKED_CHARS, greeted
from actors.session.robot_words import wants_human
from actors.session.ruling import NOTHING
from actors.session.state import SessionState
from actors.session.terms import SessionPhase
from gateway.console.why_phrases import CONDITIONS, STEPS
from tests.actors.session_cases import (
    ASKED,
    NOW,
    STATES,
    STRANGER,
    TO_ROBOT,
    VISITOR,
    after,
    case,
    deadlines_of,
    decide,
    every_state,
    opened,
    post,
    select,
    state_of,
)

USUAL = ServiceSettings()
ROBOT = state_of((*TO_ROBOT, ASKED))
ALONE = state_of((replace(TO_ROBOT[0], robot_only=True), *TO_ROBOT[1:], ASKED))
DIRECT = Direct("e", "How to return?", TextCard("Within 14 days."), 0.6)
CLARIFY = Clarify((Suggestion("e", "How to return?", 0.15),))


def told(
    reply: Reply, settings: ServiceSettings = USUAL, state: SessionState = ROBOT
) -> tuple[SessionEvent, ...]:
    return decide(state, RobotReplied(2, reply), settings=settings).events


def condition_of(events: tuple[SessionEvent, ...]) -> Condition | None:
    """What handed over, with the session in the line then."""
    found = [each.condition for each in events if isinstance(each, HandedOver)]
    queued = [each.group for each in events if isinstance(each, SessionQueued)]
    assert queued == ["g" for _ in found]
    return found[0] if found else None


def words_of(events: tuple[SessionEvent, ...]) -> list[str]:
    cards = [each.card for each in events if isinstance(each, CardPosted)]
    return [
        each.text if isinstance(each, TextCard) else each.title
        for each in cards
        if isinstance(each, TextCard | MenuCard)
    ]


@pytest.mark.covers("R5")
def test_what_a_visitor_writes_is_asked_in_the_commit_that_keeps_it() -> None:
    decision = decide(ROBOT, post(VISITOR, text=" 怎么退款 "), settings=USUAL)
    message, asked = decision.events
    assert isinstance(message, MessagePosted)
    assert asked == RobotAsked(3, "怎么退款")
    (effect,) = [each for each in decision.effects if isinstance(each, AskTheRobot)]
    assert effect.question == Question(
        SessionId("s"), 3, "怎么退款", "web", "", NOW + 5_000
    )
    waiting = after(ROBOT, decision)
    (due,) = deadlines_of(waiting, "robot 3", USUAL)
    assert (due.due_ms, due.command) == (NOW + 5_000, RobotOver(3))


@pytest.mark.covers("R5")
def test_answers_are_messages_of_the_robot() -> None:
    answered, card = told(DIRECT)
    assert answered == RobotAnswered(2, Verdict.DIRECT, "e", 3, 0.6)
    assert isinstance(card, CardPosted)
    assert (card.number, card.card) == (3, DIRECT.answer)
    answered, card = told(SmallTalk("bye", TextCard("Bye!"), 0.9))
    assert answered == RobotAnswered(2, Verdict.SMALL_TALK, "bye", 3, 0.9)
    assert words_of((card,)) == ["Bye!"]


@pytest.mark.covers("R5", "V3")
def test_it_asks_back_with_a_card_and_what_is_chosen_is_asked() -> None:
    decision = decide(ROBOT, RobotReplied(2, CLARIFY), settings=USUAL)
    clarified = after(ROBOT, decision)
    assert words_of(decision.events) == ["您可能想问："]
    for number, name in ((3, "e"), (1, "f"), (1, "f")):
        chosen = decide(clarified, select(number, Answer(name)), settings=USUAL)
        made, asked = chosen.events
        assert isinstance(made, SelectionMade)
        assert isinstance(asked, RobotAsked)
        assert (made.selected, asked.entry) == (number, name)
        (effect,) = [each for each in chosen.effects if isinstance(each, AskTheRobot)]
        assert (effect.question.text, effect.question.entry) == ("", name)
        clarified = after(clarified, chosen)
    refused = decide(clarified, select(1, Answer("z"))).answer
    assert isinstance(refused, Refused)


@pytest.mark.covers("R5")
@pytest.mark.parametrize("reply", [Unknown(), Failed("circuit open")])
def test_without_an_answer_it_says_so_or_hands_over(reply: Reply) -> None:
    answered, card = told(reply)
    assert isinstance(answered, RobotAnswered)
    assert answered.number == 0
    assert words_of((card,))[0].startswith("抱歉")
    settings = ServiceSettings(robot_fallback=Fallback.TRANSFER)
    led = told(reply, settings)
    assert (condition_of(led), words_of(led)) == (Condition.FALLBACK, [])
    alone = told(reply, settings, ALONE)
    assert condition_of(alone) is None
    assert "没有人工客服" in words_of(alone)[0], "it offers nobody"


@pytest.mark.covers("R6")
def test_so_many_turns_and_so_many_without_an_answer_lead_to_a_human() -> None:
    twice = ServiceSettings(unanswered_turns=2)
    assert condition_of(told(Unknown(), twice)) is None
    again = state_of(
        (*TO_ROBOT, ASKED, RobotAnswered(2, Verdict.FAILED), RobotAsked(3, "?"))
    )
    second = decide(again, RobotReplied(3, Unknown()), settings=twice).events
    assert condition_of(second) is Condition.UNANSWERED
    helped = decide(again, RobotReplied(3, DIRECT), settings=twice)
    assert after(again, helped).robot.unanswered == 0
    asked_back = decide(again, RobotReplied(3, CLARIFY), settings=twice)
    assert after(again, asked_back).robot.unanswered == 1
    once = ServiceSettings(dialogue_turns=1)
    events = told(DIRECT, once)
    assert condition_of(events) is Condition.TURNS
    assert words_of(events)[0] == "Within 14 days.", "it is answered first"


@pytest.mark.covers("R6")
def test_a_word_and_a_button_lead_to_a_human() -> None:
    decision = decide(ROBOT, post(VISITOR, text="我要转人工！"), settings=USUAL)
    assert condition_of(decision.events) is Condition.WORD
    assert any(isinstance(each, JoinLine) for each in decision.effects)
    human = after(ROBOT, decision)
    assert (human.phase, human.robot.open) == (SessionPhase.QUEUED, ())
    assert human.robot.condition == "transfer_word"
    button = decide(ROBOT, AskHuman(VISITOR, "o"), settings=USUAL)
    assert condition_of(button.events) is Condition.BUTTON
    assert button.answer == Done()
    alone = decide(ALONE, AskHuman(VISITOR, "o")).answer
    assert isinstance(alone, Refused)
    assert alone.rule is Rule.FORBIDDEN
    word = decide(ALONE, post(VISITOR, text="人工")).events
    assert isinstance(word[1], RobotAsked), "nobody but the robot serves"


@pytest.mark.covers("R6")
@pytest.mark.parametrize(
    ("text", "is_wish"),
    [
        ("人工", True),
        ("ＨＵＭＡＮ!", True),
        ("麻烦帮我转人工，谢谢", True),
        ("人工智能怎么用", False),
        ("my travel agent", False),
        ("I need a travel agent", False),
        ("I want to become an agent", False),
        ("are you human?", False),
        ("I want to talk to a HUMAN, please!", True),
        ("Can I speak with a real human now", True),
        ("a human please", True),
        ("get me an agent", True),
        ("human agent", True),
        ("please", False),
        ("please now", False),
        ("after all that you told me today I want a human", False),
        ("转人工" + "之前我想知道退款多久能到账可以吗请告诉我", False),
        ("?!", False),
        (" " * 120 + "人工", False),
    ],
)
def test_who_wants_a_human_in_so_many_words(text: str, *, is_wish: bool) -> None:
    assert wants_human(text, "转人工 人工 human agent !") is is_wish


@pytest.mark.covers("R6")
@pytest.mark.parametrize(
    ("text", "is_wish"),
    [
        ("我要找真人客服", True),
        ("帮我转真人", True),
        ("我需要真人", True),
        ("有人工服务吗", True),
        ("can I talk to a real person?", True),
        ("I need to speak to someone", True),
        ("get me a representative", True),
        ("你是真人吗", False),
        ("are you a real person?", False),
        ("wrong person", False),
        ("人工智能怎么用", False),
    ],
)
def test_the_words_that_come_with_it_are_those_people_use(
    text: str, *, is_wish: bool
) -> None:
    assert wants_human(text, USUAL.transfer_words) is is_wish


@pytest.mark.covers("R9")
def test_switched_off_it_leaves_visitors_to_humans_where_there_are_any() -> None:
    off = ServiceSettings(robot_enabled=False)
    word = post(VISITOR, text="怎么退款")
    assert condition_of(decide(ROBOT, word, settings=off).events) is Condition.OFF
    _, answered, card = decide(ALONE, word, settings=off).events
    assert answered == RobotAnswered(3, Verdict.FAILED, reason="the robot is off")
    assert words_of((card,))[0].startswith("抱歉")


@pytest.mark.covers("R5")
def test_what_has_no_words_is_not_asked() -> None:
    _, answered, card = decide(ROBOT, post(VISITOR, text=""), settings=USUAL).events
    assert answered == RobotAnswered(3, Verdict.UNKNOWN)
    assert isinstance(card, CardPosted)
    assert card.number == 4
    long = decide(ROBOT, post(VISITOR, text="x" * 900), settings=USUAL).events[1]
    assert isinstance(long, RobotAsked)
    assert len(long.text) == MAX_ASKED_CHARS


@pytest.mark.covers("R5")
def test_late_and_repeated_replies_and_those_elsewhere_are_nothing() -> None:
    done = after(ROBOT, decide(ROBOT, RobotOver(2), settings=USUAL))
    for word in (RobotReplied(2, DIRECT), RobotOver(2), RobotReplied(9, Unknown())):
        assert decide(done, word) == NOTHING
    for stand, state in every_state():
        if stand is not Stand.ROBOT:
            assert decide(state, RobotReplied(2, DIRECT)) == NOTHING


@pytest.mark.covers("R5")
def test_only_the_newest_questions_and_cards_are_remembered() -> None:
    asked = [RobotAsked(number, "?") for number in range(MAX_OPEN_TURNS + 2)]
    cards = [replace(TO_ROBOT[1], number=each) for each in range(MAX_MENUS + 2)]
    side = state_of((opened(SessionPhase.ROBOT), *asked, *cards)).robot
    assert [each.number for each in side.open] == list(range(2, MAX_OPEN_TURNS + 2))
    assert [each.number for each in side.menus] == list(range(2, MAX_MENUS + 2))


@pytest.mark.covers("R7")
def test_an_answer_is_rated_once_and_the_mind_may_change() -> None:
    state = after(ROBOT, decide(ROBOT, RobotReplied(2, DIRECT), settings=USUAL))
    for is_helpful in (False, True, False):
        word = RateAnswer(VISITOR, 3, is_helpful, "o")
        decision = decide(state, word, settings=USUAL)
        assert decision.events == (AnswerRated(3, "e", is_helpful, "v"),)
        state = after(state, decision)
        again = decide(state, word, settings=USUAL)
        assert (again.events, again.answer) == ((), Done())
    for refused, rule in (
        (RateAnswer(VISITOR, 1, True, "o"), Rule.NO_SUCH_MESSAGE),  # noqa: FBT003
        (RateAnswer(STRANGER, 3, True, "o"), Rule.FORBIDDEN),  # noqa: FBT003
    ):
        answer = decide(state, refused).answer
        assert isinstance(answer, Refused)
        assert answer.rule is rule


@pytest.mark.covers("R6", "R7")
def test_an_unhelpful_answer_may_lead_to_a_human() -> None:
    settings = ServiceSettings(unhelpful_transfers=True)
    bad = RateAnswer(VISITOR, 3, False, "o")  # noqa: FBT003
    for state, condition in ((ROBOT, Condition.UNHELPFUL), (ALONE, None)):
        answered = after(state, decide(state, RobotReplied(2, DIRECT), settings=USUAL))
        events = decide(answered, bad, settings=settings).events
        assert condition_of(events) is condition
        assert isinstance(events[0], AnswerRated)


@pytest.mark.covers("R9", "V3")
def test_the_robot_welcomes_once_and_first() -> None:
    new = STATES[Stand.ROBOT][0]
    questions = (Suggestion("e", "How to return?", 1.0), Suggestion("f", "x" * 200, 1))
    greeting = Greeting("Ask me!", "Welcome", questions)
    welcomes = replace(case(new, settings=USUAL), greeting=lambda _: greeting)
    plain = decide(new, post(VISITOR), settings=USUAL)
    decision = greeted(welcomes, plain)
    card = decision.events[-1]
    assert isinstance(card, CardPosted)
    menu = (Option("e", "How to return?"), Option("f", "x" * 100))
    assert card.card == MenuCard("Welcome", menu, "", "Ask me!", Purpose.WELCOME)
    assert decision.effects[0] == ShowMessage(card, NOW, "")
    assert greeted(welcomes, decision) == decision
    for said, text in (
        (Greeting("Hi"), "Hi"),
        (Greeting("", "Hi"), "Hi"),
        (Greeting("Hi", "", questions), "Hi"),
    ):
        other = replace(welcomes, greeting=lambda _, said=said: said)
        assert words_of(greeted(other, plain).events) == [text]
    off = replace(welcomes, settings=ServiceSettings(robot_enabled=False))
    assert greeted(off, plain) == plain
    assert greeted(case(new), plain) == plain
    assert greeted(welcomes, NOTHING) == NOTHING


@pytest.mark.covers("R6")
@pytest.mark.parametrize("condition", Condition)
def test_who_asks_why_is_told_which_condition_held(condition: Condition) -> None:
    step = Step(NOW, StepKind.HANDED_OVER, detail=condition.value)
    assert steps_of(HandedOver(condition), NOW) == (step,)
    assert condition.value in CONDITIONS
    assert step.what.value in STEPS
