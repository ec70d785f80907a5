"""PURE: what is personal in a visitor's words does not leave (R13, P8).

What looks like it is replaced by what it is. Too much is rather replaced than too
little: a model that answers from entries needs none of it, nor the number of an order.
So no sum of digits is checked: a card's would not agree as soon as the month of its end
stands beside it. Names and streets are not recognised.
"""

from __future__ import annotations

import re
from typing import Final
from unicodedata import normalize

EMAIL: Final = "[email]"
NUMBER: Final = "[number]"
"""A card, an account, an identity card: all of 13 digits and more."""
ID_NUMBER: Final = "[id]"
PHONE: Final = "[phone]"

_SPELT: Final = {
    ord(letter): digit
    for letters, digit in (
        ("零〇", "0"),
        ("一幺壹", "1"),
        ("二贰", "2"),
        ("三叁", "3"),
        ("四肆", "4"),
        ("五伍", "5"),
        ("六陆", "6"),
        ("七柒", "7"),
        ("八捌", "8"),
        ("九玖", "9"),
    )
    for letter in letters
}
_SPELT_RUN: Final = re.compile(f"[{''.join(map(chr, _SPELT))}]{{7,}}")
"""So many in a row are no quantity: that would have 十 or 百 in it."""
_UNSEEN: Final = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
"""Characters that nobody sees, and that would hide a number from what looks for it."""
_GAP: Final = r"[ .\-·_()/\u2010-\u2015\u2212]{0,3}"
_RULES: Final[tuple[tuple[re.Pattern[str], str], ...]] = (
    (
        re.compile(
            r"[\w.+%'-]{1,64}\s?(?:@|\(at\)|\[at\])\s?"
            r"[\w-]{1,63}(?:\s?\.\s?[\w-]{1,63}){1,5}",
            re.IGNORECASE,
        ),
        EMAIL,
    ),
    (re.compile(rf"(?:\+|(?<!\d)00)[1-9](?:{_GAP}\d){{6,13}}(?!\d)"), PHONE),
    (re.compile(rf"\d(?:{_GAP}\d){{12,}}(?:{_GAP}[Xx])?"), NUMBER),
    (re.compile(r"(?<![\d-])\d{3}[- ]\d{2}[- ]\d{4}(?![\d-])"), ID_NUMBER),
    (re.compile(r"(?<![A-Za-z0-9])[EGDSPHegdsph][A-Za-z]?\d{7,8}(?!\d)"), ID_NUMBER),
    (re.compile(rf"(?<!\d)(?:86{_GAP})?1[3-9](?:{_GAP}\d){{9}}(?!\d)"), PHONE),
    (
        re.compile(
            r"(?<!\d)\(?0\d{2,3}\)?[ -]?\d{3,4}[ -]?\d{4}(?!\d)"
            r"|(?<!\d)\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}(?!\d)"
            r"|(?<!\d)[48]00[ -]?\d{3,4}[ -]?\d{3,4}(?!\d)"
        ),
        PHONE,
    ),
)
"""In this order: what is longer would otherwise be taken for what is shorter."""


def redacted(text: str) -> str:
    """The text in normal form (NFKC) without what is personal."""
    plain = as_digits(_UNSEEN.sub("", normalize("NFKC", text)))
    for pattern, word in _RULES:
        plain = pattern.sub(word, plain)
    return plain


def as_digits(text: str) -> str:
    """The text with numbers in digits that were spelt in Chinese, digit by digit."""
    return _SPELT_RUN.sub(lambda run: run[0].translate(_SPELT), text)
