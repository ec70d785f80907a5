"""PURE: in which section of the page a setting stands, and how it is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum, unique
from typing import Final

from admin.pages.phrases.settings import SettingsPhrase
from admin.rules_view import SettingCard

SECTIONS: Final[Mapping[SettingsPhrase, tuple[str, ...]]] = {
    SettingsPhrase.QUEUE: (
        "max_waiting",
        "max_wait_seconds",
        "turns_away_without_agents",
        "overflow",
        "visitor_grace_seconds",
        "position_seconds",
    ),
    SettingsPhrase.ASSIGNING: (
        "strategy",
        "reception",
        "accept_seconds",
        "priority",
        "backoff_seconds",
        "transfer_seconds",
        "sticky_seconds",
        "relax_seconds",
        "ageing_seconds",
        "routing_seconds",
    ),
    SettingsPhrase.SILENCE: (
        "visitor_silence_seconds",
        "visitor_warning_seconds",
        "robot_silence_seconds",
        "agent_reminder_seconds",
        "agent_silence_seconds",
        "await_seconds",
    ),
    SettingsPhrase.CONVERSATION: (
        "recall_seconds",
        "end_words",
        "back_to_robot",
        "call_seconds",
        "mention_hours",
        "shows_watchers",
        "copy_to",
        "reminder_url",
    ),
    SettingsPhrase.RATING: (
        "rating",
        "rating_by_agent",
        "rating_on_close",
        "rating_by_visitor",
        "rating_hours",
        "rating_style",
    ),
    SettingsPhrase.TAGS: ("tags", "needs_tags", "most_tags"),
    SettingsPhrase.ROBOT_SECTION: (
        "robot_seconds",
        "robot_direct",
        "robot_clarifies",
        "robot_clarify",
        "robot_suggestions",
        "robot_chats",
        "robot_chitchat",
        "robot_fallback",
        "transfer_words",
        "unanswered_turns",
        "dialogue_turns",
        "unhelpful_transfers",
    ),
    SettingsPhrase.DESK: (
        "robot_enabled",
        "prompt_seconds",
        "shows_guide",
        "keep_texts_days",
        "keep_files_days",
        "keep_sessions_days",
        "typing_preview",
        "rests_on_silence",
        "wrap_up_seconds",
        "agent_grace_seconds",
        "lost_agent",
        "reservation_seconds",
        "settle_seconds",
        "bid_seconds",
    ),
}
"""By their titles; those of the whole desk are last."""
GROUP_SETTINGS: Final = frozenset({"overflow"})
"""Their values are ids of skill groups."""


@unique
class Input(Enum):
    """How a value is asked for."""

    SWITCH = "switch"
    CHOICE = "choice"
    NUMBER = "number"
    TEXT = "text"
    WORDS = "words"


def input_of(card: SettingCard) -> Input:
    """How a setting's value is asked for."""
    if isinstance(card.usual, bool):
        return Input.SWITCH
    if card.choices or card.name in GROUP_SETTINGS:
        return Input.CHOICE
    if isinstance(card.usual, str):
        return (
            Input.WORDS
            if "words" in card.unit or card.name == "copy_to"
            else Input.TEXT
        )
    return Input.NUMBER
