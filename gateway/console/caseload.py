"""PURE: an agent's sessions as they come and go, and what is told of it.

A session is the agent's while it rings at him or is served by him. Where it has gone is
told by its last state; where only the board says that it is gone, that is told.
"""

from __future__ import annotations

from gateway.console.desk_phrases import DeskPhrase
from gateway.console.focus import Focus
from gateway.console.offers import Offers, handed_over
from gateway.console.phrases import Words
from gateway.console.roster import Roster
from gateway.console.speech import SEPARATOR, Speech
from gateway.console.styled import Line, Span, Style
from gateway.console.thread import Thread
from gateway.console.transfers import Transfers
from gateway.wire.server_frames import Board, Message, Notice, Session


class Caseload:
    """What an agent has to do, as the server tells it.

    Args:
        words: the agent's language.
        speech: how messages look, and who the agent is.
        roster: the agent's sessions.
        offers: what rings.
        transfers: what is being handed over.
        focus: which session is current.
    """

    def __init__(
        self,
        words: Words,
        speech: Speech,
        roster: Roster,
        offers: Offers,
        transfers: Transfers,
        focus: Focus,
    ) -> None:
        self._words = words
        self._speech = speech
        self._roster = roster
        self._offers = offers
        self._transfers = transfers
        self._focus = focus
        self._is_new_connection = False

    def connected(self) -> None:
        """The next board is the first of a connection."""
        self._is_new_connection = True

    # --- sessions come

    def changed(self, session: Session, now: float) -> list[Line]:
        """A session has a new state."""
        thread = self._roster.find(session.session)
        if thread is not None and thread.is_guest:
            return []
        is_ours = self._is_served_here(session) or self._rings_here(session)
        if thread is None and not is_ours:
            self._roster.overhear(session.session).view = session
            return []
        thread = self._roster.take(session.session)
        was_away = thread.view is not None and thread.view.visitor_away
        known = () if thread.view is None else thread.view.variables
        thread.view = session
        lines = self._offers.looked_at(thread, self._speech.me, now)
        lines += self._transfers.looked_at(thread, self._speech.me)
        if thread.is_announced and is_ours and was_away != session.visitor_away:
            is_away = session.visitor_away
            phrase = DeskPhrase.VISITOR_AWAY if is_away else DeskPhrase.VISITOR_BACK
            lines.append(self._about(thread, phrase, Style.DIM))
        learnt = [each for each in session.variables if each not in known]
        if learnt and thread.is_announced and is_ours:
            text = self._words(DeskPhrase.LEARNT, rows=self._focus.as_rows(learnt))
            lines.append(self._roster.told(thread, text, Style.DIM))
        if not is_ours and session.state != "closed" and not thread.is_announced:
            self._roster.part(thread)  # it did but ring here
            return lines
        return [*lines, *self._news(thread)]

    def _rings_here(self, session: Session) -> bool:
        return session.offer is not None and session.offer.agent == self._speech.me

    def _is_served_here(self, session: Session) -> bool:
        return session.state == "serving" and session.agent == self._speech.me

    def received(self, message: Message) -> list[Line]:
        """Something was said."""
        thread = self._roster.overhear(message.session)
        thread.take_message(message, self._speech.me)
        if not thread.is_announced:
            # Its messages are shown when it is chosen.
            is_ours = self._roster.find(message.session) is thread
            return self._news(thread) if is_ours else []
        line = self._speech.message(message)
        if thread is not self._roster.current:
            number = self._roster.number(thread)
            line = (Span(f"[{number}] ", Style.NOTICE), *line)
        else:
            thread.unread = 0
        return [line, *self._news(thread)]

    def _news(self, thread: Thread) -> list[Line]:
        if thread.is_guest:
            return []  # see `company`
        view = thread.take_news()
        if view is None:
            return []
        if self._is_served_here(view):
            return [] if thread.is_announced else [self._announced(thread, view)]
        is_over = view.state == "closed" or thread.is_announced
        return [self._ended(thread, self._departure(view))] if is_over else []

    def _announced(self, thread: Thread, view: Session) -> Line:
        thread.is_announced = True
        number = self._roster.number(thread)
        phrase, name = DeskPhrase.NEW_SESSION, thread.name
        group = view.group_name or view.group
        text = self._words(phrase, name=name, group=group)
        spans = [Span(f"[{number}] {text}", Style.NOTICE)]
        if view.handover is not None and not thread.is_handover_told:
            handover = view.handover
            old = handover.agent_name or handover.agent
            spans += handed_over(self._words, old, handover.note)
        if thread.unread:
            unread = self._words(DeskPhrase.UNREAD, count=thread.unread)
            spans += [SEPARATOR, Span(unread, Style.NOTICE)]
        if not self._focus.will_choose(thread):
            hint = self._words(DeskPhrase.SWITCH_HINT, number=number)
            spans += [SEPARATOR, Span(hint, Style.DIM)]
        return tuple(spans)

    # --- sessions go

    def staffed(self, board: Board, now: float) -> list[Line]:
        """The board names the agent's sessions: of others nothing more is heard."""
        is_first, self._is_new_connection = self._is_new_connection, False
        for session in board.sessions:
            self._roster.take(session).is_on_board = True
        lines: list[Line] = []
        for thread in self._roster.threads:
            # One that came by its own state is on the next board; one that has ended
            # waits for its last messages, which come.
            waits = thread.is_closed or not thread.is_on_board
            is_gone = thread.session not in board.sessions and not thread.is_guest
            if is_gone and (is_first or not waits):
                lines += self._gone(thread, now)
        return lines

    def _gone(self, thread: Thread, now: float) -> list[Line]:
        view = thread.view
        if not thread.is_announced:
            is_ringing = self._offers.rings(thread.session)
            lines = self._offers.ended(thread, now) if is_ringing else []
            self._roster.part(thread)
            return lines
        if view is None or self._is_served_here(view):
            return [self._ended(thread, self._words(DeskPhrase.NOT_YOURS))]
        return [self._ended(thread, self._departure(view))]

    def _departure(self, view: Session) -> str:
        """Where a session has gone."""
        match view.state:
            case "closed":
                return self._speech.closed(view)
            case "serving":
                agent = view.agent_name or view.agent
                return self._words(DeskPhrase.TAKEN_OVER, agent=agent)
            case "queued" | "offered":
                return self._words(DeskPhrase.QUEUED_AGAIN)
            case "robot" | "collecting" | "routing" | "message_left":
                return self._words(DeskPhrase.WITH_ROBOT)
            case _:
                return view.state  # type: ignore[unreachable] # a later server's word

    def _ended(self, thread: Thread, reason: str) -> Line:
        line = self._roster.told(thread, reason)
        self._focus.ended(thread)
        self._transfers.forget(thread)
        self._roster.part(thread)
        return line

    # --- what the server says beside

    def noticed(self, notice: Notice) -> list[Line]:
        """The server says something about a session."""
        thread = self._roster.find(notice.session)
        if thread is None:
            return []
        match notice.kind:
            case "auto_transfer" if self._offers.rings(notice.session):
                lines = self._offers.passed_on(thread)
                self._roster.part(thread)
                return lines
            case "auto_transfer":
                return [self._about(thread, DeskPhrase.SILENT_TRANSFER, Style.WARNING)]
            case "agent_reminder":
                return [self._about(thread, DeskPhrase.UNANSWERED, Style.WARNING)]
            case "transfer_refused" | "transfer_expired":
                return self._transfers.noticed(thread, notice.kind)
            case "visitor_warning" | "in_seat" | "out_seat" | "closed" | "timed_out":
                return []  # to the visitor
            case _:
                return [self._roster.told(thread, notice.kind)]  # type: ignore[unreachable] # a later server's word

    def _about(self, thread: Thread, phrase: DeskPhrase, style: Style) -> Line:
        return self._roster.told(thread, self._words(phrase), style)
