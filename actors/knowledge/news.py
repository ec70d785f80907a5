"""PURE: what of the published knowledge is new to an agent, and what he has read (R11).

News are the entries in force, each as of the version that brought it. Whoever has read
one marks it; when the entry changes again it is news again. Storage format: names and
values are for ever, new fields have defaults.
"""

from __future__ import annotations

from typing import Annotated, Final

import msgspec
from msgspec import Meta

from actors.knowledge.entry import MAX_ID_CHARS, Base, EntryId
from actors.row_number import MAX_ROW

MAX_NEWS: Final = 100
"""In one answer: two screens."""
MAX_UNREAD: Final = 1_000
"""Counted: beyond it nobody cares how many there are."""

NEWS_TOPIC: Final = "knowledge/news"
"""Where agents' connections hear of a publication."""
MAX_READERS: Final = 1_000
"""In one answer: more members than an installation has."""

_MAX_VERSION_DIGITS: Final = 15
"""Of a cursor: what no database can hold as a number was not written by us."""

Reader = Annotated[str, Meta(min_length=1, max_length=MAX_ID_CHARS)]
SinceVersion = Annotated[int, Meta(ge=1, le=MAX_ROW)]


class ReadNews(msgspec.Struct, frozen=True, tag="read_news"):
    """Asks for what is new, newest first: `NewsFound`.

    Attributes:
        reader: whose marks count.
        unread: only what he has not marked.
        after: of the page before; "" = from the newest.
        limit: so many at most.
    """

    reader: Reader
    unread: bool = False
    after: Annotated[str, Meta(max_length=2 * MAX_ID_CHARS)] = ""
    limit: Annotated[int, Meta(ge=1, le=MAX_NEWS)] = MAX_NEWS


class MarkRead(msgspec.Struct, frozen=True, tag="mark_read"):
    """He has read these, as they are in the version: `Marked`.

    Attributes:
        reader: who.
        version: the one he read, `NewsFound.version`: what came later stays unread.
        entries: which; () = all of that version.
        at_ms: wall time; whoever asks the records says it.
    """

    reader: Reader
    version: SinceVersion
    entries: Annotated[tuple[EntryId, ...], Meta(max_length=MAX_NEWS)] = ()
    at_ms: int = 0


class FindReaders(msgspec.Struct, frozen=True, tag="find_readers"):
    """Asks who has read an entry as it is in force: `ReadersFound`."""

    entry: EntryId


NewsRequest = ReadNews | MarkRead | FindReaders


class NewsItem(msgspec.Struct, frozen=True):
    """An entry that is new, or other than it was.

    Attributes:
        entry: its id.
        base: where it belongs.
        question: its standard question.
        since: the version that brought it.
        at_ms: when that was published.
        by: who published it.
        is_change: there was such an entry before.
        read_ms: when the reader marked it; 0 = he has not.
    """

    entry: EntryId
    base: Base
    question: str
    since: int
    at_ms: int
    by: str
    is_change: bool
    read_ms: int = 0


class NewsFound(msgspec.Struct, frozen=True, tag="news_found"):
    """A page.

    Attributes:
        version: in force; 0 = nothing was published yet.
        items: newest first.
        unread: how many in all he has not marked, up to `MAX_UNREAD`.
        next: `after` of the next page; "" = this was the last.
    """

    version: int
    items: tuple[NewsItem, ...]
    unread: int
    next: str = ""


class Marked(msgspec.Struct, frozen=True, tag="marked"):
    """It is on disk."""


class ReadersFound(msgspec.Struct, frozen=True, tag="readers_found"):
    """Who has marked it, and when (wall time), the first of them first."""

    readers: tuple[tuple[str, int], ...]


NewsAnswer = NewsFound | Marked | ReadersFound


def read_cursor(cursor: str) -> tuple[int, str]:
    """The version and entry that a page ended with; (0, "") of none, or a wrong one."""
    version, _, entry = cursor.partition("/")
    is_whole = version.isdecimal() and len(version) <= _MAX_VERSION_DIGITS
    return (int(version), entry) if is_whole else (0, "")


def written_cursor(item: NewsItem) -> str:
    """What `read_cursor` reads."""
    return f"{item.since}/{item.entry}"
