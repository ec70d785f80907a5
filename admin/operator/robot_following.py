"""Follows what was published until it answers, as a line that is written over."""

from __future__ import annotations

import time
from typing import Final

import trio

from actors.knowledge.records import ReadVersions, VersionsFound
from actors.robot.state import ReadRobot, RobotState
from admin.operator.asking import OperatorLine
from admin.operator.knowledge_phrases import KnowledgePhrase
from admin.operator.knowledge_view import progress_text
from admin.operator.teller import Teller
from admin.progress import show_progress
from gateway.console.phrases import Words

LOOK_SECONDS: Final = 0.25
"""Between two looks at how far it is."""
NOT_YET: Final = 1
"""Exit code: it was published and does not answer."""


async def follow_newest(line: OperatorLine, words: Words, *, as_json: bool) -> int:
    """Waits until the version published last answers; returns the exit code.

    It gives up where that cannot be built now: the service goes on trying.

    Raises:
        Unavailable: the service does not answer.
    """
    began, teller = time.monotonic(), Teller(words)
    version = (await line.get(ReadVersions(limit=1), VersionsFound)).newest
    try:
        while (
            state := await line.get(ReadRobot(), RobotState)
        ).version < version and not state.delayed:
            show_progress(progress_text(words, version, state))
            await trio.sleep(LOOK_SECONDS)
    finally:
        show_progress("")
    if as_json:
        teller.json(state)
    elif state.version >= version:
        teller.say(
            KnowledgePhrase.BUILT,
            version=str(state.version),
            questions=f"{state.questions:,}",
            seconds=f"{time.monotonic() - began:.1f}",
        )
    else:
        teller.complain_of(progress_text(words, version, state))
    return 0 if state.version >= version else NOT_YET
