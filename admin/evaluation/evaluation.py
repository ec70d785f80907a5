"""Judges the robot's matcher and plain ones on labelled utterances."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

import msgspec

from actors.robot.chitchat.chinese import CHINESE_PRESETS
from actors.robot.chitchat.english import ENGLISH_PRESETS
from actors.robot.chitchat.matcher import ChitchatMatcher
from actors.robot.matcher import Matcher
from admin.evaluation.bm25 import Bm25
from admin.evaluation.case import CaseSet
from admin.evaluation.fuzzy import RATIO, WRATIO
from admin.evaluation.outcome import (
    RANKED,
    ROBOT_THRESHOLDS,
    Outcome,
    Thresholds,
)
from admin.evaluation.ranking import Build, Ranker, Scored
from admin.evaluation.tuning import tuned

PEERS: Final[Mapping[str, Build]] = {"BM25": Bm25, "ratio": RATIO, "WRatio": WRATIO}
"""Plain matchers, by name."""
_STEP: Final = 50
"""Utterances between two words of progress."""

Show = Callable[[str], None]


class Subject(msgspec.Struct, frozen=True):
    """What is judged.

    Attributes:
        presets: answers chit-chat; None: there is none.
    """

    build: Build
    thresholds: Thresholds
    presets: Ranker | None


def robot() -> Subject:
    """The robot's matcher, with all presets of chit-chat."""
    presets = ChitchatMatcher((*CHINESE_PRESETS, *ENGLISH_PRESETS))
    return Subject(Matcher.build, ROBOT_THRESHOLDS, presets)


class Judged(msgspec.Struct, frozen=True):
    """A matcher with what it found, and where it decides."""

    name: str
    thresholds: Thresholds
    outcomes: tuple[Outcome, ...]


class Evaluation(msgspec.Struct, frozen=True):
    """What was found on a set.

    Attributes:
        name: of the set.
        tuned_on: the set on which the thresholds of the peers were found.
        bases, questions: how many the set has.
        peers: plain matchers, on the same utterances in the same order.
    """

    name: str
    tuned_on: str
    bases: int
    questions: int
    robot: Judged
    peers: tuple[Judged, ...]


def evaluate(
    subject: Subject, judged: CaseSet, tuning: CaseSet, show: Show
) -> Evaluation:
    """Judges all matchers on a set.

    Args:
        subject: the robot's, or what else is compared with plain ones.
        judged: the set.
        tuning: where the thresholds of plain matchers are found; the robot has its own.
        show: is told how far it is.
    """

    def tell(text: str) -> None:
        show(f"robot: {text}")

    found = _found(subject.build, judged, tell, subject.presets)
    return Evaluation(
        judged.name,
        tuning.name,
        len(judged.bases),
        sum(map(len, judged.bases.values())),
        Judged("robot", subject.thresholds, found),
        tuple(
            _peer(name, build, judged, tuning, show) for name, build in PEERS.items()
        ),
    )


def _peer(
    name: str, build: Build, judged: CaseSet, tuning: CaseSet, show: Show
) -> Judged:
    def tell(text: str) -> None:
        show(f"{name}: {text}")

    found = _found(build, judged, tell)
    other = found if tuning is judged else _found(build, tuning, tell)
    return Judged(name, tuned(other), found)


def _found(
    build: Build, cases: CaseSet, show: Show, presets: Ranker | None = None
) -> tuple[Outcome, ...]:
    bases = {base: build(entries) for base, entries in cases.bases.items()}
    outcomes = []
    for number, case in enumerate(cases.cases):
        if number % _STEP == 0:
            show(f"{number} / {len(cases.cases)} {cases.name}")
        said = case.utterance
        ranked = _ranked(bases[case.base], said, RANKED)
        chitchat = _ranked(presets, said, 1) if presets else ()
        outcomes.append(Outcome(case, ranked, chitchat[0] if chitchat else None))
    return tuple(outcomes)


def _ranked(ranker: Ranker, said: str, limit: int) -> tuple[Scored, ...]:
    found = ranker.rank(said, limit)
    return tuple(Scored(match.entry, match.confidence) for match in found)
