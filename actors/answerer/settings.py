"""PURE: which model is asked, and within which limits (R13)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

MICROS: Final = 1_000_000
"""Millionths of the currency; also the tokens that a price is for."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What may be spent; 0 = as much as is asked for.

    Attributes:
        session_tokens: for one session within a day.
        day_tokens: for all, within a day (UTC).
        day_micros: the same in millionths of the currency.
    """

    session_tokens: int = 20_000
    day_tokens: int = 1_000_000
    day_micros: int = 0


@dataclass(frozen=True, slots=True)
class ModelSettings:
    """One model, and how patiently it is asked.

    Attributes:
        url: of its chat completions; "" = no model is asked.
        key: sent as a bearer token; "" = none is.
        model: its name there.
        connect_seconds: for a connection.
        first_seconds: until its first word, after each attempt's begin.
        answer_seconds: for all attempts together, to the last word.
        answer_tokens: that an answer may have.
        at_once: questions that are with it; more have the robot's own answer.
        prompt_price, answer_price: for a million tokens that it reads, that it writes.
        limits: what may be spent.
    """

    url: str = ""
    key: str = field(default="", repr=False)
    model: str = ""
    connect_seconds: float = 3.0
    first_seconds: float = 8.0
    answer_seconds: float = 20.0
    answer_tokens: int = 400
    at_once: int = 16
    prompt_price: float = 0.0
    answer_price: float = 0.0
    limits: Limits = Limits()

    def micros(self, prompt_tokens: int, answer_tokens: int) -> int:
        """What so many tokens cost, in millionths of the currency."""
        prompt = prompt_tokens * self.prompt_price
        return round(prompt + answer_tokens * self.answer_price)


NO_MODEL: Final = ModelSettings()
