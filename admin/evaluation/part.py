"""PURE: the utterances of one language, or of one kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import msgspec

from admin.evaluation.case import Case, Language
from admin.evaluation.outcome import Outcome


class Part(msgspec.Struct, frozen=True):
    """Some of the utterances; `name`: a language, or a kind."""

    name: str
    outcomes: tuple[Outcome, ...]


def parts(outcomes: Sequence[Outcome]) -> tuple[Part, ...]:
    """Languages first, then kinds, the most frequent first."""
    kinds = Counter(kind for outcome in outcomes for kind in outcome.case.kinds)
    names = (*Language, *(kind for kind, _ in kinds.most_common()))
    found = (
        Part(str(name), tuple(each for each in outcomes if _is_of(each.case, name)))
        for name in dict.fromkeys(names)
    )
    return tuple(part for part in found if part.outcomes)


def _is_of(case: Case, name: str) -> bool:
    return name in (case.language, *case.kinds)
