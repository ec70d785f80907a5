"""PURE: what `triodesk robot intents` says, in both languages."""

from __future__ import annotations

from enum import unique

from gateway.console.phrases import Bilingual


@unique
class IntentPhrase(Bilingual):
    """A text; names in braces are filled in."""

    INTENT = ("意图", "intent")
    NAME = ("名称", "name")
    UTTERANCES = ("说法", "utterances")
    WORDS = ("关键词", "words")
    PATTERNS = ("句式", "patterns")
    PRIORITY = ("优先级", "priority")
    CONFIDENCE = ("置信度", "confidence")
    NAMED_BY = ("命中", "named by")
    NONE = ("没有识别出意图（低于 {least}）", "no intent is meant (below {least})")
    NO_SUCH = ("没有意图 {intent}", "there is no intent {intent}")
    NO_NEW = ("预置意图都已经有了", "all presets are there already")
