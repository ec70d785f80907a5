"""A session that is asked first: what the visitor says and what follows is one commit.

The flow of `session_cases` asks where to go, and leads to every end.
"""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from actors.assignment.standing import QueueClass
from actors.cards.card import Answer, Choice, Option, TextCard
from actors.cards.wording import Wording
from actors.channels.core import Channel, Channels
from actors.explanation import StepKind, steps_of
from actors.flow.core import Place
from actors.flow.definition import Flow, Say, ToGroup
from actors.flow.entry import (
    AskBusiness,
    AskFlow,
    AskRobot,
    ChooseGroup,
    EntryRule,
    FixedGroup,
)
from actors.flow.shelf import NO_FLOWS, Flows
from actors.flow.visitor_choice import NamedGroup
from actors.ids import VisitorId
from actors.reception import Arrival
from actors.refusal import Rule
from actors.session import core
from actors.session.bounds import MAX_MESSAGES
from actors.session.causes import Stand
from actors.session.effects import JoinLine, ShowMessage, ShowSession
from actors.session.events import (
    CardPosted,
    FlowBegan,
    FlowMoved,
    MessagePosted,
    QueueCause,
    SelectionMade,
    SessionClosed,
    SessionQueued,
    StageEntered,
)
from actors.session.fold import apply
from actors.session.replies import Accepted, Done, Opened
from actors.session.state import CardMark, Guided, SessionState
from actors.session.terms import CloseReason, Role, SessionPhase
from admin.simulation.stepped_service import Waiting
from tests.actors.invariants import history
from tests.actors.session_cases import (
    BOSS,
    NOW,
    ROBOT,
    STATES,
    STRANGER,
    VISITOR,
    after,
    case,
    decide,
    move,
    open_in,
    post,
    rule_of,
    select,
)
from tests.actors.world import World

pytestmark = pytest.mark.covers("R10")

ASKED = STATES[Stand.COLLECTING][1]
"""Message 1 asks."""


# --- the session alone


def test_a_text_its_selection_and_the_next_stage_are_one_commit() -> None:
    decision = decide(ASKED, post(VISITOR, text="group"))
    said, made, moved, queued = decision.events
    assert isinstance(said, MessagePosted)
    choice = Choice(Option("group", "group"))
    assert made == SelectionMade(3, "visitor", Role.VISITOR, "v", "Bo", 1, choice)
    assert moved == FlowMoved(None, 0, (("way", "group"),))
    assert queued == SessionQueued(
        "h", QueueClass.NEW, QueueCause.ASKED, "flow", 4, "fr", 1
    )
    assert isinstance(decision.answer, Accepted)
    assert decision.answer.number == 2
    kinds = [type(each) for each in decision.effects]
    assert kinds == [ShowMessage, ShowMessage, JoinLine, ShowSession]
    own, selection = decision.effects[:2]
    assert isinstance(own, ShowMessage)
    assert isinstance(selection, ShowMessage)
    assert (own.origin, selection.origin) == ("origin", "")
    state = after(ASKED, decision)
    assert state.variables == (("way", "group"),)
    assert state.guided is None
    assert state.cards == (CardMark(1, is_answered=True),)
    assert decision.takes_ticket


def test_a_choice_in_the_card_is_the_same_without_the_text() -> None:
    decision = decide(ASKED, select(1, Answer("robot")))
    made, moved, staged = decision.events
    assert isinstance(made, SelectionMade)
    assert (made.number, made.selected) == (2, 1)
    assert moved == FlowMoved(None, 0, (("way", "robot"),))
    assert staged == StageEntered(SessionPhase.ROBOT, "flow")
    assert decision.answer == Done()


@pytest.mark.parametrize(
    ("way", "phase", "said"),
    [
        ("robot", SessionPhase.ROBOT, []),
        ("group", SessionPhase.QUEUED, []),
        ("business", SessionPhase.ROUTING, []),
        ("message", SessionPhase.MESSAGE_LEFT, ["Go on."]),
        ("close", SessionPhase.CLOSED, []),
    ],
)
def test_it_leads_everywhere(way: str, phase: SessionPhase, said: list[str]) -> None:
    for command in (post(VISITOR, text=way), select(1, Answer(way))):
        decision = decide(ASKED, command)
        state = after(ASKED, decision)
        assert state.phase is phase
        assert state.guided is None
        assert [
            each.card.text
            for each in decision.events
            if isinstance(each, CardPosted) and isinstance(each.card, TextCard)
        ] == said
        shown = [each for each in decision.effects if isinstance(each, ShowMessage)]
        assert state.last_number == 1 + len(shown)


def test_what_fits_nothing_is_asked_again_and_the_first_card_is_over() -> None:
    decision = decide(ASKED, post(VISITOR, text="hm"))
    assert [type(each) for each in decision.events] == [
        MessagePosted,
        CardPosted,
        CardPosted,
        FlowMoved,
    ]
    state = after(ASKED, decision)
    assert state.guided == Guided("ways", 1, (), Place("menu", 1), 4)
    assert state.quiet.agent_ms == 0, "it was answered"
    assert rule_of(decide(state, select(1, Answer("robot")))) is Rule.TOO_LATE
    assert decide(state, select(4, Answer("robot"))).events


