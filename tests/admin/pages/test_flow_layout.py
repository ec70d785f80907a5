"""A flow as a drawing."""

from __future__ import annotations

import re
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from admin.pages.flow_layout import FALL, GAP, HEIGHT, WIDTH, Drawing, Line, drawing

pytestmark = pytest.mark.covers("R10")
NAMES = [f"n{number}" for number in range(12)]
POINT = re.compile(r"(-?\d+) (-?\d+)")
LINES = st.lists(st.builds(Line, st.sampled_from(NAMES), st.sampled_from(NAMES)))


def heights(found: Drawing) -> dict[str, int]:
    return {each.id: each.y for each in found.nodes}


@given(st.integers(0, 12), LINES)
def test_no_two_nodes_overlap_and_all_are_within(count: int, lines: list[Line]) -> None:
    found = drawing(NAMES[:count], lines)
    assert sorted(each.id for each in found.nodes) == sorted(NAMES[:count])
    for one, other in combinations(found.nodes, 2):
        beside = abs(one.x - other.x) >= WIDTH + GAP
        assert beside or abs(one.y - other.y) >= HEIGHT + FALL
    for each in found.nodes:
        assert 0 <= each.x <= found.width - WIDTH
        assert 0 <= each.y <= found.height - HEIGHT


@given(LINES)
def test_lines_lead_down_unless_they_close_a_circle(lines: list[Line]) -> None:
    found = drawing(NAMES, lines)
    at = heights(found)
    ahead: dict[str, set[str]] = {}
    for line, *_, is_back in found.lines:
        ahead.setdefault(line.source, set()).add(line.target)
        assert is_back or at[line.source] < at[line.target]
    for line, *_, is_back in found.lines:
        if is_back:
            assert line.source in reached(line.target, ahead)


@given(LINES)
def test_no_line_runs_behind_a_node(lines: list[Line]) -> None:
    found = drawing(NAMES, lines)
    for each in found.lines:
        points = [tuple(map(int, xy)) for xy in POINT.findall(each.path)]
        for (x, y), (end_x, end_y) in pairwise(points):
            for node in found.nodes:
                is_beside = max(x, end_x) <= node.x or min(x, end_x) >= node.x + WIDTH
                is_off = max(y, end_y) <= node.y or min(y, end_y) >= node.y + HEIGHT
                assert is_beside or is_off, (each, node)


def reached(begin: str, ahead: dict[str, set[str]]) -> set[str]:
    found, left = set[str](), [begin]
    while left:
        node = left.pop()
        if node not in found:
            found.add(node)
            left += ahead.get(node, ())
    return found


def test_lines_between_the_same_two_are_one_with_all_words() -> None:
    lines = [Line("a", "b", "yes"), Line("a", "b", "1"), Line("a", "gone", "no")]
    (drawn,) = drawing(["a", "b"], lines).lines
    assert drawn.line == Line("a", "b", "yes / 1")


def test_a_node_stands_below_the_longest_way_to_it() -> None:
    lines = [Line("a", "c"), Line("a", "b"), Line("b", "c"), Line("c", "a")]
    found = drawing(["a", "b", "c"], lines)
    at = heights(found)
    assert at["a"] < at["b"] < at["c"]
    assert [each.line for each in found.lines if each.is_back] == [Line("c", "a")]
