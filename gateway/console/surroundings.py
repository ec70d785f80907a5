"""What a terminal's conventions say: who reads along, in what language, in colour?

`LANG`, `NO_COLOR` and `TERM` belong to the terminal, not to the service's
configuration; only this file reads them.
Source: no-color.org; POSIX.1-2017, section 8.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping

import msgspec

from gateway.console.phrases import choose_language


class Surroundings(msgspec.Struct, frozen=True):
    """Where a client runs.

    Attributes:
        language: of its user.
        has_colour: styles are welcome.
        is_terminal: a person types and reads on one.
    """

    language: str
    has_colour: bool
    is_terminal: bool


def judge(env: Mapping[str, str], *, has_terminals: bool) -> Surroundings:
    """PURE: what variables mean; `has_terminals`: both input and output are one."""
    return Surroundings(
        language=choose_language(env),
        has_colour=not env.get("NO_COLOR"),
        is_terminal=has_terminals and env.get("TERM", "dumb") != "dumb",
    )


def look_around() -> Surroundings:
    """The surroundings of this process."""
    has_terminals = sys.stdin.isatty() and sys.stdout.isatty()
    return judge(os.environ, has_terminals=has_terminals)
