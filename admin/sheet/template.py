"""A sheet to begin with: its columns, what they are for, and two examples.

The rows below the headings are notes: imported as they are they add nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from actors.knowledge.entry import MAX_QUESTION_CHARS, MAX_SIMILAR
from admin.sheet.form import NOTE, Column, columns_for
from admin.sheet.phrases import Example, Heading, Meaning, Word
from admin.sheet.sheet_file import Row, writing_sheet
from gateway.console.phrases import Bilingual, Words

_ANSWERS: Final = 2
_RETURNS: Final[dict[Column, Bilingual]] = {
    Column(Heading.BASE): Word.FAQ,
    Column(Heading.CATEGORY): Example.CATEGORY,
    Column(Heading.QUESTION): Example.QUESTION,
    Column(Heading.SIMILAR): Example.SIMILAR,
    Column(Heading.ANSWER): Example.ANSWER,
    Column(Heading.KIND): Word.TEXT,
    Column(Heading.ANSWER, 2): Example.OTHER_ANSWER,
    Column(Heading.KIND, 2): Word.MARKDOWN,
    Column(Heading.CHANNELS, 2): Example.CHANNELS,
    Column(Heading.LANGUAGE): Example.LANGUAGE,
    Column(Heading.ENABLED): Word.YES,
}
_NAME: Final[dict[Column, Bilingual]] = {
    Column(Heading.BASE): Word.CHITCHAT,
    Column(Heading.QUESTION): Example.GREETING,
    Column(Heading.ANSWER): Example.NAME,
}


def write_template(target: Path, words: Words) -> None:
    """Writes it into a file.

    Raises:
        UsageError: it cannot be written.
    """
    with writing_sheet(target) as write:
        for row in template_rows(words):
            write(row)


def template_rows(words: Words) -> Iterator[Row]:
    """PURE: its rows, the headings first."""
    columns = columns_for(_ANSWERS)
    yield tuple(each.title(words) for each in columns)
    yield tuple(_meaning(each, words) for each in columns)
    for example in (_RETURNS, _NAME):
        texts = {column: words(phrase) for column, phrase in example.items()}
        texts[Column(Heading.ID)] = f"{NOTE} {words(Example.MARK)}"
        yield tuple(texts.get(each, "") for each in columns)


def _meaning(column: Column, words: Words) -> str:
    heading = column.heading
    if column.answer > 1:
        return column.title(words)
    meaning = words(
        Meaning[heading.name], question=MAX_QUESTION_CHARS, similar=MAX_SIMILAR
    )
    return f"{NOTE} {meaning}" if heading is Heading.ID else meaning
