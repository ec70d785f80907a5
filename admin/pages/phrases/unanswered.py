"""PURE: what the page of unanswered questions says (R7, R11)."""

from __future__ import annotations

from enum import unique

from gateway.console.phrases import Bilingual


@unique
class UnansweredPagePhrase(Bilingual):
    """Names in braces are filled in."""

    INTRO = (
        "机器人答不上来的问题，意思相同的归为一组，问得最多的在前。",
        "What the robot had no answer to, gathered by what it means, most often first.",
    )
    DAYS = ("最近天数", "Of the last days")
    COUNT = ("{count} 次", "{count}×")
    LAST = ("最近：{at}", "last: {at}")
    OTHERS = ("另有 {count} 种问法", "asked in {count} other ways, too")
    SESSION = ("看会话", "Show a session")
    CONVERT = ("写成知识", "Make it an entry")
    TEACH = ("加到已有知识", "Add to an entry")
    DISMISS = ("不再显示", "Show no more")
    DISMISS_ASKED = (
        "不再显示“{question}”及同组的问法？以后再有人问会重新出现。",
        "Show “{question}” and its like no more? What is asked later comes back.",
    )
    STANDARD = ("标准问题", "Question")
    STANDARD_HINT = (
        "组内其他问法成为相似问题",
        "The other ways to ask become similar questions",
    )
    ANSWER = ("答案", "Answer")
    CATEGORY = ("分类", "Category")
    FIND = ("查找知识", "Look for an entry")
    FIND_HINT = (
        "用几个词或访客的问法查找，下面选一条",
        "By words, or as visitors ask; choose one below",
    )
    FOUND = ("加到", "Add to")
    NONE_FOUND = (
        "没有找到，换几个词，或写成新的知识。",
        "Nothing was found: try other words, or make it an entry.",
    )
    IS_OFF = ("已停用", "disabled")
    CONVERTED = (
        "已写入草稿，发布后生效",
        "In the draft: visitors see it once it is published",
    )
    NOTHING = (
        "这段时间没有答不上来的问题。",
        "Nothing was asked in vain in these days.",
    )
    CUT = ("还有更早或更多的问题没有列出。", "There are older ones, or more.")
    FEEDBACK = ("答案反馈", "How answers were liked")
    FEEDBACK_INTRO = (
        "访客对答案点“有用”或“没用”的次数，帮助最少的在前。",
        "How often visitors found an answer helpful or not; the worst first.",
    )
    ANSWERS = ("回答", "Answers")
    HELPFUL = ("有用", "Helpful")
    UNHELPFUL = ("没用", "Unhelpful")
    NO_FEEDBACK = ("这段时间没有回答。", "Nothing was answered in these days.")
