"""`triodesk robot ask`: what the robot would say, and why (R8)."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Final

import msgspec

from actors.robot.trial import Trials, TryRobot
from admin.data_directory import DataDirectory
from admin.operator.asking import ANSWER_SECONDS, connect
from admin.operator.command import run_asking
from admin.operator.given import converted
from admin.operator.robot_trial_view import shown
from gateway.console.phrases import Words
from gateway.console.surroundings import look_around

DRAFT_SECONDS: Final = 120.0
"""The draft is built first: 100,000 entries take 20 s on an idle machine."""


def run_robot_ask(directory: DataDirectory, options: argparse.Namespace) -> int:
    """Does it on the service of a directory; returns the exit code.

    Raises:
        UsageError: a value is out of its bounds.
        Unavailable: it does not answer now.
    """
    wish = read_wish(vars(options))
    language = look_around().language
    path = directory.operator_socket
    ask = partial(try_out, path, wish, Words(language), as_json=bool(options.json))
    return run_asking(ask, directory, language)


def read_wish(given: Mapping[str, object]) -> TryRobot:
    """PURE: what the arguments ask for.

    Raises:
        UsageError: a value is out of its bounds.
    """
    names = ("texts", "channel", "group", "language")
    values = {**{each: given[each] for each in names}, "is_draft": given["draft"]}
    return converted(values, TryRobot)


async def try_out(path: Path, wish: TryRobot, words: Words, *, as_json: bool) -> int:
    """Shows what the service whose socket this is would say; returns the exit code.

    Raises:
        NoService: nobody answers there.
        Unavailable: it does not answer now.
        UsageError: the socket cannot be used.
    """
    async with connect(path) as line:
        seconds = DRAFT_SECONDS if wish.is_draft else ANSWER_SECONDS
        trials = (await line.get(wish, Trials, seconds)).trials
    if as_json:
        told = [msgspec.json.encode(each).decode() for each in trials]
    else:
        told = [
            "\n".join(shown(words, each, is_draft=wish.is_draft)) for each in trials
        ]
    sys.stdout.write("\n".join(told) + "\n")
    return 0
