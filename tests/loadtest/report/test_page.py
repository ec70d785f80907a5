from __future__ import annotations

import pytest
from msgspec.structs import replace

from gateway.console.phrases import CHINESE, ENGLISH, Bilingual, Words
from loadtest.audit.broken import Broken
from loadtest.inspection import RESTLESS
from loadtest.outcome import MeasureName, Promise, RateName
from loadtest.report import terms
from loadtest.report.page import report_page
from loadtest.report.terms import meaning_of, title_of
from tests.loadtest.report.outcomes import bad, good, outcome

ENGLISH_WORDS = Words(ENGLISH)


def test_a_run_that_held_says_so_before_anything_else() -> None:
    page = report_page(outcome(good()), ENGLISH_WORDS)
    head, _, body = page.partition("<main>")
    assert "All promises were kept." in head
    assert "2,900 messages in 160 conversations" in head
    assert "Half of the messages were confirmed within" in head
    assert "Everyday conversation" in body
    assert "limited by the load" not in page
    assert "The violations in detail" not in page


def test_what_is_wrong_is_told_at_the_top_and_in_detail() -> None:
    page = report_page(outcome(good(), bad()), ENGLISH_WORDS)
    head, _, body = page.partition("<main>")
    assert "Promises were broken." in head
    for text in (
        "3 were not at their end",
        "“Nobody over capacity” was broken 7 times",
        "the audit found confirmed messages that are lost: 2",
        "memory grew by 40 MiB, more than the 16 MiB allowed",
        "“First come, first served” was looked at 2 times only",
    ):
        assert text in head
        assert text in body
    assert "agent a7, session 0199-8c" in body
    assert "and 6 more" in body
    assert "simulated crowd was the bottleneck" in body


def test_a_machine_that_others_use_is_told() -> None:
    busy = replace(outcome(good()), busy=7.5)
    assert "7.5 processes on average wanted its 2 cores" in report_page(
        busy, ENGLISH_WORDS
    )
    assert "on average wanted" not in report_page(outcome(good()), ENGLISH_WORDS)


def test_a_scenario_of_nothing_is_shown_yet() -> None:
    nothing = good(name="own_idea")
    bare = type(nothing)("own_idea", 0.0)
    page = report_page(outcome(bare), ENGLISH_WORDS)
    assert "own idea" in page
    assert "no promise was watched" in page
    assert "No audit" in page


def test_what_was_seen_is_never_taken_for_markup() -> None:
    page = report_page(outcome(bad()), ENGLISH_WORDS)
    assert "&lt;b&gt;0199-8c&lt;/b&gt;" in page
    assert "<b>0199" not in page


def test_the_page_needs_no_network() -> None:
    page = report_page(outcome(good(), bad()), ENGLISH_WORDS)
    assert "://" not in page
    assert "<script" not in page
    assert "@import" not in page


def test_it_speaks_the_readers_language() -> None:
    page = report_page(outcome(good(), bad()), Words(CHINESE))
    assert 'lang="zh-CN"' in page
    assert "有承诺被打破。" in page
    assert "promise" not in page.partition("<main>")[2].lower()


@pytest.mark.parametrize(
    ("names", "explained"),
    [
        (terms.Measures, [one.name for one in MeasureName]),
        (terms.Promises, [one.name for one in Promise]),
    ],
)
def test_every_name_is_explained(names: type[Bilingual], explained: list[str]) -> None:
    assert explained
    for name in explained:
        assert title_of(names, name, ENGLISH_WORDS) != name.replace("_", " ")
        assert meaning_of(names, name, ENGLISH_WORDS)


def test_every_name_has_a_title() -> None:
    assert {one.name for one in RateName} == set(terms.Rates.__members__)
    found = {one.value.upper() for one in Broken} | {RESTLESS.upper()}
    assert found == set(terms.Found.__members__)
