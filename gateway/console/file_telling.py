"""What a person is told of a file on its way: how far it is, and why it is given up."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from gateway.client import AttachmentRefused, Refused, TicketRefused
from gateway.client.attachments import Progress
from gateway.client_core.outbox import OutboxFull
from gateway.console.file_phrases import FilePhrase, file_refusal
from gateway.console.phrases import Words
from gateway.console.speech import refusal
from runtime.errors import Unavailable, UsageError

STEPS: Final = 4
"""Progress is told at each quarter."""

FAILURES: Final = (
    *(AttachmentRefused, TicketRefused, Refused, UsageError, OutboxFull, Unavailable),
    *(OSError, RuntimeError, ValueError),  # also: no such home, or no path at all
)
"""What gives up a file, and nothing else."""


def by_quarters(
    words: Words, phrase: FilePhrase, name: str, tell: Callable[[str], None]
) -> Progress:
    """Tells a transfer's progress in few lines.

    Args:
        words: in whose language.
        phrase: says `name` and `percent`.
        name: of the file.
        tell: shows a line.
    """
    told = 0

    def progress(done: int, size: int) -> None:
        nonlocal told
        step = done * STEPS // max(1, size)
        if step > told and size:
            tell(words(phrase, name=name, percent=step * 100 // STEPS))
        told = step

    return progress


def failure(
    words: Words,
    error: Exception,
    causes: Mapping[int, FilePhrase],
    otherwise: FilePhrase,
) -> str:
    """Why a file was given up, as half a sentence.

    Args:
        words: in whose language.
        error: one of `FAILURES`.
        causes: by errno, what the disk says; with `path`.
        otherwise: for any other errno; with `reason`.
    """
    match error:
        case AttachmentRefused(code=code) | TicketRefused(code=code):
            return file_refusal(words, code)
        case Refused(code=number):
            return refusal(words, number)
        case UsageError():
            return words(FilePhrase.NO_ADDRESS)
        case OutboxFull():
            return words(FilePhrase.OUTBOX_FULL)
        case Unavailable():
            return words(FilePhrase.NO_ANSWER)
        case OSError(errno=int(number), strerror=text, filename=path):
            phrase = causes.get(number, otherwise)
            return words(phrase, reason=str(text), path=str(path))
        case _:
            return words(otherwise, reason=str(error))
