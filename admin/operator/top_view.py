"""PURE: a look at the supervision tree, as lines.

Of two looks the second shows what happened between them, per second; a single one shows
totals since the start.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from admin.operator.frames import Tree
from admin.operator.phrases import ENTITIES, PHASES, OperatorPhrase
from admin.operator.table import Row, table
from gateway.console.duration import duration
from gateway.console.phrases import Words
from gateway.console.styled import Line, Span, Style, styled
from runtime.introspect import CellStatistics
from runtime.survey import RegionTotals

_ROOT: Final = "/"
_INDENT: Final = "  "
_MS: Final = 1_000
_PERCENT: Final = 100
_HEADINGS: Final = 2
"""Lines before the first entity."""
_ENTITY_ROOM: Final = 8
"""Lines that the tree leaves to the entities: what is busy matters more than what is
well."""
_LEAST_PARTS: Final = 5
"""Parts shown in the smallest window."""
Figures = tuple[int, float]
"""Messages handled, and seconds busy."""


class TopView:
    """Looks at the tree.

    Args:
        words: the reader's language.
    """

    def __init__(self, words: Words) -> None:
        self._words = words

    def shown(
        self, tree: Tree, before: Tree | None = None, room: int | None = None
    ) -> list[Line]:
        """Head, tree, regions, then the entities.

        Args:
            tree: what to show.
            before: an earlier look at the same process.
            room: lines there are; entities are left out for want of it.
        """
        paces = _Paces(tree, before)
        regions = self._regions(tree, paces)
        parts = None if room is None else room - len(regions) - _ENTITY_ROOM
        lines = [self._head(tree), *self._tree(tree, parts), (), *regions]
        count = None if room is None else max(0, room - len(lines) - _HEADINGS)
        shown = _some(tree, count)
        return [*lines, (), *self._entities(tree, shown, paces)] if shown else lines

    def _head(self, tree: Tree) -> Line:
        time = duration(self._words, round(tree.up_seconds * _MS))
        head = self._words(OperatorPhrase.HEAD, process=tree.process, time=time)
        return styled(head, Style.NOTICE)

    # --- the tree

    def _tree(self, tree: Tree, room: int | None) -> list[Line]:
        headings = self._headings(
            OperatorPhrase.PART,
            OperatorPhrase.KIND,
            OperatorPhrase.STATE,
            OperatorPhrase.RESTARTS,
            OperatorPhrase.MAILBOX,
            OperatorPhrase.LAST_ERROR,
        )
        regions = {totals.path for totals in tree.regions}
        cells = tree.upper if room is None else _worth_showing(tree.upper, room)
        rows = [self._part(cell, is_region=cell.path in regions) for cell in cells]
        lines = table([headings, *rows], frozenset({0, 1, 2, 5}))
        if left := len(tree.upper) - len(cells):
            more = self._words(OperatorPhrase.MORE_PARTS, count=left)
            lines.append(styled(more, Style.NOTICE))
        return lines

    def _part(self, cell: CellStatistics, *, is_region: bool) -> Row:
        kind = Span(cell.kind)
        if cell.strategy:
            supervisor = OperatorPhrase.SUPERVISOR
            kind = Span(self._words(supervisor, strategy=cell.strategy))
        elif is_region:
            kind = Span(self._words(OperatorPhrase.REGION))
        return (
            Span(_name(cell.path)),
            kind,
            Span(self._state(cell)),
            _alarming(cell.restarts),
            _number(cell.mailbox),
            Span(cell.last_error, Style.WARNING),
        )

    def _state(self, cell: CellStatistics) -> str:
        if cell.waiting_on:
            return self._words(OperatorPhrase.WAITS_FOR, path=cell.waiting_on)
        phrase = PHASES.get(cell.phase)
        return cell.phase if phrase is None else self._words(phrase)

    # --- regions

    def _regions(self, tree: Tree, paces: _Paces) -> list[Line]:
        headings = self._headings(
            OperatorPhrase.REGION,
            OperatorPhrase.IN_MEMORY,
            OperatorPhrase.ASLEEP,
            OperatorPhrase.AT_WORK,
            OperatorPhrase.QUARANTINED,
            OperatorPhrase.MAILBOX,
            *self._of_work(paces),
        )
        rows = [self._region(totals, paces) for totals in tree.regions]
        return table([headings, *rows], frozenset({0}))

    def _region(self, totals: RegionTotals, paces: _Paces) -> Row:
        census = totals.census
        return (
            Span(_last(totals.path)),
            _number(census.awake),
            _number(census.asleep),
            _number(totals.at_work),
            _alarming(census.quarantined),
            _number(totals.mailbox),
            *paces.cells(totals),
            _alarming(totals.crashes),
        )

    # --- entities

    def _entities(
        self, tree: Tree, shown: Sequence[CellStatistics], paces: _Paces
    ) -> list[Line]:
        headings = self._headings(
            ENTITIES[tree.sort],
            OperatorPhrase.STATE,
            OperatorPhrase.RESTARTS,
            OperatorPhrase.MAILBOX,
            *self._of_work(paces),
            OperatorPhrase.LAST_ERROR,
        )
        rows = [self._entity(cell, tree, paces) for cell in shown]
        return table([headings, *rows], frozenset({0, 1, len(headings) - 1}))

    def _entity(self, cell: CellStatistics, tree: Tree, paces: _Paces) -> Row:
        above = _region_of(cell, tree).rpartition("/")[0]
        return (
            Span(cell.path.removeprefix(f"{above}/")),
            Span(self._state(cell)),
            _alarming(cell.restarts),
            _number(cell.mailbox),
            *paces.cells(cell),
            _alarming(cell.crashes),
            Span(cell.last_error, Style.WARNING),
        )

    # --- headings

    def _headings(self, *phrases: OperatorPhrase) -> Row:
        return [Span(self._words(phrase), Style.DIM) for phrase in phrases]

    def _of_work(self, paces: _Paces) -> tuple[OperatorPhrase, ...]:
        handled, crashes = OperatorPhrase.HANDLED, OperatorPhrase.CRASHES
        if not paces.seconds:
            return (handled, OperatorPhrase.BUSY_SECONDS, crashes)
        per_second, share = OperatorPhrase.PER_SECOND, OperatorPhrase.BUSY_SHARE
        return (handled, per_second, share, crashes)


class _Paces:
    """How fast things go between two looks.

    Attributes:
        seconds: between them; 0 = there is only one.
    """

    def __init__(self, tree: Tree, before: Tree | None) -> None:
        self.seconds = 0.0
        self._before: Mapping[str, Figures] = {}
        if before is not None and before.process == tree.process:
            self.seconds = max(0.0, tree.up_seconds - before.up_seconds)
            self._before = dict(_figures(before))

    def cells(self, of: CellStatistics | RegionTotals) -> Row:
        """Handled, and how fast and how busy, or how long busy."""
        if not self.seconds:
            return (_number(of.handled), Span(f"{of.busy_seconds:,.3f}"))
        handled, busy_seconds = self._before.get(of.path, (None, 0.0))
        if handled is None or handled > of.handled:  # it is new, or begins anew
            return (_number(of.handled), Span("–"), Span("–"))
        pace = (of.handled - handled) / self.seconds
        share = (of.busy_seconds - busy_seconds) / self.seconds * _PERCENT
        return (_number(of.handled), Span(f"{pace:,.1f}"), Span(f"{share:.1f}"))


def _figures(tree: Tree) -> Iterator[tuple[str, Figures]]:
    for cell in tree.entities:
        yield cell.path, (cell.handled, cell.busy_seconds)
    for totals in tree.regions:
        yield totals.path, (totals.handled, totals.busy_seconds)


def _worth_showing(cells: Sequence[CellStatistics], room: int) -> list[CellStatistics]:
    """All, or as many as there is room for: those with trouble, then the uppermost."""
    if len(cells) <= room:
        return list(cells)

    def rank(cell: CellStatistics) -> tuple[bool, int]:
        is_well = not (cell.restarts or cell.last_error or cell.mailbox)
        return is_well, cell.path.rstrip("/").count("/")

    troubled = sum(not rank(cell)[0] for cell in cells)
    first = sorted(cells, key=rank)[: max(room, troubled, _LEAST_PARTS)]
    kept = {cell.path for cell in first}
    return [cell for cell in cells if cell.path in kept]


def _some(tree: Tree, count: int | None) -> Sequence[CellStatistics]:
    """As many entities as there is room for, of each region its share."""
    if count is None or len(tree.entities) <= count:
        return tree.entities
    kept: set[str] = set()
    places: dict[str, int] = {}
    ranked = []
    for cell in tree.entities:
        region = _region_of(cell, tree)
        places[region] = places.get(region, 0) + 1
        ranked.append((places[region], cell.path))
    kept.update(path for _, path in sorted(ranked)[:count])
    return [cell for cell in tree.entities if cell.path in kept]


def _region_of(cell: CellStatistics, tree: Tree) -> str:
    """The path of an entity's region; what follows it is the id, slashes and all."""
    paths = (totals.path for totals in tree.regions)
    return next((path for path in paths if cell.path.startswith(f"{path}/")), "")


def _name(path: str) -> str:
    """The last part of a path, indented by its depth."""
    return _ROOT if path == _ROOT else _INDENT * path.count("/") + _last(path)


def _last(path: str) -> str:
    return path.rpartition("/")[2]


def _number(count: int) -> Span:
    return Span(f"{count:,}")


def _alarming(count: int) -> Span:
    """A figure that is 0 as long as all is well."""
    return Span(f"{count:,}", Style.WARNING if count else Style.PLAIN)
