"""What the command line does for operators: asks, or says that nobody is there."""

from __future__ import annotations

import sys
from collections.abc import Awaitable, Callable

import trio

from admin.data_directory import DataDirectory
from admin.operator.asking import NoService
from admin.operator.phrases import OperatorPhrase
from gateway.console.phrases import Words

NOBODY_THERE = 1


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
        return NOBODY_THERE
