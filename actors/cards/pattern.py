"""PURE: what a field of a form must look like, matched in time that is bounded.

A pattern is a sequence of atoms, each with a count. An atom is a character, a sign
behind a backslash, a point for any, `d` behind a backslash for a digit, `w` for a
letter, digit or `_`, or a set `[a-z0-9_]`, `[^…]`; a count follows it:
then nothing, `?`, `*`, `+`, `{n}` or `{n,m}`. The whole value must match. There are no
groups and no choices, so that the same text is a regular expression to browsers, and
nobody's value can make the service search: the work is at most the length of the
pattern by the length of the value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

MAX_PATTERN_CHARS: Final = 200
MAX_REPEATS: Final = 200
"""The longest count: a value has no more characters."""
MAX_PLACES: Final = 400
"""Of all counts together: the places at which a match may stand."""

_ATOM: Final = re.compile(
    r"(?P<atom>\[\^?(?:\\.|[^\]\\])+\]|\\.|[^\\\[\](){}?*+|^$])"
    r"(?P<count>\?|\*|\+|\{(?P<least>\d{1,3})(?:,(?P<most>\d{1,3}))?\})?"
)
_ESCAPED: Final = "dw"


class BadPattern(ValueError):
    """The text is no pattern; says where and why."""


@dataclass(frozen=True, slots=True)
class _Atom:
    """One kind of character, `least` to `most` times."""

    single: re.Pattern[str]
    least: int
    most: int


class Pattern:
    """What a value must look like.

    Args:
        text: see the module.

    Raises:
        BadPattern: it is none.
    """

    __slots__ = ("_places",)

    def __init__(self, text: str) -> None:
        if len(text) > MAX_PATTERN_CHARS:
            raise BadPattern(f"expected at most {MAX_PATTERN_CHARS} characters")
        places: list[tuple[re.Pattern[str], bool, bool]] = []
        for atom in _atoms(text):
            must = [(atom.single, False, False)] * atom.least
            if atom.most > MAX_REPEATS:
                may = [(atom.single, True, True)]
            else:
                may = [(atom.single, True, False)] * (atom.most - atom.least)
            places += [*must, *may]
        if len(places) > MAX_PLACES:
            raise BadPattern(f"expected counts of at most {MAX_PLACES} in all")
        self._places = tuple(places)
        """By place: the character, whether it may be passed over, and may come again.
        """

    def fits(self, value: str) -> bool:
        """True when the whole of `value` is as the pattern says."""
        standing = self._open({0})
        for character in value:
            reached: set[int] = set()
            for at in standing:
                if at < len(self._places):
                    single, _, again = self._places[at]
                    if single.fullmatch(character):
                        reached.add(at if again else at + 1)
            standing = self._open(reached)
        return len(self._places) in standing

    def _open(self, places: set[int]) -> set[int]:
        """With the places behind those that may be passed over."""
        found = set(places)
        for start in places:
            at = start
            while at < len(self._places) and self._places[at][1]:
                at += 1
                if at in found:
                    break
                found.add(at)
        return found


def _atoms(text: str) -> Iterator[_Atom]:
    at = 0
    while at < len(text):
        found = _ATOM.match(text, at)
        if found is None:
            raise BadPattern(f"expected a character or a set at place {at + 1}")
        atom, at = found["atom"], found.end()
        if atom[0] == "\\" and atom[1].isalnum() and atom[1] not in _ESCAPED:
            raise BadPattern(f"expected \\d, \\w or an escaped sign, got {atom}")
        try:
            single = re.compile(atom, re.DOTALL)
        except re.error:
            raise BadPattern(f"expected a set of characters, got {atom}") from None
        yield _Atom(single, *_counts(found))


def _counts(found: re.Match[str]) -> tuple[int, int]:
    match found["count"]:
        case None:
            return 1, 1
        case "?":
            return 0, 1
        case "*":
            return 0, MAX_REPEATS + 1
        case "+":
            return 1, MAX_REPEATS + 1
        case _:
            least = int(found["least"])
            most = int(found["most"] or least)
            if not least <= most <= MAX_REPEATS:
                text = f"expected counts that rise, of at most {MAX_REPEATS}"
                raise BadPattern(text)
            return least, most


@lru_cache(maxsize=256)
def pattern_of(text: str) -> Pattern:
    """The pattern of a text that was checked when it was made; remembered.

    Raises:
        BadPattern: it was not.
    """
    return Pattern(text)
