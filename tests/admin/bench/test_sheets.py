"""Knowledge from files is measured by importing and exporting it."""

from __future__ import annotations

from pathlib import Path

import pytest

from admin.bench.benchmark import Job, Samples
from admin.bench.sheets import SHEETS

pytestmark = pytest.mark.unmeasured
ROWS = 12
CASES = {case.name: case for case in SHEETS.cases}


@pytest.mark.covers("R3")
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_what_is_imported_is_there_and_is_exported(tmp_path: Path, kind: str) -> None:
    sample = CASES[kind].run(Job(ROWS, tmp_path))
    assert all(value > 0 for value in sample.values())
    assert (tmp_path / f"out.{kind}").stat().st_size > 0
    figures = SHEETS.figures(Samples({name: [sample] for name in CASES}))
    assert len(figures) == len(CASES) * len(sample)
