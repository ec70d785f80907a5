"""The test console: what the robot would say, by what is in force or the draft (R8).

The draft is asked in a process of its own, which ends with the answer, and is built
there where it has changed: whoever asks waits for that, and no visitor does.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

import trio

from actors.knowledge.records import DRAFT
from actors.robot.live_base import BaseGone
from actors.robot.loader import BaseLoader, Editions
from actors.robot.office import RobotOffice
from actors.robot.port_base import try_draft
from actors.robot.state import RobotState
from actors.robot.trial import Trials, TryRobot, questions_of
from actors.rules.rulebook import Rules
from runtime.errors import Unavailable

ASKED_MS: Final = 60_000
"""Within which an answer is of use to who tries."""


class RobotConsole:
    """Made once by the composition root.

    Args:
        office: has the version in force.
        loader: brings versions into force.
        editions: have the draft.
        path: a directory where the draft is built and kept; nothing else is in it.
        rules: by which it is decided.
        wall_ms: wall time.
    """

    def __init__(
        self,
        office: RobotOffice,
        loader: BaseLoader,
        editions: Editions,
        path: Path,
        rules: Rules,
        wall_ms: Callable[[], int],
    ) -> None:
        self._office = office
        self._loader = loader
        self._editions = editions
        self._path = path
        self._rules = rules
        self._wall_ms = wall_ms
        self._draft = trio.Lock()

    def state(self) -> RobotState:
        """What the robot does at this moment."""
        office, loader = self._office, self._loader
        return RobotState(
            office.version,
            office.questions,
            loader.building,
            loader.step,
            loader.delayed,
        )

    async def try_out(self, wish: TryRobot) -> Trials:
        """Does it; drafts one after the other.

        Raises:
            Unavailable: nobody answers now, or the draft cannot be read.
        """
        now_ms = self._wall_ms()
        manner = self._rules.of(wish.group).settings.manner()
        questions = questions_of(wish, manner, now_ms + ASKED_MS)
        if wish.is_draft:
            async with self._draft:
                pages = await self._editions.pages(DRAFT)
                return Trials(await try_draft(self._path, pages, questions, now_ms))
        base = self._office.base
        if base is None:
            raise Unavailable("no version is ready yet")
        try:
            return Trials(await base.try_out(questions, now_ms))
        except BaseGone as error:
            self._office.lose(base, str(error))
            raise
