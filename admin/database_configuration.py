"""The section of the configuration that says where SQL is kept."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import msgspec

from runtime.config import Setting
from runtime.sql_place import Server, SqlPlace


class DatabaseSection(msgspec.Struct, frozen=True):
    """Where the journal and the records are kept."""

    url: Annotated[
        str,
        msgspec.Meta(pattern=r"^(postgres(ql)?://.+)?\Z"),
        Setting(
            "a PostgreSQL database; empty = files in the data directory",
            "postgresql://user:password@host/database",
            is_secret=True,
        ),
    ] = ""

    def place(self, file: Path) -> SqlPlace:
        """Where to keep what would be in that file."""
        return Server(self.url) if self.url else file
