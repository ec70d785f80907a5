"""PURE: what the page of intents says (R12)."""

from __future__ import annotations

from enum import unique

from gateway.console.phrases import Bilingual


@unique
class IntentsPhrase(Bilingual):
    """Names in braces are filled in."""

    INTRO = (
        "访客的话随时识别，机器人关闭时也一样；用于座席辅助、路由和统计。改动立即生效。",
        (
            "What visitors write is recognised as they write it, also with the robot "
            "off; for agents, routing and figures. Changes are in force at once."
        ),
    )
    ADD_INTENT = ("新增意图", "Add an intent")
    PRESETS = ("导入电商预置意图", "Take over those of a web shop")
    PRESETS_ASKED = (
        "导入还没有的电商预置意图（中英文）？已有的不变。",
        "Take over the intents of a web shop that are not there yet? Others stay.",
    )
    ID = ("编号", "Id")
    ID_HINT = (
        "小写字母开头，小写字母、数字和 _，最多 32 个；规则和报表用它",
        "a-z first, then a-z 0-9 _, at most 32; rules and reports name it so",
    )
    NAME = ("名称", "Name")
    UTTERANCES = ("例句", "Utterances")
    UTTERANCES_HINT = (
        "每行一句，1–{limit} 句；相近的话也会识别。全部文字最多 {chars} 字",
        "One per line, 1 to {limit}; what is like them is recognised. {chars} in all",
    )
    WORDS = ("关键词", "Key words")
    WORDS_HINT = (
        "每行一个，最多 {limit} 个；出现即识别，被否定时除外",
        "One per line, at most {limit}; whoever writes one means it, unless denied",
    )
    PATTERNS = ("句式", "Patterns")
    PATTERNS_HINT = (
        "每行一个，最多 {limit} 个；* 代表任意文字，# 代表一位数字，如 取消*订单",
        "One per line, at most {limit}; * is any text, # a digit: cancel*order",
    )
    PRIORITY = ("优先级", "Priority")
    PRIORITY_HINT = (
        "0–{limit}，默认 0：排队时的最低优先级",
        "0 to {limit}, usually 0: the least priority in line",
    )
    COUNTS = (
        "例句 {utterances}，关键词 {words}，句式 {patterns}",
        "{utterances} utterances, {words} words, {patterns} patterns",
    )
    NOTHING = (
        "还没有意图。导入预置意图后再按业务修改最快。",
        "No intent yet: take over those of a web shop and change them.",
    )
    DELETE_ASKED = (
        "删除意图“{name}”？以后不再识别；以往的统计保留。",
        "Delete the intent “{name}”? It is recognised no more; past figures stay.",
    )
    TRY = ("试一句", "Try a sentence")
    TRY_BUTTON = ("识别", "Recognise")
    MEANT = ("识别为", "Recognised as")
    NOT_MEANT = ("没有识别出意图；最接近的：", "No intent is meant; the nearest:")
    CONFIDENCE = ("置信度 {value}", "confidence {value}")
    BY = ("因为“{by}”", "named by “{by}”")
    BY_LIKENESS = ("与例句相近", "like its utterances")


@unique
class IntentsProblem(Bilingual):
    """What refusals mean, by their codes in capitals."""

    BAD_VALUE = ("请检查填写的内容：{detail}", "Please check the input: {detail}")
    NOT_FOUND = ("没有更多可导入的，或已被删除", "There is none (any more)")
    WRONG_STATE = (
        "别人刚修改过规则，请刷新后再试",
        "Somebody else changed the rules just now: reload the page",
    )
