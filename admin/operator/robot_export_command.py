"""`triodesk robot export`: a version becomes a file (R3)."""

from __future__ import annotations

import argparse
from pathlib import Path

from actors.knowledge.records import DRAFT, NEWEST
from admin.data_directory import DataDirectory
from admin.operator.command import run_asking
from admin.operator.operator_draft import OperatorDraft
from admin.operator.robot_sheets import SheetClerk
from admin.operator.sheet_language import sheet_words
from gateway.console.surroundings import look_around
from runtime.errors import UsageError


def run_robot_export(directory: DataDirectory, options: argparse.Namespace) -> int:
    """Does it on the service of a directory; returns the exit code.

    Raises:
        UsageError: there is no such version; also see `SheetClerk`.
        Unavailable: see `SheetClerk`.
    """
    version = options.version
    if version is not None and version < 1:
        raise UsageError(f"expected --version 1 or more, got {version}")
    usual = DRAFT if options.draft else NEWEST
    words = sheet_words(options.language)

    async def give() -> int:
        clerk = SheetClerk(OperatorDraft(directory.operator_socket), words)
        which = usual if version is None else int(version)
        return await clerk.give(which, Path(options.file), as_json=bool(options.json))

    return run_asking(give, directory, look_around().language)
