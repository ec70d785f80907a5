"""PURE: where the nodes of a flow are drawn, and how the lines between them run (R10).

Layers from the start downwards, as far from it as the longest way: so every line leads
down, but for those that close a circle. Within a layer a node stands where those that
lead to it do, on the whole.

Source: Sugiyama, Tagawa, Toda: Methods for visual understanding of hierarchical system
structures (1981), without its dummy nodes: flows are small.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

WIDTH: Final = 180
HEIGHT: Final = 52
"""Of a node; these and all others in the units of the drawing."""
GAP: Final = 28
"""Between two nodes of a layer."""
FALL: Final = 64
"""Between two layers: room for words on the lines."""
MARGIN: Final = 60
"""Around all of it; lines that lead up run there."""
SWEEPS: Final = 4
"""Times that the layers are put in order, down and up in turn."""


class Line(NamedTuple):
    """From a node to another; `words`: when one goes there, "" = always."""

    source: str
    target: str
    words: str = ""


class Placed(NamedTuple):
    """A node's upper left corner."""

    id: str
    x: int
    y: int


class Drawn(NamedTuple):
    """A line: its path as SVG has it, where its words stand, and if it leads up."""

    line: Line
    path: str
    x: int
    y: int
    is_back: bool


class Drawing(NamedTuple):
    """All of it."""

    width: int
    height: int
    nodes: tuple[Placed, ...]
    lines: tuple[Drawn, ...]


def drawing(nodes: Sequence[str], lines: Iterable[Line]) -> Drawing:
    """Where everything is drawn.

    Args:
        nodes: each once, those from which others are reached first.
        lines: those whose ends are no nodes are left out.
    """
    known = frozenset(nodes)
    kept = _together(x for x in lines if x.source in known and x.target in known)
    back = _closing(nodes, kept)
    layers = _ordered(_layers(nodes, kept, back), kept)
    places = _places(layers)
    widest = max((len(each) for each in layers), default=0)
    width = 2 * MARGIN + widest * (WIDTH + GAP)
    height = 2 * MARGIN + len(layers) * (HEIGHT + FALL)
    drawn = tuple(
        _drawn(line, places, width, is_back=(line.source, line.target) in back)
        for line in kept
    )
    return Drawing(width, height, tuple(places.values()), drawn)


def _together(lines: Iterable[Line]) -> tuple[Line, ...]:
    """One between the same two nodes, with the words of all."""
    words: dict[tuple[str, str], list[str]] = {}
    for source, target, said in lines:
        words.setdefault((source, target), []).extend([said] if said else [])
    return tuple(
        Line(source, target, " / ".join(dict.fromkeys(said)))
        for (source, target), said in words.items()
    )


def _closing(nodes: Sequence[str], lines: Sequence[Line]) -> frozenset[tuple[str, str]]:
    """The lines that close a circle, gone through from the first node on."""
    ahead = _by_source(lines)
    found: set[tuple[str, str]] = set()
    done: set[str] = set()
    for first in nodes:
        if first in done:
            continue
        way = [(first, iter(ahead.get(first, ())))]
        on_way = {first}
        while way:
            node, targets = way[-1]
            target = next(targets, None)
            if target is None:
                way.pop()
                on_way.discard(node)
                done.add(node)
            elif target in on_way:
                found.add((node, target))
            elif target not in done:
                way.append((target, iter(ahead.get(target, ()))))
                on_way.add(target)
    return frozenset(found)


def _by_source(lines: Iterable[Line]) -> dict[str, list[str]]:
    ahead: dict[str, list[str]] = {}
    for line in lines:
        ahead.setdefault(line.source, []).append(line.target)
    return ahead


def _layers(
    nodes: Sequence[str], lines: Sequence[Line], back: frozenset[tuple[str, str]]
) -> list[list[str]]:
    """Each node below all that lead to it."""
    depth = dict.fromkeys(nodes, 0)
    down = [x for x in lines if (x.source, x.target) not in back]
    has_moved = True
    while has_moved:  # no circle is left, so it ends
        has_moved = False
        for line in down:
            least = depth[line.source] + 1
            if depth[line.target] < least:
                depth[line.target] = least
                has_moved = True
    layers: list[list[str]] = [[] for _ in range(max(depth.values(), default=-1) + 1)]
    for node in nodes:
        layers[depth[node]].append(node)
    return layers


def _ordered(layers: list[list[str]], lines: Sequence[Line]) -> list[list[str]]:
    """Each where its neighbours are, on the whole: fewer lines cross then."""
    near: dict[str, list[str]] = {}
    for source, target, _ in lines:
        near.setdefault(source, []).append(target)
        near.setdefault(target, []).append(source)
    for sweep in range(SWEEPS):
        for layer in layers if sweep % 2 == 0 else reversed(layers):
            at = _middles(layers)
            wanted = {
                node: _mean([at[each] for each in near.get(node, ())], at[node])
                for node in layer
            }
            layer.sort(key=wanted.__getitem__)
    return layers


def _middles(layers: Sequence[Sequence[str]]) -> dict[str, float]:
    """How far each is from the middle of its layer."""
    return {
        node: place - (len(layer) - 1) / 2
        for layer in layers
        for place, node in enumerate(layer)
    }


def _mean(values: Sequence[float], usual: float) -> float:
    return sum(values) / len(values) if values else usual


def _places(layers: Sequence[Sequence[str]]) -> dict[str, Placed]:
    widest = max((len(each) for each in layers), default=0)
    places: dict[str, Placed] = {}
    for depth, layer in enumerate(layers):
        begin = MARGIN + (widest - len(layer)) * (WIDTH + GAP) // 2
        for place, node in enumerate(layer):
            x = begin + place * (WIDTH + GAP)
            places[node] = Placed(node, x, MARGIN + depth * (HEIGHT + FALL))
    return places


def _drawn(
    line: Line, places: Mapping[str, Placed], width: int, *, is_back: bool
) -> Drawn:
    source, target = places[line.source], places[line.target]
    if is_back:
        x, y = source.x + WIDTH, source.y + HEIGHT // 2
        end_x, end_y = target.x + WIDTH, target.y + HEIGHT // 2
        edge = width - MARGIN // 2
        path = f"M{x} {y}C{edge} {y} {edge} {end_y} {end_x} {end_y}"
        return Drawn(line, path, x + GAP, y - 6, is_back)
    x, y = source.x + WIDTH // 2, source.y + HEIGHT
    end_x, end_y = target.x + WIDTH // 2, target.y
    bend = FALL // 2
    path = f"M{x} {y}C{x} {y + bend} {end_x} {end_y - bend} {end_x} {end_y}"
    return Drawn(line, path, end_x, end_y - 8, is_back)
