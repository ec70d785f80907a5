"""`triodesk retention`: what is kept for a time alone, and what becomes of it (P8)."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from actors.erasure.retention import RetentionState
from actors.keyed import keyed
from admin.data_directory import DataDirectory
from admin.operator.asking import connect
from admin.operator.command import run_asking
from admin.operator.moment import to_second
from admin.operator.retention_frames import (
    ReadRetention,
    RetentionRequest,
    RunRetention,
)
from admin.operator.retention_phrases import KINDS, RetentionPhrase
from admin.operator.table import text_table
from admin.operator.teller import Teller
from gateway.console.phrases import Words
from gateway.console.surroundings import look_around

_FIGURES = (1, 2)
"""Columns of figures."""


def run_retention(directory: DataDirectory, options: argparse.Namespace) -> int:
    """Does one command on the service of a directory; returns the exit code.

    Raises:
        Unavailable: the service does not answer now.
    """
    language = look_around().language
    runs = options.act == "run"
    request: RetentionRequest = RunRetention() if runs else ReadRetention()

    async def do() -> int:
        async with connect(directory.operator_socket) as line:
            state = await line.get(request, RetentionState)
        teller, words = Teller(Words(language)), Words(language)
        if options.json:
            teller.json(keyed(state))
        else:
            for each in lines(state, words, wanted=runs):
                print(each)  # noqa: T201 - the command's answer
        return 0

    return run_asking(do, directory, language)


def lines(state: RetentionState, words: Words, *, wanted: bool) -> Iterator[str]:
    """PURE: what people are told of it; `wanted`: they had it begin now."""
    if state.waiting:
        yield from _table(state, words)
    else:
        yield words(RetentionPhrase.FOR_EVER)
    gone = str(state.gone)
    if state.is_running:
        yield words(RetentionPhrase.RUNNING, gone=gone)
    elif state.swept_ms:
        time = to_second(state.swept_ms)
        yield words(RetentionPhrase.SWEPT, time=time, gone=gone)
    if state.error:
        yield words(RetentionPhrase.HELD_UP, error=state.error)
    if wanted:
        yield words(RetentionPhrase.WANTED)
    elif state.next_ms:
        yield words(RetentionPhrase.NEXT, time=to_second(state.next_ms))


def _table(state: RetentionState, words: Words) -> list[str]:
    phrase = RetentionPhrase
    rows = [tuple(map(words, (phrase.WHAT, phrase.DAYS, phrase.SESSIONS)))]
    for each in state.waiting:
        kind = words(KINDS[each.due.kept])
        rows.append((kind, str(each.due.days), str(each.sessions)))
    return text_table(rows, _FIGURES)
