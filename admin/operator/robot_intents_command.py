"""`triodesk robot intents`: what visitors want, shown, changed and tried (R12)."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Final

import msgspec

from actors.intents.intent import Intent
from actors.intents.presets import PRESETS, both_presets
from actors.intents.recogniser import RECOGNISED, Recogniser
from actors.rules.messages import DropIntent, PutIntent
from admin.data_directory import DataDirectory
from admin.intent_batches import batches
from admin.operator.asking import connect
from admin.operator.command import FAILED, run_asking
from admin.operator.documents import read_description
from admin.operator.robot_intents_phrases import IntentPhrase
from admin.operator.rules_clerk import RulesClerk
from gateway.console.phrases import Words
from gateway.console.surroundings import look_around
from runtime.errors import UsageError

TRIED: Final = 5
"""Intents that a text is told to resemble."""


class IntentDocument(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An intent as people write it down."""

    id: str
    name: str
    utterances: tuple[str, ...]
    words: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    priority: int = 0


class IntentRow(msgspec.Struct, frozen=True):
    """An intent in the list, for programs."""

    id: str
    name: str
    utterances: int
    words: int
    patterns: int
    priority: int


def run_robot_intents(directory: DataDirectory, options: argparse.Namespace) -> int:
    """Does one command on the service of a directory; returns the exit code.

    Raises:
        Unavailable: see `intents`.
        UsageError: see `draft`.
    """
    language = look_around().language
    given, as_json = vars(options), bool(options.json)
    path = directory.operator_socket
    ask = partial(intents, path, given, language, as_json=as_json)
    return run_asking(ask, directory, language)


async def intents(
    path: Path, given: Mapping[str, object], language: str, *, as_json: bool
) -> int:
    """Does one command on a service; returns the exit code.

    Raises:
        NoService: nobody answers there.
        Unavailable: it does not answer now.
        UsageError: see `draft`.
    """
    async with connect(path) as line:
        clerk = RulesClerk(line, Words(language), as_json=as_json)
        book = (await clerk.read()).book
        match given["act"]:
            case "drop":
                return await _drop(clerk, book.intents, str(given["id"]))
            case "put":
                change = PutIntent(draft(_find(book.intents, given), given))
                return await clerk.alter(change, book.version)
            case "presets":
                return await _take_over(clerk, book.intents, str(given["language"]))
            case "show":
                return _show(clerk, _find(book.intents, given), str(given["id"]))
            case "try":
                return _try(clerk, book.intents, str(given["text"]))
            case _:
                return _list(clerk, book.intents)


def draft(old: Intent | None, given: Mapping[str, object]) -> Intent:
    """The intent that the arguments describe.

    Args:
        old: as it is, if there is one.
        given: the arguments: a file says all of it, options some of it.

    Raises:
        UsageError: the file cannot be read or means another intent, or it is none.
    """
    intent, file = str(given["id"]), given.get("file")
    fields: dict[str, object] = {"id": intent, "name": intent}
    if isinstance(file, Path):
        fields.update(read_description(file, "intent", intent))
    elif old is not None:
        fields = msgspec.structs.asdict(old)
    names = IntentDocument.__struct_fields__
    fields.update((each, given[each]) for each in names if given.get(each) is not None)
    try:
        document_of = msgspec.convert(fields, IntentDocument)
    except msgspec.ValidationError as error:
        raise UsageError(f"intent {intent!r}: {error}") from error
    return Intent(*msgspec.structs.astuple(document_of))


def _find(known: Sequence[Intent], given: Mapping[str, object]) -> Intent | None:
    return next((each for each in known if each.id == given["id"]), None)


async def _take_over(clerk: RulesClerk, known: Sequence[Intent], language: str) -> int:
    ids = {each.id for each in known}
    presets = PRESETS.get(language) or both_presets()
    new = [PutIntent(each) for each in presets if each.id not in ids]
    if not new:
        clerk.say(IntentPhrase.NO_NEW)
    for changes in batches(new):
        code = await clerk.alter_all(changes)
        if code:
            return code
    return 0


async def _drop(clerk: RulesClerk, known: Sequence[Intent], intent: str) -> int:
    if all(each.id != intent for each in known):
        clerk.complain(IntentPhrase.NO_SUCH, intent=intent)
        return FAILED
    return await clerk.alter(DropIntent(intent))


def _show(clerk: RulesClerk, found: Intent | None, intent: str) -> int:
    if found is None:
        clerk.complain(IntentPhrase.NO_SUCH, intent=intent)
        return FAILED
    document = IntentDocument(*msgspec.structs.astuple(found))
    written = msgspec.json.format(msgspec.json.encode(document), indent=2)
    print(written.decode())  # noqa: T201
    return 0


def _try(clerk: RulesClerk, known: Sequence[Intent], text: str) -> int:
    """The intents are few: they are read and asked here, the service has no work."""
    found = Recogniser(known).rank(text, TRIED)
    names = {each.id: each.name for each in known}
    headings = (
        IntentPhrase.INTENT,
        IntentPhrase.NAME,
        IntentPhrase.CONFIDENCE,
        IntentPhrase.NAMED_BY,
    )
    cells = [
        (each.entry, names[each.entry], f"{each.confidence:.2f}", each.by)
        for each in found
    ]
    code = clerk.show(headings, found, cells)
    if not found or found[0].confidence < RECOGNISED:
        clerk.say(IntentPhrase.NONE, least=f"{RECOGNISED:.2f}")
    return code


def _list(clerk: RulesClerk, known: Sequence[Intent]) -> int:
    headings = (
        IntentPhrase.INTENT,
        IntentPhrase.NAME,
        IntentPhrase.UTTERANCES,
        IntentPhrase.WORDS,
        IntentPhrase.PATTERNS,
        IntentPhrase.PRIORITY,
    )
    rows = [
        IntentRow(
            each.id,
            each.name,
            len(each.utterances),
            len(each.words),
            len(each.patterns),
            each.priority,
        )
        for each in known
    ]
    return clerk.show(headings, rows, map(_cells, rows))


def _cells(row: IntentRow) -> tuple[str, ...]:
    return tuple(str(value) for value in msgspec.structs.astuple(row))
