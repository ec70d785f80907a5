"""What clients were told and shown, written down as it reached them."""

from __future__ import annotations

from typing import NamedTuple


class Told(NamedTuple):
    """An answer that somebody got.

    Attributes:
        what: `opened`, `posted`, `closed`, `accepted`, `declined`, `handing`, `kept`,
            `ended`, `moved`, `taken`, `noted`, `status` or `capacity`.
        session: which session, or "".
        who: visitor, agent or supervisor.
        key: what identifies it: client id, offer, note …
        number: of a message, or the capacity.
    """

    what: str
    session: str
    who: str
    key: str = ""
    number: int = 0


class Shown(NamedTuple):
    """A session as its participants were shown it."""

    version: int
    phase: str
    agent: str
    offer: str


class ShownBoard(NamedTuple):
    """An agent's own view."""

    version: int
    status: str
    sessions: tuple[str, ...]


class Ledger:
    """Of all clients of one episode."""

    def __init__(self) -> None:
        self.told: list[Told] = []
        """Not compared yet."""
        self.views: list[tuple[str, Shown]] = []
        """Not compared yet."""
        self.last: dict[str, Shown] = {}
        """What is on the screens, by session: the newest version wins."""
        self.boards: dict[str, ShownBoard] = {}

    def show(self, session: str, view: Shown) -> None:
        """A view arrives; an older one than is shown changes nothing."""
        self.views.append((session, view))
        last = self.last.get(session)
        if last is None or last.version <= view.version:
            self.last[session] = view

    def show_board(self, agent: str, board: ShownBoard) -> None:
        """A board arrives; an older one than is shown changes nothing."""
        last = self.boards.get(agent)
        if last is None or last.version <= board.version:
            self.boards[agent] = board
