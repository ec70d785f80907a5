"""Intents as the shop has them, and what they lead to in a session (R12, Q4)."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from actors.cards.wording import Wording
from actors.explanation import Step, StepKind, steps_of
from actors.flow.core import Place
from actors.flow.definition import Branch, Case, Field, Flow, Form, ToGroup, Variable
from actors.flow.shelf import Flows
from actors.intents.intent import MAX_INTENTS, Intent
from actors.intents.presets import both_presets
from actors.intents.shop_intents import NO_INTENTS, ShopIntents
from actors.refusal import Refused
from actors.rules import core
from actors.rules.messages import Change, ChangeRules, DropIntent, PutIntent
from actors.rules.rulebook import Rulebook, Rules
from actors.rules.settings import ServiceSettings
from actors.session.core import decide
from actors.session.effects import ShowSession
from actors.session.events import (
    FlowBegan,
    FlowMoved,
    MessagePosted,
    SessionEvent,
    SessionQueued,
)
from actors.session.robot_events import IntentRecognised, RobotAsked
from actors.session.ruling import SessionDecision
from actors.session.saying import INTENT
from actors.session.state import SessionState
from actors.session.terms import SessionPhase
from tests.actors.session_cases import (
    AGENT,
    ASKED,
    NOW,
    QUEUED,
    SERVING,
    TO_ROBOT,
    VISITOR,
    after,
    case,
    opened,
    post,
    state_of,
)

pytestmark = pytest.mark.covers("R12")

REFUND = Intent("refund", "退款", ("把钱退给我",), ("退款",), (), 6)
INVOICE = Intent("invoice", "发票", ("要开一张票",), ("发票",))
SHOP = ShopIntents((INVOICE, REFUND))
ROBOT = state_of((*TO_ROBOT, ASKED))
WISH = Flow(
    id="wish",
    version=1,
    start="ask",
    otherwise="others",
    variables=(Variable(name="wish"), Variable(name=INTENT)),
    nodes=(
        Form(
            id="ask",
            title=Wording("", "What can we do for you?"),
            fields=(Field(variable="wish", label=Wording("", "Your wish")),),
            next="by_intent",
        ),
        Branch(
            id="by_intent",
            variable=INTENT,
            cases=(Case(value="refund", next="money"),),
            otherwise="others",
        ),
        ToGroup(id="money", group="money"),
        ToGroup(id="others", group="others"),
    ),
)
WISHING = state_of(
    (
        opened(SessionPhase.COLLECTING),
        FlowBegan("wish", 1),
        FlowMoved(Place("ask"), 1),
    )
)


def says(state: SessionState, text: str) -> SessionDecision:
    known = replace(case(state, settings=ServiceSettings()), intents=SHOP)
    return decide(known, post(VISITOR, text=text))


def recognised(decision: SessionDecision) -> list[IntentRecognised]:
    return [each for each in decision.events if isinstance(each, IntentRecognised)]


# --- the rulebook


def changed(book: Rulebook, *changes: Change) -> Rulebook | Refused:
    decision = core.change_rules(book, ChangeRules(changes, "boss", "o"))
    if isinstance(decision.answer, Refused):
        return decision.answer
    for event in decision.events:
        book = core.apply(book, event)
    return book


def test_intents_are_put_replaced_and_dropped() -> None:
    book = changed(Rulebook(), PutIntent(REFUND), PutIntent(INVOICE))
    assert isinstance(book, Rulebook)
    assert book.intents == (INVOICE, REFUND)
    renamed = replace(REFUND, name="refund")
    book = changed(book, PutIntent(renamed), DropIntent("invoice"), DropIntent("x"))
    assert isinstance(book, Rulebook)
    assert book.intents == (renamed,)


def test_an_intent_with_a_fault_is_refused() -> None:
    refused = changed(Rulebook(), PutIntent(replace(REFUND, utterances=())))
    assert isinstance(refused, Refused)
    assert "refund: expected an utterance" in refused.text


def test_there_are_not_too_many() -> None:
    many = [PutIntent(replace(REFUND, id=f"i{n}")) for n in range(MAX_INTENTS + 1)]
    assert isinstance(changed(Rulebook(), *many[:-1]), Rulebook)
    refused = changed(Rulebook(), *many)
    assert isinstance(refused, Refused)
    assert "at most 60 intents" in refused.text


def test_all_presets_are_one_change_and_in_force_at_once() -> None:
    book = changed(Rulebook(), *(PutIntent(each) for each in both_presets()))
    assert isinstance(book, Rulebook)
    rules = Rules(ServiceSettings())
    assert rules.intents is NO_INTENTS
    rules.replace(book)
    found = rules.intents.meant("我要退款")
    assert found is not None
    assert found.intent.id == "refund"
    kept = rules.intents
    rules.replace(replace(book, version=9))
    assert rules.intents is kept


def test_a_shop_without_intents_recognises_none() -> None:
    assert NO_INTENTS.meant("我要退款") is None


# --- a session


def test_what_is_meant_is_kept_with_the_message_that_says_it() -> None:
    decision = says(ROBOT, "我要退款")
    message, event, asked = decision.events
    assert isinstance(message, MessagePosted)
    assert isinstance(event, IntentRecognised)
    assert (event.number, event.intent, event.name) == (3, "refund", "退款")
    assert event.confidence > 1 / 2
    assert isinstance(asked, RobotAsked)
    assert dict(after(ROBOT, decision).variables) == {INTENT: "refund"}


@pytest.mark.parametrize("state", [ROBOT, SERVING, QUEUED], ids=lambda s: s.phase.value)
def test_it_is_recognised_in_every_phase_and_shown(state: SessionState) -> None:
    decision = says(state, "我要发票")
    assert [each.intent for each in recognised(decision)] == ["invoice"]
    assert ShowSession() in decision.effects


def test_the_same_is_said_once_and_another_thing_anew() -> None:
    first = after(SERVING, says(SERVING, "退款"))
    assert recognised(says(first, "快退款")) == []
    assert ShowSession() not in says(first, "快退款").effects
    second = after(first, says(first, "还有发票"))
    assert dict(second.variables) == {INTENT: "invoice"}


def test_what_agents_write_and_what_means_nothing_is_no_intent() -> None:
    known = replace(case(SERVING), intents=SHOP)
    assert recognised(decide(known, post(AGENT, text="退款"))) == []
    assert recognised(says(SERVING, "你好")) == []


@pytest.mark.covers("Q4")
def test_who_comes_from_the_robot_stands_in_line_by_his_intent() -> None:
    asked = after(ROBOT, says(ROBOT, "我要退款"))
    (queued,) = _queued(says(asked, "转人工"))
    assert queued.priority == REFUND.priority


@pytest.mark.covers("Q4")
def test_a_greater_priority_is_kept_and_a_place_in_line_as_well() -> None:
    urgent = replace(ROBOT, line=replace(ROBOT.line, priority=8))
    assert after(urgent, says(urgent, "我要退款")).line.priority == 8
    assert after(QUEUED, says(QUEUED, "我要退款")).line == QUEUED.line


def test_a_flow_branches_on_what_was_meant() -> None:
    for said, group in (("我要退款", "money"), ("你好", "others")):
        known = replace(
            case(WISHING, settings=ServiceSettings()),
            intents=SHOP,
            flows=Flows((WISH,)),
        )
        (queued,) = _queued(decide(known, post(VISITOR, text=said)))
        assert queued.group == group


def _queued(decision: SessionDecision) -> list[SessionQueued]:
    return [each for each in decision.events if isinstance(each, SessionQueued)]


def test_why_a_session_went_somewhere_tells_the_intent() -> None:
    event: SessionEvent = IntentRecognised(3, "refund", "退款", 0.9, 6)
    step = Step(NOW, StepKind.LEARNT, detail="intent=refund")
    assert steps_of(event, NOW) == (step,)