def test_a_card_is_answered_once_by_the_visitor_with_what_is_there() -> None:
    assert rule_of(decide(ASKED, select(1, Answer()))) is Rule.BAD_VALUE
    assert rule_of(decide(ASKED, select(1, Answer("nowhere")))) is Rule.BAD_VALUE
    assert rule_of(decide(ASKED, select(2, Answer("robot")))) is Rule.NO_SUCH_MESSAGE
    for sender in (STRANGER, BOSS, ROBOT):
        refused = decide(ASKED, select(1, Answer("robot"), sender))
        assert rule_of(refused) is Rule.FORBIDDEN
    state = after(ASKED, decide(ASKED, select(1, Answer("robot"))))
    assert rule_of(decide(state, select(1, Answer("robot")))) is Rule.ANSWERED


def test_pictures_and_what_others_say_are_no_answers() -> None:
    picture = replace(post(VISITOR), text="")
    assert [type(each) for each in decide(ASKED, picture).events] == [MessagePosted]
    robot = decide(ASKED, post(ROBOT, text="robot"))
    assert [type(each) for each in robot.events] == [MessagePosted]
    stranger = decide(ASKED, post(STRANGER, text="robot"))
    assert rule_of(stranger) is Rule.FORBIDDEN


def test_who_is_moved_by_others_is_asked_no_more() -> None:
    state = after(ASKED, decide(ASKED, move(BOSS)))
    assert (state.phase, state.guided) == (SessionPhase.QUEUED, None)
    assert rule_of(decide(state, select(1, Answer("robot")))) is Rule.TOO_LATE
    again = after(state, decide(state, move(BOSS, SessionPhase.MESSAGE_LEFT)))
    assert [type(each) for each in decide(again, post(VISITOR)).events] == [
        MessagePosted
    ]


def test_a_flow_that_is_gone_leads_where_the_channel_does() -> None:
    known = replace(case(ASKED), flows=NO_FLOWS)
    decision = core.decide(known, post(VISITOR, text="robot"))
    _, moved, queued = decision.events
    assert moved == FlowMoved(None, 0)
    assert isinstance(queued, SessionQueued)
    assert (queued.group, queued.priority, queued.skill) == ("g", 3, "en")
    refused = core.decide(known, select(1, Answer("robot")))
    assert rule_of(refused) is Rule.TOO_LATE
    other = replace(ASKED, guided=Guided("ways", 1, (), Place("robot"), 1))
    assert rule_of(decide(other, select(1, Answer("robot")))) is Rule.TOO_LATE


def test_a_group_that_was_not_there_is_not_gone_to() -> None:
    named = (NamedGroup("other", "Other"),)
    known = replace(ASKED, guided=Guided("ways", 1, named, Place("menu"), 1))
    queued = decide(known, post(VISITOR, text="group")).events[-1]
    assert isinstance(queued, SessionQueued)
    assert (queued.group, queued.group_name) == ("g", "")
    named = (NamedGroup("h", "Heroes"),)
    known = replace(ASKED, guided=Guided("ways", 1, named, Place("menu"), 1))
    queued = decide(known, post(VISITOR, text="group")).events[-1]
    assert isinstance(queued, SessionQueued)
    assert (queued.group, queued.group_name) == ("h", "Heroes")


def test_a_session_goes_on_by_the_version_with_which_it_began() -> None:
    second = Flow(
        id="ways",
        version=2,
        start="menu",
        nodes=(ToGroup(id="menu"),),
        otherwise="menu",
    )
    flows = Flows((second, case(ASKED).flows.find("ways", 1) or second))
    decision = core.decide(
        replace(case(ASKED), flows=flows), post(VISITOR, text="robot")
    )
    assert decision.events[-1] == StageEntered(SessionPhase.ROBOT, "flow")


def test_a_full_session_is_asked_nothing_more() -> None:
    full = replace(ASKED, last_number=MAX_MESSAGES)
    for command in (post(VISITOR, text="robot"), select(1, Answer("robot"))):
        assert rule_of(decide(full, command)) is Rule.WRONG_STATE


def test_it_begins_with_the_session() -> None:
    decision = decide(SessionState(), open_in(SessionPhase.COLLECTING, "ways"))
    _, began, asked, moved = decision.events
    assert began == FlowBegan("ways", 1)
    assert isinstance(asked, CardPosted)
    assert (asked.number, asked.role, asked.sender) == (1, Role.ROBOT, "flow")
    assert moved == FlowMoved(Place("menu"), 1)
    assert decision.answer == Opened("s")
    state = after(SessionState(), decision)
    assert state.phase is SessionPhase.COLLECTING
    assert state.quiet.visitor_ms == NOW, "silence ends it, too"


