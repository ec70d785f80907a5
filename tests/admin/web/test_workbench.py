"""What the workbench decides without a page: its tests pass in the Node of .venv."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.gateway.web.in_node import run_tests

HERE = Path(__file__).parent


@pytest.mark.covers("W1")
def test_its_own_tests_pass() -> None:
    run_tests(sorted(HERE.glob("*.test.ts")))
