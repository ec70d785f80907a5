"""PURE: customers of the records as lines of a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from actors.customers.messages import Customer
from actors.customers.profile import Block
from actors.customers.records import CustomerCard
from admin.operator.customer_list_phrases import CustomerListPhrase
from admin.operator.records_view import RecordsView
from admin.operator.table import table
from gateway.console.customer_phrases import CustomerPhrase
from gateway.console.phrases import Words
from gateway.console.styled import Line, Span, Style, on_one_row, styled

_NO = "–"
_COLUMNS = (
    CustomerListPhrase.CUSTOMER,
    CustomerListPhrase.NAME,
    CustomerListPhrase.LEVEL,
    CustomerListPhrase.TAGS,
    CustomerListPhrase.SESSIONS,
    CustomerListPhrase.FIRST,
    CustomerListPhrase.LAST,
    CustomerListPhrase.BLOCK,
)
_LEFT = frozenset({0, 1, 3, 5, 6, 7})


class CustomersView:
    """Draws customers.

    Args:
        words: the reader's language.
        records: draws times as it does.
    """

    def __init__(self, words: Words, records: RecordsView) -> None:
        self._words = words
        self._records = records

    def table(self, cards: Sequence[CustomerCard], now_ms: int) -> list[Line]:
        """A table; blocks that are over are none."""
        rows = [tuple(Span(self._words(phrase)) for phrase in _COLUMNS)]
        rows += [tuple(map(Span, self._cells(card, now_ms))) for card in cards]
        return table(rows, _LEFT)

    def customer(self, customer: Customer, card: CustomerCard | None) -> list[Line]:
        """All that is known of one; `card` is what is recorded of his coming."""
        words, profile = self._words, customer.profile
        name = on_one_row(card.name if card else profile.nickname)
        phrase = CustomerPhrase.HEAD_NAMED if name else CustomerPhrase.HEAD
        head = words(phrase, name=name, visitor=customer.visitor)
        told = [self._seen(card)] if card else []
        if customer.level:
            told.append(words(CustomerPhrase.LEVEL, level=customer.level))
        told += [
            words(phrase, text=on_one_row(text))
            for phrase, text in (
                (CustomerPhrase.PHONE, profile.phone),
                (CustomerPhrase.EMAIL, profile.email),
                (CustomerPhrase.LANGUAGE, profile.language),
                (CustomerPhrase.TAGS, ", ".join(customer.tags)),
            )
            if text
        ]
        told += [f"{each.name}: {each.value}" for each in profile.fields]
        lines = [styled(head, Style.NOTICE), *map(styled, told)]
        if customer.block is not None:
            lines.append(styled(self._block(customer.block), Style.WARNING))
        for note in customer.notes:
            values = {
                "time": self._records.time(note.at_ms),
                "name": note.by_name or note.by,
                "text": on_one_row(note.text),
            }
            noted = words(CustomerListPhrase.NOTED, **values)
            lines.append(styled(noted, Style.DIM))
        return lines

    def _cells(self, card: CustomerCard, now_ms: int) -> tuple[str, ...]:
        block = card.block
        return (
            card.visitor,
            card.name,
            str(card.level or _NO),
            ",".join(card.tags),
            str(card.sessions),
            self._time(card.first_ms),
            self._time(card.last_ms),
            self._until(block) if block and block.holds(now_ms) else "",
        )

    def _seen(self, card: CustomerCard) -> str:
        first, last = self._time(card.first_ms), self._time(card.last_ms)
        sessions = str(card.sessions)
        phrase = CustomerListPhrase.SEEN
        return self._words(phrase, first=first, last=last, sessions=sessions)

    def _block(self, block: Block) -> str:
        reason, until = on_one_row(block.reason), self._until(block)
        phrase = CustomerListPhrase.BLOCKED
        return self._words(phrase, reason=reason, until=until, by=block.by)

    def _until(self, block: Block) -> str:
        if not block.until_ms:
            return self._words(CustomerListPhrase.FOR_EVER)
        time = self._records.time(block.until_ms)
        return self._words(CustomerListPhrase.UNTIL, time=time)

    def _time(self, ms: int | None) -> str:
        return _NO if ms is None else self._records.time(ms)
