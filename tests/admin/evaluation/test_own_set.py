"""Our own set is what it says: large, labelled, not chosen by anybody's hand."""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path
from unicodedata import normalize

import pytest

from admin.evaluation.case import Language
from admin.evaluation.own_set import Half, half_of, own_set

ROOT = Path(__file__).parents[3]
BASES = {"shop-zh", "shop-en", "desk-zh", "desk-en"}
KINDS = {
    *("plain", "paraphrase", "reorder", "typo", "pinyin", "mixed", "traditional"),
    *("polite", "story", "short", "oblique", "neighbour", "chitchat", "near", "far"),
}


def plain(text: str) -> str:
    folded = normalize("NFKC", text).casefold()
    return "".join(filter(str.isalnum, folded))


def test_the_bases_are_those_of_a_shop_and_a_desk_in_both_languages() -> None:
    development, test = own_set(Half.DEVELOPMENT), own_set(Half.TEST)
    assert development.bases == test.bases
    assert development.bases.keys() == BASES
    entries = [entry for base in test.bases.values() for entry in base]
    assert len(entries) >= 120
    assert all(3 <= len(entry.texts) <= 5 for entry in entries)


@pytest.mark.parametrize("half", Half)
def test_an_utterance_is_in_the_half_of_its_text(half: Half) -> None:
    assert {half_of(case.utterance) for case in own_set(half).cases} == {half}


@pytest.mark.parametrize("half", Half)
def test_each_half_has_enough_of_everything(half: Half) -> None:
    cases = own_set(half).cases
    assert len(cases) >= 300
    kinds = Counter(kind for case in cases for kind in case.kinds)
    assert kinds.keys() == KINDS
    assert min(kinds.values()) >= 12
    languages = Counter(case.language for case in cases)
    assert min(languages[language] for language in Language) >= 200
    assert {case.base for case in cases} == BASES


def test_no_utterance_is_a_text_of_its_base_or_comes_twice() -> None:
    halves = [own_set(half) for half in Half]
    texts = {
        plain(text)
        for base in halves[0].bases.values()
        for entry in base
        for text in entry.texts
    }
    said = Counter(plain(case.utterance) for half in halves for case in half.cases)
    assert said.keys() & texts == set()
    assert said.most_common(1)[0][1] == 1


def test_what_is_in_scope_is_no_chit_chat() -> None:
    for half in Half:
        for case in own_set(half).cases:
            is_out = {"near", "far", "chitchat"} & set(case.kinds)
            assert bool(is_out) == (case.expects is None), case
            assert ("chitchat" in case.kinds) == (case.chitchat is not None), case


def test_the_set_is_installed_with_the_program() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    carried = project["tool"]["setuptools"]["package-data"]["*"]
    assert "*.jsonl" in carried
