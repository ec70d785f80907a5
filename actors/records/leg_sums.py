"""PURE: what one leg adds to the sums of service.

`actors.records.report` adds in SQL, over many legs; what follows the records as they
are written adds and takes off one leg at a time. Both mean the same by these words.
"""

from __future__ import annotations

from typing import Final

from actors.records.figures import Sums
from actors.records.rows import LegEnding, LegKind, LegRow

COUNTED_WAITS: Final = (
    LegEnding.ANSWERED,
    LegEnding.ABANDONED,
    LegEnding.CLOSED,
    LegEnding.MESSAGE_LEFT,
)
"""How a wait ended that counts."""
HANDED_OVER: Final = (LegEnding.TRANSFERRED, LegEnding.SILENCE)
LAPSED: Final = (LegEnding.EXPIRED, LegEnding.DECLINED)
SATISFIED_STARS: Final = 4
"""Stars from which on somebody is satisfied."""

_COUNTED_WORDS: Final = frozenset(ending.value for ending in COUNTED_WAITS)
_HANDED_WORDS: Final = frozenset(ending.value for ending in HANDED_OVER)
_LAPSED_WORDS: Final = frozenset(ending.value for ending in LAPSED)


def sums_of(leg: LegRow, prompt_ms: int) -> Sums:
    """What a leg adds; a session counts where its first leg does.

    Args:
        leg: as it is recorded.
        prompt_ms: a wait that was no longer was answered promptly.
    """
    sums = Sums(sessions=int(leg.leg == 1), replies=leg.replies, reply_ms=leg.reply_ms)
    if leg.frt_ms is not None:
        sums.frt_count, sums.frt_ms = 1, leg.frt_ms
    if leg.handle_ms is not None:
        sums.handled, sums.handle_ms = 1, leg.handle_ms
    _add_notes(sums, leg)
    match leg.kind:
        case LegKind.WAITED.value:
            _add_wait(sums, leg, prompt_ms)
        case LegKind.SERVED.value:
            sums.served = 1
            sums.transferred = int(leg.ending in _HANDED_WORDS)
        case LegKind.SILENT.value:
            sums.silent = int(leg.ending in _LAPSED_WORDS)
        case LegKind.ROBOT.value if leg.visitor_messages:
            sums.robot = int(leg.ended_ms is not None)
            sums.robot_resolved = int(leg.ending == LegEnding.CLOSED.value)
    return sums


def _add_notes(sums: Sums, leg: LegRow) -> None:
    if leg.stars is not None:
        sums.rated, sums.stars = 1, leg.stars
        sums.satisfied = int(leg.stars >= SATISFIED_STARS)
    if leg.is_solved is not None:
        sums.judged, sums.solved = 1, leg.is_solved


def _add_wait(sums: Sums, leg: LegRow, prompt_ms: int) -> None:
    sums.waits = int(leg.ending in _COUNTED_WORDS)
    sums.abandoned = int(leg.ending == LegEnding.ABANDONED.value)
    if leg.ending == LegEnding.ANSWERED.value and leg.wait_ms is not None:
        sums.answered, sums.answered_ms = 1, leg.wait_ms
        sums.prompt = int(leg.wait_ms <= prompt_ms)
