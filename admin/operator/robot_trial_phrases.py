"""PURE: what `triodesk robot ask` says, in both languages."""

from __future__ import annotations

from enum import unique

from gateway.console.phrases import Bilingual


@unique
class TrialPhrase(Bilingual):
    """A text; names in braces are filled in."""

    DIRECT = ("直接回答", "a direct answer")
    SMALL_TALK = ("寒暄", "chit-chat")
    CLARIFY = ("反问澄清", "a question back")
    UNKNOWN = ("没有答案", "no answer")
    FAILED = ("无法回答：{reason}", "it cannot answer: {reason}")
    BY_DRAFT = ("草稿", "the draft")
    BY_VERSION = ("版本 {version}", "version {version}")
    THRESHOLDS = (
        "（{by}；直接回答 ≥ {direct}，寒暄 ≥ {chitchat}，反问 ≥ {clarify}）",
        "({by}; direct from {direct}, chit-chat from {chitchat}, back from {clarify})",
    )
    SCORE = ("得分 {score}，领先 {lead}", "score {score}, lead {lead}")
    FITS = ("最像：{text}", "fits best: {text}")
    SHARED = ("共有：{pieces}", "shares: {pieces}")
    LACKING = ("缺少：{pieces}", "lacks: {pieces}")
    NOBODY = ("知识库没有：{pieces}", "in no entry: {pieces}")
    VETO = ("不符：{veto}", "against it: {veto}")
    NOTHING = ("没有相近的知识", "nothing comes near")
