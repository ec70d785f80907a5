"""Where one is in a long list, and where one can go."""

from __future__ import annotations

from enum import Enum
from urllib.parse import parse_qsl

import msgspec

from admin.pages.pager import pager


class Order(Enum):
    NEWEST = "newest"


class Link(msgspec.Struct):
    text: str = ""
    skip: int = 0


class OrderedLink(Link):
    order: Order = Order.NEWEST


def test_the_first_of_several() -> None:
    found = pager(Link("a b"), 0, 50, 120, 50)
    assert (found.first, found.last, found.total) == (1, 50, 120)
    assert (found.previous, found.next) == ("", "?text=a+b&skip=50")


def test_one_between() -> None:
    found = pager(Link(skip=50), 50, 50, 120, 50)
    assert (found.previous, found.next) == ("?", "?skip=100")


def test_the_last() -> None:
    found = pager(Link(skip=100), 100, 20, 120, 50)
    assert (found.last, found.previous, found.next) == (120, "?skip=50", "")


def test_an_order_is_kept_as_it_is_asked_for() -> None:
    asked = pager(OrderedLink(), 0, 50, 120, 50).next.removeprefix("?")
    given = dict(parse_qsl(asked))
    assert msgspec.convert(given, OrderedLink, strict=False) == OrderedLink(skip=50)


def test_nothing_was_found() -> None:
    found = pager(Link("x"), 0, 0, 0, 50)
    assert (found.first, found.last, found.previous, found.next) == (0, 0, "", "")
