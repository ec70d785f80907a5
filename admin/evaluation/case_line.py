"""PURE: a line of a file of labelled utterances; see `ROBOT_EVALUATION.md`."""

from __future__ import annotations

from typing import Annotated, Final

import msgspec

from actors.robot.chitchat.preset import Category
from admin.evaluation.case import Language

MAX_TEXT_CHARS: Final = 10_000
"""Of one text: what a visitor's message may hold, twice over."""

Text = Annotated[str, msgspec.Meta(min_length=1, max_length=MAX_TEXT_CHARS)]
Texts = Annotated[tuple[Text, ...], msgspec.Meta(min_length=1)]


class EntryLine(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An entry of a base, with its questions."""

    entry: Text
    question: Text
    similar: tuple[Text, ...] = ()
    base: str = ""


class UtteranceLine(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What somebody wrote, with the entry that he expects; null: there is none."""

    utterance: Text
    expects: Text | None
    kind: Text | Texts = "plain"
    base: str = ""
    language: Language | None = None
    chitchat: Category | None = None


class _Head(msgspec.Struct):
    """What tells the two apart."""

    entry: msgspec.Raw | msgspec.UnsetType = msgspec.UNSET
    utterance: msgspec.Raw | msgspec.UnsetType = msgspec.UNSET


class BadLine(ValueError):
    """It is none of the two; the text tells what was expected and what came."""


_heads: Final = msgspec.json.Decoder(_Head)
_entries: Final = msgspec.json.Decoder(EntryLine)
_utterances: Final = msgspec.json.Decoder(UtteranceLine)


def read_line(line: bytes) -> EntryLine | UtteranceLine:
    """What a line says.

    Raises:
        BadLine: it is no JSON object, none of the two sorts, or a field is wrong.
    """
    try:
        head = _heads.decode(line)
        is_entry = head.entry is not msgspec.UNSET
        if is_entry == (head.utterance is not msgspec.UNSET):
            came = "both" if is_entry else "neither"
            raise BadLine(f'expected "entry" or "utterance", got {came}')
        return (_entries if is_entry else _utterances).decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise BadLine(str(error)) from None
