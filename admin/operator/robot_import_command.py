"""`triodesk robot import`: a file becomes entries of the draft (R3)."""

from __future__ import annotations

import argparse
from pathlib import Path

from admin.data_directory import DataDirectory
from admin.operator.command import run_asking
from admin.operator.operator_draft import OperatorDraft
from admin.operator.robot_sheets import ImportWish, SheetClerk
from gateway.console.phrases import Words
from gateway.console.surroundings import look_around


def run_robot_import(directory: DataDirectory, options: argparse.Namespace) -> int:
    """Does it on the service of a directory; returns the exit code.

    Raises:
        UsageError: see `SheetClerk`.
        Unavailable: likewise.
    """
    errors = options.errors
    wish = ImportWish(
        Path(options.file),
        Path(errors) if errors else None,
        bool(options.preview),
        bool(options.json),
    )
    language = look_around().language

    async def take() -> int:
        draft = OperatorDraft(directory.operator_socket)
        return await SheetClerk(draft, Words(language)).take(wish)

    return run_asking(take, directory, language)
