"""PURE: texts without what must not be in a log.

What an event tells of itself are names and numbers (`admin.logs`); but texts of
exceptions and of others' servers are in it, and these may have anything in them:

    secrets        what stands behind `Bearer`, `token=` and the like, in URLs before
                   `@` and behind `?`, API keys, and whatever looks like a token of ours
    personal data  e-mail addresses, numbers as long as a telephone's
    what was said  of an exception's message what is in quotes, and all of its lines but
                   the first; frames of a trace stay as they are

A name in a source line may fall to it, too; a secret that looks like none is not found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

GONE: Final = "…"

_GUARDED: Final = (
    "token|ticket|password|passwd|secret|cookie|authorization|api[_-]?key"
    "|signature|triodesk-staff|code|login"
)
_RULES: Final[tuple[tuple[re.Pattern[str], str], ...]] = (
    (re.compile(r"(?i)\b(bearer|basic)\s+[^\s'\"]+"), rf"\1 {GONE}"),
    (re.compile(r"(\w://)[^\s/@'\"]+@"), rf"\1{GONE}@"),
    (re.compile(r"(\w://[^\s?#'\"]*)[?#][^\s'\"]*"), rf"\1?{GONE}"),
    (
        re.compile(rf"(?i)\b({_GUARDED})(['\"]?\s*[=:]\s*)['\"]?[^\s&'\",;)]+"),
        rf"\1\2{GONE}",
    ),
    (re.compile(r"\btdk_\w+"), f"tdk_{GONE}"),
    (re.compile(r"[\w.+-]+@\w[\w-]*(?:\.[\w-]+)+"), f"{GONE}@{GONE}"),
    # Letters of both cases and digits, 32 or more: 24 random bytes and up.
    (
        re.compile(r"\b(?=[\w-]*\d)(?=[\w-]*[a-z])(?=[\w-]*[A-Z])[\w-]{32,}"),
        GONE,
    ),
    # E.164 has up to 15 digits; dates, ports and lines of files have fewer than nine.
    (re.compile(r"(?<![\w.:/-])\+?\d(?:[ -]?\d){8,14}(?![\w.-])"), GONE),
)
_QUOTED: Final = re.compile(r"'(?:[^'\\]|\\.)*'?|\"(?:[^\"\\]|\\.)*\"?")
_FRAME: Final = re.compile(r'^[ |]*File "[^"]+", line \d+')
_PART: Final = re.compile(r"^[ |+-]+ \d+ -+$")
"""Of a group: what comes next is another exception."""
_MARK: Final = re.compile(
    r"^[ |+-]*(?:Traceback \(|Exception Group Traceback|During handling of"
    r"|The above exception|[~^ ]*\^[~^ ]*$|$)"
)
_MESSAGE: Final = re.compile(r"^[ |]*[A-Za-z_][\w.]*(?::|$)")


def redacted(text: str) -> str:
    """The text without secrets and personal data."""
    for pattern, instead in _RULES:
        text = pattern.sub(instead, text)
    return text


def redacted_message(text: str) -> str:
    """An exception's message: besides, without what is in quotes or on more lines."""
    first, _, more = text.partition("\n")
    return redacted(_QUOTED.sub(f"'{GONE}'", first)) + (f" {GONE}" if more else "")


def redacted_trace(trace: str) -> Iterator[str]:
    """The lines of a trace, as `traceback.format_exception` writes it."""
    is_source, awaits_message = False, False
    for line in trace.splitlines():
        if _FRAME.match(line) or _PART.match(line):
            is_source, awaits_message = line.lstrip(" |").startswith("File"), True
            yield line
        elif is_source or _MARK.match(line):
            # A line of our source: what it computes is not in it.
            is_source = False
            yield redacted(line)
        elif awaits_message and _MESSAGE.match(line):
            awaits_message = False
            yield redacted_message(line)
