"""PURE: whether a flow can be published: every fault, with the node that has it.

What passes here ends or waits after each of the visitor's words, whatever he says.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

import msgspec

from actors.cards.card import MAX_OPTION_CHARS, MAX_TITLE_CHARS
from actors.cards.pattern import BadPattern, pattern_of
from actors.cards.wording import Wording
from actors.flow.definition import (
    MAX_GROUPS,
    MAX_NODES,
    MAX_VARIABLES,
    AnyNode,
    Asking,
    Branch,
    End,
    Ending,
    Flow,
    Form,
    GroupChoice,
    LeaveMessage,
    Menu,
    Say,
    groups_of,
)
from actors.flow.matching import keys_of


class Fault(msgspec.Struct, frozen=True):
    """What is wrong; `node` is its id, or "" of the flow itself."""

    node: str
    text: str

    def __str__(self) -> str:
        return f"node {self.node!r}: {self.text}" if self.node else self.text


def faults_of(flow: Flow) -> tuple[Fault, ...]:
    """All that is wrong with a flow; none: it can be published."""
    by_id = {node.id: node for node in flow.nodes}
    return (
        *_faults_of_the_whole(flow, by_id),
        *(Fault(node.id, text) for node in flow.nodes for text in _own(flow, node)),
        *_lost_targets(flow, by_id),
        *_unreachable(flow, by_id),
        *_loops(flow, by_id),
    )


def targets_of(flow: Flow, node: AnyNode) -> tuple[str, ...]:
    """The ids of all nodes that may come next."""
    match node:
        case Say(next=target):
            return (target,)
        case Menu(options=options):
            ways = (option.next for option in options)
            return (*ways, node.otherwise or flow.otherwise)
        case Form(next=target):
            return (target, node.otherwise or flow.otherwise)
        case GroupChoice():
            return (node.otherwise or flow.otherwise,)
        case Branch(cases=cases, otherwise=otherwise):
            return (*(case.next for case in cases), otherwise)
        case _:
            return ()


def _faults_of_the_whole(flow: Flow, by_id: Mapping[str, AnyNode]) -> Iterator[Fault]:
    for what, count, most in (
        ("nodes", len(flow.nodes), MAX_NODES),
        ("variables", len(flow.variables), MAX_VARIABLES),
        ("groups", len(groups_of(flow)), MAX_GROUPS),
    ):
        if count > most:
            yield Fault("", f"expected at most {most} {what}, got {count}")
    for name in _twice(each.name for each in flow.variables):
        yield Fault("", f"the variable {name!r} is declared twice")
    for name in _twice(each.id for each in flow.nodes):
        yield Fault(name, "there are several nodes of this id")
    if flow.start not in by_id:
        yield Fault("", f"it starts at {flow.start!r}, which is not there")
    if not isinstance(by_id.get(flow.otherwise), Ending):
        yield Fault("", f"expected an end as `otherwise`, got {flow.otherwise!r}")
    if wrong := _wording(flow.again, 0, MAX_TITLE_CHARS):
        yield Fault("", f"again: {wrong}")


def _twice(names: Iterable[str]) -> list[str]:
    return [name for name, count in Counter(names).items() if count > 1]


def _own(flow: Flow, node: AnyNode) -> Iterator[str]:
    """What is wrong with a node by itself."""
    declared = {each.name for each in flow.variables}
    match node:
        case Say(text=text):
            yield from _texts(("text", text, 1))
        case Menu():
            yield from _faults_of_menu(node, declared)
        case Form():
            yield from _faults_of_form(node, declared)
        case GroupChoice(title=title, groups=groups):
            yield from _texts(("title", title, 1))
            yield from _faults_of_options(
                {each.group: (each.text, ()) for each in groups},
                [each.group for each in groups],
            )
        case Branch(variable=variable, cases=cases):
            yield from _undeclared(variable, declared)
            for value in _twice(case.value for case in cases):
                yield f"the value {value!r} has several cases"
        case LeaveMessage(text=text) | End(text=text):
            yield from _texts(("text", text, 0))
        case _:
            pass


def _faults_of_menu(node: Menu, declared: set[str]) -> Iterator[str]:
    yield from _texts(("title", node.title, 1), ("tail", node.tail, 0))
    for option in node.options:
        yield from _texts((f"desc of {option.id}", option.desc, 0))
    if node.variable:
        yield from _undeclared(node.variable, declared)
    yield from _faults_of_options(
        {each.id: (each.text, each.words) for each in node.options},
        [each.id for each in node.options],
    )


def _faults_of_form(node: Form, declared: set[str]) -> Iterator[str]:
    yield from _texts(("title", node.title, 1))
    if not node.fields:
        yield "expected at least one field"
    for name in _twice(field.variable for field in node.fields):
        yield f"the variable {name!r} is asked for twice"
    for field in node.fields:
        yield from _undeclared(field.variable, declared)
        for text in (field.label, field.hint):
            least = 1 if text is field.label else 0
            if wrong := _wording(text, least, MAX_OPTION_CHARS):
                yield f"field {field.variable!r}: {wrong}"
        try:
            pattern_of(field.pattern)
        except BadPattern as error:
            yield f"pattern of {field.variable!r}: {error}"
        if field.options:
            yield from _faults_of_options(
                {each.id: (each.text, ()) for each in field.options},
                [each.id for each in field.options],
            )


def _faults_of_options(
    options: Mapping[str, tuple[Wording, tuple[str, ...]]], ids: list[str]
) -> Iterator[str]:
    """Each option has its own id, and words that choose no other."""
    if not ids:
        yield "expected at least one option"
    for name in _twice(ids):
        yield f"there are several options {name!r}"
    for name, (text, _) in options.items():
        if wrong := _wording(text, 1, MAX_OPTION_CHARS):
            yield f"option {name!r}: {wrong}"
    chosen: Counter[str] = Counter()
    for place, (text, words) in enumerate(options.values(), 1):
        chosen.update(keys_of(place, text, words))
    for word, count in chosen.items():
        if count > 1:
            yield f"{word!r} would choose several options"


def _texts(*named: tuple[str, Wording, int]) -> Iterator[str]:
    for name, text, least in named:
        if wrong := _wording(text, least, MAX_TITLE_CHARS):
            yield f"{name}: {wrong}"


def _wording(text: Wording, least: int, most: int) -> str:
    """What is wrong with the length of a text; "" = nothing."""
    longest = max(len(text.zh), len(text.en))
    is_good = least <= longest <= most
    return "" if is_good else f"expected {least} to {most} characters"


def _undeclared(variable: str, declared: set[str]) -> Iterator[str]:
    if variable not in declared:
        yield f"the variable {variable!r} is not declared"


def _lost_targets(flow: Flow, by_id: Mapping[str, AnyNode]) -> Iterator[Fault]:
    for node in flow.nodes:
        for target in dict.fromkeys(targets_of(flow, node)):
            if not target:
                yield Fault(node.id, "a dead end: it leads nowhere")
            elif target not in by_id:
                yield Fault(node.id, f"it leads to {target!r}, which is not there")


def _unreachable(flow: Flow, by_id: Mapping[str, AnyNode]) -> Iterator[Fault]:
    reached: set[str] = set()
    ahead = [flow.start, flow.otherwise]
    while ahead:
        name = ahead.pop()
        if name in by_id and name not in reached:
            reached.add(name)
            ahead += targets_of(flow, by_id[name])
    for name in by_id:
        if name not in reached:
            yield Fault(name, "nothing leads to it")


def _loops(flow: Flow, by_id: Mapping[str, AnyNode]) -> Iterator[Fault]:
    """Circles in which the visitor is never asked anything.

    Nodes from which only such come next are taken away until none is left, or a circle.
    """
    rest = {
        name: {each for each in targets_of(flow, node) if each in by_id}
        for name, node in by_id.items()
        if not isinstance(node, Asking)
    }
    while True:
        done = [name for name, ahead in rest.items() if not ahead & rest.keys()]
        if not done:
            break
        for name in done:
            del rest[name]
    for name in rest:
        yield Fault(name, "it goes in a circle without asking the visitor")
