"""PURE: what `triodesk robot eval` says, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from enum import unique
from typing import Final

from admin.evaluation.measure import (
    ANSWERED_RIGHT,
    ANSWERED_WRONG,
    CHITCHAT_RIGHT,
    CHITCHAT_WRONG,
    CLARIFIED,
    CLARIFIED_RIGHT,
    OUTSIDE_ANSWERED,
    OUTSIDE_CLARIFIED,
    TAKEN_FOR_CHITCHAT,
    TOP_1,
    TOP_3,
)
from gateway.console.phrases import Bilingual


@unique
class EvaluationPhrase(Bilingual):
    """A text; names in braces are filled in."""

    HEADING = (
        "机器人评测：{name}，{cases} 条说法，{bases} 个知识库共 {questions} 个问题",
        (
            "The robot on {name}: {cases} utterances, {questions} questions in "
            "{bases} base(s)"
        ),
    )
    MEASURE = ("占比，%", "share, %")
    GOAL = ("目标", "goal")
    ROBOT = ("机器人", "robot")
    INTERVAL = ("95% 区间", "95 % of")
    INSIDE = ("知识库里有答案（{count} 条）", "in scope ({count})")
    OUTSIDE = ("知识库里没有（{count} 条）", "out of scope ({count})")
    CHITCHAT = ("寒暄（{count} 条）", "chit-chat ({count})")
    OTHERS = ("寒暄以外（{count} 条）", "all others ({count})")
    TOP_1 = ("第一名就对", "right entry first")
    TOP_3 = ("前三名里有", "right entry among three")
    ANSWERED_RIGHT = ("直接答对", "answered rightly")
    ANSWERED_WRONG = ("直接答错", "answered wrongly")
    CLARIFIED = ("反问", "asked back")
    CLARIFIED_RIGHT = ("反问的正是", "asked back rightly")
    OUTSIDE_ANSWERED = ("误答", "answered")
    OUTSIDE_CLARIFIED = ("误反问", "asked back")
    CHITCHAT_RIGHT = ("寒暄答对", "answered rightly")
    CHITCHAT_WRONG = ("寒暄答错", "answered wrongly")
    TAKEN_FOR_CHITCHAT = ("被当成寒暄", "taken for chit-chat")
    BETTER = (
        "* 机器人更好，且不是巧合（95%）",
        "* the robot does better, and not by chance (95 %)",
    )
    ROBOT_POINT = (
        "机器人：{direct} 起直接回答，{chitchat} 起寒暄，{clarify} 起反问。",
        (
            "The robot answers from {direct}, takes for chit-chat from {chitchat}, "
            "asks back\nfrom {clarify}."
        ),
    )
    PEER_POINT = (
        "{name}：{direct} 起直接回答，{clarify} 起反问；",
        "{name} answers from {direct}, asks back from {clarify};",
    )
    TUNED = (
        (
            "都是在 {name} 上找到的最低阈值：答错不超过 {wrong}%，"
            "误答不超过 {outside}%，\n误答和误反问合计不超过 {asked}%。"
        ),
        (
            "each the lowest, on {name}, at which at most {wrong} % are answered\n"
            "wrongly, {outside} % of what is out of scope is answered, and {asked} % "
            "answered or\nasked about."
        ),
    )
    TUNED_ON_ITSELF = (
        "阈值在同一份数据上找到，对它们有利。",
        "They are found on what is judged, which favours them.",
    )
    PARTS_INSIDE = ("有答案的，%", "in scope, %")
    PARTS_OUTSIDE = ("没有答案的，%", "out of scope, %")
    COUNT = ("条", "of")
    FIRST = ("第一名对", "first")
    AMONG_THREE = ("前三", "in three")
    RIGHT = ("答对", "right")
    WRONG = ("答错", "wrong")
    ASKED = ("反问", "asked")
    CURVE = ("如果从这里起直接回答，%", "if answered from here, %")
    CURVE_OUTSIDE = ("误答", "out of scope")
    RISKS = (
        "若回答中有这么多可以是错的，能答对 %",
        "answered rightly, if so many answers may be bad, %",
    )


MEASURES: Final[Mapping[str, EvaluationPhrase]] = {
    TOP_1.name: EvaluationPhrase.TOP_1,
    TOP_3.name: EvaluationPhrase.TOP_3,
    ANSWERED_RIGHT.name: EvaluationPhrase.ANSWERED_RIGHT,
    ANSWERED_WRONG.name: EvaluationPhrase.ANSWERED_WRONG,
    CLARIFIED.name: EvaluationPhrase.CLARIFIED,
    CLARIFIED_RIGHT.name: EvaluationPhrase.CLARIFIED_RIGHT,
    OUTSIDE_ANSWERED.name: EvaluationPhrase.OUTSIDE_ANSWERED,
    OUTSIDE_CLARIFIED.name: EvaluationPhrase.OUTSIDE_CLARIFIED,
    CHITCHAT_RIGHT.name: EvaluationPhrase.CHITCHAT_RIGHT,
    CHITCHAT_WRONG.name: EvaluationPhrase.CHITCHAT_WRONG,
    TAKEN_FOR_CHITCHAT.name: EvaluationPhrase.TAKEN_FOR_CHITCHAT,
}
