"""PURE: sessions that an agent hands over, while they are still his."""

from __future__ import annotations

from typing import Final

from gateway.client_core.server_clock import ServerClock
from gateway.console.commands import split_first
from gateway.console.desk_phrases import DeskPhrase
from gateway.console.desk_requests import HandOver, KeepSession
from gateway.console.duration import duration, seconds_left
from gateway.console.mention import is_mention, mention, mentioned
from gateway.console.phrases import Words
from gateway.console.roster import Roster
from gateway.console.speech import SEPARATOR
from gateway.console.styled import Line, Span, Style, styled
from gateway.console.thread import Thread
from gateway.console.turn import Turn
from gateway.wire.session_parts import Offer, PendingTransfer
from gateway.wire.terms import MAX_NOTE_CHARS, NoticeName

_MARK: Final = "→ "
_ENDS: Final[dict[NoticeName, DeskPhrase]] = {
    "transfer_refused": DeskPhrase.TRANSFER_REFUSED,
    "transfer_expired": DeskPhrase.TRANSFER_EXPIRED,
}


class Transfers:
    """What is being handed over.

    Args:
        words: the agent's language.
        roster: the agent's sessions.
        clock: the server's.
    """

    def __init__(self, words: Words, roster: Roster, clock: ServerClock) -> None:
        self._words = words
        self._roster = roster
        self._clock = clock
        self._pending: dict[str, PendingTransfer] = {}
        self._kept: set[str] = set()

    @property
    def is_counting(self) -> bool:
        """While one waits to be taken."""
        return bool(self._pending)

    # --- what happens

    def looked_at(self, thread: Thread, me: str) -> list[Line]:
        """A session has a new state: it is being handed over, or no more."""
        view = thread.view
        is_mine = view is not None and view.state == "serving" and view.agent == me
        transfer = view.transfer if view is not None and is_mine else None
        before = self._pending.pop(thread.session, None)
        if transfer is None:
            was_kept = thread.session in self._kept
            self._kept.discard(thread.session)
            if before is None or not is_mine or not was_kept:
                return []  # who has it now, or why not, is told
            return [self._roster.told(thread, self._words(DeskPhrase.KEPT_SESSION))]
        self._pending[thread.session] = transfer
        if before is not None and before.since == transfer.since:
            return []
        target = _target(transfer)
        text = self._words(DeskPhrase.TRANSFERRING, target=target)
        return [self._roster.told(thread, text)]

    def noticed(self, thread: Thread, kind: NoticeName) -> list[Line]:
        """The server says that a transfer came to nothing."""
        phrase = _ENDS.get(kind)
        if phrase is None:
            return []
        return [self._roster.told(thread, self._words(phrase))]

    def refused(self, session: str) -> None:
        """It could not be kept by the agent's wish."""
        self._kept.discard(session)

    def forget(self, thread: Thread) -> None:
        """The session is the agent's no more."""
        self._pending.pop(thread.session, None)
        self._kept.discard(thread.session)

    # --- what the agent enters

    def handed_over(self, thread: Thread, rest: str) -> Turn:
        """`/transfer GROUP|@AGENT [note]`."""
        target, note = split_first(rest)
        name = mentioned(target)
        group, agent = ("", name) if is_mention(target) else (name, "")
        mistake = self._mistake(thread, name, agent, note)
        if mistake:
            return Turn([styled(mistake, Style.WARNING)])
        return Turn(actions=[HandOver(thread.session, group, agent, note)])

    def _mistake(self, thread: Thread, name: str, agent: str, note: str) -> str:
        """Why that cannot be meant, better told than by the server's code; "" = can."""
        if not name:
            return self._words(DeskPhrase.TRANSFER_USAGE)
        if len(note) > MAX_NOTE_CHARS:
            return self._words(DeskPhrase.NOTE_TOO_LONG, count=MAX_NOTE_CHARS)
        if thread.session in self._pending:
            number = self._roster.number(thread)
            return self._words(DeskPhrase.TRANSFERS_ALREADY, number=number)
        if thread.view is not None and agent == thread.view.agent:
            return self._words(DeskPhrase.TRANSFER_TO_SELF)
        return ""

    def kept(self, rest: str) -> Turn:
        """`/keep [n]`: without a number the current one's, or else the only one's."""
        thread = self._chosen(rest)
        if thread is None:
            text = self._words(DeskPhrase.NO_TRANSFER)
            return Turn([styled(text, Style.WARNING)])
        self._kept.add(thread.session)
        return Turn(actions=[KeepSession(thread.session)])

    def _chosen(self, rest: str) -> Thread | None:
        pending = [t for t in self._roster.threads if t.session in self._pending]
        if rest:
            thread = self._roster.numbered(int(rest)) if rest.isdecimal() else None
        elif self._roster.current in pending:
            thread = self._roster.current
        else:
            thread = pending[0] if len(pending) == 1 else None
        return thread if thread in pending else None

    # --- what is shown

    def rows(self, now: float) -> list[Line]:
        """A row for each: to whom, and for how long already."""
        return [
            self._row(thread, self._pending[thread.session], now)
            for thread in self._roster.threads
            if thread.session in self._pending
        ]

    def _row(self, thread: Thread, transfer: PendingTransfer, now: float) -> Line:
        target = _target(transfer)
        text = self._words(DeskPhrase.TRANSFER_ROW, target=target)
        waited = duration(self._words, self._clock.ms(now) - transfer.since)
        spans = [
            Span(f"{_MARK}[{self._roster.title(thread)}] {text}", Style.NOTICE),
            SEPARATOR,
            Span(self._words(DeskPhrase.TRANSFER_WAITED, time=waited), Style.NOTICE),
        ]
        seconds = seconds_left(transfer.until, self._clock.ms(now))
        if seconds:
            left = self._words(DeskPhrase.RINGS_LEFT, seconds=seconds)
            spans += [SEPARATOR, Span(left, Style.NOTICE)]
        spans += [SEPARATOR, Span(self._stage(thread, transfer), Style.NOTICE)]
        number = self._roster.number(thread)
        hint = self._words(DeskPhrase.KEEP_HINT, number=number)
        return (*spans, SEPARATOR, Span(hint, Style.DIM))

    def _stage(self, thread: Thread, transfer: PendingTransfer) -> str:
        """At whom it rings, or who is waited for."""
        offer: Offer | None = None if thread.view is None else thread.view.offer
        if offer is not None:
            agent = offer.agent_name or offer.agent
            return self._words(DeskPhrase.RINGS_AT, agent=agent)
        if transfer.agent:
            agent = transfer.agent_name or transfer.agent
            return self._words(DeskPhrase.NOT_FREE_YET, agent=agent)
        return self._words(DeskPhrase.NOBODY_FREE)


def _target(transfer: PendingTransfer) -> str:
    if transfer.agent:
        return transfer.agent_name or mention(transfer.agent)
    return transfer.group_name or transfer.group
