"""PURE: a flow at work: where the visitor stands, what he says, and what follows (R10).

Total and deterministic: every definition, place and word has one outcome. A flow that
was never checked goes to its end where it would lead nowhere, or round and round.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, assert_never

import msgspec
from msgspec.structs import replace

from actors.cards.card import Choice, Filled, MenuCard, Question, TextCard
from actors.cards.judging import fill, find_option
from actors.cards.wording import Wording
from actors.flow.cards import chosen_by, entry_of, question
from actors.flow.definition import (
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
    ToGroup,
)
from actors.flow.matching import plain
from actors.refusal import Refused

SKIPS: Final = frozenset({"-", "跳过", "skip"})
"""Leaves a field empty that may stay so."""
_NOWHERE: Final = ToGroup(id="")
"""The end of a flow that has none: where the channel leads."""


class Place(msgspec.Struct, frozen=True, array_like=True):
    """Where a visitor is asked something.

    Attributes:
        node: id of the node.
        tries: how often it was asked again.
        field: of a form, the first field that is asked for (from 0).
    """

    node: str
    tries: int = 0
    field: int = 0


class Begin(msgspec.Struct, frozen=True):
    """Nothing was said yet."""


class Wrote(msgspec.Struct, frozen=True):
    """The visitor wrote a text."""

    text: str


class Chose(msgspec.Struct, frozen=True):
    """The visitor answered the card, and the answer fits it."""

    choice: Choice


Input = Begin | Wrote | Chose
Output = TextCard | Question


class Step(msgspec.Struct, frozen=True):
    """What follows.

    Attributes:
        place: where the visitor is asked now; None: the flow is over.
        outputs: what is said and asked, in order; a question is the last.
        end: where the session goes, when the flow is over.
        selected: what the visitor's text chose; None: nothing, or he chose himself.
        variables: what was learnt.
    """

    place: Place | None
    outputs: tuple[Output, ...] = ()
    end: Ending | None = None
    selected: Choice | None = None
    variables: tuple[tuple[str, str], ...] = ()


def step(
    flow: Flow,
    place: Place,
    given: Input,
    variables: Mapping[str, str],
    language: str,
) -> Step:
    """One step of a flow.

    Args:
        flow: the definition.
        place: where the visitor is asked; of no concern at the beginning.
        given: what he says.
        variables: what is known of him.
        language: in which he is spoken to (BCP 47).
    """
    walk = _Walk(flow, dict(variables), language)
    if isinstance(given, Begin):
        return walk.to(flow.start)
    node = walk.node(place.node)
    if not isinstance(node, Asking):
        return walk.to(flow.otherwise)  # another version has no such question
    match given:
        case Chose(choice):
            return walk.chosen(node, choice)
        case Wrote(text):
            return walk.written(node, place, text)
        case _:
            assert_never(given)


class _Walk:
    """One step being made."""

    def __init__(self, flow: Flow, variables: dict[str, str], language: str) -> None:
        self._flow = flow
        self._nodes: dict[str, AnyNode] = {node.id: node for node in flow.nodes}
        self._variables = variables
        self._language = language
        self._learnt: dict[str, str] = {}
        self._said: list[Output] = []

    def node(self, name: str) -> AnyNode | None:
        return self._nodes.get(name)

    # --- on the way

    def to(self, name: str, selected: Choice | None = None) -> Step:
        """Goes on from a node to the next question, or the end."""
        for _ in range(len(self._nodes)):
            node = self._nodes.get(name)
            match node:
                case Say(text=text):
                    self._say(TextCard(text.to(self._language)))
                    name = node.next
                case Branch():
                    name = self._branch(node)
                case Menu() | Form() | GroupChoice():
                    return self._ask(node, Place(node.id), selected)
                case None:
                    break
                case _:
                    return self._end(node, selected)
        last = self._nodes.get(self._flow.otherwise)
        return self._end(last if isinstance(last, Ending) else _NOWHERE, selected)

    def _branch(self, node: Branch) -> str:
        value = plain((self._variables | self._learnt).get(node.variable, ""))
        ways = (case.next for case in node.cases if plain(case.value) == value)
        return next(ways, node.otherwise)

    def _say(self, card: Output) -> None:
        self._said.append(card)

    def _ask(self, node: Asking, place: Place, selected: Choice | None) -> Step:
        self._say(question(self._flow, node, place.field, self._language))
        return self._step(place, None, selected)

    def _end(self, node: Ending, selected: Choice | None) -> Step:
        text = node.text if isinstance(node, LeaveMessage | End) else Wording("")
        if said := text.to(self._language):
            self._say(TextCard(said))
        return self._step(None, node, selected)

    def _step(
        self, place: Place | None, end: Ending | None, selected: Choice | None
    ) -> Step:
        return Step(
            place, tuple(self._said), end, selected, tuple(self._learnt.items())
        )

    # --- what the visitor says

    def chosen(self, node: Asking, choice: Choice) -> Step:
        """The visitor answered the card of a node."""
        return self._on(node, choice)

    def written(self, node: Asking, place: Place, text: str) -> Step:
        """The visitor wrote something."""
        if isinstance(node, Form):
            return self._filled(node, place, text)
        name = chosen_by(node, text)
        card = question(self._flow, node, 0, self._language)
        option = find_option(card.options, name) if isinstance(card, MenuCard) else None
        if option is None:
            return self._again(node, place)
        choice = Choice(option)
        return self._on(node, choice, choice)

    def _on(self, node: Asking, choice: Choice, selected: Choice | None = None) -> Step:
        """Goes on with what was chosen."""
        name = choice.option.id if choice.option else ""
        match node:
            case Form():
                self._learn(choice.fields)
                return self.to(node.next, selected)
            case Menu():
                if node.variable:
                    self._learnt[node.variable] = name
                ways = (each.next for each in node.options if each.id == name)
                return self.to(next(ways, self._flow.otherwise), selected)
            case GroupChoice():
                ends = (
                    ToGroup(
                        id=node.id,
                        group=each.group,
                        priority=each.priority,
                        skill=each.skill,
                        level=each.level,
                    )
                    for each in node.groups
                    if each.group == name
                )
                return self._end(next(ends, _NOWHERE), selected)
            case _:
                assert_never(node)

    def _learn(self, fields: tuple[Filled, ...]) -> None:
        self._learnt |= {each.name: each.option or each.value for each in fields}

    def _filled(self, node: Form, place: Place, text: str) -> Step:
        """A text is the answer to the first field that is open."""
        asked = node.fields[place.field : place.field + 1]
        if not asked:
            return self.to(node.next)  # another version has fewer
        card = question(self._flow, node, place.field, self._language)
        assert not isinstance(card, MenuCard)  # noqa: S101 - a form's card is a form
        skips = plain(text) in SKIPS and not asked[0].required
        value = "" if skips else entry_of(asked[0], text)
        filled = fill(card.fields[0], value)
        if isinstance(filled, Refused):
            return self._again(node, place)
        done = () if filled is None else (filled,)
        self._learn(done)
        selected = Choice(None, done)
        if place.field + 1 < len(node.fields):
            return self._ask(node, Place(node.id, 0, place.field + 1), selected)
        return self.to(node.next, selected)

    def _again(self, node: Asking, place: Place) -> Step:
        """What fits nothing: the same question, or what comes when it is enough."""
        if place.tries >= node.retries:
            return self.to(node.otherwise or self._flow.otherwise)
        if said := self._flow.again.to(self._language):
            self._say(TextCard(said))
        return self._ask(node, replace(place, tries=place.tries + 1), None)
