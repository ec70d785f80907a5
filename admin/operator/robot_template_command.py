"""`triodesk robot template`: a file to begin an import with (R3)."""

from __future__ import annotations

import argparse
from pathlib import Path

from admin.data_directory import DataDirectory
from admin.operator.robot_sheet_phrases import SheetPhrase
from admin.operator.sheet_language import sheet_words
from admin.operator.teller import Teller
from admin.sheet.template import write_template
from gateway.console.phrases import Words
from gateway.console.surroundings import look_around
from runtime.errors import UsageError


def run_robot_template(_: DataDirectory, options: argparse.Namespace) -> int:
    """Writes it; no service is needed. Returns the exit code.

    Raises:
        UsageError: the file cannot be written, or is there already.
    """
    file = Path(options.file)
    if file.exists():  # somebody may have filled it in
        raise UsageError(f"expected a name that is free: {file} is there already")
    write_template(file, sheet_words(options.language))
    teller = Teller(Words(look_around().language))
    if options.json:
        teller.json({"file": str(file)})
        return 0
    teller.say(SheetPhrase.TEMPLATE, file=str(file))
    return 0
