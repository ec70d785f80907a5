"""PURE: a visitor's talk: one session at a time."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from typing import Final

from msgspec.structs import replace

from gateway.client_core.events import (
    ClientEvent,
    Connected,
    Disconnected,
    MessageConfirmed,
    MessageReceived,
    MessageRefused,
    NoticeReceived,
    PositionChanged,
    ReceiptChanged,
    RequestAnswered,
    SessionChanged,
    TypingChanged,
)
from gateway.client_core.outbox import StoredSend
from gateway.console.cards import Cards
from gateway.console.commands import Command, Say, parse
from gateway.console.leaving_word import leave_word
from gateway.console.link_view import LinkView
from gateway.console.phrases import Bilingual, Phrase, Words
from gateway.console.place_view import PlaceView
from gateway.console.reaching_phrases import ReachingPhrase
from gateway.console.robot import RobotSide
from gateway.console.robot_phrases import RobotPhrase
from gateway.console.session_state import state_text, unread_text
from gateway.console.shown_changes import ShownChanges
from gateway.console.speech import BAR, SEPARATOR, Speech
from gateway.console.styled import Line, Span, Style, styled
from gateway.console.thread import Thread
from gateway.console.turn import (
    EndSession,
    GiveUp,
    Leave,
    PostText,
    Request,
    SendFile,
    Turn,
)
from gateway.console.undelivered import Undelivered
from gateway.console.visitor_requests import (
    EndHumanService,
    LeaveWord,
    OpenSession,
    RateRobot,
)
from gateway.wire.codes import ErrorCode
from gateway.wire.server_frames import Message, Notice, Res, Session

MAX_EARLY: Final = 200
"""Messages that are kept of sessions that are not shown yet: more than a screen."""
_CONFIRMED: Final[dict[type[Request], Bilingual]] = {
    LeaveWord: ReachingPhrase.LEFT,
    RateRobot: RobotPhrase.RATED,
}


class VisitorModel:
    """What a visitor sees and may do.

    Args:
        words: the visitor's language.
        speech: how messages look.
        link: how the connection looks.
        restored: messages of an earlier process, which are being sent.
    """

    def __init__(
        self,
        words: Words,
        speech: Speech,
        link: LinkView,
        restored: Iterable[StoredSend] = (),
    ) -> None:
        self._words = words
        self._speech = speech
        self._link = link
        self._thread: Thread | None = None
        self._early: deque[Message] = deque(maxlen=MAX_EARLY)
        self._ended: set[str] = set()
        self._is_opening = True
        self._waiting: list[PostText | SendFile] = []
        self._undelivered = Undelivered(words, restored)
        self._parting: type[EndSession | EndHumanService] | None = None
        """How the visitor wants to go, once the session is open."""
        self._place = PlaceView(words)
        self._cards = Cards(words)
        self._robot = robot = RobotSide(words)
        self._changes = ShownChanges(words, speech)
        self._is_previewed = False
        self._alone: dict[str, Callable[[], Turn]] = {
            "close": lambda: self._part(EndSession, Phrase.CLOSING_LATER),
            "end": lambda: self._part(EndHumanService, Phrase.ENDING_LATER),
            "new": self._new,
            "human": lambda: robot.human(self._open),
            "resend": lambda: self._undelivered.resent(self.typing_session),
            "help": lambda: self._say_to_user(Phrase.VISITOR_HELP),
            "quit": lambda: Turn(actions=[Leave()]),
        }
        self._with_rest: dict[str, Callable[[str], Turn]] = {
            "recall": lambda rest: speech.taken_back(self._open, rest),
            "file": self._choose_file,
            "leave": lambda rest: leave_word(words, self._open, rest),
            # Also when the session has ended.
            "save": lambda rest: speech.file_wanted(self._thread, rest),
            "rate": lambda rest: self._cards.rated(self.typing_session, rest),
            "fill": self._cards.filled,
            "helpful": lambda rest: robot.rated(self._thread, rest, is_helpful=True),
            "unhelpful": lambda rest: robot.rated(self._thread, rest, is_helpful=False),
        }

    @property
    def prompt(self) -> str:
        """See `Face`, as for all of these."""
        return self._words(Phrase.ME) + "> "

    @property
    def typing_session(self) -> str | None:
        """The session, while it is open."""
        return None if self._open is None else self._open.session

    @property
    def undelivered(self) -> int:
        """Messages on their way, and what waits for a session."""
        return len(self._waiting) + len(self._undelivered.pending)

    @property
    def refused(self) -> int:
        """Messages that came too late."""
        return self._undelivered.refused

    @property
    def is_counting(self) -> bool:
        """While there is no connection."""
        return self._link.is_counting

    @property
    def _view(self) -> Session | None:
        return None if self._thread is None else self._thread.view

    @property
    def _open(self) -> Thread | None:
        """The session in which something can be said."""
        thread = self._thread
        return None if thread is None or thread.is_closed else thread

    # --- what happens

    def happened(self, event: ClientEvent, now: float, *, is_composing: bool) -> Turn:
        """Takes an event."""
        del is_composing  # nothing of a visitor depends on it
        lines, turn = self._link.happened(event, now), self._take(event)
        return Turn([*lines, *turn.lines], turn.actions)

    def _take(self, event: ClientEvent) -> Turn:
        match event:
            case Connected():
                return self._greeted(event)
            case RequestAnswered(answer=Res(code=ErrorCode.OK) as answer):
                return self._opened(answer.session)
            case SessionChanged(session) if self._is_begun_by_agent(session):
                return Turn(self._begun(session))
            case SessionChanged(session) if self._is_ours(session.session):
                return Turn(self._changed(session))
            case NoticeReceived(notice) if self._is_ours(notice.session):
                return Turn(self._noticed(notice))
            case PositionChanged(position) if self._is_ours(position.session):
                self._place.position = position
            case Disconnected():
                self._place.position = None
            case _:
                return Turn(self._heard(event))
        return Turn()

    def _heard(self, event: ClientEvent) -> list[Line]:
        """What is said, and what became of the visitor's words."""
        match event:
            case MessageReceived(message):
                return self._received(message)
            case MessageConfirmed(session, cid) if not self._is_ours(session):
                self._undelivered.arrived(cid)
            case TypingChanged() | ReceiptChanged() if self._is_ours(event.session):
                self._take_aside(event)
            case MessageRefused(cid=cid, body=body, code=code):
                line = self._undelivered.turned_away(cid, body, code)
                offer = [] if code != ErrorCode.CLOSED else self._offer_to_resend()
                return [line, *offer]
            case _:
                pass
        return []

    def _take_aside(self, event: TypingChanged | ReceiptChanged) -> None:
        if self._thread is None:
            return
        if isinstance(event, TypingChanged):
            event = replace(event, name=self._speech.typist(event))
        self._thread.take_aside(event)

    def _is_begun_by_agent(self, session: Session) -> bool:
        """One that an agent began while the visitor had none (S9)."""
        is_free = self._open is None and not self._is_opening
        is_known = session.session in self._ended or self._is_ours(session.session)
        return is_free and not is_known and session.state == "serving"

    def _begun(self, session: Session) -> list[Line]:
        """It is ours from now on; its messages came before it."""
        self._thread = Thread(session.session, "visitor")
        self._thread.view = session
        text = self._words(ReachingPhrase.BEGUN)
        lines = [styled(text, Style.NOTICE), *self._came_early(session.session)]
        return [*lines, *self._changed(session)]

    def _came_early(self, session: str) -> list[Line]:
        """Messages that came before the session was ours."""
        early = [each for each in self._early if each.session == session]
        self._early.clear()
        return [*chain(*map(self._received, early))]

    def _is_ours(self, session: str) -> bool:
        return self._thread is not None and self._thread.session == session

    def _greeted(self, event: Connected) -> Turn:
        self._speech.greeted(event.principal, event.server_ms)
        if event.role == "visitor":
            is_news = event.typing_preview and not self._is_previewed
            self._is_previewed = event.typing_preview
            text = self._words(Phrase.PREVIEWED)
            return Turn([styled(text, Style.NOTICE)] if is_news else [])
        reason = self._words(Phrase.WRONG_ROLE, role=event.role, command="agent")
        return Turn(actions=[GiveUp(reason)])

    def _opened(self, session: str) -> Turn:
        """OPEN was granted. A late answer to CLOSE names a session that has ended."""
        if not self._is_opening or not session or session in self._ended:
            return Turn()
        self._is_opening = False
        self._thread = Thread(session, "visitor")
        posts = [replace(each, session=session) for each in self._waiting]
        self._waiting.clear()
        parting = [] if self._parting is None else [self._parting(session)]
        self._parting = None
        # A message of an earlier process may be confirmed before its session is open.
        lines = [*self._came_early(session), *self._offer_to_resend()]
        return Turn(lines, [*posts, *parting])

    def _changed(self, session: Session) -> list[Line]:
        thread = self._thread
        if thread is None:
            return []
        is_asked = session.state in {"collecting", "robot"}
        lines = self._resumed() if session.last_number and not is_asked else []
        if missed := unread_text(self._words, session, thread):
            lines.append(styled(missed, Style.NOTICE))
        thread.view = session
        self._cards.moved(session)
        if session.state != "queued":
            self._place.position = None
        if thread.is_closed:
            self._ended.add(session.session)
        return [*lines, *self._news()]

    def _received(self, message: Message) -> list[Line]:
        thread = self._thread
        if thread is None or thread.session != message.session:
            if message.session not in self._ended:
                self._early.append(message)
            return []
        is_new = self._undelivered.arrived(message.cid)
        is_greeting = message.role in {"robot", "system"}
        lines = [] if is_new or is_greeting else self._resumed()
        thread.take_message(message, self._speech.me)
        self._cards.take(message)
        self._robot.take(message)
        return [*lines, self._speech.message(message), *self._news()]

    def _resumed(self) -> list[Line]:
        """Once, above what was said before; whatever of it comes first."""
        thread = self._thread
        if thread is None or thread.has_begun:
            return []
        return [styled(self._words(Phrase.RESUMED), Style.DIM)]

    def _news(self) -> list[Line]:
        return [] if self._thread is None else self._changes.of(self._thread)

    def _noticed(self, notice: Notice) -> list[Line]:
        if notice.kind != "visitor_warning":
            return []  # to agents
        return [styled(self._words(Phrase.SILENCE_WARNING), Style.WARNING)]

    def _offer_to_resend(self) -> list[Line]:
        return [] if self._open is None else self._undelivered.offer()

    def posted(self, session: str, cid: str, text: str) -> None:
        """Waits for the confirmation."""
        del session
        self._undelivered.posted(cid, text)

    def not_posted(self, text: str) -> None:
        """It was never taken."""
        self._undelivered.not_posted(text)

    # --- what the visitor enters

    def entered(self, text: str) -> Turn:
        """Takes a line."""
        match parse(text):
            case None:
                return Turn()
            case Say(said):
                return self._say(said)
            case Command(word, rest):
                return self._obey(word, rest)

    def switched(self) -> Turn:
        """There is nothing to switch to."""
        return Turn()

    def _say(self, text: str) -> Turn:
        if self._is_opening:
            self._waiting.append(PostText("", text))
            return Turn()
        if self._open is None:
            return self._undelivered.kept(text)
        chosen = self._cards.chosen(text)
        return chosen or Turn(actions=[PostText(self._open.session, text)])

    def _obey(self, word: str, rest: str) -> Turn:
        with_rest = self._with_rest.get(word)
        if with_rest is not None:
            return with_rest(rest)
        alone = self._alone.get(word)
        if alone is not None and not rest:
            return alone()
        phrase = Phrase.UNKNOWN_COMMAND if alone is None else Phrase.TAKES_NOTHING
        return Turn([styled(self._words(phrase, word=word), Style.WARNING)])

    def _choose_file(self, rest: str) -> Turn:
        if rest and self._is_opening:
            self._waiting.append(SendFile("", rest))
            return Turn()
        return self._speech.file_chosen(self._open, rest)

    def _part(self, way: type[EndSession | EndHumanService], later: Phrase) -> Turn:
        if self._open is None and not self._is_opening:
            return self._say_to_user(Phrase.NOT_OPEN)
        later_lines = self._say_to_user(later).lines
        if self._open is None:
            self._parting = way
            return Turn(later_lines)
        # What was said before is delivered before: the client sees to it.
        lines = later_lines if self._undelivered.pending else []
        return Turn(lines, [way(self._open.session)])

    def _new(self) -> Turn:
        if self._open is not None or self._is_opening:
            return self._say_to_user(Phrase.STILL_OPEN)
        self._is_opening = True
        return Turn(actions=[OpenSession()])

    def _say_to_user(self, phrase: Bilingual) -> Turn:
        rows = self._words(phrase).splitlines()
        return Turn([styled(row, Style.DIM) for row in rows])

    # --- what is shown

    def granted(self, request: Request) -> Sequence[Line]:
        """The session's state tells it, but of what was left and of what was rated."""
        phrase = _CONFIRMED.get(type(request))
        return () if phrase is None else [styled(self._words(phrase), Style.NOTICE)]

    def turned_down(self, request: Request) -> None:
        """Nothing was expected."""

    def aside(self, event: ClientEvent) -> Sequence[Line]:
        """Who types, and the place in line when it has changed."""
        match event:
            case TypingChanged(is_typing=True):
                name = self._speech.typist(event)
                text = self._words(Phrase.TYPING, name=name)
                return [styled(text, Style.TYPING)]
            case PositionChanged() | SessionChanged():  # whichever comes later
                place = self._place.news(self._view)
                return [styled(place, Style.DIM)] if place else []
            case _:
                return []

    def panel(self, now: float) -> Sequence[Line]:
        """Unconfirmed messages, then the state of connection and session."""
        waiting = (
            each.text if isinstance(each, PostText) else each.path
            for each in self._waiting
        )
        texts = [*self._undelivered.pending, *waiting]
        pending = self._speech.pending(texts, is_up=self._link.is_up)
        return [*pending, self._status(now)]

    def _status(self, now: float) -> Line:
        spans = [BAR, self._link.banner(now)]
        thread = self._thread
        if thread is not None and thread.view is not None:
            spans += [SEPARATOR, Span(state_text(self._words, thread.view), Style.DIM)]
        if place := self._place.shown(self._view):
            spans += [SEPARATOR, Span(place, Style.NOTICE)]
        if thread is not None and not thread.is_closed and thread.fate is not None:
            spans += [SEPARATOR, Span(self._words(thread.fate), Style.DIM)]
        for name, _ in () if thread is None else thread.typing:
            text = self._words(Phrase.TYPING, name=name)
            spans += [SEPARATOR, Span(text, Style.TYPING)]
        return tuple(spans)
