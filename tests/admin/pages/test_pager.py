"""Where one is in a long list, and where one can go."""

from __future__ import annotations

import msgspec

from admin.pages.pager import pager


class Link(msgspec.Struct):
    text: str = ""
    skip: int = 0


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


def test_nothing_was_found() -> None:
    found = pager(Link("x"), 0, 0, 0, 50)
    assert (found.first, found.last, found.previous, found.next) == (0, 0, "", "")
