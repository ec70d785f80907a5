"""PURE: what is written in Markdown, where it is shown as plain text."""

from __future__ import annotations

import re
from typing import Final

_MARKS: Final = re.compile(r"\*\*|__|`|^#+ |^> ", re.MULTILINE)
_LINK: Final = re.compile(r"\[([^\]]+)\]\(([^)\s]+)\)")


def without_marks(text: str) -> str:
    """The same without what makes letters bold or a line a heading."""
    return _MARKS.sub("", _LINK.sub(r"\1 (\2)", text))
