"""PURE: how Chinese characters sound, for those who type by sound.

Most typos in Chinese are other characters of the same sound, and some people type the
sound itself. What is often confused counts as one: zh and z, ch and c, sh and s, n and
l at the beginning, ng and n at the end.

Source: `pypinyin`, the most usual reading of each character, without its tone.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final
from unicodedata import normalize

import numpy as np
from numpy.typing import NDArray
from pypinyin.pinyin_dict import pinyin_dict

_PLANE: Final = 0x1_0000
_MAX_SYLLABLE: Final = 6
"""Letters, of zhuang."""
_IN_SERVICE: Final = {
    "行": "hang",
    "还": "huan",
    "重": "chong",
    "调": "tiao",
    "长": "chang",
}
"""Readings more usual where banks, repayments and resets are talked of."""
_TYPED: Final = re.compile(r"[0-9A-Za-z]+|[^\W_]")
"""Words of letters and digits; else each character by itself."""
_VOWELS: Final = frozenset("aeiouv")
_FOLDS: Final = (
    (re.compile("^([zcs])h"), r"\1"),
    (re.compile("^n"), "l"),
    (re.compile("ng$"), "n"),
)


def _first(readings: str) -> str:
    return readings.partition(",")[0]


@cache
def _syllable(reading: str) -> str:
    """A reading such as `lǜ` as it is typed: `lv`; of 26,000 readings few differ."""
    letters = normalize("NFD", reading).replace("u\u0308", "v")
    return "".join(letter for letter in letters if letter.isascii())


@cache
def folded(syllable: str) -> str:
    """The syllable that stands for all that it is confused with."""
    for pattern, short in _FOLDS:
        syllable = pattern.sub(short, syllable)
    return syllable


@cache
def _readings() -> dict[int, str]:
    """The most usual reading of each character, as it is typed."""
    usual = {
        code: syllable
        for code, readings in pinyin_dict.items()
        if code < _PLANE and _VOWELS & set(syllable := _syllable(_first(readings)))
    }
    return usual | {ord(sign): reading for sign, reading in _IN_SERVICE.items()}


@cache
def syllables() -> tuple[str, ...]:
    """All folded syllables; a syllable's number is its place, "" has the first."""
    return ("", *sorted({folded(each) for each in _readings().values()}))


@cache
def sounds() -> NDArray[np.uint64]:
    """The number of the syllable of each character by its code, 0: none."""
    number = {each: place for place, each in enumerate(syllables())}
    table = np.zeros(_PLANE, dtype=np.uint64)
    for code, syllable in _readings().items():
        table[code] = number[folded(syllable)]
    return table


@cache
def _typed() -> dict[str, int]:
    """The number of each syllable as it may be typed, folded or not."""
    number = {each: place for place, each in enumerate(syllables())}
    whole = {each: number[folded(each)] for each in _readings().values()}
    return {**whole, **{each: place for each, place in number.items() if each}}


def spelled(word: str) -> tuple[int, ...]:
    """The numbers of the syllables that a word of letters consists of; (): it does not.

    The longest syllable that leaves a spelled rest is taken: `xianzai` is xian zai.
    """
    known = _typed()
    # From the end: how what begins at each letter is spelled.
    rests: list[tuple[int, ...] | None] = [None] * len(word) + [()]
    for begin in range(len(word) - 1, -1, -1):
        for end in range(min(len(word), begin + _MAX_SYLLABLE), begin, -1):
            rest = rests[end]
            if rest is not None and word[begin:end] in known:
                rests[begin] = (known[word[begin:end]], *rest)
                break
    return rests[0] or ()


def typed(text: str) -> str:
    """How a text is typed by sound: in full, and by first letters; in small letters.

    `VIP 退货地址` is `viptuihuodizhi vthdz`; what is neither letter, digit nor Chinese
    only parts words.
    """
    readings = _readings()
    words = [
        reading or word.lower()
        for word in _TYPED.findall(text)
        if (reading := readings.get(ord(word[0]), "")) or word.isascii()
    ]
    return f"{''.join(words)} {''.join(each[0] for each in words)}".strip()
