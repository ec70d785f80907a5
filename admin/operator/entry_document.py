"""PURE: entries as people write them into a file, and what they change of one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import tzinfo

import msgspec
from msgspec.structs import replace

from actors.knowledge.entry import (
    Answer,
    AnswerKind,
    Base,
    CategoryId,
    Entry,
    EntryId,
)
from admin.operator.given import converted
from admin.operator.moment import moment


class EntryDocument(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An entry of a file; see `Entry`. An answer that is a text is just that."""

    question: str
    answers: tuple[str | Answer, ...]
    similar: tuple[str, ...] = ()
    id: str = ""
    base: Base = Base.FAQ
    category: str = ""
    language: str = ""
    enabled: bool = True
    valid_from: str = ""
    valid_until: str = ""

    def entry(self, zone: tzinfo | None = None) -> Entry:
        """What it describes; of a new one the id is "".

        Raises:
            UsageError: a time is none.
        """
        return Entry(
            EntryId(self.id),
            self.base,
            CategoryId(self.category),
            self.question,
            self.similar,
            tuple(
                _text(each) if isinstance(each, str) else each for each in self.answers
            ),
            self.language,
            self.enabled,
            _moment(self.valid_from, zone),
            _moment(self.valid_until, zone),
        )


class EntriesDocument(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A file of them: `[[entries]]` in TOML."""

    entries: tuple[EntryDocument, ...]


def read_entries(
    document: Mapping[str, object], zone: tzinfo | None = None
) -> tuple[Entry, ...]:
    """The entries of a file, or the only one.

    Raises:
        UsageError: something is not as expected.
    """
    if "entries" in document:
        found = converted(document, EntriesDocument).entries
    else:
        found = (converted(document, EntryDocument),)
    return tuple(each.entry(zone) for each in found)


class EntryEdit(msgspec.Struct, frozen=True):
    """Parts of an entry that are to be different; None: as they are."""

    question: str | None = None
    similar: tuple[str, ...] | None = None
    answers: tuple[Answer, ...] | None = None
    category: CategoryId | None = None
    language: str | None = None
    valid_from_ms: int | None = None
    valid_until_ms: int | None = None

    def of(self, entry: Entry) -> Entry:
        """The entry with them."""
        parts = {name: getattr(self, name) for name in self.__struct_fields__}
        return replace(
            entry, **{name: part for name, part in parts.items() if part is not None}
        )


def read_edit(given: Mapping[str, object], zone: tzinfo | None = None) -> EntryEdit:
    """What the arguments of `entries add` and `edit` say.

    Raises:
        UsageError: a time is none.
    """
    answers: list[Answer] = []
    if isinstance(texts := given["answer"], list):
        answers += map(_text, texts)
    if isinstance(markdown := given["markdown"], str):
        answers.append(Answer(AnswerKind.MARKDOWN, markdown))
    begins, ends = given["begins"], given["ends"]
    similar = given["similar"]
    parts = {
        "question": given["question"],
        "similar": tuple(similar) if isinstance(similar, list) else None,
        "answers": tuple(answers) or None,
        "category": given["category"],
        "language": given["language"],
        "valid_from_ms": None if begins is None else _moment(str(begins), zone),
        "valid_until_ms": None if ends is None else _moment(str(ends), zone),
    }
    return msgspec.convert(parts, EntryEdit)


def _text(text: str) -> Answer:
    return Answer(AnswerKind.TEXT, text)


def _moment(text: str, zone: tzinfo | None) -> int:
    return moment(text, zone) if text else 0
