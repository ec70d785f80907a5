"""PURE: a flow as people look at it: what each node says, and where it leads (R10)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from actors.cards.wording import Wording
from actors.flow.definition import (
    AnyNode,
    Branch,
    End,
    Flow,
    Form,
    GroupChoice,
    LeaveMessage,
    Menu,
    Say,
    ToBusiness,
    ToGroup,
    ToRobot,
)
from admin.pages.flow_layout import Line
from admin.pages.phrases.flows import FlowsPhrase
from gateway.console.phrases import Words

_KINDS: Final[Mapping[type, FlowsPhrase]] = {
    Say: FlowsPhrase.SAY,
    Menu: FlowsPhrase.MENU_NODE,
    Form: FlowsPhrase.FORM,
    GroupChoice: FlowsPhrase.GROUPS_NODE,
    Branch: FlowsPhrase.BRANCH,
    ToRobot: FlowsPhrase.TO_ROBOT,
    ToGroup: FlowsPhrase.TO_GROUP,
    ToBusiness: FlowsPhrase.TO_BUSINESS,
    LeaveMessage: FlowsPhrase.MESSAGE,
    End: FlowsPhrase.END,
}


def kind_of(node: AnyNode, words: Words) -> str:
    """What sort of node it is."""
    return words(_KINDS[type(node)])


def said_by(node: AnyNode, words: Words) -> str:
    """What it says or asks first; of the silent ones, what they go by."""
    match node:
        case Say(text=text) | LeaveMessage(text=text) | End(text=text):
            return _to(text, words)
        case Menu(title=title) | Form(title=title) | GroupChoice(title=title):
            return _to(title, words)
        case Branch(variable=variable):
            return variable
        case ToGroup(group=group):
            return group or words(FlowsPhrase.USUAL_GROUP)
        case _:
            return ""


def choices_of(node: AnyNode, words: Words) -> tuple[str, ...]:
    """What can be chosen or is asked for there."""
    match node:
        case Menu(options=options):
            return tuple(_to(each.text, words) for each in options)
        case Form(fields=fields):
            return tuple(_to(each.label, words) for each in fields)
        case GroupChoice(groups=groups):
            return tuple(_to(each.text, words) for each in groups)
        case _:
            return ()


def lines_of(flow: Flow, words: Words) -> tuple[Line, ...]:
    """Where its nodes lead, and when."""
    return tuple(line for node in flow.nodes for line in _lines(flow, node, words))


def in_order(flow: Flow) -> tuple[str, ...]:
    """Its nodes, each once, the one where it begins first."""
    begin = [flow.start] if any(x.id == flow.start for x in flow.nodes) else []
    return tuple(dict.fromkeys((*begin, *(each.id for each in flow.nodes))))


def _lines(flow: Flow, node: AnyNode, words: Words) -> Iterator[Line]:
    otherwise = words(FlowsPhrase.OTHERWISE)
    match node:
        case Say(next=target):
            yield Line(node.id, target)
        case Menu(options=options):
            for each in options:
                yield Line(node.id, each.next, _to(each.text, words))
            yield Line(node.id, node.otherwise or flow.otherwise, otherwise)
        case Form(next=target):
            yield Line(node.id, target)
            yield Line(node.id, node.otherwise or flow.otherwise, otherwise)
        case GroupChoice():
            yield Line(node.id, node.otherwise or flow.otherwise, otherwise)
        case Branch(cases=cases):
            for case in cases:
                yield Line(node.id, case.next, f"= {case.value}")
            yield Line(node.id, node.otherwise, otherwise)
        case _:
            pass


def _to(text: Wording, words: Words) -> str:
    return text.to(words.language)
