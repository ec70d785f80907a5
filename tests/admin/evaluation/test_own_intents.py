"""The labelled utterances of intents, and how well these are recognised."""

from __future__ import annotations

from collections import Counter

import pytest

from actors.intents.presets import both_presets
from admin.evaluation.case import Language
from admin.evaluation.evaluation import evaluate
from admin.evaluation.measure import ANSWERED_RIGHT, OUTSIDE_ANSWERED, TOP_1
from admin.evaluation.own_intents import intent_set, intents_of, recognition
from admin.evaluation.own_set import Half
from admin.evaluation.share import portion


def test_both_halves_have_every_intent_in_both_languages() -> None:
    halves = [intent_set(half) for half in Half]
    texts = {text for each in both_presets() for text in each.utterances}
    said = Counter(case.utterance for half in halves for case in half.cases)
    assert said.total() >= 400
    assert said.most_common(1)[0][1] == 1
    assert said.keys() & texts == set()
    for half in halves:
        meant = {(case.expects, case.language) for case in half.cases}
        ids = {each.id for each in both_presets()}
        assert meant >= {(each, language) for each in ids for language in Language}
        kinds = Counter(kind for case in half.cases for kind in case.kinds)
        assert min(kinds[kind] for kind in ("far", "chitchat", "denied")) >= 12


@pytest.mark.unmeasured
@pytest.mark.covers("R12")
def test_intents_are_recognised_better_than_by_plain_matchers() -> None:
    judged, tuning = intent_set(Half.TEST), intent_set(Half.DEVELOPMENT)
    presets = recognition(lambda _: both_presets())
    found = evaluate(presets, judged, tuning, lambda _: None)
    ours = found.robot
    for measure in (TOP_1, ANSWERED_RIGHT):
        share, *others = (
            portion(measure.marks(each.outcomes, each.thresholds))
            for each in (ours, *found.peers)
        )
        assert share > max(others)
    outside = OUTSIDE_ANSWERED.marks(ours.outcomes, ours.thresholds)
    assert portion(outside) <= 0.05


def test_entries_of_a_file_are_intents_by_what_they_are_asked_by() -> None:
    base = intent_set(Half.TEST).bases["shop"]
    ranker = recognition(intents_of).build(base)
    assert ranker.rank("我要退款", 1)[0].entry == "refund"
