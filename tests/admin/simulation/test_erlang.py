"""The formulas against each other, and against figures that were printed."""

from __future__ import annotations

from math import exp, isclose

import pytest

from admin.simulation.erlang import Truth, erlang_a, erlang_b, erlang_c


def test_blocking_is_as_in_the_tables() -> None:
    # Tables of Erlang B: 10 trunks carry 4.46 Erlang at a loss of 1 %, 5.08 at 2 %.
    assert isclose(erlang_b(10, 4.46), 0.01, rel_tol=2e-3)
    assert isclose(erlang_b(10, 5.08), 0.02, rel_tol=5e-3)
    assert erlang_b(0, 3.0) == 1.0


def test_one_agent_is_the_textbooks_queue() -> None:
    # M/M/1: who waits is the load, and waits 1 / (service rate - arrival rate).
    truth = erlang_c(1, 0.8, 60.0)
    assert isclose(truth.waits, 0.8)
    assert isclose(truth.mean_wait, 0.8 * 60 / 0.2)
    with pytest.raises(ValueError, match="expected a load below 2, got 2"):
        erlang_c(2, 2.0, 60.0)


def test_endless_patience_is_a_queue_where_nobody_gives_up() -> None:
    patient = erlang_a(10, 8.0, 60.0, 1e9)
    exact = erlang_c(10, 8.0, 60.0)
    assert isclose(patient.waits, exact.waits, rel_tol=1e-5)
    assert isclose(patient.mean_wait, exact.mean_wait, rel_tol=1e-5)
    assert patient.abandons < 1e-6


def test_patience_as_long_as_handling_is_a_queue_of_endless_servers() -> None:
    # Then everybody leaves at the same rate: the number there is Poisson.
    agents, load = 3, 2.5
    poisson = exp(-load) * (1 + load + load**2 / 2)
    truth = erlang_a(agents, load, 60.0, 60.0)
    assert isclose(truth.waits, 1 - poisson, rel_tol=1e-9)
    assert isclose(truth.abandons, truth.mean_wait / 60, rel_tol=1e-12)
    assert isinstance(truth, Truth)
