"""A flow as people look at it."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from actors.flow.checking import targets_of
from actors.flow.definition import ToGroup
from admin.pages.flow_layout import Line
from admin.pages.flow_view import choices_of, in_order, kind_of, lines_of, said_by
from gateway.console.phrases import CHINESE, ENGLISH, Words
from tests.actors.flow.cases import FULL

pytestmark = pytest.mark.covers("R10")
ZH, EN = Words(CHINESE), Words(ENGLISH)
BY_ID = {node.id: node for node in FULL.nodes}


def test_every_node_has_a_kind_of_its_own() -> None:
    kinds = {kind_of(node, EN) for node in FULL.nodes}
    assert len(kinds) == len({type(node) for node in FULL.nodes})


def test_what_a_node_says_is_in_the_readers_language() -> None:
    assert said_by(BY_ID["hello"], ZH) == "您好"
    assert said_by(BY_ID["menu"], EN) == "What about?"
    assert said_by(BY_ID["branch"], EN) == "vip"
    assert said_by(BY_ID["robot"], EN) == ""
    assert said_by(ToGroup(id="g"), EN) == "the channel's group"
    assert said_by(ToGroup(id="g", group="sales"), EN) == "sales"


def test_what_can_be_chosen_is_told() -> None:
    assert choices_of(BY_ID["menu"], EN)[:2] == ("Before sales", "POST")
    assert choices_of(BY_ID["form"], EN) == ("Name", "VIP?", "Orders")
    assert choices_of(BY_ID["groups"], EN)
    assert choices_of(BY_ID["hello"], EN) == ()


def test_lines_lead_where_the_flow_does() -> None:
    lines = lines_of(FULL, EN)
    for node in FULL.nodes:
        own = [line.target for line in lines if line.source == node.id]
        assert own == list(targets_of(FULL, node))
    assert Line("menu", "form", "Before sales") in lines


def test_it_begins_where_it_starts() -> None:
    assert in_order(replace(FULL, start="menu"))[0] == "menu"
    assert in_order(replace(FULL, start="nowhere"))[0] == FULL.nodes[0].id
    assert sorted(in_order(FULL)) == sorted(BY_ID)
