"""PURE: what stands around the robot's answers, in both languages."""

from __future__ import annotations

from enum import unique

from gateway.console.phrases import Bilingual


@unique
class RobotPhrase(Bilingual):
    """What can be done while the robot serves."""

    SERVES = (
        "现在由机器人为您服务，请直接提问",
        "The robot serves you now: ask anything.",
    )
    SERVES_FIRST = (
        "现在由机器人为您服务，请直接提问；转人工：/human",
        "The robot serves you now: ask anything; /human asks for a person.",
    )
    NO_HUMANS = ("这里没有人工客服", "No human serves here.")
    WELCOME_HINT = ("输入序号，或直接提问", "Enter a number, or ask anything.")
    CLARIFY_HINT = (
        "输入序号；都不是的话，请换个说法",
        "Enter a number; if it is none of these, put it another way.",
    )
    RATE_HINT = (
        "有帮助吗？/helpful 或 /unhelpful",
        "Did it help? /helpful or /unhelpful",
    )
    RATED = ("谢谢您的反馈", "Thank you for your feedback.")
    NOTHING_TO_RATE = (
        "机器人最后说的不是可以评价的回答；更早的回答要写序号：/helpful 7",
        "The robot's last words are no answer; name an earlier one: /helpful 7",
    )
    RATE_USAGE = (
        "写上回答的序号：/helpful 7，或不写，评价最后一个回答",
        "Name an answer's message: /helpful 7; without, it is the last.",
    )
    HELPFUL = (" [访客：有帮助]", " [visitor: it helped]")
    UNHELPFUL = (" [访客：没帮助]", " [visitor: it did not help]")
