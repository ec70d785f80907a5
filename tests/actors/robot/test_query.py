"""What is asked, in the pieces of an index."""

from __future__ import annotations

import pytest

from actors.robot.index import build
from actors.robot.query import MAX_PIECES, Query, read

INDEX = build([["怎么退款", "how to refund"], ["发票"]], lambda _done, _of: None)


def asked(text: str) -> Query:
    return read(text, INDEX)


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


def test_a_story_is_cut() -> None:
    story = "".join(chr(0x4E00 + number) for number in range(400))
    assert len(asked(story).keys) == MAX_PIECES


def test_nothing_asks_nothing() -> None:
    assert asked("?!").mass == 0
    assert read("退款", build([], lambda _done, _of: None)).pieces.tolist() == []
