"""PURE: a flow that asks for a group alone, made of the groups' public names (Q3)."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Final

import msgspec

from actors.cards.card import MAX_OPTION_CHARS
from actors.cards.wording import Wording
from actors.flow.definition import Flow, GroupChoice, GroupOption, ToGroup

CHOICE: Final = "visitor_choice"
"""The id of every such flow; what it offers is kept with the session."""
_TITLE: Final = Wording("请选择您想咨询的分组", "Please choose whom you want to ask.")


class NamedGroup(msgspec.Struct, frozen=True, array_like=True):
    """A group, as visitors read it."""

    group: str
    name: str


def choice_flow(groups: Iterable[NamedGroup]) -> Flow:
    """The flow; groups of the same name are told apart by their ids."""
    return _choice_flow(tuple(groups))


@lru_cache(maxsize=64)
def _choice_flow(groups: tuple[NamedGroup, ...]) -> Flow:
    names = [each.name or each.group for each in groups]
    options = tuple(
        GroupOption(group=each.group, text=Wording(_label(each, names)))
        for each in groups
    )
    return Flow(
        id=CHOICE,
        version=1,
        start="choice",
        nodes=(
            GroupChoice(id="choice", title=_TITLE, groups=options),
            ToGroup(id="usual"),
        ),
        otherwise="usual",
    )


def _label(named: NamedGroup, names: list[str]) -> str:
    name = named.name or named.group
    label = name if names.count(name) == 1 else f"{name} ({named.group})"
    return label[:MAX_OPTION_CHARS]
