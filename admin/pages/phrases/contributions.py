"""PURE: what the page of contributions says (R11)."""

from __future__ import annotations

from enum import unique

from gateway.console.phrases import Bilingual


@unique
class ContributionsPhrase(Bilingual):
    """Names in braces are filled in."""

    INTRO = (
        "座席在工作台提出的知识。采纳后进入草稿，发布后生效；座席会看到结果和理由。",
        (
            "What agents suggest at the workbench. What is taken goes into the draft; "
            "who suggested it sees what became of it, and why."
        ),
    )
    WAITING = ("待处理", "Waiting")
    APPROVED = ("已采纳", "Taken")
    REJECTED = ("未采纳", "Left out")
    EVERY = ("全部", "All")
    COUNT = ("待处理 {count} 条", "{count} wait")
    BY = ("{by}，{at}", "{by}, {at}")
    CHANGES = ("修改已有知识", "Changes an entry")
    NEW = ("新知识", "New")
    SIMILAR = ("相似问题", "Similar questions")
    SHOW_ENTRY = ("看现有的", "Show the one that there is")
    APPROVE = ("采纳", "Take it")
    APPROVE_EDIT = ("采纳并编辑", "Take it and edit it")
    REJECT = ("不采纳", "Leave it out")
    TAKEN = ("已进入草稿", "It is in the draft")
    REASON = ("说明", "Note")
    REASON_HINT = (
        "写给提出的座席，最多 {limit} 字",
        "For who suggested it; at most {limit} characters",
    )
    DECIDED = ("{by} 于 {at}：{reason}", "{by}, {at}: {reason}")
    NOTHING = (
        "没有这样的建议。座席可在工作台的知识页里提出。",
        "There is none. Agents suggest entries at the workbench.",
    )
