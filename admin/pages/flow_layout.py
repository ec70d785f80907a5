"""PURE: where the nodes of a flow are drawn, and how the lines between them run (R10).

Layers from the start downwards, as far from it as the longest way: so every line leads
down, but for those that close a circle. A line across layers has a lane of its own in
each, so that it runs behind no node. Within a layer all stand where those that lead to
them do, on the whole.

Source: Sugiyama, Tagawa, Toda: Methods for visual understanding of hierarchical system
structures (1981).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

WIDTH: Final = 180
HEIGHT: Final = 52
"""Of a node; these and all others in the units of the drawing."""
GAP: Final = 28
"""Between two nodes of a layer."""
FALL: Final = 64
"""Between two layers: room for words on the lines."""
LANE: Final = 20
"""Of a line across a layer, or of one that leads up."""
MARGIN: Final = 40
"""Around all of it."""
_IN_LANE: Final = "\0"
"""Begins what stands for a lane: no id of a node has it."""
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
    up = [line for line in kept if (line.source, line.target) in back]
    down = [line for line in kept if (line.source, line.target) not in back]
    layers = _layers(nodes, down)
    ways = _with_lanes(layers, down)
    places = _places(_ordered(layers, ways))
    edge = max((each.x + WIDTH for each in places.values()), default=0) + GAP
    drawn = (
        *(_drawn_down(line, way, places) for line, way in zip(down, ways, strict=True)),
        *(_drawn_up(line, places, edge + n * LANE) for n, line in enumerate(up)),
    )
    width = edge + len(up) * LANE + MARGIN
    height = 2 * MARGIN + len(layers) * (HEIGHT + FALL) - FALL * bool(layers)
    stand = tuple(places[node] for node in nodes)
    return Drawing(width, height, stand, drawn)


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


def _layers(nodes: Sequence[str], down: Sequence[Line]) -> list[list[str]]:
    """Each node below all that lead to it."""
    depth = dict.fromkeys(nodes, 0)
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


def _with_lanes(layers: list[list[str]], down: Sequence[Line]) -> list[list[str]]:
    """The ways of lines: from node to node, over a lane in each layer between them."""
    depth = {node: at for at, layer in enumerate(layers) for node in layer}
    ways: list[list[str]] = []
    for line in down:
        between = range(depth[line.source] + 1, depth[line.target])
        named = f"{_IN_LANE}{line.source}{_IN_LANE}{line.target}"
        lanes = [f"{named}{_IN_LANE}{at}" for at in between]
        for lane, at in zip(lanes, between, strict=True):
            layers[at].append(lane)
        ways.append([line.source, *lanes, line.target])
    return ways


def _ordered(layers: list[list[str]], ways: Sequence[Sequence[str]]) -> list[list[str]]:
    """Each where its neighbours are, on the whole: fewer lines cross then."""
    near: dict[str, list[str]] = {}
    for way in ways:
        for above, below in pairwise(way):
            near.setdefault(above, []).append(below)
            near.setdefault(below, []).append(above)
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
    """Of nodes the upper left corner, of lanes the upper end."""
    widths = [sum(map(_wide, layer)) for layer in layers]
    widest = max(widths, default=0)
    places: dict[str, Placed] = {}
    for depth, layer in enumerate(layers):
        x = MARGIN + (widest - widths[depth]) // 2
        for node in layer:
            places[node] = Placed(node, x, MARGIN + depth * (HEIGHT + FALL))
            x += _wide(node)
    return places


def _wide(node: str) -> int:
    return LANE if node.startswith(_IN_LANE) else WIDTH + GAP


def _middle(place: Placed) -> int:
    return place.x if place.id.startswith(_IN_LANE) else place.x + WIDTH // 2


def _drawn_down(line: Line, way: Sequence[str], places: Mapping[str, Placed]) -> Drawn:
    first, *others = (places[each] for each in way)
    x, y = _middle(first), first.y + HEIGHT
    # Nearer to the end: lines from one node part on their way.
    words_x, words_y = x + (_middle(others[0]) - x) * 3 // 4, y + FALL * 3 // 4
    path = f"M{x} {y}"
    for place in others:
        end_x, end_y, bend = _middle(place), place.y, FALL // 2
        path += f"C{x} {y + bend} {end_x} {end_y - bend} {end_x} {end_y}"
        x, y = end_x, end_y + HEIGHT
        if place is not others[-1]:
            path += f"L{x} {y}"
    return Drawn(line, path, words_x, words_y, is_back=False)


def _drawn_up(line: Line, places: Mapping[str, Placed], lane: int) -> Drawn:
    """Between the layers to the edge, up there, and back above the target."""
    source, target = places[line.source], places[line.target]
    x, end_x = source.x + WIDTH * 3 // 4, target.x + WIDTH * 3 // 4
    y, end_y = source.y + HEIGHT, target.y
    out, back = y + FALL // 4, end_y - FALL // 4
    path = f"M{x} {y}L{x} {out}L{lane} {out}L{lane} {back}L{end_x} {back}"
    return Drawn(line, f"{path}L{end_x} {end_y}", x + WIDTH // 2, out - 3, is_back=True)
