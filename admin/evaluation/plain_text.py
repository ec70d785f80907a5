"""PURE: what the plain matchers make of a text before they compare it."""

from __future__ import annotations

from unicodedata import normalize


def folded(text: str) -> str:
    """Without width, case and runs of blanks: as much as any search engine does."""
    return " ".join(normalize("NFKC", text).casefold().split())
