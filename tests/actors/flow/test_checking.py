"""What is wrong with a flow is said before it is published, node by node (R10)."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given, settings
from msgspec.structs import replace

from actors.cards.wording import Wording
from actors.flow.checking import faults_of, targets_of
from actors.flow.core import Begin, Place, step
from actors.flow.definition import (
    MAX_GROUPS,
    MAX_NODES,
    MAX_VARIABLES,
    AnyNode,
    Branch,
    Case,
    End,
    Entry,
    Field,
    Flow,
    Form,
    GroupChoice,
    Menu,
    Say,
    ToGroup,
    ToRobot,
    Variable,
    groups_of,
)
from actors.flow.shelf import Flows
from runtime.errors import UsageError
from tests.actors.flow.cases import ANY_FLOW, FULL, way, words

pytestmark = pytest.mark.covers("R10")

LONG = words("x" * 501)


def with_nodes(*nodes: AnyNode, start: str = "a", **fields: object) -> Flow:
    flow = Flow(
        id="f",
        version=1,
        start=start,
        nodes=(*nodes, ToRobot(id="end")),
        otherwise="end",
        variables=(Variable(name="v"),),
    )
    return replace(flow, **fields)


def menu(*ways: object, name: str = "a", **fields: object) -> Menu:
    return replace(
        Menu(id=name, title=words("?"), options=tuple(ways)),  # type: ignore[arg-type]
        **fields,
    )


def form(**fields: object) -> Form:
    usual = Form(
        id="a",
        title=words("?"),
        fields=(Field(variable="v", label=words("V")),),
        next="end",
    )
    return replace(usual, **fields)


def field(**fields: object) -> tuple[Field, ...]:
    return (replace(Field(variable="v", label=words("V")), **fields),)


def test_a_good_flow_has_no_faults_and_survives_json() -> None:
    assert faults_of(FULL) == ()
    data = msgspec.json.encode(FULL)
    assert msgspec.json.decode(data, type=Flow) == FULL


SAY = Say(id="a", text=words("hi"), next="end")


@pytest.mark.parametrize(
    ("flow", "fault"),
    [
        (with_nodes(SAY, start="b"), "it starts at 'b', which is not there"),
        (with_nodes(SAY, SAY), "node 'a': there are several nodes of this id"),
        (
            with_nodes(SAY, otherwise="a"),
            "expected an end as `otherwise`, got 'a'",
        ),
        (with_nodes(SAY, again=LONG), "again: expected 0 to 500 characters"),
        (
            with_nodes(SAY, variables=(Variable(name="v"),) * 2),
            "the variable 'v' is declared twice",
        ),
        (
            with_nodes(replace(SAY, next="x")),
            "node 'a': it leads to 'x', which is not there",
        ),
        (with_nodes(replace(SAY, next="")), "node 'a': a dead end: it leads nowhere"),
        (
            with_nodes(replace(SAY, text=words(""))),
            "node 'a': text: expected 1 to 500 characters",
        ),
        (
            with_nodes(SAY, Say(id="b", text=words("b"), next="a")),
            "node 'b': nothing leads to it",
        ),
        (
            with_nodes(replace(SAY, next="a")),
            "node 'a': it goes in a circle without asking the visitor",
        ),
        (
            with_nodes(
                replace(SAY, next="b"),
                Branch(
                    id="b",
                    variable="v",
                    cases=(Case(value="1", next="a"),),
                    otherwise="end",
                ),
            ),
            "node 'b': it goes in a circle without asking the visitor",
        ),
        (with_nodes(menu()), "node 'a': expected at least one option"),
        (
            with_nodes(menu(way("x", "end"), way("x", "end"))),
            "node 'a': there are several options 'x'",
        ),
        (
            with_nodes(menu(way("x", "end"), way("y", "end", "X"))),
            "node 'a': 'x' would choose several options",
        ),
        (
            with_nodes(menu(way("2", "end"), way("y", "end"))),
            "node 'a': '2' would choose several options",
        ),
        (
            with_nodes(menu(way("x", "end"), variable="w")),
            "node 'a': the variable 'w' is not declared",
        ),
        (
            with_nodes(menu(replace(way("x", "end"), text=words("y" * 101)))),
            "node 'a': option 'x': expected 1 to 100 characters",
        ),
        (
            with_nodes(menu(replace(way("x", "end"), desc=LONG))),
            "node 'a': desc of x: expected 0 to 500 characters",
        ),
        (
            with_nodes(menu(way("x", "end"), tail=LONG)),
            "node 'a': tail: expected 0 to 500 characters",
        ),
        (with_nodes(form(fields=())), "node 'a': expected at least one field"),
        (
            with_nodes(form(fields=field() * 2)),
            "node 'a': the variable 'v' is asked for twice",
        ),
        (
            with_nodes(form(fields=field(variable="w"))),
            "node 'a': the variable 'w' is not declared",
        ),
        (
            with_nodes(form(fields=field(label=words("")))),
            "node 'a': field 'v': expected 1 to 100 characters",
        ),
        (
            with_nodes(form(fields=field(hint=LONG))),
            "node 'a': field 'v': expected 0 to 100 characters",
        ),
        (
            with_nodes(form(fields=field(pattern="(a+)+"))),
            "node 'a': pattern of 'v': expected a character or a set at place 1",
        ),
        (
            with_nodes(
                form(fields=field(options=(Entry(id="x", text=words("X")),) * 2))
            ),
            "node 'a': there are several options 'x'",
        ),
        (
            with_nodes(GroupChoice(id="a", title=words("?"), groups=())),
            "node 'a': expected at least one option",
        ),
        (
            with_nodes(
                Branch(
                    id="a",
                    variable="w",
                    cases=(Case(value="1", next="end"),) * 2,
                    otherwise="end",
                )
            ),
            "node 'a': the value '1' has several cases",
        ),
        (
            with_nodes(SAY, End(id="b", text=LONG)),
            "node 'b': text: expected 0 to 500 characters",
        ),
    ],
)
def test_each_fault_names_its_node(flow: Flow, fault: str) -> None:
    assert fault in [str(each) for each in faults_of(flow)]


def test_there_is_a_number_of_nodes_and_variables() -> None:
    many = tuple(
        Say(id=f"n{at}", text=words("x"), next=f"n{at + 1}") for at in range(MAX_NODES)
    )
    last = ToRobot(id=f"n{MAX_NODES}")
    flow = with_nodes(*many, last, start="n0")
    assert f"expected at most {MAX_NODES} nodes" in str(faults_of(flow)[0])
    names = tuple(Variable(name=f"v{at}") for at in range(MAX_VARIABLES + 1))
    assert "variables" in str(faults_of(with_nodes(SAY, variables=names))[0])


def test_there_is_a_number_of_groups() -> None:
    ends = tuple(
        ToGroup(id=f"g{at}", group=f"group{at}") for at in range(MAX_GROUPS + 1)
    )
    assert groups_of(FULL) == ("a", "b", "vip")
    assert "groups" in str(faults_of(with_nodes(SAY, *ends))[0])


def test_the_shelf_keeps_versions_and_takes_nothing_with_faults() -> None:
    newer = replace(FULL, version=4)
    flows = Flows((newer, FULL))
    assert flows.latest("full") is newer
    assert flows.find("full", 3) is FULL
    assert flows.find("full", 5) is flows.latest("other") is None
    with pytest.raises(UsageError, match="flow 'f' cannot be published: node 'a'"):
        Flows((with_nodes(replace(SAY, text=Wording(""))),))


@pytest.mark.unmeasured
@given(ANY_FLOW)
@settings(max_examples=200)
def test_what_has_no_fault_leads_where_it_says(flow: Flow) -> None:
    nodes = {each.id: each for each in flow.nodes}
    if faults_of(flow):
        return
    for node in flow.nodes:
        assert set(targets_of(flow, node)) <= nodes.keys()
    done = step(flow, Place(""), Begin(), {}, "en")
    assert done.place is not None or done.end in flow.nodes
