"""PURE: which tags sessions may bear, and whether they must at their end (S8)."""

from __future__ import annotations

from typing import Final

import msgspec

from actors.rules.settings import ServiceSettings

MAX_TAG_CHARS: Final = 32
"""A tag is a word or two: figures are made by it."""
MAX_TAGS: Final = 10
"""Of one session; all of them, the longest, fit into one note."""
TAG_MARK: Final = "\n"
"""Between the tags of one session, as they are noted."""


class TagRule(msgspec.Struct, frozen=True):
    """What is asked of tags.

    Attributes:
        allowed: no others can be noted; empty: any.
        is_required: the serving agent closes no session without one.
        most: tags of one session, 1 … `MAX_TAGS`.
    """

    allowed: tuple[str, ...] = ()
    is_required: bool = False
    most: int = MAX_TAGS


def tag_rule(settings: ServiceSettings) -> TagRule:
    """What a group's rule asks."""
    allowed = tuple(settings.tags.split())
    return TagRule(allowed, settings.needs_tags, settings.most_tags)


def tags_of(value: str) -> tuple[str, ...]:
    """The tags of a note, each once, in their order, without blanks around them."""
    words = (word.strip() for word in value.split(TAG_MARK))
    return tuple(dict.fromkeys(word for word in words if word))


def fault_of_tag(tag: str) -> str:
    """Why this is no tag; "": it is one."""
    if len(tag) > MAX_TAG_CHARS:
        return f"expected at most {MAX_TAG_CHARS} characters in a tag"
    return "" if tag.isprintable() and tag else "expected characters that can be seen"


def fault_of_tags(tags: tuple[str, ...], rule: TagRule) -> str:
    """Why a session may not bear these tags; "": it may."""
    if len(tags) > rule.most:
        return f"expected at most {rule.most} tags, got {len(tags)}"
    for tag in tags:
        if fault := fault_of_tag(tag):
            return fault
        if rule.allowed and tag not in rule.allowed:
            return f"expected tags among {', '.join(rule.allowed)}; got {tag}"
    return ""
