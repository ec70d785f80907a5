"""PURE: an agent's id as it is written and read: `@xiaohong`."""

from __future__ import annotations

from typing import Final

_MARK: Final = "@"
"""Before the id, so that it is no group's name."""


def mention(agent: str) -> str:
    """The agent's id with its mark."""
    return f"{_MARK}{agent}"


def named(name: str, agent: str) -> str:
    """An agent for people, with the id that commands need: `小红 @xiaohong`."""
    return f"{name} {mention(agent)}" if name else mention(agent)


def is_mention(word: str) -> bool:
    """True when an agent must be meant."""
    return word.startswith(_MARK)


def mentioned(word: str) -> str:
    """The id of an agent that was named with the mark or, out of habit, without."""
    return word.removeprefix(_MARK)
