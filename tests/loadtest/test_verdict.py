from __future__ import annotations

import pytest

from loadtest.outcome import (
    Audit,
    Finding,
    Growth,
    Played,
    Promise,
    Watched,
)
from loadtest.verdict import (
    Ground,
    Reason,
    Verdict,
    grounds,
    verdict_of,
    verdict_of_all,
)

LOST = Finding("lost", 3)
KEPT = Watched(Promise.CAPACITY, looked_at=10, minimum=10)
BROKEN = Watched(Promise.ONE_AGENT, looked_at=10, violated=2)
UNSEEN = Watched(Promise.IN_ORDER, looked_at=9, minimum=10)
GOOD_AUDIT = Audit(messages=5, sessions=1)


def test_who_kept_all_that_was_looked_at_has_held() -> None:
    steady = Growth("memory", 1.0, before=10, after=15, bound=5)
    played = Played("storm", 1.0, watched=(KEPT,), audit=GOOD_AUDIT, growth=(steady,))
    assert grounds(played) == ()
    assert verdict_of(grounds(played)) is Verdict.HELD


def test_a_server_that_ran_already_needs_no_audit() -> None:
    assert grounds(Played("storm", 1.0, watched=(KEPT,))) == ()


@pytest.mark.parametrize(
    ("played", "expected"),
    [
        (
            Played("storm", 1.0, watched=(KEPT,), failure="no port"),
            Ground(Reason.FAILED, "no port"),
        ),
        (
            Played("storm", 1.0, watched=(KEPT, BROKEN)),
            Ground(Reason.VIOLATED, "one_agent", 2),
        ),
        (
            Played("storm", 1.0, watched=(KEPT, UNSEEN)),
            Ground(Reason.UNSEEN, "in_order", 9, 10),
        ),
        (Played("storm", 1.0), Ground(Reason.UNWATCHED)),
        (
            Played(
                "storm",
                1.0,
                watched=(KEPT,),
                audit=Audit(9, 9, 1, (LOST,)),
            ),
            Ground(Reason.AUDITED, "lost", 3),
        ),
        (
            Played("storm", 1.0, watched=(KEPT,), audit=Audit(9, 1, minimum=2)),
            Ground(Reason.UNAUDITED, "", 1, 2),
        ),
        (
            Played(
                "soak",
                1.0,
                watched=(KEPT,),
                growth=(Growth("tasks", 0.5, before=10, after=16, bound=5),),
            ),
            Ground(Reason.GREW, "tasks", 6, 5),
        ),
    ],
)
def test_each_ground_by_itself_keeps_it_from_holding(
    played: Played, expected: Ground
) -> None:
    assert grounds(played) == (expected,)
    assert verdict_of(grounds(played)) is expected.verdict
    assert expected.verdict is not Verdict.HELD


def test_broken_outweighs_too_little_and_is_told_first() -> None:
    found = grounds(Played("storm", 1.0, watched=(UNSEEN, BROKEN)))
    assert [ground.reason for ground in found] == [Reason.VIOLATED, Reason.UNSEEN]
    assert verdict_of(found) is Verdict.BROKEN


def test_a_run_is_as_good_as_its_worst_scenario() -> None:
    good, bad = Played("a", 1.0, watched=(KEPT,)), Played("b", 1.0, watched=(BROKEN,))
    assert verdict_of_all([good, good]) is Verdict.HELD
    assert verdict_of_all([good, bad]) is Verdict.BROKEN


def test_a_run_of_nothing_has_not_held() -> None:
    assert verdict_of_all([]) is Verdict.TOO_LITTLE


def test_a_load_process_that_was_busy_is_marked() -> None:
    assert Played("storm", 1.0, load_cores=0.81).is_load_bound
    assert not Played("storm", 1.0, load_cores=0.8).is_load_bound
