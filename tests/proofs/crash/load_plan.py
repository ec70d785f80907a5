"""What the load process is told at its start, and the words spoken with it after."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

import msgspec

GROUPS: Final = ("sales", "repairs", "billing")
"""The skill groups of the desk that is proved."""


class Caller(msgspec.Struct, frozen=True):
    """A client: who it is, and for a visitor the group it asks."""

    principal: str
    ticket: str
    group: str = ""


class LoadPlan(msgspec.Struct, frozen=True):
    """The first line of the load process's input."""

    url: str
    ledgers: str
    seed: int
    visitors: tuple[Caller, ...]
    agents: tuple[Caller, ...]


class Word(StrEnum):
    """One line each: orders on its input, the same word on its output when done."""

    PAUSE = "pause"
    """Begin nothing new and wait until nothing is unconfirmed."""
    RESUME = "resume"
    FINISH = "finish"
    """Close every session, then end."""
