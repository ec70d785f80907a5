"""PURE: an agent's talk: several sessions, one of them current (see `focus`).

A session is the agent's while it rings at him or is served by him. Where it has gone is
told by its last state; where only the board says that it is gone, that is told.
"""

from __future__ import annotations

from collections.abc import Sequence

from gateway.client_core.events import (
    Answer,
    BoardChanged,
    ClientEvent,
    Connected,
    MessageConfirmed,
    MessageReceived,
    MessageRefused,
    NoticeReceived,
    ReceiptChanged,
    RequestAnswered,
    SessionChanged,
    TypingChanged,
)
from gateway.client_core.server_clock import ServerClock
from gateway.console.agent_commands import AgentCommands
from gateway.console.agent_panel import AgentPanel
from gateway.console.agent_status import STATUS_PHRASES, AgentStatus
from gateway.console.body_view import spoken
from gateway.console.commands import Command, Say, parse
from gateway.console.desk_phrases import DeskPhrase
from gateway.console.focus import Focus
from gateway.console.link_view import LinkView
from gateway.console.offers import Offers, handed_over
from gateway.console.phrases import Phrase, Words
from gateway.console.queue_view import QueueView, colleagues
from gateway.console.roster import Roster
from gateway.console.serving_view import ServingView
from gateway.console.speech import SEPARATOR, Speech, refusal
from gateway.console.styled import Line, Span, Style, styled
from gateway.console.thread import Thread
from gateway.console.transfers import Transfers
from gateway.console.turn import (
    ChangeAgent,
    EndSession,
    GiveSession,
    GiveUp,
    KeepSession,
    LeaveOffer,
    PostText,
    Request,
    TakeOffer,
    Turn,
)
from gateway.console.why_view import WhyView
from gateway.wire.answer_frames import Colleagues, Queue, Sessions, Why
from gateway.wire.server_frames import Board, Message, Notice, Session


