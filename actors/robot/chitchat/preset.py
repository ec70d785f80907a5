"""PURE: a preset of chit-chat; what the robot begins with, to be switched or edited.

Source: seed 001, line 1946 (寒暄库): it has a base and a threshold of its own.
"""

from __future__ import annotations

from enum import StrEnum, unique

import msgspec


@unique
class Category(StrEnum):
    """What is said; each is switched and edited by itself."""

    GREETING = "greeting"
    HOW_ARE_YOU = "how_are_you"
    THANKS = "thanks"
    BYE = "bye"
    PRAISE = "praise"
    COMPLAINT = "complaint"
    APOLOGY = "apology"
    ACKNOWLEDGE = "acknowledge"
    LAUGH = "laugh"
    WHO_ARE_YOU = "who_are_you"
    ARE_YOU_ROBOT = "are_you_robot"
    WHAT_CAN_YOU_DO = "what_can_you_do"
    AGE = "age"
    WEATHER = "weather"
    JOKE = "joke"
    LOVE = "love"
    BORED = "bored"


class Preset(msgspec.Struct, frozen=True):
    """One category in one language.

    Attributes:
        category: what is said.
        name: of the category, for those who edit it.
        utterances: ways to say it.
        answers: one of them is given, in turn.
    """

    category: Category
    name: str
    utterances: tuple[str, ...]
    answers: tuple[str, ...]
