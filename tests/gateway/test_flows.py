"""A visitor is asked first: menus and forms through connections (V3, R10, Q3)."""

from __future__ import annotations

import pytest

from actors.agent.messages import AgentStatus
from actors.channels.core import Channel, Channels
from actors.flow.entry import AskFlow, ChooseGroup, EntryRule
from actors.flow.shelf import Flows
from gateway.wire.asking_bodies import (
    FilledField,
    FormBody,
    MenuBody,
    SelectionBody,
)
from gateway.wire.bodies import TextBody
from gateway.wire.card_frames import Select
from gateway.wire.client_frames import GetHistory
from gateway.wire.codes import ErrorCode
from gateway.wire.server_frames import History, Message, Res
from gateway.wire.session_parts import Variable
from tests.actors.flow.cases import FULL
from tests.gateway.house import House, Tab

pytestmark = pytest.mark.covers("V3", "R10", "S6")

WEB = Channels((Channel(id="web", group="g", groups=("*",)),))


def asked(rule: EntryRule) -> tuple[House, Tab]:
    house = House(channels=WEB, flows=Flows((FULL,)), entry=lambda _: rule)
    house.world.define_group("vip")
    return house, house.visitor(group="")


def choose(tab: Tab, number: int, option: str, **values: str) -> int:
    name = f"op{number}{option}"
    frame = Select(tab.number(), tab.session, number, name, option, values)
    return tab.ask(frame).code


def kinds(messages: list[Message]) -> list[type]:
    return [type(each.body) for each in messages]


def test_a_visitor_is_asked_from_the_first_message_on() -> None:
    _, visitor = asked(AskFlow("full"))
    assert visitor.shown(visitor.session).state == "collecting"
    hello, menu = visitor.all(Message)
    assert hello.body == TextBody("您好")
    assert (hello.number, hello.role) == (1, "robot")
    assert isinstance(menu.body, MenuBody)
    assert menu.body.title == "问什么？"
    assert menu.body.options[0].text == "售前咨询"


def test_choosing_and_filling_in_lead_to_a_group_that_knows_it_all() -> None:
    house, visitor = asked(AskFlow("full"))
    session = visitor.session
    assert choose(visitor, 2, "pre") == ErrorCode.OK
    assert isinstance(visitor.last(Message).body, FormBody)
    number = visitor.last(Message).number
    assert choose(visitor, number, "", name="") == ErrorCode.BAD_VALUE
    assert choose(visitor, number, "x", name="李雷", vip="yes") == ErrorCode.BAD_VALUE
    frame = Select(
        visitor.number(), session, number, "f", "", {"name": "李雷", "vip": "yes"}
    )
    assert visitor.ask(frame).code == ErrorCode.OK
    filled = (
        FilledField("name", "Name", "李雷"),
        FilledField("vip", "VIP?", "Yes", "yes"),
    )
    assert visitor.last(Message).body == SelectionBody(number, fields=filled)
    view = visitor.shown(session)
    assert (view.state, view.group, view.variables) == ("queued", "vip", ())
    house.world.register("w", 1, "vip")
    agent = house.tab("agent", "w")
    house.world.set_status("w", AgentStatus.FREE)
    agent.read()
    learnt = {"topic": "pre", "name": "李雷", "vip": "yes"}
    shown = agent.shown(session).variables
    assert shown == tuple(Variable(*each) for each in learnt.items())
    page = agent.answer(GetHistory(agent.number(), session), History).messages
    assert kinds(list(page)) == [
        TextBody,
        MenuBody,
        SelectionBody,
        FormBody,
        SelectionBody,
    ]


def test_a_text_answers_too_and_its_answer_comes_first() -> None:
    _, visitor = asked(AskFlow("full"))
    visitor.heard.clear()
    assert visitor.send("c1", "1").code == ErrorCode.OK
    assert visitor.numbers() == [3, 4, 5]
    assert isinstance(visitor.heard[0], Res)
    assert kinds(visitor.all(Message)) == [SelectionBody, FormBody]
    assert visitor.all(Message)[0].body == SelectionBody(2, "pre", "售前咨询")
    again = visitor.send("c1", "1")
    assert (again.code, again.is_repeat) == (ErrorCode.OK, True)
    assert len(visitor.all(Message)) == 2, "nothing happens twice"


def test_a_card_is_answered_once_and_in_its_time() -> None:
    _, visitor = asked(AskFlow("full"))
    assert choose(visitor, 1, "pre") == ErrorCode.NO_SUCH_MESSAGE
    assert visitor.send("c1", "what?").code == ErrorCode.OK
    assert choose(visitor, 2, "pre") == ErrorCode.TOO_LATE
    last = visitor.last(Message).number
    assert choose(visitor, last, "back") == ErrorCode.OK
    assert choose(visitor, last, "back") == ErrorCode.OK, "the same act"
    assert choose(visitor, last, "pre") == ErrorCode.ANSWERED


@pytest.mark.covers("S7", "V8")
def test_who_comes_back_sees_the_question_and_goes_on() -> None:
    house, visitor = asked(AskFlow("full"))
    session = visitor.session
    visitor.send("c1", "1")
    house.world.die(5)
    back = house.tab("visitor", "v", {session: 0})
    back.session = session
    said = kinds(back.all(Message))
    assert said == [TextBody, MenuBody, TextBody, SelectionBody, FormBody]
    assert back.send("c2", "李雷").code == ErrorCode.OK
    form = back.last(Message).body
    assert isinstance(form, FormBody)
    assert [each.name for each in form.fields] == ["vip", "orders"]


@pytest.mark.covers("Q3")
def test_a_visitor_chooses_whom_to_ask_by_public_names() -> None:
    _, visitor = asked(ChooseGroup(("g", "vip", "nowhere")))
    (menu,) = visitor.all(Message)
    assert isinstance(menu.body, MenuBody)
    assert menu.body.title == "请选择您想咨询的分组"
    assert [each.text for each in menu.body.options] == ["G", "Vip"]
    assert visitor.send("c1", "Vip").code == ErrorCode.OK
    view = visitor.shown(visitor.session)
    assert (view.state, view.group, view.group_name) == ("queued", "vip", "Vip")
