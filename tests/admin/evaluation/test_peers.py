"""The plain matchers are what their names say."""

from __future__ import annotations

import math

import numpy as np
import pytest
from rapidfuzz import fuzz

from actors.robot.candidates import Entry
from admin.evaluation.bm25 import K1, B, Bm25, grams
from admin.evaluation.evaluation import PEERS
from admin.evaluation.fuzzy import RATIO, WRATIO
from admin.evaluation.plain_text import folded
from admin.evaluation.ranking import Build, Scored, Texts

ENTRIES = (
    Entry("refund", ("怎么退款", "退款多久到账")),
    Entry("ship", ("什么时候发货", "怎么还不发货")),
    Entry("invoice", ("Where is my invoice?",)),
)


@pytest.mark.parametrize("build", PEERS.values(), ids=PEERS)
def test_a_text_of_its_own_finds_an_entry(build: Build) -> None:
    ranker = build(ENTRIES)
    for entry in ENTRIES:
        for text in entry.texts:
            best = ranker.rank(f"  {text.upper()}", 3)[0]
            assert best.entry == entry.id
            assert best.confidence > 0.2


@pytest.mark.parametrize("build", PEERS.values(), ids=PEERS)
def test_nothing_in_common_finds_nothing(build: Build) -> None:
    assert build(ENTRIES).rank("龘", 3) == ()
    assert build(ENTRIES).rank(" ", 3) == ()


def test_the_fuzzy_ones_are_rapidfuzz_of_the_best_text() -> None:
    said = "退款要多久"
    for build, scorer in ((RATIO, fuzz.ratio), (WRATIO, fuzz.WRatio)):
        best = build(ENTRIES).rank(said, 1)[0]
        scores = [scorer(said, text) for text in ENTRIES[0].texts]
        assert best.entry == "refund"
        assert best.confidence == pytest.approx(max(scores) / 100, abs=1e-6)


def test_bm25_is_its_formula() -> None:
    entries = (Entry("a", ("ab",)), Entry("b", ("b",)))
    # n-grams: a, b, ab and b; their mean number is 2. Asked are x, b and xb.
    idf_b, idf_new = math.log1p(0.5 / 2.5), math.log1p(2.5 / 0.5)

    def weight(length: int) -> float:
        return idf_b * (K1 + 1) / (1 + K1 * (1 - B + B * length / 2))

    reach = (idf_b + 2 * idf_new) * (K1 + 1)
    found = Bm25(entries).rank("xb", 2)
    assert [each.entry for each in found] == ["b", "a"]
    assert found[0].confidence == pytest.approx(weight(1) / reach)
    assert found[1].confidence == pytest.approx(weight(3) / reach)


def test_n_grams_are_counted() -> None:
    assert grams("aab") == {"a": 2, "b": 1, "aa": 1, "ab": 1, "aab": 1}


def test_texts_are_folded() -> None:
    assert folded(" ＶＩＰ  Card\n") == "vip card"


def test_the_best_come_first_and_nothing_is_no_candidate() -> None:
    texts = Texts(ENTRIES)
    scores = np.array([0.1, 0.05, 0.0, 0.0, 0.7])
    assert texts.best(scores, 3) == (Scored("invoice", 0.7), Scored("refund", 0.1))
    assert texts.best(scores, 1) == (Scored("invoice", 0.7),)
