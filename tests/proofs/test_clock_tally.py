"""When the proof of clocks proves enough."""

from __future__ import annotations

from tests.proofs.clock.tally import Tally, missed
from tests.proofs.crash.tally import Tally as Work


def test_nothing_is_proven_by_too_little() -> None:
    tally = Tally(1, steps_running=5, steps_stopped=2, steps_killed=3, noticed=5)
    tally.rang_over = 5
    work = Work(1, acked=1_000, sessions_closed=5, offers_lapsed=5, transfers_taken=1)
    work.rests = 5
    tally.take(work)
    assert missed(tally, 1, 5, 100) == ()
    assert tally.is_proven
    tally.noticed = 4
    assert missed(tally, 1, 5, 100) == ("noticed: 4 of at least 5",)
    tally.too_little = ("noticed",)
    assert not tally.is_proven
