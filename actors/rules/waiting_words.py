"""PURE: what a visitor who waits is told of his place and of the time (Q5)."""

from __future__ import annotations

from math import ceil
from typing import Final

from actors.language import CHINESE, ENGLISH, language_of
from actors.rules.prompts import Moment, Prompts

_MINUTE: Final = 60
_HOUR: Final = 3600
_IN_MINUTES: Final = 120 * _MINUTE
"""Longer waits are told in hours."""

_UNKNOWN: Final = {CHINESE: "暂时无法估计", ENGLISH: "not known yet"}
_MOMENT: Final = {CHINESE: "不到 1 分钟", ENGLISH: "less than a minute"}
_MINUTES: Final = {CHINESE: "约 {} 分钟", ENGLISH: "about {} minutes"}
_HOURS: Final = {CHINESE: "约 {} 小时", ENGLISH: "about {} hours"}


def estimate_in_words(seconds: int | None, language: str) -> str:
    """An estimated wait in one of `LANGUAGES`, rounded up; None = it is not known."""
    if seconds is None:
        return _UNKNOWN[language]
    if seconds < _MINUTE:
        return _MOMENT[language]
    if seconds <= _IN_MINUTES:
        minutes = ceil(seconds / _MINUTE)
        one = minutes == 1 and language == ENGLISH
        return "about a minute" if one else _MINUTES[language].format(minutes)
    return _HOURS[language].format(ceil(seconds / _HOUR))


def queue_text(
    prompts: Prompts, tag: str, position: int, wait_seconds: int | None
) -> str:
    """What somebody of a language hears of his place; "" where nothing is to be said.

    Args:
        prompts: of the group in whose line he stands.
        tag: his language (BCP 47).
        position: from 1.
        wait_seconds: the estimate, or None.
    """
    values = {
        "QueuePosition": str(position),
        "WaitNo": str(position - 1),
        "EstimatedWait": estimate_in_words(wait_seconds, language_of(tag)),
    }
    return prompts.said(Moment.QUEUE, tag, values)
