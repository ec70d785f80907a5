"""What the crash proof plans, and when it says that it did too little."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from random import Random

import pytest

from tests.proofs.crash.plan import ACKED_PER_KILL, Extent, Kill, kills, least_between
from tests.proofs.crash.tally import Tally, missed
from tests.proofs.server_log import count_crashes


@pytest.mark.parametrize("count", [1, 10, 25, 200])
def test_there_are_as_many_kills_as_asked_for(count: int) -> None:
    assert len(list(kills(count, Random(1)))) == count


def test_every_ten_kills_hold_all_kinds_and_enough_between() -> None:
    for first in range(0, 200, 10):
        ten = Counter(list(kills(200, Random(2)))[first : first + 10])
        assert set(ten) == set(Kill)
        assert ten[Kill.BETWEEN] > least_between(10)


def test_the_order_follows_from_the_seed() -> None:
    assert list(kills(50, Random(3))) == list(kills(50, Random(3)))
    assert list(kills(50, Random(3))) != list(kills(50, Random(4)))


def enough(count: int) -> Tally:
    return Tally(
        seed=1,
        kills=count,
        between_commit_and_ack=least_between(count),
        acked=count * ACKED_PER_KILL,
        least_acked_between_kills=ACKED_PER_KILL,
        sessions_closed=count,
        sessions_reopened=count,
        offers_accepted=count,
        offers_lapsed=count,
        transfers_taken=count,
        assigned_while_others_waited=count,
        waiting_at_rest=1,
    )


def test_enough_is_enough() -> None:
    assert missed(enough(200), Extent(200)) == ()
    assert least_between(200) == 20


@pytest.mark.parametrize(
    "field",
    [
        "kills",
        "acked",
        "least_acked_between_kills",
        "between_commit_and_ack",
        "sessions_closed",
        "sessions_reopened",
        "offers_accepted",
        "offers_lapsed",
        "transfers_taken",
        "assigned_while_others_waited",
        "waiting_at_rest",
    ],
)
def test_too_little_of_anything_proves_nothing(field: str) -> None:
    tally = enough(10)
    setattr(tally, field, getattr(tally, field) - 1)
    assert len(missed(tally, Extent(10))) == 1


def test_more_may_have_to_be_acknowledged_between_the_kills() -> None:
    assert Extent(10).acked_per_kill == ACKED_PER_KILL
    extent = Extent(10, acked=10 * ACKED_PER_KILL + 1)
    assert extent.acked_per_kill == ACKED_PER_KILL + 1
    assert len(missed(enough(10), extent)) == len(("in all", "between two kills"))


def line(event: str, left_out: int = 0, **fields: str) -> str:
    entry: dict[str, object] = {"event": event, "fields": fields}
    if left_out:
        entry["left_out"] = left_out
    return json.dumps(entry) + "\n"


def test_a_store_may_die_as_often_as_it_was_killed(tmp_path: Path) -> None:
    log = tmp_path / "log"
    died = line("actor_crashed", path="/store", error="PortDied: exit status -9")
    restarted = line("child_restarted", path="/store")
    log.write_text((died + restarted) * 2)
    assert count_crashes(log, stores_killed=2) == 0
    assert count_crashes(log, stores_killed=1) == 1


def test_every_other_crash_counts(tmp_path: Path) -> None:
    log = tmp_path / "log"
    log.write_text(
        line("actor_crashed", path="/desk/sessions/1", error="KeyError: 'a'")
        + line("actor_crashed", left_out=3, path="/store", error="KeyError: 'a'")
        + line("connection_crashed", error="KeyError: 'a'")
        + "Traceback (most recent call last):\n"
        + '{"event": "cut off by a ki'
    )
    assert count_crashes(log, stores_killed=0) == 1 + 4 + 1 + 1
