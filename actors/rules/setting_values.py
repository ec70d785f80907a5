"""PURE: the kinds of values that settings have, and their bounds."""

from __future__ import annotations

from enum import Enum
from typing import Annotated, Final

from msgspec import Meta

from actors.mail.address import ADDRESS

MAX_SECONDS: Final = 366 * 24 * 3600.0
"""A year: more is a mistake of units."""
MAX_DAYS: Final = 3_660
"""Ten years."""
MAX_WORDS_CHARS: Final = 500
"""Of all words for the end together."""

MAX_TAGS_CHARS: Final = 4_000
"""Of all tags together: some hundreds, more than anybody chooses from."""
MAX_COPY_CHARS: Final = 4_000
"""Of all addresses that copies may go to: some hundred."""
MAX_URL_CHARS: Final = 2_048
ROBOT_URL: Final = r"^(?:https?://[!-~]+)?\Z"
COPY_ADDRESSES: Final = rf"^\s*(?:{ADDRESS}(?:\s+{ADDRESS})*)?\s*\Z"
"""Apart by spaces; `*` is a letter of an address, too."""
TAG_WORDS: Final = r"^\s*(\S{1,32}(\s+\S{1,32})*)?\s*\Z"
"""Apart by spaces; a tag has up to 32 characters."""

Seconds = Annotated[float, Meta(ge=0, le=MAX_SECONDS)]
Least = Annotated[float, Meta(gt=0, le=MAX_SECONDS)]
"""Times that nothing works without."""
Days = Annotated[int, Meta(ge=0, le=MAX_DAYS)]
Number = Annotated[int, Meta(ge=0, le=1_000_000)]
"""As many as a group's mailbox holds."""
GroupName = Annotated[str, Meta(max_length=64)]
Value = bool | int | float | str
"""A setting's value as it is stored; an enum's is its word."""


class LostAgent(Enum):
    """What becomes of the sessions of an agent who stays away past the grace (Q12)."""

    KEEP = "keep"
    REQUEUE = "requeue"


USUAL_PROMPT_SECONDS: Final = 20
"""Within which a wait is to be ended, as most contact centres count it (80/20)."""
