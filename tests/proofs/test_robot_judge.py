"""The judge of a version that comes into force sees every fault, and no other."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.proofs.robot_live.base import NEW, OLD, answer_of, asked_of, make_entries
from tests.proofs.robot_live.judge import Asked, Fault, Kind, Swap, faults

pytestmark = pytest.mark.covers("R8")
SWAP = Swap(10.0, 11.0)
FALLBACK = "Sorry, I have no answer to that."


def asked(at: float, *told: tuple[float, str]) -> Asked:
    return Asked("e", at, told)


def of(at: float, version: int, until: float) -> Asked:
    return asked(at, (until, answer_of(version, "e")))


GOOD = (of(1, OLD, 2), of(9, OLD, 12), of(10, NEW, 10.8), of(12, NEW, 13))


def test_answers_of_the_version_in_force_are_as_they_must_be() -> None:
    late = asked(5, (10, FALLBACK))
    assert faults((*GOOD, late), SWAP, 5.0) == Counter()
    kinds = [each.kind for each in (*GOOD, late)]
    assert kinds == [Kind.OLD, Kind.OLD, Kind.NEW, Kind.NEW, Kind.FALLBACK]


@pytest.mark.parametrize(
    ("wrong", "fault"),
    [
        (asked(1), Fault.LOST),
        (asked(1, *GOOD[0].told, *GOOD[0].told), Fault.DOUBLED),
        (of(1, NEW, 9.9), Fault.EARLY),
        (of(11.1, OLD, 12), Fault.STALE),
        (of(10.9, OLD, 10.95), Fault.STALE),
        (asked(1, (5.9, FALLBACK)), Fault.HASTY),
        (asked(1, (2, answer_of(OLD, "other"))), Fault.WRONG),
    ],
)
def test_each_fault_is_seen(wrong: Asked, fault: Fault) -> None:
    assert faults((*GOOD, wrong), SWAP, 5.0) == Counter([fault])


def test_what_is_asked_is_all_over_the_base() -> None:
    entries = make_entries(2_500)
    some = asked_of(entries)
    assert (len(some), some[-1].id) == (834, "e002499")
    assert len({each.question for each in entries}) == len(entries)
