"""PURE: what the columns of a sheet are, and entries as rows of it.

A row says all of an entry: an empty cell is the default, and so is a missing column;
but what lacks columns changes no entry that there is, see `plan`.
Read are headings and words of either language; written are those of one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime, tzinfo
from typing import Final, NamedTuple, TypeVar

import msgspec

from actors.cards.card import Card
from actors.knowledge.entry import (
    MAX_ANSWERS,
    Answer,
    AnswerKind,
    Base,
    CategoryId,
    Entry,
    EntryId,
)
from admin.operator.moment import moment
from admin.sheet.category_path import Path, read_path, written_path
from admin.sheet.cell import MAX_CELL_CHARS, escaped, unescaped
from admin.sheet.phrases import BASES, KINDS, SWITCH, Heading, Word, Wrong
from gateway.console.phrases import Words
from runtime.errors import UsageError

V = TypeVar("V")

PLAIN: Final = (
    Heading.ID,
    Heading.BASE,
    Heading.CATEGORY,
    Heading.QUESTION,
    Heading.SIMILAR,
)
OF_ANSWER: Final = (Heading.ANSWER, Heading.KIND, Heading.CHANNELS)
LAST: Final = (
    Heading.LANGUAGE,
    Heading.ENABLED,
    Heading.VALID_FROM,
    Heading.VALID_UNTIL,
)
NOTE: Final = "#"
"""Before the id of a row that is no entry."""
_CARDS: Final[msgspec.json.Decoder[Card]] = msgspec.json.Decoder(Card)
_MS: Final = 1_000


class Column(NamedTuple):
    """Of an answer its place, from 1; of all others 1."""

    heading: Heading
    answer: int = 1

    def title(self, words: Words) -> str:
        """As the first row has it."""
        title = words(self.heading)
        return title if self.answer == 1 else f"{title} {self.answer}"


class CellFault(NamedTuple):
    """What is wrong with a cell, and what its text is to be filled with."""

    wrong: Wrong
    column: Column
    came: str = ""
    words: tuple[Word, ...] = ()

    def told(self, words: Words) -> str:
        """A whole sentence."""
        return words(
            self.wrong,
            heading=self.column.title(words),
            came=self.came,
            most=MAX_CELL_CHARS,
            words=", ".join(words(each) for each in self.words),
        )


class Written(NamedTuple):
    """What a row says.

    Attributes:
        entry: without a category; without an id where the row has none.
        category: where it is to be.
        faults: of cells; while there are any, `entry` says less than the row.
    """

    entry: Entry
    category: Path
    faults: tuple[CellFault, ...]


class Form:
    """The columns of one sheet.

    Args:
        columns: by position; None = a column that nobody reads.
        zone: of times without an offset; None = the machine's.
    """

    def __init__(self, columns: tuple[Column | None, ...], zone: tzinfo | None) -> None:
        self._columns = columns
        self._zone = zone

    def lacking(self) -> tuple[Column, ...]:
        """Columns that it has not, and that an entry is described with.

        An id can be missing: then the question says which entry is meant.
        """
        needed = columns_for(1)
        return tuple(each for each in needed[1:] if each not in self._columns)

    def read(self, cells: Iterable[str]) -> Written:
        """What a row says, and all that is wrong with it."""
        return _Reading(dict(self._texts(cells)), self._zone).written()

    def is_note(self, cells: Iterable[str]) -> bool:
        """True of a row for people, as the template has them: its id is none."""
        return dict(self._texts(cells)).get(Column(Heading.ID), "").startswith(NOTE)

    def _texts(self, cells: Iterable[str]) -> Iterator[tuple[Column, str]]:
        for column, cell in zip(self._columns, cells, strict=False):
            text = _LINE_END.sub("\n", unescaped(cell)).strip()
            if column is not None and text:
                yield column, text


_LINE_END: Final = re.compile(r"\r\n?")


def find_form(headings: Iterable[str], zone: tzinfo | None) -> Form:
    """The columns under these headings.

    Raises:
        UsageError: there is no column for questions, or a heading is there twice.
    """
    columns = tuple(_TITLES.get(_plain(unescaped(each))) for each in headings)
    known = [each for each in columns if each is not None]
    twice = next((each for each in known if known.count(each) > 1), None)
    if twice is not None:
        title = twice.title(Words("en"))
        raise UsageError(f"expected each heading once, got {title!r} twice")
    for needed in (Heading.QUESTION, Heading.ANSWER):
        if Column(needed) not in known:
            both = " or ".join(map(repr, needed.value))
            raise UsageError(f"expected a first row with headings, one of them {both}")
    return Form(columns, zone)


def columns_for(answers: int) -> tuple[Column, ...]:
    """All columns of a sheet whose entries have at most that many answers."""
    places = range(1, answers + 1)
    return (
        *map(Column, PLAIN),
        *(Column(each, place) for place in places for each in OF_ANSWER),
        *map(Column, LAST),
    )


def cells_of(
    columns: Iterable[Column], entry: Entry, category: Path, words: Words
) -> tuple[str, ...]:
    """An entry as a row: what `Form.read` reads as the same entry."""
    return tuple(
        escaped(_written(column, entry, category, words)) for column in columns
    )


def _written(column: Column, entry: Entry, category: Path, words: Words) -> str:
    plain = _CELLS.get(column.heading)
    if plain is not None:
        return plain(entry, category, words)
    place = column.answer - 1
    if place >= len(entry.answers):
        return ""
    return _of_answer(column.heading, entry.answers[place], words)


def _of_answer(heading: Heading, answer: Answer, words: Words) -> str:
    match heading:
        case Heading.KIND:
            return words(KINDS[answer.kind])
        case Heading.CHANNELS:
            return ", ".join(answer.channels)
        case _ if answer.card is not None:
            return msgspec.json.encode(answer.card).decode()
        case _:
            return answer.body


def _time(at_ms: int) -> str:
    if not at_ms:
        return ""
    return datetime.fromtimestamp(at_ms / _MS, UTC).isoformat(timespec="milliseconds")


_CELLS: Final[Mapping[Heading, Callable[[Entry, Path, Words], str]]] = {
    Heading.ID: lambda entry, _, __: entry.id,
    Heading.BASE: lambda entry, _, words: words(BASES[entry.base]),
    Heading.CATEGORY: lambda _, category, __: written_path(category),
    Heading.QUESTION: lambda entry, _, __: entry.question,
    Heading.SIMILAR: lambda entry, _, __: "\n".join(entry.similar),
    Heading.LANGUAGE: lambda entry, _, __: entry.language,
    Heading.ENABLED: lambda entry, _, words: words(SWITCH[entry.enabled]),
    Heading.VALID_FROM: lambda entry, _, __: _time(entry.valid_from_ms),
    Heading.VALID_UNTIL: lambda entry, _, __: _time(entry.valid_until_ms),
}


class _Reading:
    """One row, read cell by cell."""

    def __init__(self, texts: Mapping[Column, str], zone: tzinfo | None) -> None:
        self._texts = texts
        self._zone = zone
        self._faults: list[CellFault] = []

    def written(self) -> Written:
        for column, text in self._texts.items():
            if len(text) > MAX_CELL_CHARS:
                self._wrong(Wrong.LONG_CELL, column, str(len(text)))
        entry = Entry(
            id=EntryId(self._text(Heading.ID)),
            base=self._word(Column(Heading.BASE), BASES, Base.FAQ),
            category=CategoryId(""),
            question=self._text(Heading.QUESTION),
            similar=self._lines(Heading.SIMILAR),
            answers=tuple(self._answers()),
            language=self._text(Heading.LANGUAGE),
            enabled=self._word(Column(Heading.ENABLED), SWITCH, usual=True),
            valid_from_ms=self._moment(Heading.VALID_FROM),
            valid_until_ms=self._moment(Heading.VALID_UNTIL),
        )
        category = read_path(self._text(Heading.CATEGORY))
        return Written(entry, category, tuple(self._faults))

    def _wrong(
        self, wrong: Wrong, column: Column, came: str, words: tuple[Word, ...] = ()
    ) -> None:
        self._faults.append(CellFault(wrong, column, came[:_MAX_TOLD_CHARS], words))

    def _text(self, heading: Heading) -> str:
        return self._texts.get(Column(heading), "")

    def _lines(self, heading: Heading) -> tuple[str, ...]:
        lines = map(str.strip, self._text(heading).split("\n"))
        return tuple(dict.fromkeys(filter(None, lines)))

    def _word(self, column: Column, words: Mapping[V, Word], usual: V) -> V:
        text = self._texts.get(column)
        if text is None:
            return usual
        for value, word in words.items():
            if _plain(text) in map(_plain, word.value):
                return value
        self._wrong(Wrong.UNKNOWN_WORD, column, text, tuple(words.values()))
        return usual

    def _moment(self, heading: Heading) -> int:
        text = self._text(heading)
        if not text:
            return 0
        try:
            return moment(text, self._zone)
        except UsageError:
            self._wrong(Wrong.NO_TIME, Column(heading), text)
            return 0

    def _answers(self) -> Iterator[Answer]:
        for place in range(1, MAX_ANSWERS + 1):
            own = [Column(each, place) for each in OF_ANSWER]
            body, kind, channels = (self._texts.get(each, "") for each in own)
            if body:
                yield self._answer(place, body, channels)
            elif kind or channels:
                self._wrong(Wrong.NO_ANSWER, own[0], "")

    def _answer(self, place: int, body: str, listed: str) -> Answer:
        column = Column(Heading.KIND, place)
        kind = self._word(column, KINDS, AnswerKind.TEXT)
        named = map(str.strip, _COMMA.split(listed))
        channels = tuple(dict.fromkeys(filter(None, named)))
        if kind is not AnswerKind.CARD:
            return Answer(kind, body, None, channels)
        try:
            return Answer(kind, "", _CARDS.decode(body), channels)
        except msgspec.DecodeError as error:
            self._wrong(Wrong.NO_CARD, Column(Heading.ANSWER, place), str(error))
            return Answer(kind, "", None, channels)


_COMMA: Final = re.compile("[,，、\n]")
_MAX_TOLD_CHARS: Final = 100
"""Of what came, in a sentence about it."""


def _plain(text: str) -> str:
    return re.sub(r"[\s_]", "", text).casefold()


def _titles() -> Iterator[tuple[str, Column]]:
    for column in columns_for(MAX_ANSWERS):
        for language in column.heading.value:
            number = "" if column.answer == 1 else str(column.answer)
            yield _plain(language) + number, column


_TITLES: Final = dict(_titles())
