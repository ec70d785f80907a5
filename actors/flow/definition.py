"""PURE: what a flow consists of; the fields say themselves what they mean (R10).

A flow is a net of nodes. Some say or ask something, some only lead on, the others are
its ends: where the session goes. It is written as JSON, each node with its `kind`.
"""

from __future__ import annotations

from enum import Enum
from typing import Annotated, Final

import msgspec
from msgspec import Meta

from actors.assignment.standing import MAX_PRIORITY, MAX_SKILL_LEVEL
from actors.cards.card import MAX_FIELDS, MAX_ID_CHARS, MAX_OPTIONS
from actors.cards.pattern import MAX_PATTERN_CHARS
from actors.cards.wording import Wording

MAX_NODES: Final = 200
"""Of one flow: what nobody can overlook any more, nobody can keep right."""
MAX_VARIABLES: Final = 50
"""Of one flow, and so of one session: its state stays small."""
MAX_GROUPS: Final = 50
"""That one flow leads to: their names are kept with each session that it asks."""
MAX_CASES: Final = 20
"""Of one branch."""
MAX_WORDS: Final = 10
"""Other words that choose one option."""
MAX_RETRIES: Final = 10
"""How often one question is asked again."""
USUAL_RETRIES: Final = 2

Name = Annotated[
    str, Meta(min_length=1, max_length=MAX_ID_CHARS, pattern=r"^[A-Za-z0-9_.-]+\Z")
]
"""Of a flow, a node, an option or a variable."""
Target = Annotated[str, Meta(max_length=MAX_ID_CHARS)]
"""The id of a node."""
Retries = Annotated[int, Meta(ge=0, le=MAX_RETRIES)]
Words = Annotated[
    tuple[Annotated[str, Meta(min_length=1, max_length=MAX_ID_CHARS)], ...],
    Meta(max_length=MAX_WORDS),
]
GroupName = Annotated[str, Meta(max_length=MAX_ID_CHARS)]
Priority = Annotated[int, Meta(ge=0, le=MAX_PRIORITY)]
SkillLevel = Annotated[int, Meta(ge=0, le=MAX_SKILL_LEVEL)]


class VariableType(Enum):
    """What a variable holds."""

    TEXT = "text"
    NUMBER = "number"
    CHOICE = "choice"
    """The id of an option."""


class Variable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Something that is learnt of the visitor and kept with the session."""

    name: Name
    type: VariableType = VariableType.TEXT


class Node(
    msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", omit_defaults=True
):
    """Base of all nodes."""

    id: Name


class Say(Node, frozen=True, kw_only=True, tag="say"):
    """Says something and goes on."""

    text: Wording
    next: Target


class Way(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An option of a menu, and where it leads.

    It is chosen by its text, by its place from 1 on, or by one of the `words`.
    """

    id: Name
    text: Wording
    next: Target
    desc: Wording = Wording("")
    words: Words = ()


class Menu(Node, frozen=True, kw_only=True, tag="menu"):
    """Asks for one of the options; `variable` takes the id of what is chosen.

    What fits nothing is answered with the same question, `retries` times; then it goes
    on at `otherwise`, by default the flow's.
    """

    title: Wording
    options: Annotated[tuple[Way, ...], Meta(max_length=MAX_OPTIONS)]
    tail: Wording = Wording("")
    variable: Target = ""
    retries: Retries = USUAL_RETRIES
    otherwise: Target = ""


class Entry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One of the values that a field takes."""

    id: Name
    text: Wording


class Field(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is to be filled in; `variable` takes it."""

    variable: Name
    label: Wording
    options: Annotated[tuple[Entry, ...], Meta(max_length=MAX_OPTIONS)] = ()
    required: bool = True
    pattern: Annotated[str, Meta(max_length=MAX_PATTERN_CHARS)] = ""
    hint: Wording = Wording("")


class Form(Node, frozen=True, kw_only=True, tag="form"):
    """Asks for values, all at once or, of who writes, one after the other."""

    title: Wording
    fields: Annotated[tuple[Field, ...], Meta(max_length=MAX_FIELDS)]
    next: Target
    retries: Retries = USUAL_RETRIES
    otherwise: Target = ""


class GroupOption(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True
):
    """A group that the visitor may choose, as he reads it."""

    group: Annotated[GroupName, Meta(min_length=1)]
    text: Wording
    priority: Priority = 0
    skill: GroupName = ""
    level: SkillLevel = 0


class GroupChoice(Node, frozen=True, kw_only=True, tag="groups"):
    """Asks for a group, and goes there (Q3)."""

    title: Wording
    groups: Annotated[tuple[GroupOption, ...], Meta(max_length=MAX_OPTIONS)]
    retries: Retries = USUAL_RETRIES
    otherwise: Target = ""


class Case(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where a branch leads when the variable has this value."""

    value: Annotated[str, Meta(max_length=200)]
    next: Target


class Branch(Node, frozen=True, kw_only=True, tag="branch"):
    """Goes on by the value of a variable."""

    variable: Name
    cases: Annotated[tuple[Case, ...], Meta(max_length=MAX_CASES)]
    otherwise: Target


class ToRobot(Node, frozen=True, kw_only=True, tag="robot"):
    """The robot talks on."""


class ToGroup(Node, frozen=True, kw_only=True, tag="group"):
    """A group's line; group "" = where the channel leads."""

    group: GroupName = ""
    priority: Priority = 0
    skill: GroupName = ""
    level: SkillLevel = 0


class ToBusiness(Node, frozen=True, kw_only=True, tag="business"):
    """The business server says where (Q9)."""


class LeaveMessage(Node, frozen=True, kw_only=True, tag="message"):
    """Nobody is asked for: what the visitor says is kept for an agent."""

    text: Wording = Wording("")


class End(Node, frozen=True, kw_only=True, tag="close"):
    """The session is over; something may be said at last."""

    text: Wording = Wording("")


Asking = Menu | Form | GroupChoice
"""Where a flow waits for the visitor."""
Ending = ToRobot | ToGroup | ToBusiness | LeaveMessage | End
"""Where a flow is over."""
AnyNode = Say | Asking | Branch | Ending


class Flow(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A flow of one version; sessions go on by the one with which they began.

    Attributes:
        id: its name for the service.
        version: grows with each publication.
        name: for people.
        start: where it begins.
        nodes: in no order.
        otherwise: the end to which it goes when nothing else is left.
        variables: all that its menus and forms fill.
        again: said before a question is asked once more.
    """

    id: Name
    version: Annotated[int, Meta(ge=1)]
    start: Target
    nodes: tuple[AnyNode, ...]
    otherwise: Target
    name: Annotated[str, Meta(max_length=200)] = ""
    variables: tuple[Variable, ...] = ()
    again: Wording = Wording(
        "没有看懂您的回答，请再试一次",
        "That was none of the answers. Please try again.",
    )


def groups_of(flow: Flow) -> tuple[str, ...]:
    """All groups to which a flow may lead, each once; where the channel leads aside."""
    found: dict[str, None] = {}
    for node in flow.nodes:
        if isinstance(node, ToGroup) and node.group:
            found[node.group] = None
        elif isinstance(node, GroupChoice):
            found |= dict.fromkeys(each.group for each in node.groups)
    return tuple(found)
