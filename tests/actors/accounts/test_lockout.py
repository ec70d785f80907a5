"""How often somebody may try."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actors.accounts.lockout import (
    LIMITS,
    WINDOW_SECONDS,
    Kind,
    Lockout,
    Tally,
)

KEY = b"k" * 32
NOW_MS = 1_700_000_000_000
BOTH, ACCOUNT, ADDRESS = LIMITS[Kind.BOTH], LIMITS[Kind.ACCOUNT], LIMITS[Kind.ADDRESS]


def fail(lockout: Lockout, times: int, now: float = 0.0) -> None:
    for _ in range(times):
        assert lockout.begin("x", "1.1.1.1", now) == 0.0
        lockout.failed("x", "1.1.1.1", now)


@pytest.mark.covers("P5")
def test_failures_lock_for_longer_and_longer() -> None:
    lockout = Lockout(KEY)
    fail(lockout, BOTH.free)
    now, pauses = 0.0, []
    for _ in range(8):
        assert lockout.is_locking("x", "1.1.1.1", now)
        wait = lockout.begin("x", "1.1.1.1", now)
        pauses.append(wait)
        assert lockout.begin("x", "1.1.1.1", now + wait / 2) == wait / 2
        now += wait
        assert not lockout.is_locking("x", "1.1.1.1", now)
        fail(lockout, 1, now)
        if wait == BOTH.cap_seconds:
            break
    first = BOTH.first_seconds
    assert pauses[:3] == [first, 2 * first, 4 * first]
    assert pauses[-1] == BOTH.cap_seconds


def test_an_attempt_while_it_is_locked_does_not_lengthen_it() -> None:
    lockout = Lockout(KEY)
    fail(lockout, BOTH.free)
    for _ in range(100):
        assert lockout.begin("x", "1.1.1.1", 1.0) == BOTH.first_seconds - 1.0


def test_a_thousand_at_once_are_no_way_around() -> None:
    lockout = Lockout(KEY)
    begun = [lockout.begin("x", "1.1.1.1", 0.0) for _ in range(1000)]
    assert begun.count(0.0) == BOTH.free
    # One of which nobody told the end stays a failure.
    assert lockout.is_locking("x", "1.1.1.1", BOTH.first_seconds - 1)


@pytest.mark.covers("P5")
def test_an_attempt_that_is_taken_back_leaves_nothing_behind() -> None:
    lockout = Lockout(KEY)
    fail(lockout, BOTH.free)
    later = BOTH.first_seconds
    for _ in range(10):
        assert lockout.begin("x", "1.1.1.1", later) == 0.0
        # The guess beside it is one too many while the first may still fail.
        assert lockout.begin("x", "1.1.1.1", later) == 2 * BOTH.first_seconds
        lockout.take_back("x", "1.1.1.1")
    assert not lockout.is_locking("x", "1.1.1.1", later)
    fail(lockout, 1, later)
    assert lockout.begin("x", "1.1.1.1", later) == 2 * BOTH.first_seconds
    # A lock lasts from the newest of all, whether it has ended or not.
    lockout = Lockout(KEY)
    for _ in range(BOTH.free):
        assert lockout.begin("x", "1.1.1.1", 0.0) == 0.0
    lockout.failed("x", "1.1.1.1", 5.0)
    assert lockout.begin("x", "1.1.1.1", 5.0) == BOTH.first_seconds


def test_a_success_forgets_the_accounts_failures_and_not_the_addresss() -> None:
    lockout = Lockout(KEY)
    for number in range(ADDRESS.free - 1):
        assert lockout.begin(f"guess{number}", "1.1.1.1", 0.0) == 0.0
    fail(lockout, 1)
    lockout.succeeded("x", "1.1.1.1")
    fail(lockout, 1)
    assert lockout.begin("other", "1.1.1.1", 0.0) == ADDRESS.first_seconds
    assert lockout.begin("x", "2.2.2.2", 0.0) == 0.0


def test_an_outsider_cannot_lock_an_owner_out_for_good() -> None:
    lockout = Lockout(KEY)
    for number in range(10 * ACCOUNT.free):
        lockout.begin("x", f"10.0.0.{number}", 0.0)
    wait = lockout.begin("x", "1.1.1.1", 0.0)
    assert 0 < wait <= ACCOUNT.cap_seconds
    assert lockout.begin("x", "1.1.1.1", ACCOUNT.cap_seconds) == 0.0


def test_failures_are_forgotten_after_a_while() -> None:
    lockout = Lockout(KEY)
    fail(lockout, BOTH.free - 1)
    fail(lockout, BOTH.free - 1, WINDOW_SECONDS)
    assert not lockout.is_locking("x", "1.1.1.1", WINDOW_SECONDS)


def test_an_administrator_unlocks() -> None:
    lockout = Lockout(KEY)
    fail(lockout, BOTH.free)
    lockout.release("y")
    assert lockout.is_locking("x", "1.1.1.1", 0.0)
    lockout.release("x")
    assert lockout.begin("x", "1.1.1.1", 0.0) == 0.0


def test_what_is_kept_is_bounded() -> None:
    lockout = Lockout(KEY, 30)
    for number in range(100):
        lockout.begin(f"{number}" + "x" * 10_000, f"{number}", 0.0)
    assert len(lockout) == 30


def test_the_end_of_what_was_forgotten_harms_nobody() -> None:
    lockout = Lockout(KEY)
    lockout.take_back("x", "1.1.1.1")
    lockout.failed("x", "1.1.1.1", 0.0)
    assert len(lockout) == 0
    fail(lockout, BOTH.free - 1)
    assert not lockout.is_locking("x", "1.1.1.1", 0.0)
    # Two are under way, an administrator unlocks, and a third begins.
    lockout = Lockout(KEY)
    for _ in range(2):
        lockout.begin("x", "1.1.1.1", 0.0)
    lockout.release("x")
    lockout.begin("x", "1.1.1.1", 0.0)
    for _ in range(2):
        lockout.failed("x", "1.1.1.1", 0.0)
    lockout.take_back("x", "1.1.1.1")
    fail(lockout, BOTH.free - 2)
    assert lockout.is_locking("x", "1.1.1.1", 0.0)


def kept(lockout: Lockout, now: float = 0.0, now_ms: int = NOW_MS) -> list[Tally]:
    return list(lockout.tallies("x", "1.1.1.1", now, now_ms))


@pytest.mark.covers("P5")
def test_what_was_kept_locks_in_the_next_process_for_the_time_that_is_left() -> None:
    lockout = Lockout(KEY)
    fail(lockout, BOTH.free, 100.0)
    tallies = kept(lockout, 107.0, NOW_MS)
    assert [(each.failed, each.at_ms) for each in tallies] == (
        [(BOTH.free, NOW_MS - 7_000)] * 3
    )
    assert "x" not in {each.account for each in tallies}
    # Its clock begins anew; three seconds have passed.
    heir = Lockout(KEY)
    heir.restore(tallies, 0.5, NOW_MS + 3_000)
    assert heir.begin("x", "1.1.1.1", 0.5) == BOTH.first_seconds - 10.0
    fail(heir, 1, 0.5 + BOTH.first_seconds - 10.0)
    # What is known already is known better.
    heir.restore(tallies, 30.0, NOW_MS + 30_000)
    assert heir.begin("x", "1.1.1.1", 30.0) > BOTH.first_seconds


def test_attempts_under_way_are_not_kept_and_gone_ones_are_to_be_forgotten() -> None:
    lockout = Lockout(KEY)
    lockout.begin("x", "1.1.1.1", 0.0)
    assert [each.failed for each in kept(lockout)] == [0, 0, 0]
    lockout.failed("x", "1.1.1.1", 0.0)
    both, address, account = kept(lockout)
    lockout.begin("x", "1.1.1.1", 0.0)
    assert lockout.succeeded("x", "1.1.1.1")
    gone = [each.failed for each in kept(lockout)]
    assert gone == [0, 1, 0]  # the address's stay
    lockout.begin("x", "2.2.2.2", 0.0)
    assert not lockout.succeeded("x", "2.2.2.2")
    lockout.restore((both, address, account), 0.0, NOW_MS)
    released = lockout.release("x")
    assert {(each.kind, each.account, each.failed) for each in released} == {
        (both.kind, both.account, 0),
        (account.kind, account.account, 0),
    }


def test_a_clock_that_was_set_back_lengthens_no_lock() -> None:
    lockout, heir = Lockout(KEY), Lockout(KEY)
    fail(lockout, BOTH.free)
    heir.restore(kept(lockout), 0.0, NOW_MS - 3_600_000)
    assert heir.begin("x", "1.1.1.1", 0.0) == BOTH.first_seconds


def test_no_more_is_taken_or_kept_than_is_remembered() -> None:
    lockout, heir = Lockout(KEY), Lockout(KEY, 3)
    tallies: list[Tally] = []
    for number in range(10):
        lockout.begin("x", f"{number}", number)
        lockout.failed("x", f"{number}", number)
        tallies += lockout.tallies("x", f"{number}", 10.0, NOW_MS)
    window_ms = round(WINDOW_SECONDS * 1000)
    assert lockout.forgotten_ms(10.0, NOW_MS) == NOW_MS - window_ms
    heir.restore(reversed(tallies), 0.0, NOW_MS)
    assert len(heir) == 3
    assert heir.tallies("x", "0", 0.0, NOW_MS)[1].failed == 0
    assert heir.tallies("x", "9", 0.0, NOW_MS)[1].failed == 1
    assert NOW_MS - 3_000 < heir.forgotten_ms(0.0, NOW_MS) <= NOW_MS - 1_000


@given(st.lists(st.tuples(st.booleans(), st.floats(0, 600)), max_size=60))
def test_guesses_in_a_window_are_bounded_by_the_back_off(
    steps: list[tuple[bool, float]],
) -> None:
    lockout, now, run, last = Lockout(KEY), 0.0, 0, -1e9
    for is_right, pause in steps:
        now += pause
        if now - last >= WINDOW_SECONDS:
            run = 0
        if lockout.begin("x", "1.1.1.1", now) > 0:
            continue
        if run >= BOTH.free:
            assert now - last >= BOTH.first_seconds * min(2.0 ** (run - BOTH.free), 30)
        if is_right:
            lockout.succeeded("x", "1.1.1.1")
            run = 0
        else:
            lockout.failed("x", "1.1.1.1", now)
            run, last = run + 1, now
