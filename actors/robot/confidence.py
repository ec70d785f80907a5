"""PURE: how sure the robot is that an entry answers what was asked.

A score alone is no confidence: what is a good one differs from base to base, and where
two entries fit equally well neither is the answer. Who asks for something that the base
knows of and this entry does not, asks for another entry, or for what is no entry yet;
and a word or two prove less than a sentence.
The factors are a logistic regression's, rounded: on the development half of the
labelled utterances and on a bank's and a telephone company's questions, with those also
asked of bases without the entry that answers them. The scale is such that a direct
answer is due from `DIRECT` and a question back from `CLARIFY`.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, log
from typing import Final

DIRECT: Final = 0.21
"""From here on the robot answers. Source: the defaults of the seed 001."""
CLARIFY: Final = 0.1
"""From here on it asks whether this was meant."""
CHITCHAT: Final = 0.83
"""From here on it answers with chit-chat, on that one's own scale. Source: seed 001,
line 1985."""
_VETOED: Final = 0.2
"""At most, where something speaks against the entry: the robot asks at best."""
_SCORE: Final = 7.0
_LEAD: Final = 2.0
_ELSEWHERE: Final = 7.0
_UNKNOWN: Final = 3.0
_EVIDENCE: Final = 1.0
_DUE: Final = 2.9
"""The sum from which on a direct answer is due: on the utterances above 1 % of those
in scope were answered wrongly, 3 % of those out of scope at all."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for an entry.

    Attributes:
        score: 0 to 1.
        lead: of the score over the best other entry's.
        elsewhere: share of the query's mass that other entries have, but not this one.
        unknown: share of it that no entry has.
        mass: of the query, in pieces that one entry has; above 0.
    """

    score: float
    lead: float
    elsewhere: float
    unknown: float
    mass: float


def confidence(evidence: Evidence, *, is_vetoed: bool = False) -> float:
    """0 to 1; below `DIRECT` where something speaks against the entry."""
    z = (
        _SCORE * evidence.score
        + _LEAD * evidence.lead
        - _ELSEWHERE * evidence.elsewhere
        - _UNKNOWN * evidence.unknown
        + _EVIDENCE * log(evidence.mass)
        - _DUE
    )
    sure = 1 / (1 + exp(-z - log(DIRECT / (1 - DIRECT))))
    return min(sure, _VETOED) if is_vetoed else sure
