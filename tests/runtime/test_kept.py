from __future__ import annotations

import gc

import pytest

from runtime.kept import kept


def test_what_is_made_meanwhile_is_looked_at_neither_then_nor_later() -> None:
    before = gc.get_freeze_count()
    with kept():
        assert not gc.isenabled()
        made: list[list[int]] = [[] for _ in range(100)]
    assert gc.isenabled()
    assert gc.get_freeze_count() >= before + len(made)


def test_the_collector_works_again_also_after_a_failure() -> None:
    with pytest.raises(ImportError), kept():
        raise ImportError
    assert gc.isenabled()
