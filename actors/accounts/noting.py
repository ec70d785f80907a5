"""Has an act written into the audit log before it is done (M9)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from actors.accounts.messages import Done, NoteDeskAct
from runtime.ask import Answered
from runtime.called_back import answered
from runtime.errors import Unavailable

Note = Callable[[NoteDeskAct, Answered], None]
"""Writes an act into the audit log; calls once with `Done`, a refusal or an error."""


async def write_down(note: Note, act: NoteDeskAct) -> None:
    """Returns once it is in the log; `note` keeps the time.

    Raises:
        Unavailable: it is not, and so must not be done.
    """
    answer = await answered(partial(note, act))
    if not isinstance(answer, Done):
        raise Unavailable(f"the audit log takes nothing: {answer}")
