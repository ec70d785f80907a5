"""What may be a quick reply, and what becomes of an owner's (A5)."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from actors.quick_replies.core import placed
from actors.quick_replies.records import PutReplies, ReplyRefused, ReplyRule
from actors.quick_replies.reply import (
    MAX_CATEGORY_CHARS,
    MAX_OWN,
    MAX_SHARED,
    MAX_TEXT_CHARS,
    MAX_TITLE_CHARS,
    QuickReply,
    fault_of,
    most_of,
    named,
)

pytestmark = pytest.mark.covers("A5")
GOOD = QuickReply("", "bo", "after sale", "Address", "Send it\nto:\t{visitor}")


@pytest.mark.parametrize(
    ("bad", "told"),
    [
        ({"id": "a b"}, "an id"),
        ({"id": "a" * 65}, "an id"),
        ({"title": " "}, "a title"),
        ({"title": "t" * (MAX_TITLE_CHARS + 1)}, "a title"),
        ({"text": "\n"}, "a text"),
        ({"text": "t" * (MAX_TEXT_CHARS + 1)}, "a text"),
        ({"category": "c" * (MAX_CATEGORY_CHARS + 1)}, "a category"),
        ({"title": "a\nb"}, "no control"),
        ({"category": "a\tb"}, "no control"),
        ({"text": "a\x00b"}, "no control"),
    ],
)
def test_what_is_no_quick_reply(bad: dict[str, str], told: str) -> None:
    assert not fault_of(GOOD)
    assert not fault_of(replace(GOOD, id="q1"))
    assert told in fault_of(replace(GOOD, **bad))


def test_everybody_has_so_many() -> None:
    assert (most_of(""), most_of("bo")) == (MAX_SHARED, MAX_OWN)
    full = {f"t{each}": f"q{each}" for each in range(MAX_OWN)}
    more = PutReplies("bo", (replace(GOOD, id="new"),))
    refused = placed(full, more)
    assert isinstance(refused, ReplyRefused)
    assert refused.rule is ReplyRule.TOO_MANY
    instead = PutReplies("bo", (replace(GOOD, id="q1"),))
    assert placed(full, instead) == instead.replies


def test_a_name_that_was_left_is_free_within_the_same_change() -> None:
    first, second = replace(GOOD, id="a", title="B"), replace(GOOD, id="c", title="A")
    assert placed({"a": "a"}, PutReplies("bo", (first, second))) == (first, second)


def test_the_last_of_a_title_counts_where_titles_are_keys() -> None:
    first = replace(GOOD, id="a")
    second = replace(GOOD, id="b", title=" address ", text="anew")
    made = placed({}, PutReplies("bo", (first, second), is_by_title=True))
    assert made == (replace(second, id="a"),)
    assert named(second.title) == named(first.title)
