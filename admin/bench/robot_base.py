"""A made-up knowledge base, in the words of the made-up language of the records.

A question has words of a topic and some that all questions have; those similar to it
say some of it in other words or in another order. What is asked is one of these with
a word missing, a character wrong and a courtesy before it.
"""

from __future__ import annotations

from random import Random
from typing import Final

from actors.robot.candidates import Entry
from admin.bench.records_house import Language

SIMILAR: Final = 3
"""Beside the question itself."""
_WORDS: Final = range(5, 10)
_COURTESIES: Final = ("", "请问一下", "你好,", "麻烦问下")


def make_base(entries: int, language: Language, random: Random) -> list[Entry]:
    """So many questions, each with similar ones."""
    return [_entry(number, language, random) for number in range(entries)]


def _entry(number: int, language: Language, random: Random) -> Entry:
    words = _draw(random.choice(_WORDS), language, random)
    texts = ["".join(words)]
    for _ in range(SIMILAR):
        other = random.sample(words, len(words))
        other[0] = _draw(1, language, random)[0]
        texts.append("".join(other))
    return Entry(str(number), tuple(texts))


def _draw(count: int, language: Language, random: Random) -> list[str]:
    return random.choices(language.words, cum_weights=language.weights, k=count)


def ask(text: str, random: Random) -> str:
    """What somebody types who means this text."""
    gap, wrong = sorted(random.sample(range(len(text)), 2))
    typed = text[:gap] + text[gap + 1 : wrong] + random.choice(text) + text[wrong + 1 :]
    return random.choice(_COURTESIES) + typed
