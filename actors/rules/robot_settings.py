"""PURE: the settings of the robot (R1, R5, R6, R7, R9); see `settings`."""

from __future__ import annotations

from enum import Enum
from typing import Annotated

import msgspec
from msgspec import Meta

from actors.robot.answer import MAX_SUGGESTIONS, Manner
from actors.robot.confidence import CHITCHAT, CLARIFY, DIRECT
from actors.rules.setting_values import MAX_WORDS_CHARS, Least
from runtime.config import Setting

Confidence = Annotated[float, Meta(ge=0, le=1)]
Turns = Annotated[int, Meta(ge=0, le=1_000)]
"""More turns than anybody takes."""


class Fallback(Enum):
    """What is done where the robot has no answer."""

    TEXT = "text"
    TRANSFER = "transfer"


class RobotSettings(msgspec.Struct, frozen=True, kw_only=True):
    """What the robot answers, and when it hands over; 0 turns: never."""

    robot_enabled: Annotated[
        bool,
        Setting(
            "the robot answers where a channel or a flow leads to it",
            zh="渠道或流程转到机器人时，由机器人回答",
        ),
    ] = True
    """R9; off, who would come to it goes to a human."""
    robot_seconds: Annotated[
        Least,
        Setting(
            "how long an answer of the robot is waited for",
            "s",
            zh="等机器人回答多久",
        ),
    ] = 5.0
    """Then it has none."""
    robot_direct: Annotated[
        Confidence,
        Setting("confidence from which on it answers", zh="直接回答的最低置信度"),
    ] = DIRECT
    """R5."""
    robot_clarifies: Annotated[
        bool,
        Setting("it asks whether something similar is meant", zh="不确定时反问澄清"),
    ] = True
    """R5."""
    robot_clarify: Annotated[
        Confidence,
        Setting("confidence from which on it does", zh="反问澄清的最低置信度"),
    ] = CLARIFY
    robot_suggestions: Annotated[
        Annotated[int, Meta(ge=1, le=MAX_SUGGESTIONS)],
        Setting(
            "how many questions it suggests at most",
            "questions",
            zh="澄清时最多推荐几个问题",
        ),
    ] = 1
    robot_chats: Annotated[
        bool,
        Setting("it answers greetings, thanks and the like", zh="机器人寒暄"),
    ] = True
    """R4, R5."""
    robot_chitchat: Annotated[
        Confidence,
        Setting("confidence from which on it does", zh="寒暄的最低置信度"),
    ] = CHITCHAT
    robot_fallback: Annotated[
        Fallback,
        Setting(
            "without an answer it says so (text) or hands over (transfer)",
            zh="没有答案时：回复话术（text）或转人工（transfer）",
        ),
    ] = Fallback.TEXT
    """R5."""
    transfer_words: Annotated[
        Annotated[str, Meta(max_length=MAX_WORDS_CHARS)],
        Setting(
            "a visitor who writes one of them wants a human",
            "words apart by spaces",
            zh="访客写其中一个词就转人工",
        ),
    ] = (
        "转人工 人工 人工客服 人工服务 找人工 接人工 真人 找真人 转真人 要真人 "
        "human agent person representative operator someone"
    )
    """R6."""
    unanswered_turns: Annotated[
        Turns,
        Setting(
            "so many questions in a row without an answer lead to a human",
            "questions",
            zh="连续多少个问题没有答案就转人工；0 = 不转",
        ),
    ] = 0
    """R6."""
    dialogue_turns: Annotated[
        Turns,
        Setting(
            "so many questions to the robot lead to a human",
            "questions",
            zh="问机器人多少个问题后转人工；0 = 不转",
        ),
    ] = 0
    """R6."""
    unhelpful_transfers: Annotated[
        bool,
        Setting(
            "who finds an answer unhelpful is led to a human",
            zh="差评自动转人工",
        ),
    ] = False
    """R6, R7."""

    def manner(self) -> Manner:
        """How the robot decides by these settings."""
        return Manner(
            self.robot_direct,
            self.robot_clarify,
            self.robot_chitchat,
            self.robot_chats,
            self.robot_clarifies,
            self.robot_suggestions,
        )
