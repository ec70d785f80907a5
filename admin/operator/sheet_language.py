"""In which language a sheet is written."""

from __future__ import annotations

from gateway.console.phrases import CHINESE, ENGLISH, Words
from gateway.console.surroundings import look_around


def sheet_words(wished: str | None) -> Words:
    """Of one of the service's languages; None is the terminal's."""
    if wished is None:
        return Words(look_around().language)
    return Words(CHINESE if CHINESE.startswith(wished) else ENGLISH)
