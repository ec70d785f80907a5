"""Words that mean about the same."""

from __future__ import annotations

from actors.robot.lexicon import ROWS
from actors.robot.synonyms import PHRASES, example, in_chinese, in_english


def test_a_row_has_no_word_twice() -> None:
    assert [row for row in ROWS if len(set(row)) < len(row)] == []


def test_a_word_may_have_several_meanings() -> None:
    assert {example(each) for each in in_english("charg")} == {"价格", "扣款"}
    assert in_english("龘") == ()


def test_the_longest_word_is_taken() -> None:
    assert [(begin, example(each)) for begin, each in in_chinese("改手机号码")] == [
        (0, "改"),
        (1, "手机号"),
    ]


def test_a_phrase_is_known_by_its_first_word() -> None:
    assert in_english("money", "back") != ()
    assert 2 in PHRASES["money"]
