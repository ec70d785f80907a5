"""PURE: an agent's talk: several sessions, one of them current (see `focus`)."""

from __future__ import annotations

from collections.abc import Sequence

from gateway.client_core.events import (
    Answer,
    BoardChanged,
    ClientEvent,
    Connected,
    KnowledgeChanged,
    MessageConfirmed,
    MessageReceived,
    MessageRefused,
    NoticeReceived,
    ReceiptChanged,
    RequestAnswered,
    RoomChanged,
    SessionChanged,
    TypingChanged,
)
from gateway.client_core.server_clock import ServerClock
from gateway.console.agent_commands import AgentCommands
from gateway.console.agent_panel import AgentPanel
from gateway.console.agent_status import STATUS_PHRASES, AgentStatus
from gateway.console.aside_phrases import AsidePhrase
from gateway.console.aside_requests import AskContext, CopyTo, MentionAgent
from gateway.console.body_view import spoken
from gateway.console.caseload import Caseload
from gateway.console.colleagues_view import colleagues
from gateway.console.commands import Command, Say, parse
from gateway.console.company import Company
from gateway.console.customer_phrases import CustomerPhrase
from gateway.console.customers import customer_lines
from gateway.console.desk_phrases import DeskPhrase
from gateway.console.desk_requests import (
    AlterCustomer,
    BeginSession,
    ChangeAgent,
    GiveSession,
    KeepSession,
    LeaveOffer,
    NoteSession,
    TakeOffer,
)
from gateway.console.focus import Focus
from gateway.console.knowledge_desk import KnowledgeAnswer, KnowledgeDesk
from gateway.console.knowledge_phrases import KnowledgePhrase
from gateway.console.knowledge_requests import DecideSuggestion
from gateway.console.link_view import LinkView
from gateway.console.lists import Lists
from gateway.console.naming import Naming
from gateway.console.note_phrases import NotePhrase
from gateway.console.offers import Offers
from gateway.console.phrases import Phrase, Words
from gateway.console.reaching_phrases import ReachingPhrase
from gateway.console.reply_desk import ReplyAnswer, ReplyDesk
from gateway.console.roster import Roster
from gateway.console.speech import Speech, refusal
from gateway.console.styled import Line, Style, styled
from gateway.console.transfers import Transfers
from gateway.console.turn import EndSession, GiveUp, PostText, Request, Turn
from gateway.console.why_view import WhyView
from gateway.wire.answer_frames import Colleagues, FollowUps, Queue, Sessions, Why
from gateway.wire.customer_frames import Customer
from gateway.wire.reaching_frames import MessagesLeft
from gateway.wire.server_frames import History


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
        self._lists = Lists(words)
        self._why = WhyView(words, speech)
        self._focus = focus = Focus(words, speech, roster, offers)
        self._caseload = Caseload(words, speech, roster, offers, transfers, focus)
        self._company = company = Company(words, speech, roster, focus, self._clock)
        self._knowledge = knowledge = KnowledgeDesk(words, speech, roster)
        self._replies = ReplyDesk(words, speech, roster, self._say)
        self._panel = AgentPanel(
            words, speech, link, roster, status, offers, transfers, company, knowledge
        )
        self._commands = AgentCommands(
            words,
            speech,
            roster,
            focus,
            status,
            offers,
            transfers,
            Naming(words, roster, self._lists),
            self._panel,
            company,
            knowledge,
            self._replies,
        )
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
        """Messages on their way."""
        return len(self._pending)

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

    def _take(  # noqa: C901 - one row per event
        self, event: ClientEvent, now: float
    ) -> Turn:
        match event:
            case Connected():
                return self._greeted(event, now)
            case BoardChanged(board):
                turn = self._status.changed(board)
                gone = self._caseload.staffed(board, now)
                gone += self._company.staffed(board)
                return Turn([*turn.lines, *gone], turn.actions)
            case SessionChanged(session):
                beside = self._company.changed(session)
                lines = self._caseload.changed(session, now)
                return Turn([*beside, *lines, *self._company.others(session)])
            case RoomChanged(room):
                return Turn(self._company.room_changed(room))
            case NoticeReceived(notice):
                return Turn(self._caseload.noticed(notice))
            case RequestAnswered(answer=answer) if isinstance(answer, KnowledgeAnswer):
                return self._knowledge.answered(answer)
            case RequestAnswered(answer=answer) if isinstance(answer, ReplyAnswer):
                return self._replies.answered(answer, self._clock.ms(now))
            case KnowledgeChanged():
                return self._knowledge.published()
            case RequestAnswered(answer=answer):
                return Turn(self._answered(answer, now))
            case _:
                return Turn(self._heard(event))

    def _heard(self, event: ClientEvent) -> list[Line]:
        """What is said in a session."""
        match event:
            case MessageReceived(message):
                return self._caseload.received(message)
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
        self._commands.is_supervisor = event.role == "supervisor"
        self._speech.greeted(event.principal, event.server_ms)
        self._clock.asked(now)  # the event has no way to go: it tells the time of now
        self._clock.told(event.server_ms, now)
        self._status.connected()
        self._caseload.connected()
        if event.role != "visitor":
            return self._knowledge.connected()
        reason = self._words(Phrase.WRONG_ROLE, role=event.role, command="chat")
        return Turn(actions=[GiveUp(reason)])

    def _answered(self, answer: Answer, now: float) -> list[Line]:
        match answer:
            case Queue() | Sessions() | MessagesLeft() | FollowUps():
                return self._lists.shown(answer, self._clock.ms(now))
            case Colleagues():
                return colleagues(self._words, answer, self._speech.me)
            case Customer():
                return customer_lines(self._words, answer, self._clock.ms(now))
            case Why():
                return self._why.shown(answer)
            case History():
                return self._company.context(answer, answer.session)
            case _:
                return []  # for `/save` only; what was refused is told by who asked

    # --- what the agent enters

    def entered(self, text: str) -> Turn:
        """Takes a line; an empty one takes what rings, if it can mean nothing else."""
        marked = self._replies.marked(text.strip())
        if marked is not None:
            return marked
        match parse(text):
            case None:
                takes_offer = self._offers.is_taken_by_enter
                return self._offers.accepted("") if takes_offer else Turn()
            case Say(said):
                return self._say(said)
            case Command() as command:
                return self._commands.obey(command)

    def _say(self, text: str) -> Turn:
        """Says it in the current session."""
        current = self._roster.current
        if current is None:
            told = self._words(DeskPhrase.NO_CURRENT)
            return Turn([styled(told, Style.WARNING)])
        why_not = self._company.cannot_say(current)
        if why_not:
            return Turn([styled(why_not, Style.WARNING)])
        return Turn(actions=[PostText(current.session, text)])

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

    def granted(self, request: Request) -> Sequence[Line]:
        """What was done to others is not seen otherwise."""
        said = self._confirmed(request)
        if said:
            return [styled(said, Style.DIM)]
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

    def _confirmed(self, request: Request) -> str:
        match request:
            case DecideSuggestion(is_approved=is_approved):
                taken, left = KnowledgePhrase.TAKEN, KnowledgePhrase.LEFT_OUT
                return self._words(taken if is_approved else left)
            case BeginSession():
                return self._words(ReachingPhrase.INITIATED)
            case AlterCustomer():
                return self._words(CustomerPhrase.CHANGED)
            case NoteSession(value=value):
                noted = NotePhrase.NOTED if value else NotePhrase.TAKEN_BACK
                return self._words(noted)
            case MentionAgent(agent=agent):
                return self._words(AsidePhrase.TOLD, agent=f"@{agent}")
            case CopyTo(address=address):
                return self._words(AsidePhrase.COPIED, address=address)
            case _:
                return ""

    def turned_down(self, request: Request) -> None:
        """What was expected of a request will not happen."""
        match request:
            case TakeOffer(session) | LeaveOffer(session):
                self._offers.refused(session)
            case KeepSession(session):
                self._transfers.refused(session)
            case EndSession():
                self._focus.closing("")
            case AskContext(place):
                self._company.context(None, place)
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
