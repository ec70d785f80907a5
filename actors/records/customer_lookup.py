"""Looks customers up: a page of those that fit (M12)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    exists,
    literal_column,
    or_,
    select,
)

from actors.customers.records import CustomerFilter, CustomerPage, FindCustomers
from actors.customers.row import CustomerRow, card_of, names_of
from actors.records.lookup import refused_text
from actors.records.messages import LookUpRefused
from actors.records.rows import MAX_NUMBER
from actors.records.said import has_all, terms, wanted_grams
from actors.records.tables import CUSTOMER_TAGS, CUSTOMERS, NAMES
from actors.records.time_limit import LOOK_UP_SECONDS, in_time

ROWS_AT_ONCE: Final = 101
"""In one statement: a page, and whether there is more."""
_EACH: Final = CUSTOMERS.c


def find_customers(
    connection: Connection, request: FindCustomers
) -> CustomerPage | LookUpRefused:
    """One page of a list."""
    refused = refused_text(request.wanted.name)
    if refused is not None:
        return refused

    def look() -> CustomerPage:
        limit = request.limit
        rows = list(islice(_fitting(connection, request), limit + 1))
        cards = tuple(map(card_of, rows[:limit]))
        return CustomerPage(cards, rows[limit - 1].number if len(rows) > limit else 0)

    return in_time(connection, LOOK_UP_SECONDS, look)


def _fitting(connection: Connection, request: FindCustomers) -> Iterator[CustomerRow]:
    """All that fit, from the cursor on."""
    wanted = request.wanted
    words = terms(wanted.name)
    number, source = _source(connection, wanted)
    conditions = _conditions(wanted)
    if words:
        grams = set().union(*map(wanted_grams, words))
        conditions.append(NAMES.holds(connection, grams))
    statement = select(CUSTOMERS).select_from(source).where(*conditions)
    statement = statement.order_by(number.desc()).limit(ROWS_AT_ONCE)
    top = request.before or MAX_NUMBER
    while True:
        found = connection.execute(statement.where(number < top)).all()
        rows = [CustomerRow(*each) for each in found]
        yield from (row for row in rows if has_all(names_of(row), words))
        if len(rows) < ROWS_AT_ONCE:
            return
        top = rows[-1].number


def _source(
    connection: Connection, wanted: CustomerFilter
) -> tuple[ColumnElement[int], FromClause]:
    """What leads the search: names, else a tag, else the customers themselves."""
    if wanted.name:
        key = NAMES.key(connection)
        return key, NAMES.rows.join(CUSTOMERS, _EACH.number == key)
    if wanted.tag:
        key = CUSTOMER_TAGS.c.number
        return key, CUSTOMER_TAGS.join(CUSTOMERS, _EACH.number == key)
    return _EACH.number, CUSTOMERS


def _conditions(wanted: CustomerFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.visitor:
        conditions.append(_EACH.visitor == wanted.visitor)
    if wanted.tag:
        tag = CUSTOMER_TAGS.c.tag == wanted.tag
        its_own = CUSTOMER_TAGS.c.number == _EACH.number
        conditions.append(exists().where(tag, its_own) if wanted.name else tag)
    if wanted.level:
        # An index has those of any level: of the databases neither looks into values.
        some = _EACH.level > literal_column("0")
        conditions += [some, _EACH.level >= wanted.level]
    if wanted.blocked_ms is not None:
        until = _EACH.blocked_until_ms
        lasts = or_(until == 0, until > wanted.blocked_ms)
        conditions += [_EACH.blocked_ms.is_not(None), lasts]
    return conditions
