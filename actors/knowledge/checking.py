"""PURE: what is wrong with an entry, a category or a welcome card by itself.

Whether what they name is there only the records can say; see `standing`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import Enum
from typing import Final

import msgspec

from actors.accounts.members import CONTROLS
from actors.cards.card import (
    MAX_ID_CHARS as MAX_OPTION_ID_CHARS,
)
from actors.cards.card import (
    MAX_OPTION_CHARS,
    MAX_OPTIONS,
    MAX_TITLE_CHARS,
    Card,
    MarkdownCard,
    MenuCard,
    TextCard,
)
from actors.knowledge.entry import (
    MAX_ANSWER_CHANNELS,
    MAX_ANSWERS,
    MAX_BODY_CHARS,
    MAX_ENTRY_BYTES,
    MAX_ID_CHARS,
    MAX_LANGUAGE_CHARS,
    MAX_NAME_CHARS,
    MAX_QUESTION_CHARS,
    MAX_SIMILAR,
    MAX_WELCOME_QUESTIONS,
    MAX_WELCOME_TEXT_CHARS,
    MAX_WELCOME_TITLE_CHARS,
    Answer,
    AnswerKind,
    Category,
    Entry,
    Welcome,
    asked_as,
)

_ID: Final = re.compile(rf"[A-Za-z0-9._-]{{1,{MAX_ID_CHARS}}}")
_LANGUAGE: Final = re.compile(rf"[A-Za-z0-9-]{{0,{MAX_LANGUAGE_CHARS}}}")
_CONTROL: Final = re.compile(f"[{CONTROLS}]")


class FaultKind(Enum):
    """What is wrong with a field."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    TOO_MANY = "too_many"
    TOO_LARGE = "too_large"
    BAD_ID = "bad_id"
    BAD_LANGUAGE = "bad_language"
    CONTROL = "control"
    REPEATED = "repeated"
    NO_ANSWER = "no_answer"
    BAD_CARD = "bad_card"
    BAD_DATES = "bad_dates"
    TOO_DEEP = "too_deep"
    NAME_TAKEN = "name_taken"
    OTHER_BASE = "other_base"


_EXPECTED: Final = {
    FaultKind.EMPTY: "expected some text",
    FaultKind.TOO_LONG: "expected at most {limit} characters",
    FaultKind.TOO_MANY: "expected at most {limit}",
    FaultKind.TOO_LARGE: "expected at most {limit} bytes in all",
    FaultKind.BAD_ID: "expected 1 to {limit} letters, digits, '.', '_' or '-'",
    FaultKind.BAD_LANGUAGE: "expected a language tag, as zh or en-GB",
    FaultKind.CONTROL: "expected one line without control characters",
    FaultKind.REPEATED: "expected each once",
    FaultKind.NO_ANSWER: "expected at least one answer",
    FaultKind.BAD_CARD: "expected a card that says something, or a menu of questions",
    FaultKind.BAD_DATES: "expected an end behind the beginning",
    FaultKind.TOO_DEEP: "expected at most {limit} within each other, and no circle",
    FaultKind.NAME_TAKEN: "expected a name that no other one beside it has",
    FaultKind.OTHER_BASE: "expected what is of the same base",
}


class Fault(msgspec.Struct, frozen=True):
    """What is wrong with a field; `limit` is the bound, where there is one."""

    field: str
    kind: FaultKind
    limit: int = 0

    def __str__(self) -> str:
        """For people, in English."""
        return f"{self.field}: {_EXPECTED[self.kind].format(limit=self.limit)}"


def faults_of_entry(entry: Entry) -> tuple[Fault, ...]:
    """All that is wrong with it; none: it can be kept."""
    asked = (entry.question, *entry.similar)
    found = [
        *_id("id", entry.id),
        *(_id("category", entry.category) if entry.category else ()),
        *_line("question", entry.question, MAX_QUESTION_CHARS),
        *(
            fault
            for text in entry.similar
            for fault in _line("similar", text, MAX_QUESTION_CHARS)
        ),
        *_many("similar", len(entry.similar), MAX_SIMILAR),
        *_once("similar", asked),
        *_answers(entry.answers),
        *_language(entry.language),
        *_dates(entry),
    ]
    if not found and len(msgspec.msgpack.encode(entry)) > MAX_ENTRY_BYTES:
        found.append(Fault("entry", FaultKind.TOO_LARGE, MAX_ENTRY_BYTES))
    return tuple(dict.fromkeys(found))