class AgentModel:
    """What an agent sees and may do.

    Args:
        words: the agent's language.
        speech: how messages look.
        link: how the connection looks.
    """

    def __init__(self, words: Words, speech: Speech, link: LinkView) -> None:
        self._words = words
        self._speech = speech
        self._link = link
        self._clock = ServerClock()
        self._roster = roster = Roster()
        self._status = status = AgentStatus(words, self._clock)
        self._offers = offers = Offers(words, roster, self._clock)
        self._transfers = transfers = Transfers(words, roster, self._clock)
        self._queue = QueueView(words)
        self._serving = ServingView(words)
        self._why = WhyView(words, speech)
        self._focus = focus = Focus(words, speech, roster, offers)
        self._panel = AgentPanel(words, speech, link, roster, status, offers, transfers)
        self._commands = AgentCommands(
            words,
            speech,
            roster,
            focus,
            status,
            offers,
            transfers,
            self._queue,
            self._serving,
            self._panel,
        )
        self._me = ""
        self._is_new_connection = False
        self._pending: dict[str, str] = {}
        self._refused = 0

    @property
    def prompt(self) -> str:
        """Whom the line will be said to."""
        current = self._roster.current
        if current is None:
            return self._words(DeskPhrase.NOBODY_CHOSEN)
        return f"{self._roster.title(current)}> "

    @property
    def typing_session(self) -> str | None:
        """The current session."""
        current = self._roster.current
        return None if current is None else current.session

    @property
    def undelivered(self) -> int:
        """Messages and files on their way."""
        return len(self._pending) + self._speech.files

    @property
    def refused(self) -> int:
        """Messages that the server refused."""
        return self._refused

    @property
    def is_counting(self) -> bool:
        """While a time is shown."""
        return self._panel.is_counting

    # --- what happens

    def happened(self, event: ClientEvent, now: float, *, is_composing: bool) -> Turn:
        """Takes an event."""
        lines = self._link.happened(event, now)
        self._focus.is_composing = is_composing
        turn = self._take(event, now)
        chosen = self._focus.choose_if_none()
        return Turn([*lines, *turn.lines, *chosen], turn.actions)

    def _take(self, event: ClientEvent, now: float) -> Turn:
        match event:
            case Connected():
                return self._greeted(event, now)
            case BoardChanged(board):
                turn = self._status.changed(board)
                return Turn([*turn.lines, *self._staffed(board, now)], turn.actions)
            case SessionChanged(session):
                return Turn(self._session_changed(session, now))
            case NoticeReceived(notice):
                return Turn(self._noticed(notice))
            case RequestAnswered(answer=answer):
                return Turn(self._answered(answer, now))
            case _:
                return Turn(self._heard(event))

    def _heard(self, event: ClientEvent) -> list[Line]:
        """What is said in a session."""
        match event:
            case MessageReceived(message):
                return self._received(message)
            case TypingChanged(session=session) | ReceiptChanged(session=session):
                thread = self._roster.find(session)
                if thread is not None:
                    thread.take_aside(event)
            case MessageConfirmed(cid=cid):
                self._pending.pop(cid, None)
            case MessageRefused(cid=cid, body=body, code=code):
                self._pending.pop(cid, None)
                self._refused += 1
                text = spoken(self._words, body)
                reason = refusal(self._words, code)
                said = self._words(Phrase.NOT_DELIVERED, reason=reason, text=text)
                return [styled(said, Style.WARNING)]
            case _:
                pass
        return []

    def _greeted(self, event: Connected, now: float) -> Turn:
        self._me = event.principal
        self._commands.is_supervisor = event.role == "supervisor"
        self._speech.greeted(event.principal, event.server_ms)
        self._clock.asked(now)  # the event has no way to go: it tells the time of now
        self._clock.told(event.server_ms, now)
        self._status.connected()
        self._is_new_connection = True
        if event.role != "visitor":
            return Turn()
        reason = self._words(Phrase.WRONG_ROLE, role=event.role, command="chat")
        return Turn(actions=[GiveUp(reason)])

    def _answered(self, answer: Answer, now: float) -> list[Line]:
        match answer:
            case Queue():
                return self._queue.shown(answer)
            case Colleagues():
                return colleagues(self._words, answer, self._me)
            case Sessions():
                return self._serving.shown(answer, self._clock.ms(now))
            case Why():
                return self._why.shown(answer)
            case _:
                return []  # what was refused is told by who asked

    # --- sessions come

    def _session_changed(self, session: Session, now: float) -> list[Line]:
        thread = self._roster.find(session.session)
        is_ours = self._is_served_here(session) or self._rings_here(session)
        if thread is None and not is_ours:
            self._roster.overhear(session.session).view = session
            return []
        thread = self._roster.take(session.session)
        was_away = thread.view is not None and thread.view.visitor_away
        thread.view = session
        lines = self._offers.looked_at(thread, self._me, now)
        lines += self._transfers.looked_at(thread, self._me)
        if thread.is_announced and was_away != session.visitor_away:
            is_away = session.visitor_away
            phrase = DeskPhrase.VISITOR_AWAY if is_away else DeskPhrase.VISITOR_BACK
            lines.append(self._about(thread, phrase, Style.DIM))
        if not is_ours and session.state != "closed" and not thread.is_announced:
            self._roster.part(thread)  # it did but ring here
            return lines
        return [*lines, *self._news(thread)]

    def _rings_here(self, session: Session) -> bool:
        return session.offer is not None and session.offer.agent == self._me

    def _is_served_here(self, session: Session) -> bool:
        return session.state == "serving" and session.agent == self._me

    def _received(self, message: Message) -> list[Line]:
        thread = self._roster.overhear(message.session)
        thread.take_message(message, self._me)
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

    def _staffed(self, board: Board, now: float) -> list[Line]:
        """The board names the agent's sessions: of others nothing more is heard."""
        is_first, self._is_new_connection = self._is_new_connection, False
        for session in board.sessions:
            self._roster.take(session).is_on_board = True
        lines: list[Line] = []
        for thread in self._roster.threads:
            # One that came by its own state is on the next board; one that has ended
            # waits for its last messages, which come.
            waits = thread.is_closed or not thread.is_on_board
            if thread.session not in board.sessions and (is_first or not waits):
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

    def _noticed(self, notice: Notice) -> list[Line]:
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
            case "visitor_warning":
                return []  # to the visitor
            case _:
                return [self._roster.told(thread, notice.kind)]  # type: ignore[unreachable] # a later server's word

    def _about(self, thread: Thread, phrase: DeskPhrase, style: Style) -> Line:
        return self._roster.told(thread, self._words(phrase), style)

    # --- what the agent enters

    def entered(self, text: str) -> Turn:
        """Takes a line; an empty one takes what rings, if it can mean nothing else."""
        match parse(text):
            case None:
                takes_offer = self._offers.is_taken_by_enter
                return self._offers.accepted("") if takes_offer else Turn()
            case Say(said):
                current = self._roster.current
                if current is None:
                    text = self._words(DeskPhrase.NO_CURRENT)
                    return Turn([styled(text, Style.WARNING)])
                return Turn(actions=[PostText(current.session, said)])
            case Command() as command:
                return self._commands.obey(command)

    def switched(self) -> Turn:
        """Turns to the next session with unread messages, else to the next."""
        return Turn(self._focus.switch())

    def posted(self, session: str, cid: str, text: str) -> None:
        """Waits for the confirmation."""
        del session
        self._pending[cid] = text

    def not_posted(self, text: str) -> None:
        """It was never taken."""
        del text
        self._refused += 1

    def file_ended(self) -> None:
        """It is a message now, or was given up."""
        self._speech.files -= 1

    def granted(self, request: Request) -> Sequence[Line]:
        """What was done to others is not seen otherwise."""
        match request:
            case ChangeAgent(agent, status, capacity) if status:
                name = self._words(STATUS_PHRASES[status])
                phrase, values = DeskPhrase.AGENT_SET, {"status": name}
            case ChangeAgent(agent, _, capacity):
                phrase, values = DeskPhrase.AGENT_CAPACITY, {"capacity": str(capacity)}
            case GiveSession(session, agent) if agent:
                phrase, values = DeskPhrase.SESSION_GIVEN, {"session": session}
            case EndSession(session) if self._roster.find(session) is None:
                agent = ""
                phrase, values = DeskPhrase.SESSION_ENDED, {"session": session}
            case _:
                return []
        text = self._words(phrase, agent=agent, **values)
        return [styled(text, Style.DIM)]

    def turned_down(self, request: Request) -> None:
        """What was expected of a request will not happen."""
        match request:
            case TakeOffer(session) | LeaveOffer(session):
                self._offers.refused(session)
            case KeepSession(session):
                self._transfers.refused(session)
            case EndSession():
                self._focus.closing("")
            case _:
                pass

    # --- what is shown

    def aside(self, event: ClientEvent) -> Sequence[Line]:
        """Who types, and where."""
        match event:
            case TypingChanged(session, is_typing=True):
                name = event.name or event.sender
                return [self._panel.typing_line(session, name, event.preview)]
            case _:
                return []

    def panel(self, now: float) -> Sequence[Line]:
        """Unconfirmed messages, what rings and what goes, then the status."""
        return self._panel.rows(self._pending.values(), now)
