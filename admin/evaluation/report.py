"""PURE: an evaluation as tables for people, 80 columns wide."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from admin.evaluation.curve import RISKS, curve, right_at_risk
from admin.evaluation.evaluation import Evaluation, Judged
from admin.evaluation.figures import lead_over
from admin.evaluation.measure import (
    ANSWERED_RIGHT,
    ANSWERED_WRONG,
    BASE_MEASURES,
    CHITCHAT_MEASURES,
    CLARIFIED,
    OUTSIDE_ANSWERED,
    OUTSIDE_CLARIFIED,
    OUTSIDE_GOAL,
    TOP_1,
    TOP_3,
    WRONG_GOAL,
    Better,
    Measure,
    Scope,
)
from admin.evaluation.part import parts
from admin.evaluation.phrases import MEASURES, EvaluationPhrase
from admin.evaluation.share import portion, share_of
from admin.evaluation.tuning import ASKED_OUTSIDE
from admin.operator.table import text_table
from gateway.console.phrases import Words

_SCOPES: Final = {
    Scope.INSIDE: EvaluationPhrase.INSIDE,
    Scope.OUTSIDE: EvaluationPhrase.OUTSIDE,
    Scope.CHITCHAT: EvaluationPhrase.CHITCHAT,
    Scope.NO_CHITCHAT: EvaluationPhrase.OTHERS,
}
_INSIDE_COLUMNS: Final = (
    (TOP_1, EvaluationPhrase.FIRST),
    (TOP_3, EvaluationPhrase.AMONG_THREE),
    (ANSWERED_RIGHT, EvaluationPhrase.RIGHT),
    (ANSWERED_WRONG, EvaluationPhrase.WRONG),
    (CLARIFIED, EvaluationPhrase.ASKED),
)
_OUTSIDE_COLUMNS: Final = (
    (OUTSIDE_ANSWERED, EvaluationPhrase.OUTSIDE_ANSWERED),
    (OUTSIDE_CLARIFIED, EvaluationPhrase.ASKED),
)
FEWEST: Final = 5
"""Utterances of a part that is shown: a share of fewer tells nothing."""
_AT_MOST: Final = "≤ "
_AT_LEAST: Final = "≥ "
_BEYOND_CHANCE: Final = "*"
_MARGIN: Final = "  "

_Columns = Sequence[tuple[Measure, EvaluationPhrase]]


def report(evaluation: Evaluation, words: Words) -> list[str]:
    """The lines."""
    robot = evaluation.robot.outcomes
    heading = words(
        EvaluationPhrase.HEADING,
        name=evaluation.name,
        cases=len(robot),
        bases=evaluation.bases,
        questions=evaluation.questions,
    )
    inside = _of_parts(
        evaluation, words, EvaluationPhrase.PARTS_INSIDE, _INSIDE_COLUMNS
    )
    outside = _of_parts(
        evaluation, words, EvaluationPhrase.PARTS_OUTSIDE, _OUTSIDE_COLUMNS
    )
    blocks = (
        [heading],
        [*_table(_measures(evaluation, words)), words(EvaluationPhrase.BETTER)],
        _points(evaluation, words),
        _table(inside),
        _table(outside),
        _table(_curve(evaluation.robot, words)),
        _table(_risks(evaluation, words)),
    )
    return [line for block in blocks if block for line in (*block, "")]


def _table(rows: Sequence[Sequence[str]]) -> list[str]:
    """The first column holds words, the others figures; only headings: nothing."""
    return text_table(rows, range(1, len(rows[0]))) if len(rows) > 1 else []


def _measures(evaluation: Evaluation, words: Words) -> list[Sequence[str]]:
    names = [peer.name for peer in evaluation.peers]
    heads = (EvaluationPhrase.GOAL, EvaluationPhrase.ROBOT, EvaluationPhrase.INTERVAL)
    rows: list[Sequence[str]] = [
        (words(EvaluationPhrase.MEASURE), *map(words, heads), *names)
    ]
    scope = None
    for measure in (*BASE_MEASURES, *CHITCHAT_MEASURES):
        robot = evaluation.robot
        share = share_of(measure.marks(robot.outcomes, robot.thresholds))
        if not share.count:
            continue
        if measure.scope is not scope:
            scope = measure.scope
            heading = words(_SCOPES[scope], count=share.count)
            rows.append((heading, *[""] * (len(heads) + len(names))))
        rows.append(
            (
                _MARGIN + words(MEASURES[measure.name]),
                _goal(measure),
                _percent(share.value),
                f"{_percent(share.low)}–{_percent(share.high)}",
                *(_peer(peer, evaluation.robot, measure) for peer in evaluation.peers),
            )
        )
    return rows


def _goal(measure: Measure) -> str:
    if measure.goal is None:
        return ""
    sign = _AT_LEAST if measure.better is Better.MORE else _AT_MOST
    return f"{sign}{measure.goal * 100:.0f}"


def _peer(peer: Judged, robot: Judged, measure: Measure) -> str:
    """A peer's share, marked where the robot's is better beyond chance."""
    if measure not in BASE_MEASURES:
        return ""
    share = portion(measure.marks(peer.outcomes, peer.thresholds))
    lead = lead_over(peer, robot, measure)
    is_better = {
        Better.MORE: lead.low > 0,
        Better.LESS: lead.high < 0,
        Better.NEITHER: False,
    }[measure.better]
    return _percent(share) + (_BEYOND_CHANCE if is_better else " ")


def _percent(share: float) -> str:
    return f"{share * 100:.1f}"


def _points(evaluation: Evaluation, words: Words) -> list[str]:
    """At which thresholds the matchers are judged, and how they were found."""
    robot = evaluation.robot.thresholds
    own = words(
        EvaluationPhrase.ROBOT_POINT,
        direct=f"{robot.direct:.2f}",
        clarify=f"{robot.clarify:.2f}",
        chitchat=f"{robot.chitchat:.2f}",
    )
    others = [
        words(
            EvaluationPhrase.PEER_POINT,
            name=peer.name,
            direct=f"{peer.thresholds.direct:.2f}",
            clarify=f"{peer.thresholds.clarify:.2f}",
        )
        for peer in evaluation.peers
    ]
    rule = words(
        EvaluationPhrase.TUNED,
        name=evaluation.tuned_on,
        wrong=round(WRONG_GOAL * 100),
        outside=round(OUTSIDE_GOAL * 100),
        asked=round(ASKED_OUTSIDE * 100),
    )
    told = [*own.split("\n"), *others, *rule.split("\n")]
    if evaluation.tuned_on == evaluation.name:
        told.append(words(EvaluationPhrase.TUNED_ON_ITSELF))
    return told


def _of_parts(
    evaluation: Evaluation, words: Words, title: EvaluationPhrase, columns: _Columns
) -> list[Sequence[str]]:
    """A row for each part; the first figure beside that of the first peer."""
    robot, rival = evaluation.robot, evaluation.peers[0]
    first, *others = columns
    heads = (words(EvaluationPhrase.COUNT), words(first[1]), rival.name)
    rows: list[Sequence[str]] = [
        (words(title), *heads, *(words(head) for _, head in others))
    ]
    theirs = {part.name: part.outcomes for part in parts(rival.outcomes)}
    for part in parts(robot.outcomes):
        marks = [
            first[0].marks(part.outcomes, robot.thresholds),
            first[0].marks(theirs[part.name], rival.thresholds),
            *(each.marks(part.outcomes, robot.thresholds) for each, _ in others),
        ]
        if len(marks[0]) >= FEWEST:
            values = (_percent(portion(each)) for each in marks)
            rows.append((part.name, str(len(marks[0])), *values))
    return rows


def _curve(robot: Judged, words: Words) -> list[Sequence[str]]:
    heads = (
        EvaluationPhrase.RIGHT,
        EvaluationPhrase.WRONG,
        EvaluationPhrase.CURVE_OUTSIDE,
    )
    rows = [(words(EvaluationPhrase.CURVE), *map(words, heads))]
    rows += [
        (
            f"{point.threshold:.2f}",
            *map(_percent, (point.right, point.wrong, point.outside)),
        )
        for point in curve(robot.outcomes)
    ]
    return list(rows)


def _risks(evaluation: Evaluation, words: Words) -> list[Sequence[str]]:
    judged = (evaluation.robot, *evaluation.peers)
    names = [words(EvaluationPhrase.ROBOT), *(peer.name for peer in evaluation.peers)]
    rows: list[Sequence[str]] = [(words(EvaluationPhrase.RISKS), *names)]
    for risk in RISKS:
        shares = (_percent(right_at_risk(each.outcomes, risk)) for each in judged)
        rows.append((f"{risk * 100:.0f} %", *shares))
    return rows