def faults_of_category(category: Category) -> tuple[Fault, ...]:
    """The same of a category."""
    return (
        *_id("id", category.id),
        *(_id("parent", category.parent) if category.parent else ()),
        *_line("name", category.name, MAX_NAME_CHARS),
    )


def faults_of_welcome(welcome: Welcome) -> tuple[Fault, ...]:
    """The same of a welcome card; one that is shown says something."""
    text = welcome.text
    return (
        *([Fault("text", FaultKind.EMPTY)] if welcome.enabled and not text else ()),
        *_long("title", welcome.title, MAX_WELCOME_TITLE_CHARS),
        *_long("text", text, MAX_WELCOME_TEXT_CHARS),
        *_many("questions", len(welcome.questions), MAX_WELCOME_QUESTIONS),
        *_once("questions", welcome.questions),
    )


def _id(field: str, text: str) -> Iterator[Fault]:
    if not _ID.fullmatch(text):
        yield Fault(field, FaultKind.BAD_ID, MAX_ID_CHARS)


def _language(text: str) -> Iterator[Fault]:
    if not _LANGUAGE.fullmatch(text):
        yield Fault("language", FaultKind.BAD_LANGUAGE)


def _line(field: str, text: str, limit: int) -> Iterator[Fault]:
    if not text.strip():
        yield Fault(field, FaultKind.EMPTY)
    if _CONTROL.search(text):
        yield Fault(field, FaultKind.CONTROL)
    yield from _long(field, text, limit)


def _long(field: str, text: str, limit: int) -> Iterator[Fault]:
    if len(text) > limit:
        yield Fault(field, FaultKind.TOO_LONG, limit)


def _many(field: str, count: int, limit: int) -> Iterator[Fault]:
    if count > limit:
        yield Fault(field, FaultKind.TOO_MANY, limit)


def _once(field: str, texts: Iterable[str]) -> Iterator[Fault]:
    listed = [asked_as(text) for text in texts]
    if len(set(listed)) < len(listed):
        yield Fault(field, FaultKind.REPEATED)


def _dates(entry: Entry) -> Iterator[Fault]:
    begins, ends = entry.valid_from_ms, entry.valid_until_ms
    if begins < 0 or ends < 0 or (ends and ends <= begins):
        yield Fault("valid", FaultKind.BAD_DATES)


def _answers(answers: tuple[Answer, ...]) -> Iterator[Fault]:
    if not answers:
        yield Fault("answers", FaultKind.NO_ANSWER)
    yield from _many("answers", len(answers), MAX_ANSWERS)
    for answer in answers:
        yield from _answer(answer)
        yield from _many("channels", len(answer.channels), MAX_ANSWER_CHANNELS)
        for channel in answer.channels:
            yield from _line("channels", channel, MAX_ID_CHARS)


def _answer(answer: Answer) -> Iterator[Fault]:
    if answer.kind is AnswerKind.CARD:
        if answer.card is None or answer.body or not _is_fit(answer.card):
            yield Fault("answers", FaultKind.BAD_CARD)
    elif answer.card is not None:
        yield Fault("answers", FaultKind.BAD_CARD)
    elif not answer.body.strip():
        yield Fault("answers", FaultKind.EMPTY)
    yield from _long("answers", answer.body, MAX_BODY_CHARS)


def _is_fit(card: Card) -> bool:
    """Of forms and ratings nobody would take the answer."""
    match card:
        case TextCard(text) | MarkdownCard(text):
            return bool(text.strip()) and len(text) <= MAX_BODY_CHARS
        case MenuCard(title, options):
            ids = [option.id for option in options]
            return (
                len(title) <= MAX_TITLE_CHARS
                and 0 < len(options) <= MAX_OPTIONS
                and len(set(ids)) == len(ids)
                and all(0 < len(each) <= MAX_OPTION_ID_CHARS for each in ids)
                and all(0 < len(each.text) <= MAX_OPTION_CHARS for each in options)
            )
        case _:
            return False
