"""PURE: an agent's own status, load and wrap-up as they are shown and changed."""

from __future__ import annotations

from typing import Final

from gateway.client_core.server_clock import ServerClock
from gateway.console.desk_phrases import DeskPhrase
from gateway.console.desk_requests import ChangeStatus
from gateway.console.duration import seconds_left
from gateway.console.phrases import Words
from gateway.console.speech import SEPARATOR
from gateway.console.styled import Line, Span, Style, styled
from gateway.console.turn import Turn
from gateway.wire.server_frames import Board
from gateway.wire.terms import MAX_NOTE_CHARS, ShownStatus, Status

STATUS_COMMANDS: Final[dict[str, Status]] = {
    "free": "free",
    "busy": "not_ready",
    "rest": "rest",
    "offline": "offline",
}
"""What people enter for what they can ask for."""
STATUS_PHRASES: Final[dict[ShownStatus, DeskPhrase]] = {
    "free": DeskPhrase.FREE,
    "busy": DeskPhrase.FULL,
    "arrange": DeskPhrase.WRAPPING_UP,
    "not_ready": DeskPhrase.NOT_READY,
    "rest": DeskPhrase.REST,
    "offline": DeskPhrase.OFFLINE,
}
_SET: Final[dict[ShownStatus, DeskPhrase]] = {
    "free": DeskPhrase.SET_FREE,
    "arrange": DeskPhrase.SET_WRAP_UP,
    "not_ready": DeskPhrase.SET_NOT_READY,
    "rest": DeskPhrase.SET_REST,
    "offline": DeskPhrase.SET_OFFLINE,
}
_SILENT: Final = "silent"
"""The server's own reason: an offer rang unanswered."""
_WORKING: Final = frozenset({"free", "busy", "arrange"})
"""These follow each other with the work: the panel shows it, no line tells it."""


class AgentStatus:
    """The agent's own state.

    The client wants to be free from its start. What the agent or the server sets later
    is what it wants from then on: after an outage for which the server has taken the
    agent off-line it asks for that again.

    Args:
        words: the agent's language.
        clock: the server's.
    """

    def __init__(self, words: Words, clock: ServerClock) -> None:
        self._words = words
        self._clock = clock
        self._board: Board | None = None
        self._wanted: Status = "free"
        self._reason = ""
        self._is_new_connection = False

    @property
    def is_counting(self) -> bool:
        """During wrap-up."""
        return self._board is not None and bool(self._board.wrap_up_until)

    def connected(self) -> None:
        """The next board is the first of a connection."""
        self._is_new_connection = True

    def changed(self, board: Board) -> Turn:
        """Takes a board: tells what is news, and asks to be on duty again."""
        before, self._board = self._board, board
        is_first, self._is_new_connection = self._is_new_connection, False
        if is_first and board.status == "offline" != self._wanted:
            return Turn(actions=[ChangeStatus(self._wanted, self._reason)])
        if before is None:
            return Turn()
        if before.status != board.status:
            self._follow(board)
        return Turn(self._news(before, board))

    def _follow(self, board: Board) -> None:
        match board.status:
            case "not_ready" | "rest" | "offline" | "free":
                self._wanted, self._reason = board.status, board.reason
            case "busy" | "arrange":
                self._wanted, self._reason = "free", ""

    def _news(self, before: Board, board: Board) -> list[Line]:
        lines: list[Line] = []
        is_work = before.status in _WORKING and board.status in {"free", "busy"}
        phrase = _SET.get(board.status)
        if before.status != board.status and phrase is not None and not is_work:
            text = self._words(phrase)
            if board.reason:
                reason = self._words(DeskPhrase.REASON, reason=self._reason_of(board))
                text = f"{text}  ·  {reason}"
            if board.by:
                by = self._words(DeskPhrase.SET_BY, name=board.by_name or board.by)
                text = f"{text}  ·  {by}"
            lines.append(styled(text, Style.DIM))
        if before.capacity != board.capacity:
            capacity = board.capacity
            text = self._words(DeskPhrase.CAPACITY_SET, capacity=capacity)
            lines.append(styled(text, Style.NOTICE))
        return lines

    def _reason_of(self, board: Board) -> str:
        is_servers = board.reason == _SILENT
        return self._words(DeskPhrase.LET_IT_RING) if is_servers else board.reason

    def entered(self, word: str, rest: str) -> Turn:
        """`/free`, `/busy`, `/rest [reason]`, `/offline`."""
        self._wanted, self._reason = STATUS_COMMANDS[word], rest[:MAX_NOTE_CHARS]
        return Turn(actions=[ChangeStatus(self._wanted, self._reason)])

    def spans(self, now: float) -> list[Span]:
        """Status, load and capacity, and what is left of the wrap-up."""
        board = self._board
        if board is None:
            return []
        known = STATUS_PHRASES.get(board.status)
        status = board.status if known is None else self._words(known)
        seconds = seconds_left(board.wrap_up_until, self._clock.ms(now))
        if seconds:
            status = self._words(DeskPhrase.WRAP_UP_LEFT, seconds=seconds)
        elif board.status == "rest" and board.reason:
            phrase, reason = DeskPhrase.STATUS_WITH_REASON, self._reason_of(board)
            status = self._words(phrase, status=status, reason=reason)
        load = f"{len(board.sessions)}/{board.capacity}"
        return [SEPARATOR, Span(f"{status} {load}", Style.DIM)]
