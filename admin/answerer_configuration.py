"""The configuration of the answerer: which language model, within which limits (R13).

Fields as in `admin.configuration`.
"""

from __future__ import annotations

from typing import Annotated, Final

import msgspec

from actors.answerer.settings import MICROS, NO_MODEL, Limits, ModelSettings
from runtime.config import Setting
from runtime.errors import UsageError
from runtime.outgoing_rules import OutgoingRules

MAX_SECONDS: Final = 120.0
"""No visitor waits longer for an answer."""
MAX_ANSWER_TOKENS: Final = 4_000
"""A chat's answer has a few hundred; what is longer is not read."""
MAX_AT_ONCE: Final = 64
"""Of the 100 connections that all who ask others have together."""
_Seconds = Annotated[float, msgspec.Meta(gt=0, le=MAX_SECONDS)]
_Tokens = Annotated[int, msgspec.Meta(ge=0)]
_Price = Annotated[float, msgspec.Meta(ge=0)]
_USUAL: Final = NO_MODEL
_LIMITS: Final = NO_MODEL.limits


class AnswererSection(msgspec.Struct, frozen=True):
    """A language model words answers from entries where the robot itself has none."""

    url: Annotated[
        str,
        Setting(
            "chat completions of an OpenAI-compatible server; empty = off",
            "https://host/v1/chat/completions",
        ),
    ] = _USUAL.url
    key: Annotated[
        str,
        msgspec.Meta(pattern=r"^[!-~]*\Z"),
        Setting("the server's API key; empty = without", is_secret=True),
    ] = _USUAL.key
    model: Annotated[str, Setting("the model's name there")] = _USUAL.model
    connect_seconds: Annotated[_Seconds, Setting("a connection may take", "s")] = (
        _USUAL.connect_seconds
    )
    first_seconds: Annotated[_Seconds, Setting("its first word may take", "s")] = (
        _USUAL.first_seconds
    )
    answer_seconds: Annotated[
        _Seconds,
        Setting("the whole answer may take, no longer than `robot_seconds`", "s"),
    ] = _USUAL.answer_seconds
    answer_tokens: Annotated[
        int,
        msgspec.Meta(ge=1, le=MAX_ANSWER_TOKENS),
        Setting("an answer has at most", "tokens"),
    ] = _USUAL.answer_tokens
    at_once: Annotated[
        int,
        msgspec.Meta(ge=1, le=MAX_AT_ONCE),
        Setting("questions that are with it at once", "questions"),
    ] = _USUAL.at_once
    session_tokens: Annotated[
        _Tokens, Setting("spent for one session a day; 0 = any", "tokens")
    ] = _LIMITS.session_tokens
    day_tokens: Annotated[
        _Tokens, Setting("spent for all in a day (UTC); 0 = any", "tokens")
    ] = _LIMITS.day_tokens
    day_cost: Annotated[
        _Price, Setting("spent for all in a day; 0 = any", "the prices' currency")
    ] = 0.0
    prompt_price: Annotated[
        _Price, Setting("of a million tokens that it reads", "currency")
    ] = _USUAL.prompt_price
    answer_price: Annotated[
        _Price, Setting("of a million tokens that it writes", "currency")
    ] = _USUAL.answer_price

    def settings(self, rules: OutgoingRules) -> ModelSettings:
        """Which model is asked.

        Raises:
            UsageError: its URL may not be asked, it has no name, or its cost is limited
                and nobody said what it costs.
        """
        if self.url and isinstance(why := rules.target(self.url), str):
            raise UsageError(f"answerer.url: {why}")
        if self.url and not self.model:
            raise UsageError("answerer.model: expected the model's name")
        if self.day_cost and not (self.prompt_price or self.answer_price):
            raise UsageError("answerer.day_cost: expected prices, too")
        return ModelSettings(
            self.url,
            self.key,
            self.model,
            self.connect_seconds,
            self.first_seconds,
            self.answer_seconds,
            self.answer_tokens,
            self.at_once,
            self.prompt_price,
            self.answer_price,
            Limits(self.session_tokens, self.day_tokens, round(self.day_cost * MICROS)),
        )
