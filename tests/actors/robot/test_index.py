"""Which pieces the texts of a base have, and which entries a piece is in."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from actors.robot import index as indexing
from actors.robot.building import Phase, built
from actors.robot.index import build
from actors.robot.normalise import normalise
from actors.robot.pieces import take_apart

BASES = st.lists(
    st.lists(st.text("退货款 ab1怎么", max_size=8), min_size=1, max_size=3), max_size=5
)


def keys_of(text: str) -> set[int]:
    return set(take_apart([normalise(text)]).keys.tolist())


@given(BASES)
def test_texts_have_their_pieces_and_pieces_their_entries(
    base: list[list[str]],
) -> None:
    index = built(build(base))
    texts = [text for entry in base for text in entry]
    for number, text in enumerate(texts):
        begin, end = index.text_begins[number : number + 2]
        pieces = index.text_pieces[begin:end]
        assert set(index.vocabulary[pieces].tolist()) == keys_of(text)
        assert index.masses[number] == pytest.approx(index.weights[pieces].sum())
        assert index.text(number) == normalise(text)
    for piece, key in enumerate(index.vocabulary.tolist()):
        begin, end = index.posting_begins[piece : piece + 2]
        having = [
            number
            for number, entry in enumerate(base)
            if any(key in keys_of(text) for text in entry)
        ]
        assert index.postings[begin:end].tolist() == having
    assert index.entries == len(base)


def test_a_centroid_is_as_broad_as_its_texts_differ() -> None:
    index = built(build([["退货", "退货"], ["退货", "发票"]]))
    same, different = index.breadths.tolist()
    assert same == pytest.approx(index.masses[0])
    assert different < same
    # Half of the texts have each piece, which counts a quarter.
    assert different == pytest.approx((index.masses[2] + index.masses[3]) / 4)


def test_words_of_letters_are_listed() -> None:
    index = built(build([["改WiFi密码", "wifi"], ["a password"]]))
    assert index.words.tobytes() == b"a password wifi"


def test_progress_is_told_by_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(indexing, "CHUNK", 2)
    entries = [["一", "二", "三"], ["四", "五"]]
    told = [(each.phase, each.done, each.of) for each in build(entries)]
    texts = [(Phase.TEXTS, done, 5) for done in (2, 4, 5)]
    assert told == [*texts, *((Phase.PIECES, done, 3) for done in range(4))]
    index = built(build(entries))
    assert index.text(4) == "五"
    assert np.diff(index.text_begins).tolist() == [1] * 5
