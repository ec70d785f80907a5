"""PURE: one writing for what is typed in many.

Width, case, traditional characters, contractions, Chinese numerals, doubled cries and
polite phrases differ between people who ask the same; none of it may cost a match.
What comes out is words and runs of Chinese characters, one blank between them.

Source: `opencc` for characters (its phrases are not used: what a character becomes
must not hang on its neighbours, or a typo beside it would change it).
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final
from unicodedata import normalize

from opencc import OpenCC

from actors.robot.polite import without_courtesies

MAX_CHARS: Final = 400
"""Of a text, the first ones: a story of five sentences; more says nothing new."""
FIRST_HAN: Final = "\u2e80"
"""From here on characters are taken one by one, not as parts of words."""
_IDEOGRAPHS: Final = range(0x4E00, 0xA000)
_VARIANTS: Final = str.maketrans("帐妳祢牠您", "账你你它你")
"""Other writings of the same in the mainland, and the polite you."""
_APOSTROPHES: Final = dict.fromkeys("’‘´`", "'")
_LETTERS: Final = re.compile("[a-z]")
_NOT: Final = re.compile(
    r"\b(can|do|does|did|is|are|was|were|has|have|had|could|would|should|wo)"
    r"(?:(?<!can)n't|(?<=can)'?t|(?<!wo)(?<!can)nt|(?<=can)not)\b"
)
_SHORTENED: Final = re.compile(r"(?<=\w)'(?:s|re|m|ll|ve|d)\b")
_CRY: Final = re.compile(r"([^\W\d])\1{2,}")
_BLANK_IN_CHINESE: Final = re.compile(
    rf"(?<=[{FIRST_HAN}-\U0010ffff])[ \t]+(?=[{FIRST_HAN}-\U0010ffff])"
)
_NOT_SPOKEN: Final = re.compile(r"[\W_]+")
_DIGITS: Final = dict(
    zip("零〇一二两三四五六七八九", (0, 0, 1, 2, 2, *range(3, 10)), strict=True)
)
_TENS: Final = {"十": 10, "百": 100, "千": 1_000}
_MYRIADS: Final = {"万": 10_000, "亿": 100_000_000}
_NUMERAL_SIGNS: Final = frozenset("零〇一二两三四五六七八九十百千万亿")
_NUMERAL: Final = re.compile(
    "[零〇一二两三四五六七八九十百千万亿]{2,}"
    "|(?<=第)[一二三四五六七八九十]"
    "|[一二两三四五六七八九十](?=[个天日月年号元块次位件张笔楼层岁折周倍])"
)


@cache
def _characters() -> dict[int, str]:
    """What becomes of each character that is written otherwise."""
    old = [chr(code) for code in _IDEOGRAPHS]
    # A line each, so that no phrase of several characters is seen.
    new = OpenCC("t2s").convert("\n".join(old)).translate(_VARIANTS).split("\n")
    same = {a: b for a, b in zip(old, new, strict=True) if a != b}
    return str.maketrans({**same, **_APOSTROPHES})


def in_digits(match: re.Match[str]) -> str:
    """A Chinese numeral in digits; one without a place for each is read out."""
    text = match.group()
    if not any(sign in _TENS or sign in _MYRIADS for sign in text):
        return "".join(str(_DIGITS[sign]) for sign in text)
    whole = part = digit = 0
    for sign in text:
        if sign in _DIGITS:
            digit = _DIGITS[sign]
        elif sign in _TENS:
            part += (digit or 1) * _TENS[sign]
            digit = 0
        else:
            whole += (part + digit or 1) * _MYRIADS[sign]
            part = digit = 0
    return str(whole + part + digit)


def normalise(text: str) -> str:
    """The text as it is matched; "" if nothing in it is spoken.

    A text that is nothing but polite stays as it is: it means that.
    """
    plain = normalize("NFKC", text[:MAX_CHARS]).casefold().translate(_characters())
    if _LETTERS.search(plain):
        plain = _SHORTENED.sub("", _NOT.sub(r"\1 not", plain))
    plain = _NOT_SPOKEN.sub(" ", _BLANK_IN_CHINESE.sub("", plain))
    if len(set(plain)) <= len(plain) - 2:
        plain = _CRY.sub(r"\1", plain)
    bare = without_courtesies(plain)
    if not _NUMERAL_SIGNS.isdisjoint(bare):
        bare = _NUMERAL.sub(in_digits, bare)
    return " ".join(bare.split()) or plain.strip()
