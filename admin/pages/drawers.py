"""PURE: categories of the robot's knowledge as people look for them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from actors.knowledge.entry import Base, Category


@dataclass(frozen=True, slots=True)
class Drawer:
    """A category in the tree.

    Attributes:
        id: of the category.
        name: its own.
        path: its name behind those that it is in.
        parent: id of the one that it is in; "" = none.
        depth: 0 = it is in none.
    """

    id: str
    name: str
    path: str
    parent: str
    depth: int


def drawers(categories: Iterable[Category], base: Base) -> tuple[Drawer, ...]:
    """Those of one base, each before those within it, by their names."""
    inner: dict[str, list[Category]] = {}
    for each in categories:
        if each.base is base:
            inner.setdefault(each.parent, []).append(each)
    found: list[Drawer] = []

    def add(parent: str, path: str, depth: int) -> None:
        for each in sorted(inner.get(parent, ()), key=lambda one: one.name):
            whole = f"{path} / {each.name}" if path else each.name
            found.append(Drawer(each.id, each.name, whole, parent, depth))
            add(each.id, whole, depth + 1)

    add("", "", 0)
    return tuple(found)
