"""What is asked, in the pieces of an index."""

from __future__ import annotations

import numpy as np
import pytest

from actors.robot.building import built
from actors.robot.index import build
from actors.robot.pieces import look_up, take_apart, word_key
from actors.robot.query import MAX_PIECES, MISTYPED_SOUND, Query, read
from actors.robot.spelling import Spelling

NO_WORDS = Spelling(())
INDEX = built(build([["怎么退款", "how to refund"], ["发票"]]))


SPELLING = Spelling({"refund"})


def asked(text: str) -> Query:
    return read(text, INDEX, SPELLING)


def mass_of(text: str) -> float:
    keys = take_apart([text]).keys
    return float(INDEX.weights[look_up(np.unique(keys), INDEX.vocabulary)[0]].sum())


def test_known_pieces_have_their_weights_and_unknown_ones_a_mass() -> None:
    known = asked("发票")
    assert known.mass == pytest.approx(INDEX.masses[2])
    strange = asked("发票 开具")
    assert strange.pieces.tolist() == known.pieces.tolist()
    assert strange.mass > known.mass


def test_chinese_may_be_typed_by_sound() -> None:
    heard = asked("tuikuan")
    assert len(heard.pieces) == len(heard.keys) == 1
    assert heard.weights.sum() == pytest.approx(heard.mass)
    # Not what sounds like nothing that there is, nor a word that there is.
    assert len(asked("zhuanzhang").keys) > 1
    assert len(asked("refund").pieces) > 1


def test_characters_that_sound_like_others_may_be_typos_of_them() -> None:
    mistyped, other = asked("推款"), asked("推的款")
    assert other.weights.sum() < mistyped.weights.sum()
    sound = set(mistyped.pieces.tolist()) - set(other.pieces.tolist())
    assert sound <= set(asked("tuikuan").pieces.tolist())
    (weight,) = mistyped.weights[mistyped.pieces == sound.pop()]
    assert weight == MISTYPED_SOUND * INDEX.weights[asked("tuikuan").pieces[0]]
    # Written as an entry has it, it sounds no louder.
    assert asked("退款").mass == pytest.approx(mass_of("退款"))


def test_a_typo_is_read_as_what_was_meant() -> None:
    assert asked("to refnud").keys.tolist() == asked("to refund").keys.tolist()
    # A usual word is no typo of a rarer one.
    usual = read("would", INDEX, Spelling({"world"}))
    assert word_key("world") not in usual.keys.tolist()


def test_of_a_story_the_heaviest_pieces_are_kept() -> None:
    story = "".join(chr(0x4E00 + number) for number in range(300))
    index = built(build([[story + "怎么"], ["怎么"]]))
    found = read(story + "怎么", index, NO_WORDS)
    assert len(found.pieces) == len(found.weights) == MAX_PIECES < len(found.keys)
    assert min(found.weights) > index.weights.min()
    assert found.mass == pytest.approx(index.masses[0])


def test_nothing_asks_nothing() -> None:
    assert asked("?!").mass == 0
    assert read("退款", built(build([])), NO_WORDS).pieces.tolist() == []
