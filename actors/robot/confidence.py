"""PURE: how sure the robot is, made of a score and its lead over the next entry.

The score alone is no confidence: what is a good one differs from base to base, and
where two entries fit equally well neither is the answer. The scale is such that a
direct answer is due from `DIRECT` and a question back from `CLARIFY`.
"""

from __future__ import annotations

from math import exp, log
from typing import Final

DIRECT: Final = 0.21
"""From here on the robot answers. Source: the defaults of the seed 001."""
CLARIFY: Final = 0.1
"""From here on it asks whether this was meant."""
_VETOED: Final = 0.2
"""At most, where something speaks against the entry: the robot asks at best."""
_SCORE: Final = 0.38
_LEAD: Final = 0.14
"""At this score with this lead the confidence is `DIRECT`."""
_STEEPNESS: Final = 8.0
_LEAD_STEEPNESS: Final = 2.8


def confidence(score: float, lead: float, *, is_vetoed: bool = False) -> float:
    """0 to 1, rising with both; below `DIRECT` where something speaks against it."""
    z = _STEEPNESS * (score - _SCORE) + _LEAD_STEEPNESS * (lead - _LEAD)
    sure = 1 / (1 + exp(-z - log(DIRECT / (1 - DIRECT))))
    return min(sure, _VETOED) if is_vetoed else sure
