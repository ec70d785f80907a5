"""How intents are recognised, judged as the robot is.

What visitors of a web shop say, in Chinese and English, with the preset intent that
each means. The presets and their key words were improved on the development half; the
test half was written after that.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

import msgspec

from actors.intents.intent import Intent
from actors.intents.presets import both_presets
from actors.intents.recogniser import RECOGNISED, Recogniser
from actors.robot.candidates import Entry
from admin.evaluation.case import CaseSet
from admin.evaluation.case_file import read_case_set
from admin.evaluation.case_line import EntryLine
from admin.evaluation.evaluation import Subject
from admin.evaluation.outcome import Thresholds
from admin.evaluation.own_set import SETS, Half

_BASE: Final = "shop"


def intent_set(half: Half) -> CaseSet:
    """One half; its base are the utterances of all presets."""
    name = f"intents-{half}.jsonl"
    presets = (_line(intent) for intent in both_presets())
    with (SETS / name).open("rb") as said:
        return read_case_set([*presets, *said], name)


def _line(intent: Intent) -> bytes:
    first, *others = intent.utterances
    line = EntryLine(intent.id, first, tuple(others), _BASE)
    return msgspec.json.encode(line)


def intents_of(entries: Sequence[Entry]) -> tuple[Intent, ...]:
    """Entries of a file as intents; they have no key words."""
    return tuple(Intent(entry.id, entry.id, entry.texts) for entry in entries)


def recognition(
    intents: Callable[[Sequence[Entry]], Sequence[Intent]],
) -> Subject:
    """The recogniser, with the intents that a base stands for."""
    at = Thresholds(direct=RECOGNISED, clarify=RECOGNISED, chitchat=RECOGNISED)
    return Subject(lambda entries: Recogniser(intents(entries)), at, None)
