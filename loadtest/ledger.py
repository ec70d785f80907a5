"""A client's ledger: what it writes is in the file when the call returns."""

from __future__ import annotations

import json
from pathlib import Path

from loadtest.audit.entries import What


class Ledger:
    """Append-only; survives the kill of any process, not the machine's."""

    def __init__(self, directory: Path, principal: str) -> None:
        path = directory / f"{principal}.jsonl"
        self._file = path.open("ab", buffering=0)

    def note(self, what: What, *fields: str | int) -> None:
        """Adds an entry."""
        self._file.write(json.dumps([what.value, *fields]).encode() + b"\n")

    def close(self) -> None:
        """Closes the file."""
        self._file.close()
