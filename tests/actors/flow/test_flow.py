"""A flow at work: what the visitor says, and what follows (R10, V3)."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from actors.cards.card import Choice, Filled, FormCard, MenuCard, Option, TextCard
from actors.flow.checking import faults_of
from actors.flow.core import Begin, Chose, Input, Place, Step, Wrote, step
from actors.flow.definition import (
    MAX_NODES,
    Asking,
    End,
    Ending,
    Flow,
    LeaveMessage,
    Menu,
    Say,
    ToBusiness,
    ToGroup,
    ToRobot,
)
from actors.flow.visitor_choice import NamedGroup, choice_flow
from tests.actors.flow.cases import ANY_FLOW, FULL, words

pytestmark = pytest.mark.covers("R10")


AT_MENU = Place("menu")


def take(given: Input, place: Place = AT_MENU, **known: str) -> Step:
    return step(FULL, place, given, known, "en")


def texts(done: Step) -> list[str]:
    return [
        each.text if isinstance(each, TextCard) else each.title for each in done.outputs
    ]


def test_it_begins_with_what_it_says_and_the_first_question() -> None:
    done = take(Begin())
    assert texts(done) == ["Hello", "What about?"]
    assert (done.place, done.end) == (Place("menu"), None)
    menu = done.outputs[-1]
    assert isinstance(menu, MenuCard)
    assert menu.options[0] == Option("pre", "Before sales")
    assert texts(step(FULL, Place(""), Begin(), {}, "zh-CN"))[0] == "您好"


@pytest.mark.covers("V3")
@pytest.mark.parametrize(
    "text", ["Before sales", " before SALES ", "售前咨询", "1", "１", "buy"]
)
def test_an_option_is_chosen_by_its_text_its_number_or_a_word(text: str) -> None:
    done = take(Wrote(text))
    assert done.place == Place("form")
    assert done.selected == Choice(Option("pre", "Before sales"))
    assert done.variables == (("topic", "pre"),)


@pytest.mark.parametrize("text", ["", "8", "0", "Before", "Before sales!", "-1"])
def test_what_fits_nothing_is_asked_again_and_then_goes_on(text: str) -> None:
    place = Place("menu")
    for tries in (1, 2):
        done = take(Wrote(text), place)
        assert texts(done)[-1] == "What about?"
        assert texts(done)[0].startswith("That was none")
        assert done.selected is None
        assert done.place == Place("menu", tries)
        place = done.place
    last = take(Wrote(text), place)
    assert (last.place, last.end) == (None, ToGroup(id="usual"))


@pytest.mark.parametrize(
    ("option", "end"),
    [
        ("robot", ToRobot(id="robot")),
        ("shop", ToBusiness(id="business")),
        ("later", LeaveMessage(id="message", text=words("Leave a message."))),
        ("bye", End(id="close", text=words("Bye."))),
    ],
)
def test_it_leads_to_every_end(option: str, end: Ending) -> None:
    done = take(Chose(Choice(Option(option, ""))))
    assert (done.place, done.end, done.selected) == (None, end, None)
    assert texts(done) == [t.zh for t in [getattr(end, "text", None)] if t]


def test_back_asks_again_from_the_beginning() -> None:
    done = take(Wrote("back"), Place("menu", 2))
    assert done.place == Place("menu", 0)


@pytest.mark.covers("Q3")
def test_a_group_is_chosen_with_its_priority_and_skill() -> None:
    place = Place("groups")
    first = ToGroup(id="groups", group="a", priority=2)
    assert take(Wrote("1"), place).end == first
    second = ToGroup(id="groups", group="b", skill="en", level=3)
    assert take(Chose(Choice(Option("b", "B"))), place).end == second
    assert take(Wrote("?"), place).end == ToGroup(id="usual"), "no retries"
    lost = take(Chose(Choice(Option("c", "C"))), place)
    assert lost.end == ToGroup(id="")


@pytest.mark.covers("V3")
def test_a_form_is_filled_in_field_by_field() -> None:
    first = take(Wrote("Li Lei"), Place("form"))
    assert first.selected == Choice(None, (Filled("name", "Name", "Li Lei"),))
    assert first.place == Place("form", 0, 1)
    card = first.outputs[-1]
    assert isinstance(card, FormCard)
    assert [each.name for each in card.fields] == ["vip", "orders"]
    second = take(Wrote("1"), Place("form", 0, 1))
    assert second.selected == Choice(None, (Filled("vip", "VIP?", "Yes", "yes"),))
    assert second.variables == (("vip", "yes"),)
    last = take(Wrote("12"), Place("form", 0, 2), vip="yes")
    assert last.end == ToGroup(id="vips", group="vip", priority=9)


def test_of_options_any_may_be_named() -> None:
    no = take(Wrote("no"), Place("form", 0, 1))
    assert no.variables == (("vip", "no"),)
    neither = take(Wrote("3"), Place("form", 0, 1))
    assert neither.place == Place("form", 1, 1)


def test_a_menu_need_not_fill_a_variable() -> None:
    nodes = tuple(
        replace(each, variable="") if isinstance(each, Menu) else each
        for each in FULL.nodes
    )
    silent = replace(FULL, nodes=nodes)
    assert step(silent, AT_MENU, Wrote("1"), {}, "en").variables == ()


@pytest.mark.parametrize("skip", ["-", "跳过", "SKIP"])
def test_what_may_stay_empty_can_be_skipped(skip: str) -> None:
    done = take(Wrote(skip), Place("form", 0, 2))
    assert done.end == ToGroup(id="usual")
    assert (done.selected, done.variables) == (Choice(), ())
    name = take(Wrote(skip), Place("form"))
    assert name.variables == (("name", skip),), "what is required takes it as it is"


def test_a_number_is_asked_for_until_one_comes() -> None:
    place = Place("form", 0, 2)
    again = take(Wrote("many"), place)
    assert again.place == Place("form", 1, 2)
    enough = take(Wrote("many"), Place("form", 1, 2))
    assert isinstance(enough.end, LeaveMessage)
    assert take(Wrote("-12.5"), place).variables == (("orders", "-12.5"),)


def test_a_form_can_be_answered_at_once() -> None:
    fields = (Filled("name", "Name", "Li"), Filled("vip", "VIP?", "Yes", "yes"))
    done = take(Chose(Choice(None, fields)), Place("form"))
    assert done.variables == (("name", "Li"), ("vip", "yes"))
    assert done.end == ToGroup(id="vips", group="vip", priority=9)


def test_a_silent_flow_asks_again_without_a_word() -> None:
    silent = replace(FULL, again=words(""))
    done = step(silent, Place("menu"), Wrote("?"), {}, "en")
    assert texts(done) == ["What about?"]


def test_a_place_that_is_not_there_any_more_leads_to_the_end() -> None:
    for place in (Place("gone"), Place("hello"), Place("usual")):
        assert take(Wrote("1"), place).end == ToGroup(id="usual")
    assert take(Wrote("1"), Place("form", 0, 9)).end == ToGroup(id="usual")
    assert take(Chose(Choice(Option("gone", "")))).end == ToGroup(id="usual")


def test_a_flow_that_was_never_checked_ends_all_the_same() -> None:
    circle = Flow(
        id="c",
        version=1,
        start="a",
        nodes=(
            Say(id="a", text=words("A"), next="b"),
            Say(id="b", text=words("B"), next="a"),
        ),
        otherwise="a",
    )
    done = step(circle, Place(""), Begin(), {}, "en")
    assert (texts(done), done.end) == (["A", "B"], ToGroup(id=""))


@pytest.mark.covers("Q3")
def test_a_choice_of_groups_is_a_flow_of_their_names() -> None:
    names = (NamedGroup("a", "Sales"), NamedGroup("b", "Sales"), NamedGroup("c", ""))
    flow = choice_flow(names)
    assert faults_of(flow) == ()
    done = step(flow, Place(""), Begin(), {}, "zh-CN")
    (menu,) = done.outputs
    assert isinstance(menu, MenuCard)
    assert menu.title == "请选择您想咨询的分组"
    assert [each.text for each in menu.options] == ["Sales (a)", "Sales (b)", "c"]
    assert done.place is not None
    chosen = step(flow, done.place, Wrote("2"), {}, "en")
    assert isinstance(chosen.end, ToGroup)
    assert chosen.end.group == "b"
    lost = step(flow, replace(done.place, tries=9), Wrote("?"), {}, "en")
    assert lost.end == ToGroup(id="usual")


def test_what_leads_nowhere_ends_as_the_flow_says_it_ends_otherwise() -> None:
    """A flow with a fault: none such is published."""
    say = Say(id="a", text=words("Hello"), next="nowhere")
    flow = replace(FULL, start="a", nodes=(say, ToGroup(id="usual")))
    done = step(flow, Place(""), Begin(), {}, "en")
    assert (texts(done), done.end) == (["Hello"], ToGroup(id="usual"))
    lost = step(replace(flow, otherwise="a"), Place(""), Begin(), {}, "en")
    assert lost.end == ToGroup(id="")


SAID = st.lists(st.sampled_from(["1", "2", "O0", "hello", "G", "-", ""]), max_size=12)


@pytest.mark.unmeasured
@given(ANY_FLOW, SAID)
@settings(max_examples=100)
def test_every_step_of_every_flow_ends_or_waits(flow: Flow, said: list[str]) -> None:
    """Also of flows with faults: of one that has none, at a question of its own."""
    is_valid = faults_of(flow) == ()
    nodes = {each.id: each for each in flow.nodes}
    done, known = step(flow, Place(""), Begin(), {}, "en"), dict[str, str]()
    for text in said:
        assert (done.place is None) is (done.end is not None)
        assert len(done.outputs) <= MAX_NODES + 2
        known |= dict(done.variables)
        if done.place is None:
            break
        assert isinstance(nodes[done.place.node], Asking)
        again = step(flow, done.place, Wrote(text), known, "en")
        assert again == step(flow, done.place, Wrote(text), known, "en")
        done = again
    if is_valid and done.end is not None:
        ends = [each for each in nodes.values() if isinstance(each, Ending)]
        assert done.end in ends or isinstance(done.end, ToGroup)
