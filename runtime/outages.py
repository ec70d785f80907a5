"""PURE: people's deadlines are extended by the time in which nothing ran (S7).

Wall time goes with the monotonic clock while a service runs; the machine's clock is
read at a start alone. So a clock that was set forward looks like a long outage, and one
that was set back like an outage that ended before it began: both move the deadlines
that were armed before, so that what is left of them is left.
"""

from __future__ import annotations

from collections.abc import Sequence

from runtime.journal import Outage


def last_sign_ms(
    beat_ms: int | None, committed_ms: int | None, start_ms: int
) -> int | None:
    """When the last life ended: its last commit or beat; None: there was none.

    A commit of the future beside a beat of the past is of a life before the last, whose
    clock has been set back since; that life has committed nothing.
    """
    if beat_ms is None or committed_ms is None:
        return committed_ms if beat_ms is None else beat_ms
    if beat_ms <= start_ms < committed_ms:
        return beat_ms
    return max(beat_ms, committed_ms)


def extended(due_ms: int, armed_ms: int, outages: Sequence[Outage], now_ms: int) -> int:
    """The deadline after the outages that came between arming and it.

    Where a clock was set back two lives have times in common. What was armed at such a
    time counts as the later life's, so that nothing is due too early: a deadline that
    is longer than the step may come late, at most by the step.

    Args:
        due_ms: the deadline as it was armed, wall time in ms.
        armed_ms: when it was armed.
        outages: oldest first.
        now_ms: wall time.
    """
    for outage in outages[_life_of(armed_ms, outages, now_ms) :]:
        if outage.ended_ms < due_ms:
            due_ms += outage.started_ms - outage.ended_ms
        else:  # it was due already
            due_ms = min(due_ms, outage.started_ms)
    return due_ms


def lost_ms(since_ms: int, outages: Sequence[Outage], now_ms: int) -> int:
    """What the outages since a time took from it; less than 0: a clock was set back.

    Args:
        since_ms: wall time, not after now by the clock of its life.
        outages: oldest first.
        now_ms: wall time.
    """
    later = outages[_life_of(since_ms, outages, now_ms) :]
    return sum(each.started_ms - each.ended_ms for each in later)


def _life_of(at_ms: int, outages: Sequence[Outage], now_ms: int) -> int:
    """How many outages there were before the life that knew this time.

    The time of a gap is the life's after it, as that of the future is the present's.
    """
    after, ended_ms = len(outages), now_ms
    for number in range(len(outages), 0, -1):
        outage = outages[number - 1]
        if outage.started_ms <= at_ms <= ended_ms:
            return number
        if at_ms <= ended_ms:
            after = number
        ended_ms = outage.ended_ms
    return 0 if at_ms <= ended_ms else after
