"""PURE: sessions of the records as lines of a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, tzinfo
from typing import Final

from actors.records.messages import SessionCard, ShownMessage
from actors.records.rows import LegRow, SessionRow
from actors.records.said import RECALLED
from actors.session.tag_rule import tags_of
from admin.operator.record_phrases import ENDINGS, KINDS, RecordPhrase
from admin.operator.table import table
from gateway.console.duration import duration
from gateway.console.phrases import Words
from gateway.console.styled import Line, Span, Style, styled

_FOUND: Final = "» "
"""Before a message in which something was found, also where no style can be shown."""
_NO: Final = "–"


class RecordsView:
    """Draws records.

    Args:
        words: the reader's language.
        zone: the reader's; None is the machine's.
    """

    def __init__(self, words: Words, zone: tzinfo | None = None) -> None:
        self._words = words
        self._zone = zone

    def table(self, cards: Sequence[SessionCard]) -> list[Line]:
        """A table, with an excerpt where text was looked for."""
        has_text = any(card.excerpt for card in cards)
        headings = [
            RecordPhrase.OPENED,
            RecordPhrase.SESSION,
            RecordPhrase.VISITOR,
            RecordPhrase.CHANNEL,
            RecordPhrase.GROUP,
            RecordPhrase.AGENT,
            RecordPhrase.OUTCOME,
            RecordPhrase.STARS,
            RecordPhrase.TAGS,
        ]
        if has_text:
            headings.append(RecordPhrase.SAID)
        rows = [tuple(Span(self._words(phrase)) for phrase in headings)]
        for card in cards:
            cells = self._cells(card.row)
            rows.append((*cells, Span(card.excerpt)) if has_text else cells)
        return table(rows, frozenset({0, 1, 2, 3, 4, 5, 6, 8, 9}))

    def head(self, row: SessionRow) -> list[Line]:
        """What is known of a session, but its legs."""
        words = self._words
        end = _NO if row.closed_ms is None else self.time(row.closed_ms)
        outcome = words(ENDINGS[row.ending])
        identity = words(
            RecordPhrase.IDENTITY,
            visitor=row.nickname,
            id=row.visitor,
            channel=row.channel,
        )
        span = words(
            RecordPhrase.SPAN, begin=self.time(row.opened_ms), end=end, outcome=outcome
        )
        noted = (
            (row.rating, words(RecordPhrase.RATED, rating=row.rating)),
            (row.tags, words(RecordPhrase.TAGGED, tags=_tags(row))),
            (row.solved, words(RecordPhrase.SOLVED, solved=row.solved)),
            (row.remark, words(RecordPhrase.REMARKED, remark=row.remark)),
            (row.follow_up, words(RecordPhrase.FOLLOWED_UP, follow_up=row.follow_up)),
        )
        told = (row.session, identity, span, *(text for value, text in noted if value))
        return [styled(text) for text in told]

    def legs(self, legs: Sequence[LegRow]) -> list[Line]:
        """A table of a session's legs."""
        headings = (
            RecordPhrase.LEG,
            RecordPhrase.KIND,
            RecordPhrase.GROUP,
            RecordPhrase.AGENT,
            RecordPhrase.BEGUN,
            RecordPhrase.LASTED,
            RecordPhrase.FIRST,
            RecordPhrase.OUTCOME,
        )
        rows = [tuple(Span(self._words(phrase)) for phrase in headings)]
        rows += [self._leg(leg) for leg in legs]
        return table(rows, frozenset({1, 2, 3, 4, 7}))

    def message(self, shown: ShownMessage) -> Line:
        """One message; what was looked for stands out."""
        row = shown.row
        text = row.text
        if row.kind == RECALLED:
            text = self._words(RecordPhrase.RECALLED)
        elif not text:
            text = f"[{row.kind}]"
        spans = [Span(_FOUND if shown.marks else "  "), Span(self.time(row.at_ms))]
        spans.append(Span(f"  {row.name or row.sender or row.role}: "))
        place = 0
        for begin, end in shown.marks:
            spans += [Span(text[place:begin]), Span(text[begin:end], Style.RINGING)]
            place = end
        return (*spans, Span(text[place:]))

    def time(self, ms: int) -> str:
        """A moment, to the second."""
        moment = datetime.fromtimestamp(ms / 1_000, UTC).astimezone(self._zone)
        return f"{moment:%Y-%m-%d %H:%M:%S}"

    def _cells(self, row: SessionRow) -> tuple[Span, ...]:
        cells = (
            self.time(row.opened_ms),
            row.session,
            row.nickname or row.visitor,
            row.channel,
            row.group_name or row.group,
            row.agent_name or row.agent,
            self._words(ENDINGS[row.ending]),
            _NO if row.stars is None else str(row.stars),
            _tags(row),
        )
        return tuple(map(Span, cells))

    def _leg(self, leg: LegRow) -> tuple[Span, ...]:
        lasted = None if leg.ended_ms is None else leg.ended_ms - leg.begun_ms
        cells = (
            str(leg.leg),
            self._words(KINDS[leg.kind]),
            leg.group_name or leg.group,
            leg.agent_name or leg.agent,
            self.time(leg.begun_ms),
            self._length(lasted),
            self._length(leg.frt_ms),
            self._words(ENDINGS[leg.ending]),
        )
        return tuple(map(Span, cells))

    def _length(self, ms: int | None) -> str:
        return _NO if ms is None else duration(self._words, ms)


def _tags(row: SessionRow) -> str:
    return ", ".join(tags_of(row.tags))
