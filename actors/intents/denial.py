"""PURE: whether what is named is denied: 不要退款, no refund but an exchange.

Who says why something is not done wants it done: 为什么不退款 asks for the refund. So a
mere 不 or not denies nothing behind a question for the reason or somebody else's name.
"""

from __future__ import annotations

import re
from typing import Final

_CHINESE: Final = (
    r"(?:(?<!是)不是|(?<!想)不想|(?<!要)不要|(?<!用)不用|不需要|不打算|无需|没说过?|没想|没要"
    r"|(?<![特个分级性告])别|(?:先|暂时|我)不)"
    r"(?:要|想|说|再|去|来|给|帮|你|我|申请|办理?|开)*$"
    r"|^不$|(?<= )不$"
)
_ENGLISH: Final = (
    r"(?:\b(?:(?<!why )(?:do|did|would) not|never|no longer"
    r"|not (?=asking|looking|going))"
    r"(?: ?(?:want|need|wish|like|asking|looking|going|said|say|for|i|to)\b)+"
    r"|(?<!why )(?<!you )(?<!they )\bdo not|\bno need(?: (?:for|to))?"
    r"|\binstead of|\brather than|\bis not (?=an? |the ))"
    r"(?: ?(?:an?|the|my|any|this|that|your|to|me|out|it|with)\b)* $"
)
_DENIES: Final = re.compile(f"{_CHINESE}|{_ENGLISH}")
_REACH: Final = 60
"""Characters before a word in which it may be denied."""


def is_denied(plain: str, start: int) -> bool:
    """Whether what begins at `start` of a normalised text is denied before."""
    return bool(_DENIES.search(plain, max(0, start - _REACH), start))
