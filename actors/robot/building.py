"""PURE: a build in steps, so that who has it done hears how far it is."""

from __future__ import annotations

from collections.abc import Generator
from enum import Enum
from typing import TypeVar

import msgspec

T = TypeVar("T")


class Phase(Enum):
    """What is done to a version, in this order."""

    ENTRIES = "entries"
    """They are read from the records."""
    TEXTS = "texts"
    """They are taken apart."""
    PIECES = "pieces"
    """Of the texts: they are sorted and weighed, in some steps of like length."""
    FILE = "file"
    """It is written."""


class Step(msgspec.Struct, frozen=True, array_like=True):
    """How far a build is: `done` of `of` entries, texts, sorts or files."""

    phase: Phase
    done: int
    of: int


Building = Generator[Step, None, T]
"""A build: each step takes less than a second for 20,000 texts, but for sorting."""


def built(building: Building[T]) -> T:
    """All of it at once, where nobody wants to hear how far it is."""
    while True:
        try:
            next(building)
        except StopIteration as end:
            made: T = end.value
            return made
