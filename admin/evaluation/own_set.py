"""The set of our own: a web shop and an IT desk, each in Chinese and in English.

Matchers are tuned on the development half and judged on the test half. An utterance's
half follows from its text (`half_of`), so that nobody chooses; both have all bases.
"""

from __future__ import annotations

from enum import StrEnum, unique
from pathlib import Path
from typing import Final
from zlib import crc32

from admin.evaluation.case import CaseSet
from admin.evaluation.case_file import read_case_file

SETS: Final = Path(__file__).parent / "sets"


@unique
class Half(StrEnum):
    """Of the set; a file each."""

    DEVELOPMENT = "development"
    TEST = "test"


def half_of(utterance: str) -> Half:
    """Where an utterance belongs."""
    return Half.TEST if crc32(utterance.encode()) % 2 else Half.DEVELOPMENT


def own_set(half: Half) -> CaseSet:
    """One half of our own set."""
    return read_case_file(SETS / f"{half}.jsonl")
