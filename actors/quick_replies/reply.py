"""PURE: a quick reply: what agents say again and again (A5).

Storage format: names are for ever, new fields have defaults. A text may name variables
in braces, such as `{visitor}`; who sends it fills them in, and the server knows none.
"""

from __future__ import annotations

import re
from typing import Final

import msgspec

from actors.accounts.members import CONTROLS

SHARED: Final = ""
"""The owner of those that all agents have."""
MAX_TITLE_CHARS: Final = 60
"""A row of the list from which it is chosen."""
MAX_TEXT_CHARS: Final = 2_000
"""Of what is sent: a screen of a phone, twice."""
MAX_CATEGORY_CHARS: Final = 40
MAX_ID_CHARS: Final = 64
MAX_SHARED: Final = 2_000
"""Of all agents together: clients hold them all, 1 MB at 200 characters each."""
MAX_OWN: Final = 500
"""Of one agent: more are found no faster than written."""

_ID: Final = re.compile(rf"[A-Za-z0-9._-]{{1,{MAX_ID_CHARS}}}")
_CONTROL: Final = re.compile(f"[{CONTROLS}]")
_LINES: Final = str.maketrans("", "", "\n\t")
"""Controls that a text may have, taken out."""


class QuickReply(msgspec.Struct, frozen=True):
    """Something to say.

    Attributes:
        id: letters, digits, `-`, `_`, `.`; "" of one that is new.
        owner: the agent whose it is; `SHARED`.
        category: under which it is listed; "" = none.
        title: by which it is found; unlike any other of its owner's.
        text: what is said.
        keys: how the title is typed by sound, in full and by first letters.
        changed_ms: wall time of the last change.
        changed_by: who made it.
    """

    id: str
    owner: str
    category: str
    title: str
    text: str
    keys: str = ""
    changed_ms: int = 0
    changed_by: str = ""


def named(title: str) -> str:
    """A title as it is compared with others."""
    return title.strip().casefold()


def most_of(owner: str) -> int:
    """How many there may be of an owner."""
    return MAX_SHARED if owner == SHARED else MAX_OWN


def fault_of(reply: QuickReply) -> str:
    """What is wrong with one, for people; "": nothing."""
    if reply.id and not _ID.fullmatch(reply.id):
        return f"expected an id of at most {MAX_ID_CHARS} letters, digits or -_."
    if not 0 < len(named(reply.title)) <= len(reply.title) <= MAX_TITLE_CHARS:
        return f"expected a title of 1 to {MAX_TITLE_CHARS} characters"
    if not reply.text.strip() or len(reply.text) > MAX_TEXT_CHARS:
        return f"expected a text of 1 to {MAX_TEXT_CHARS} characters"
    if len(reply.category) > MAX_CATEGORY_CHARS:
        return f"expected a category of at most {MAX_CATEGORY_CHARS} characters"
    lines = reply.text.translate(_LINES)
    if any(map(_CONTROL.search, (reply.title, reply.category, lines))):
        return "expected no control characters"
    return ""
