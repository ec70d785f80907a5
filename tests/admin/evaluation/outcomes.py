"""Outcomes of made-up utterances, for those who count them."""

from __future__ import annotations

from actors.robot.chitchat.preset import Category
from admin.evaluation.case import Case, Language
from admin.evaluation.outcome import Outcome
from admin.evaluation.ranking import Scored


def outcome(
    expects: str | None,
    *ranked: tuple[str, float],
    kinds: tuple[str, ...] = ("plain",),
    language: Language = Language.ENGLISH,
    chitchat: Category | None = None,
    preset: tuple[str, float] | None = None,
) -> Outcome:
    """`ranked`, `preset`: what was found, with its confidence."""
    case = Case("said", expects, kinds, "", language, chitchat)
    found = tuple(Scored(*candidate) for candidate in ranked)
    return Outcome(case, found, Scored(*preset) if preset else None)


def right(confidence: float) -> Outcome:
    return outcome("a", ("a", confidence))


def wrong(confidence: float) -> Outcome:
    return outcome("a", ("b", confidence), ("a", 0.01))


def outside(confidence: float) -> Outcome:
    return outcome(None, ("b", confidence))
