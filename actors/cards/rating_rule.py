"""PURE: how a service is rated: who asks for it, how, and how long it can be said (V5).

Source: the Tencent messages 9, 10, 23 and 24.
"""

from __future__ import annotations

from typing import Final

import msgspec

from actors.cards.card import (
    LEVELS,
    MAX_OPTION_CHARS,
    MAX_TITLE_CHARS,
    Option,
    RatingCard,
    RatingStyle,
)
from actors.cards.wording import Wording
from runtime.errors import UsageError

MAX_HOURS: Final = 720
"""Thirty days: who rates later means another service."""
MS_PER_HOUR: Final = 3_600_000

_LABELS: Final = (
    Wording("非常不满意", "Very dissatisfied"),
    Wording("不满意", "Dissatisfied"),
    Wording("一般", "Neutral"),
    Wording("满意", "Satisfied"),
    Wording("非常满意", "Very satisfied"),
)


class RatingRule(msgspec.Struct, frozen=True, kw_only=True):
    """Whether and how visitors rate human service.

    Attributes:
        is_on: visitors are asked at all.
        agent_invites: the serving agent may ask the visitor.
        on_close: the service asks when human service ends.
        visitor_pulls: the visitor may ask to be asked, in human service.
        style: how the levels are drawn.
        labels: of the five levels, the worst first.
        invitation: above the levels.
        thanks: said when the rating was given; "" in both languages: nothing is.
        hours: how long an invitation is good.

    Raises:
        UsageError: a value is beyond its bounds.
    """

    is_on: bool = True
    agent_invites: bool = True
    on_close: bool = False
    visitor_pulls: bool = True
    style: RatingStyle = RatingStyle.STAR
    labels: tuple[Wording, ...] = _LABELS
    invitation: Wording = Wording(
        "感谢您使用我们的服务，请对此次服务进行评价", "Please rate this service."
    )
    thanks: Wording = Wording("感谢您的评价", "Thank you for your rating.")
    hours: int = 12

    def __post_init__(self) -> None:
        if not 1 <= self.hours <= MAX_HOURS:
            raise UsageError(f"expected hours 1 to {MAX_HOURS}, got {self.hours}")
        if len(self.labels) != len(LEVELS):
            count = len(self.labels)
            raise UsageError(f"expected {len(LEVELS)} labels, got {count}")
        for label in self.labels:
            _check("a label", label, 1, MAX_OPTION_CHARS)
        _check("invitation", self.invitation, 1, MAX_TITLE_CHARS)
        _check("thanks", self.thanks, 0, MAX_TITLE_CHARS)

    def card(self, name: str, now_ms: int, language: str) -> RatingCard:
        """An invitation that is made now; `name` is its own id."""
        labels = zip(LEVELS, self.labels, strict=True)
        return RatingCard(
            name,
            self.invitation.to(language),
            tuple(Option(level, label.to(language)) for level, label in labels),
            self.style,
            self.hours,
            now_ms + self.hours * MS_PER_HOUR,
        )


def _check(what: str, wording: Wording, least: int, most: int) -> None:
    lengths = (len(wording.zh or wording.en), len(wording.en or wording.zh))
    if not all(least <= length <= most for length in lengths):
        raise UsageError(f"expected {what} of {least} to {most} characters")


USUAL_RATING: Final = RatingRule()