@pytest.mark.parametrize(
    ("flow", "phase"),
    [
        ("robot", SessionPhase.ROBOT),
        ("group", SessionPhase.QUEUED),
        ("business", SessionPhase.ROUTING),
        ("message", SessionPhase.MESSAGE_LEFT),
        ("close", SessionPhase.CLOSED),
        ("gone", SessionPhase.QUEUED),
    ],
)
def test_a_flow_that_asks_nothing_leads_on_at_once(
    flow: str, phase: SessionPhase
) -> None:
    decision = decide(SessionState(), open_in(SessionPhase.COLLECTING, flow))
    assert after(SessionState(), decision).phase is phase
    lines = [each for each in decision.effects if isinstance(each, JoinLine)]
    assert bool(lines) is (phase is SessionPhase.QUEUED)
    assert bool(decision.claims) is (phase is not SessionPhase.CLOSED)
    queued = open_in(SessionPhase.QUEUED, "ways")
    assert len(decide(SessionState(), queued).events) == 1, "who is queued is not asked"


def test_why_a_session_is_where_it_is_tells_of_the_flow() -> None:
    (began,) = steps_of(FlowBegan("ways", 1), 5)
    assert (began.what, began.detail) == (StepKind.FLOW, "ways/1")
    (learnt,) = steps_of(FlowMoved(None, 0, (("way", "robot"),)), 6)
    assert (learnt.what, learnt.detail) == (StepKind.LEARNT, "way=robot")


# --- how a session comes to its flow

WEB = Channels((Channel(id="web", group="g", groups=("*",)),))
HELLO = Flow(
    id="hello",
    version=1,
    start="say",
    nodes=(
        Say(id="say", text=Wording("您好", "Hello"), next="go"),
        ToGroup(id="go", group="h"),
    ),
    otherwise="go",
)


def world(rule: EntryRule, *flows: Flow, seed: int = 0) -> World:
    there = World(seed, channels=WEB, flows=Flows(flows), entry=lambda _: rule)
    there.define_group("g")
    there.define_group("h")
    return there


@pytest.mark.covers("Q3")
@pytest.mark.parametrize(
    ("rule", "phase", "group"),
    [
        (FixedGroup(), SessionPhase.QUEUED, "g"),
        (AskRobot(), SessionPhase.ROBOT, "g"),
        (AskBusiness(), SessionPhase.ROUTING, "g"),
        (AskFlow("hello"), SessionPhase.QUEUED, "h"),
        (AskFlow("gone"), SessionPhase.QUEUED, "g"),
        (ChooseGroup(("g", "h")), SessionPhase.COLLECTING, "g"),
        (ChooseGroup(("h", "nowhere")), SessionPhase.QUEUED, "h"),
        (ChooseGroup(("nowhere",)), SessionPhase.QUEUED, "g"),
    ],
)
def test_the_entry_rule_of_a_channel_says_what_comes_first(
    rule: EntryRule, phase: SessionPhase, group: str
) -> None:
    there = world(rule, HELLO)
    view = there.view(there.open("v", ""))
    assert (view.phase, view.group) == (phase, group)
    assert view.group_name == group.title()
    named = there.view(there.open("w", "h"))
    assert (named.phase, named.group) == (SessionPhase.QUEUED, "h"), "he said whom"


@pytest.mark.covers("Q3", "S7")
def test_a_choice_of_groups_survives_a_crash() -> None:
    there = world(ChooseGroup(("g", "h")))
    session = there.open("v", "")
    there.die(10)
    there.post(session, Role.VISITOR, "v", "c1", "2")
    view = there.view(session)
    assert (view.phase, view.group, view.group_name) == (SessionPhase.QUEUED, "h", "H")


def test_the_visitors_language_is_that_of_the_flow() -> None:
    there = world(AskFlow("hello"), HELLO)
    waiting = Waiting()
    arrival = Arrival(VisitorId("v"), "V", "web", language="en")
    there.reception.open(arrival, waiting.done)
    there.run()
    assert isinstance(waiting.answer, Opened)
    events = [row.event for row in history(there.backend, {waiting.answer.session})]
    said = [each.card for each in events if isinstance(each, CardPosted)]
    assert said == [TextCard("Hello")]


def test_silence_ends_a_session_that_is_asked() -> None:
    there = world(ChooseGroup(("g", "h")))
    session = there.open("v", "")
    there.advance(there.settings.robot_silence_seconds + 1)
    assert there.view(session).reason is CloseReason.TIMER


def test_an_event_is_a_fact_also_where_no_flow_is() -> None:
    state = apply(SessionState(), FlowMoved(Place("x"), 1, (("a", "b"),)), NOW)
    assert (state.guided, state.variables) == (None, (("a", "b"),))
    later = apply(state, FlowMoved(None, 0, (("a", "c"),)), NOW)
    assert later.variables == (("a", "c"),), "what was learnt last counts"


def test_closing_ends_the_flow() -> None:
    closed = after(ASKED, decide(ASKED, select(1, Answer("close"))))
    assert closed.guided is None
    decision = decide(ASKED, select(1, Answer("close")))
    assert SessionClosed(CloseReason.CLIENT, "flow") in decision.events
