"""A matcher as bytes."""

from __future__ import annotations

import mmap
from pathlib import Path

import pytest

from actors.robot.candidates import Entry
from actors.robot.image import FORMAT, UnreadableImage, dump, load
from actors.robot.matcher import Matcher

BUILT = Matcher.build(
    [
        Entry("退", ("怎么退货", "return an item")),
        Entry("b", ("发票",)),
        Entry("c", ("?",)),
    ]
)
IMAGE = b"".join(dump(BUILT))
QUERIES = ["退货", "retrun items", "tuihuo", "发票"]


@pytest.mark.parametrize("matcher", [BUILT, Matcher.build([])])
def test_who_is_read_answers_as_who_was_built(matcher: Matcher) -> None:
    again = load(b"".join(dump(matcher)))
    for query in QUERIES:
        assert again.rank(query, 3) == matcher.rank(query, 3)


def test_a_file_is_used_where_it_lies(tmp_path: Path) -> None:
    file = tmp_path / "image"
    file.write_bytes(IMAGE)
    with file.open("rb") as opened:
        mapped = mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ)
    again = load(memoryview(mapped))
    assert again.rank("退货", 3) == BUILT.rank("退货", 3)
    assert not again.index.postings.flags.owndata
    assert not again.index.postings.flags.writeable


@pytest.mark.parametrize("length", [0, 3, len(FORMAT) + 9, 200, len(IMAGE) // 2])
def test_a_part_of_an_image_is_refused(length: int) -> None:
    with pytest.raises(UnreadableImage, match="expected"):
        load(IMAGE[:length])


def test_another_format_is_refused() -> None:
    with pytest.raises(UnreadableImage, match="triodesk robot"):
        load(IMAGE.replace(FORMAT, FORMAT[:-1] + b"9"))
