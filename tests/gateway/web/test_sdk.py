"""The TypeScript SDK: its types hold, and its own tests pass, in the Node of .venv."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.gateway.web.in_node import run, run_tests

HERE = Path(__file__).parent


def test_every_type_holds() -> None:
    assert run("node_modules/typescript/bin/tsc", "-p", ".") == ""


@pytest.mark.covers("P3")
def test_its_own_tests_pass() -> None:
    run_tests(sorted(HERE.glob("*.test.ts")))
