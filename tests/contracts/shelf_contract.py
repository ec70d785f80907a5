"""What every shelf promises; `tests/gateway/attachments` runs it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import msgspec

from gateway.attachments.kinds import Kind
from gateway.attachments.office import Attachment
from gateway.attachments.shelf import (
    Begin,
    Begun,
    Done,
    Drop,
    Failed,
    Find,
    Found,
    Full,
    Listed,
    ListFresh,
    Piece,
    Publish,
    Read,
    Remove,
    Seal,
    Sealed,
    Settle,
    Shelf,
    Stored,
    Write,
    clean_path,
    new_draft,
)

QUOTA = 1_000
KEY = "0123456789abcdef" * 2
CONTENT = bytes(range(200))


def stored(size: int = len(CONTENT), key: str = KEY, at_ms: int = 10) -> Stored:
    attachment = Attachment(
        key, "s", "visitor", "v", Kind.FILE, "text/plain", "x.txt", size, at_ms=at_ms
    )
    return Stored(attachment, b"digest")


class Draft(NamedTuple):
    """Its name, and the file that holds it."""

    draft: str
    path: str


def begin(shelf: Shelf, size: int) -> Draft:
    name = new_draft()
    begun = shelf.serve(Begin(name, size))
    assert isinstance(begun, Begun)
    return Draft(name, begun.path)


def draft(shelf: Shelf, content: bytes = CONTENT) -> Draft:
    begun = begin(shelf, len(content))
    for start in range(0, len(content), 70):
        assert shelf.serve(Write(begun.draft, content[start : start + 70])) == Done()
    return begun


def publish(shelf: Shelf, what: Stored, content: bytes = CONTENT) -> object:
    begun = draft(shelf, content)
    assert isinstance(shelf.serve(Seal(begun.draft)), Sealed)
    return shelf.serve(Publish(begun.draft, what))


def content(shelf: Shelf, key: str = KEY) -> bytes:
    answer = shelf.serve(Read(key, 0, 10_000))
    assert isinstance(answer, Piece)
    return answer.data


def a_file_is_there_whole_once_it_is_published(shelf: Shelf) -> None:
    begun = draft(shelf)
    digest = hashlib.sha256(CONTENT).digest()
    assert shelf.serve(Seal(begun.draft)) == Sealed(len(CONTENT), digest)
    assert Path(begun.path).read_bytes() == CONTENT
    assert shelf.serve(Find(KEY)) == Found(None)
    assert content(shelf) == b""
    assert shelf.serve(Publish(begun.draft, stored())) == Found(stored())
    assert shelf.serve(Find(KEY)) == Found(stored())
    assert shelf.serve(Read(KEY, 50, 20)) == Piece(CONTENT[50:70])
    assert shelf.serve(Read(KEY, 190, 99)) == Piece(CONTENT[190:])
    assert shelf.serve(Read(KEY, 999, 99)) == Piece(b"")


def the_first_under_a_key_stays(shelf: Shelf) -> None:
    first = publish(shelf, stored())
    later = msgspec.structs.replace(stored(), digest=b"other")
    assert publish(shelf, later, b"other") == first
    assert content(shelf) == CONTENT


def what_was_cleaned_is_published_instead(shelf: Shelf) -> None:
    begun = draft(shelf)
    shelf.serve(Seal(begun.draft))
    Path(clean_path(begun.path)).write_bytes(b"clean")
    shelf.serve(Publish(begun.draft, stored(5), is_cleaned=True))
    assert content(shelf) == b"clean"
    assert not Path(begun.path).exists()


def a_draft_that_is_dropped_is_gone(shelf: Shelf) -> None:
    begun = draft(shelf)
    Path(clean_path(begun.path)).write_bytes(b"clean")
    for _ in range(2):
        assert shelf.serve(Drop(begun.draft)) == Done()
    assert not Path(begun.path).exists()
    assert not Path(clean_path(begun.path)).exists()
    for request in (
        Write(begun.draft, b"x"),
        Seal(begun.draft),
        Publish(begun.draft, stored()),
    ):
        assert isinstance(shelf.serve(request), Failed)
    assert shelf.serve(Find(KEY)) == Found(None)


def a_draft_is_begun_once(shelf: Shelf) -> None:
    begun = draft(shelf)
    assert isinstance(shelf.serve(Begin(begun.draft, 1)), Failed)
    assert Path(begun.path).read_bytes() == CONTENT
    shelf.serve(Drop(begun.draft))


def the_quota_bounds_all_and_comes_back(shelf: Shelf) -> None:
    assert shelf.serve(Begin("one", QUOTA + 1)) == Full()
    publish(shelf, stored(600), b"x" * 600)
    assert shelf.serve(Begin("one", 401)) == Full()
    begun = begin(shelf, 1)
    assert shelf.serve(Write(begun.draft, b"y" * 400)) == Done()
    assert shelf.serve(Write(begun.draft, b"y")) == Full()
    assert isinstance(shelf.serve(Write(begun.draft, b"y")), Failed)
    shelf.serve(Remove(KEY))
    publish(shelf, stored(QUOTA), b"x" * QUOTA)
    assert len(content(shelf)) == QUOTA


def what_no_message_carries_is_listed_until_it_is_settled(shelf: Shelf) -> None:
    keys = [f"{number:032x}" for number in range(3)]
    for number, key in enumerate(keys):
        publish(shelf, stored(5, key, at_ms=number), b"12345")
    assert fresh(shelf, 2) == set(keys[:2])
    assert len(fresh(shelf, 9, limit=1)) == 1
    shelf.serve(Settle(keys[0]))
    shelf.serve(Remove(keys[1]))
    shelf.serve(Remove(keys[1]))
    assert fresh(shelf, 9) == {keys[2]}
    assert content(shelf, keys[0]) == b"12345"
    assert content(shelf, keys[1]) == b""


def fresh(shelf: Shelf, before_ms: int, limit: int = 99) -> set[str]:
    answer = shelf.serve(ListFresh(before_ms, limit))
    assert isinstance(answer, Listed)
    return {row.attachment.key for row in answer.rows}


CLAIMS: tuple[Callable[[Shelf], None], ...] = (
    a_file_is_there_whole_once_it_is_published,
    the_first_under_a_key_stays,
    what_was_cleaned_is_published_instead,
    a_draft_that_is_dropped_is_gone,
    a_draft_is_begun_once,
    the_quota_bounds_all_and_comes_back,
    what_no_message_carries_is_listed_until_it_is_settled,
)
