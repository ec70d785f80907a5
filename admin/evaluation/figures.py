"""PURE: an evaluation as figures, in the form that benchmarks have."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from admin.bench.figure import Figure, printed
from admin.evaluation.curve import RISKS, curve, right_at_risk
from admin.evaluation.evaluation import Evaluation, Judged
from admin.evaluation.measure import (
    BASE_MEASURES,
    CHITCHAT_MEASURES,
    Better,
    Measure,
)
from admin.evaluation.outcome import Outcome
from admin.evaluation.part import Part, parts
from admin.evaluation.share import Share, difference, portion, share_of

_PERCENT = 100.0


def figures_of(evaluation: Evaluation) -> tuple[Figure, ...]:
    """All figures: measures, leads over the peers, thresholds, parts, curves."""
    found = chain(
        _measures(evaluation),
        _leads(evaluation),
        _thresholds(evaluation),
        _parts(evaluation),
        _curve(evaluation.robot),
        _risks(evaluation),
    )
    return tuple(found)


def _measures(evaluation: Evaluation) -> Iterator[Figure]:
    robot = evaluation.robot
    for measure in (*BASE_MEASURES, *CHITCHAT_MEASURES):
        share = share_of(measure.marks(robot.outcomes, robot.thresholds))
        if share.count:
            is_compared = measure in BASE_MEASURES
            peers = evaluation.peers if is_compared else ()
            yield _figure(measure.name, share, measure, _values(measure, peers))


def _figure(
    name: str, share: Share, measure: Measure, peers: dict[str, float | None]
) -> Figure:
    goal, met = measure.goal, None
    if goal is not None:
        is_more = measure.better is Better.MORE
        met = share.value >= goal if is_more else share.value <= goal
        goal *= _PERCENT
    return Figure(name, share.value * _PERCENT, "%", goal, met, peers, _interval(share))


def _interval(share: Share) -> tuple[float, float]:
    return share.low * _PERCENT, share.high * _PERCENT


def _values(measure: Measure, peers: Sequence[Judged]) -> dict[str, float | None]:
    return {
        peer.name: portion(measure.marks(peer.outcomes, peer.thresholds)) * _PERCENT
        for peer in peers
    }


def _leads(evaluation: Evaluation) -> Iterator[Figure]:
    for measure in BASE_MEASURES:
        for peer in evaluation.peers:
            lead = lead_over(peer, evaluation.robot, measure)
            if lead.count:
                name = f"{measure.name}, robot less {peer.name}"
                value, interval = lead.value * _PERCENT, _interval(lead)
                yield Figure(name, value, "points", None, None, {}, interval)


def lead_over(peer: Judged, robot: Judged, measure: Measure) -> Share:
    """By how much the robot's share is above a peer's, of the same utterances."""
    ours = measure.marks(robot.outcomes, robot.thresholds)
    return difference(ours, measure.marks(peer.outcomes, peer.thresholds))


def _thresholds(evaluation: Evaluation) -> Iterator[Figure]:
    robot, peers = evaluation.robot.thresholds, evaluation.peers
    direct: dict[str, float | None] = {p.name: p.thresholds.direct for p in peers}
    clarify: dict[str, float | None] = {p.name: p.thresholds.clarify for p in peers}
    yield printed("answers from", robot.direct, "confidence", direct)
    yield printed("asks back from", robot.clarify, "confidence", clarify)
    yield printed("chit-chat from", robot.chitchat, "confidence")


def _parts(evaluation: Evaluation) -> Iterator[Figure]:
    robot = evaluation.robot
    others = [parts(peer.outcomes) for peer in evaluation.peers]
    for place, part in enumerate(parts(robot.outcomes)):
        peers = [
            Judged(peer.name, peer.thresholds, found[place].outcomes)
            for peer, found in zip(evaluation.peers, others, strict=True)
        ]
        yield from _of_part(part, robot, peers)


def _of_part(part: Part, robot: Judged, peers: Sequence[Judged]) -> Iterator[Figure]:
    for measure in BASE_MEASURES:
        share = share_of(measure.marks(part.outcomes, robot.thresholds))
        if share.count:
            name, value = f"{measure.name}, {part.name}", share.value * _PERCENT
            values, interval = _values(measure, peers), _interval(share)
            yield Figure(name, value, "%", None, None, values, interval)


def _curve(robot: Judged) -> Iterator[Figure]:
    for point in curve(robot.outcomes):
        at = f"if answered from {point.threshold:.2f}"
        yield printed(f"answered rightly {at}", point.right * _PERCENT, "%")
        yield printed(f"answered wrongly {at}", point.wrong * _PERCENT, "%")
        yield printed(f"out of scope answered {at}", point.outside * _PERCENT, "%")


def _risks(evaluation: Evaluation) -> Iterator[Figure]:
    for risk in RISKS:
        name = f"answered rightly if at most {risk:.0%} of answers are bad"
        peers: dict[str, float | None] = {
            peer.name: _at_risk(peer.outcomes, risk) for peer in evaluation.peers
        }
        yield printed(name, _at_risk(evaluation.robot.outcomes, risk), "%", peers)


def _at_risk(outcomes: Sequence[Outcome], risk: float) -> float:
    return right_at_risk(outcomes, risk) * _PERCENT
