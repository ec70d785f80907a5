"""The schema of the records' database."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from runtime.schema import Steps

STEPS: Final = Steps(Path(__file__).with_name("migrations"))
