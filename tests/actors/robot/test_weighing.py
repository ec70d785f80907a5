"""How much a piece says."""

from __future__ import annotations

import numpy as np

from actors.robot.normalise import normalise
from actors.robot.pieces import take_apart, word_key
from actors.robot.weighing import weights_of


def weight(text: str, entries: int = 1, of: int = 10) -> float:
    keys = take_apart([normalise(text)]).keys[:1]
    return float(weights_of(keys, np.array([entries]), of)[0])


def test_what_few_entries_have_says_more() -> None:
    assert weight("票", 1) > weight("票", 5) > weight("票", 10) > 0
    assert weight("票", 0) == weight("票", 1)


def test_usual_words_say_less() -> None:
    assert weight("怎") < weight("票") / 2
    usual, other = np.array([word_key("my"), word_key("card")], np.uint64)
    both = weights_of(np.array([usual, other]), np.array([1, 1]), 10)
    assert both[0] < both[1] / 2
