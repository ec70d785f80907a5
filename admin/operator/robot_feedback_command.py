"""`triodesk robot feedback`: which entries answered, and whether that helped (R7)."""

from __future__ import annotations

import argparse
from typing import Final

from actors.knowledge.entry import EntryId
from actors.knowledge.records import MAX_FOUND, EntriesFound, ReadEntries
from actors.records.feedback import CountFeedback, EntryFeedback, Feedback
from admin.data_directory import DataDirectory
from admin.operator.asking import OperatorLine, connect
from admin.operator.command import run_asking
from admin.operator.moment import since_ms
from admin.operator.robot_feedback_phrases import FeedbackPhrase
from admin.operator.table import text_table
from admin.operator.teller import Teller
from admin.operator.wall_clock import wall_ms
from gateway.console.phrases import Words
from gateway.console.surroundings import look_around
from runtime.errors import UsageError

_HEADINGS: Final = (
    FeedbackPhrase.ENTRY,
    FeedbackPhrase.ANSWERS,
    FeedbackPhrase.HELPFUL,
    FeedbackPhrase.UNHELPFUL,
    FeedbackPhrase.QUESTION,
)
_FIGURES: Final = {1, 2, 3}


def run_robot_feedback(directory: DataDirectory, options: argparse.Namespace) -> int:
    """Shows it of the service of a directory; returns the exit code.

    Raises:
        UsageError: a value is out of its bounds.
        Unavailable: the service does not answer now.
    """
    since = since_ms(options.days, wall_ms())
    limit = int(options.limit)
    if not 1 <= limit <= MAX_FOUND:
        raise UsageError(f"expected --limit 1 to {MAX_FOUND}, got {limit}")
    language = look_around().language

    async def ask() -> int:
        async with connect(directory.operator_socket) as line:
            words = Words(language)
            await show_feedback(line, words, since, limit, as_json=bool(options.json))
        return 0

    return run_asking(ask, directory, language)


async def show_feedback(
    line: OperatorLine, words: Words, since: int, limit: int, *, as_json: bool
) -> None:
    """Shows what is counted since that wall time, and the questions as the draft has.

    Raises:
        Unavailable: the service does not answer now.
    """
    teller = Teller(words)
    found = await line.get(CountFeedback(since), Feedback)
    shown = found.entries[:limit]
    if as_json:
        for each in shown:
            teller.json(each)
        return
    if not shown:
        teller.say(FeedbackPhrase.NOTHING)
        return
    wanted = ReadEntries(tuple(EntryId(each.entry) for each in shown))
    known = await line.get(wanted, EntriesFound)
    questions = {each.id: each.question for each in known.entries}
    rows = [_row(each, questions.get(EntryId(each.entry), "–")) for each in shown]
    for row in text_table([tuple(map(words, _HEADINGS)), *rows], _FIGURES):
        print(row)  # noqa: T201
    if found.is_cut or len(found.entries) > len(shown):
        teller.say(FeedbackPhrase.MORE)


def _row(counted: EntryFeedback, question: str) -> tuple[str, ...]:
    figures = (counted.answers, counted.helpful, counted.unhelpful)
    return (counted.entry, *map(str, figures), question)
