"""PURE: the figures in an answer that nobody gave (R13).

A model that invents a discount or a term, or was talked into one, says it in figures.
Those that name a price, a share or a discount must stand in the entries; others in
these, or in the question. One below ten without any of that is a step or a quantity.
"""

from __future__ import annotations

import re
from typing import Final
from unicodedata import normalize

from actors.robot.normalise import in_digits

_SPELT: Final = re.compile(
    "(?!万一|千万|百分之)[零〇一二两三四五六七八九十百千万亿]+"
    "(?=[元块折天日月年号小分个件次周倍人台份])"
    "|(?<=百分之)[零〇一二三四五六七八九十百]+"
)
_BEFORE: Final = ("百分之", "¥", "$", "€", "£")
_FIGURE: Final = re.compile(
    r"(?<![\d.])(\d{1,3}(?:,\d{3})+(?!\d)|\d{1,32})(\.\d{1,8})?"
    r"\s?(%|折|元|块|percent\b|yuan\b|rmb\b|cny\b|usd\b|eur\b|dollars?\b|euros?\b)?",
    re.IGNORECASE,
)


def strange_figures(said: str, given: str, asked: str) -> set[str]:
    """Figures that an answer holds and must not.

    Args:
        said: the answer.
        given: the entries that it names.
        asked: the question.
    """
    priced, plain = _figures(said)
    counted = {each for each in plain if len(each) > 1}
    if not (priced or counted):
        return set()
    known = set[str]().union(*_figures(given))
    heard = set[str]().union(*_figures(asked))
    return (priced - known) | (counted - known - heard)


def _figures(text: str) -> tuple[set[str], set[str]]:
    """Those of a price or a share, and the others; as plain numbers."""
    readable = _SPELT.sub(in_digits, normalize("NFKC", text))
    priced: set[str] = set()
    plain: set[str] = set()
    for found in _FIGURE.finditer(readable):
        whole, part, unit = found.groups()
        value = whole.replace(",", "").lstrip("0") + (part or "").rstrip("0").rstrip(
            "."
        )
        is_priced = unit or readable[: found.start()].endswith(_BEFORE)
        (priced if is_priced else plain).add(value)
    return priced, plain
