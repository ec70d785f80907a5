"""What the command line does for operators: asks, or says that nobody is there."""

from __future__ import annotations

import sys
from collections.abc import Awaitable, Callable
from typing import Final

import trio

from admin.data_directory import DataDirectory
from admin.operator.asking import NoService
from admin.operator.phrases import OperatorPhrase
from gateway.console.phrases import Words

FAILED: Final = 1
"""Exit code: nobody is there, or it was refused; what was wrong is told."""


def run_asking(
    ask: Callable[[], Awaitable[int]], directory: DataDirectory, language: str
) -> int:
    """Runs a question; says where nobody serves, and returns the exit code."""
    try:
        return trio.run(ask)
    except NoService:
        phrase = OperatorPhrase.NO_SERVICE
        text = Words(language)(phrase, directory=str(directory.path))
        sys.stderr.write(f"triodesk: {text}\n")
        return FAILED
