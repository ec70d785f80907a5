"""PURE: an agent's talk: several sessions, one of them current.

A session has a small number while it lasts. What was meant for one visitor must not go
to the next: when the other side ends the current session, the agent chooses the next
one; by itself one becomes current only before the first choice, after the agent's own
/close, and never while a line is being typed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import count
from typing import Final

from gateway.client_core.events import (
    BoardChanged,
    ClientEvent,
    Connected,
    MessageConfirmed,
    MessageReceived,
    MessageRefused,
    SessionChanged,
    TypingChanged,
)
from gateway.console.commands import Command, Say, parse
from gateway.console.link_view import LinkView
from gateway.console.phrases import Phrase, Words
from gateway.console.speech import BAR, SEPARATOR, Speech, refusal
from gateway.console.styled import Line, Span, Style, cut, on_one_row, styled
from gateway.console.thread import Thread
from gateway.console.turn import (
    Action,
    ChangeStatus,
    EndSession,
    GiveUp,
    Leave,
    PostText,
    Turn,
)
from gateway.wire.schema import Board, Message, Session, Status

_STATUS_PHRASES: Final[dict[Status, Phrase]] = {
    "free": Phrase.FREE,
    "not_ready": Phrase.NOT_READY,
    "offline": Phrase.OFFLINE,
}
_STATUS_COMMANDS: Final[dict[str, Status]] = {
    "free": "free",
    "busy": "not_ready",
    "offline": "offline",
}
_STATUS_SET: Final[dict[Status, Phrase]] = {
    "free": Phrase.SET_FREE,
    "not_ready": Phrase.SET_NOT_READY,
    "offline": Phrase.SET_OFFLINE,
}
_TYPING_MARK: Final = "…"
LAST_COLUMNS: Final = 40
"""Of a session's last message in the list."""


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
        self._threads: dict[str, Thread] = {}
        self._numbers: dict[str, int] = {}
        self._current: Thread | None = None
        self._may_choose = True
        self._is_composing = False
        self._closing = ""
        self._board: Board | None = None
        self._wanted: Status = "free"
        self._is_new_connection = False
        self._pending: dict[str, tuple[str, str]] = {}
        self._refused = 0

    @property
    def prompt(self) -> str:
        """Whom the line will be said to."""
        if self._current is None:
            return f"({self._words(Phrase.NOBODY_CHOSEN)})> "
        return f"{self._title(self._current)}> "

    @property
    def typing_session(self) -> str | None:
        """The current session."""
        return None if self._current is None else self._current.session

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
        """While there is no connection."""
        return self._link.is_counting

    # --- what happens

    def happened(self, event: ClientEvent, now: float, *, is_composing: bool) -> Turn:
        """Takes an event."""
        lines = self._link.happened(event, now)
        self._is_composing = is_composing
        turn = self._take(event)
        chosen = self._choose_if_none()
        return Turn([*lines, *turn.lines, *chosen], turn.actions)

    def _take(self, event: ClientEvent) -> Turn:  # noqa: C901 - one row per event
        match event:
            case Connected():
                return self._greeted(event)
            case BoardChanged(board):
                return self._board_changed(board)
            case SessionChanged(session):
                return Turn(self._session_changed(session))
            case MessageReceived(message):
                return Turn(self._received(message))
            case TypingChanged(session=session):
                if session in self._threads:
                    self._threads[session].take_typing(event)
            case MessageConfirmed(cid=cid):
                self._pending.pop(cid, None)
            case MessageRefused(cid=cid, text=text, code=code):
                self._pending.pop(cid, None)
                self._refused += 1
                reason = refusal(self._words, code)
                said = self._words(Phrase.NOT_DELIVERED, reason=reason, text=text)
                return Turn([styled(said, Style.WARNING)])
            case _:
                pass
        return Turn()

    def _greeted(self, event: Connected) -> Turn:
        self._speech.greeted(event.server_ms)
        self._is_new_connection = True
        if event.role == "agent":
            return Turn()
        reason = self._words(Phrase.WRONG_ROLE, role=event.role, command="chat")
        return Turn(actions=[GiveUp(reason)])

    def _board_changed(self, board: Board) -> Turn:
        actions: list[Action] = []
        lines: list[Line] = []
        if self._is_new_connection:
            self._is_new_connection = False
            # After a long absence the server has taken us off-line.
            if board.status != self._wanted and board.status == "offline":
                actions.append(ChangeStatus(self._wanted))
            # Of a session that ended meanwhile nothing else will be heard.
            gone = [t for s, t in self._threads.items() if s not in board.sessions]
            for thread in gone:
                lines += self._end(thread, self._words(Phrase.CLOSED_ANYHOW))
        if self._board is not None and board.status != self._board.status:
            text = self._words(_STATUS_SET[board.status])
            lines.append(styled(text, Style.DIM))
        self._board = board
        for session in board.sessions:
            self._thread(session)
        return Turn(lines, actions)

    def _session_changed(self, session: Session) -> list[Line]:
        if session.state == "closed" and session.session not in self._threads:
            return []
        thread = self._thread(session.session)
        thread.view = session
        return self._news(thread)

    def _thread(self, session: str) -> Thread:
        """The session's thread; it begins with whatever is heard of it first."""
        thread = self._threads.get(session)
        if thread is None:
            taken = set(self._numbers.values())
            self._numbers[session] = next(n for n in count(1) if n not in taken)
            thread = self._threads[session] = Thread(session, "agent")
        return thread

    def _received(self, message: Message) -> list[Line]:
        thread = self._thread(message.session)
        thread.take_message(message)
        if not thread.is_announced:
            return self._news(thread)  # its messages are shown when it is chosen
        line = self._speech.message(message)
        if thread is not self._current:
            line = (Span(f"[{self._number(thread)}] ", Style.NOTICE), *line)
        else:
            thread.unread = 0
        return [line, *self._news(thread)]

    def _news(self, thread: Thread) -> list[Line]:
        view = thread.take_news()
        if view is None:
            return []
        if view.state == "closed":
            return self._end(thread, self._speech.closed(view))
        if thread.is_announced:
            return []
        thread.is_announced = True
        phrase, number = Phrase.NEW_SESSION, self._number(thread)
        text = self._words(phrase, name=view.visitor, group=view.group)
        spans = [Span(f"[{number}] {text}", Style.NOTICE)]
        if thread.unread:
            unread = self._words(Phrase.UNREAD, count=thread.unread)
            spans += [SEPARATOR, Span(unread, Style.NOTICE)]
        if not self._chooses_itself:
            hint = self._words(Phrase.SWITCH_HINT, number=number)
            spans += [SEPARATOR, Span(hint, Style.DIM)]
        return [tuple(spans)]

    def _end(self, thread: Thread, reason: str) -> list[Line]:
        text = f"[{self._title(thread)}] {reason}"
        del self._threads[thread.session], self._numbers[thread.session]
        if self._current is thread:
            self._current = None
            self._may_choose = thread.session == self._closing
        return [styled(text, Style.NOTICE)]

    def posted(self, session: str, cid: str, text: str) -> None:
        """Waits for the confirmation."""
        self._pending[cid] = (session, text)

    def not_posted(self, text: str) -> None:
        """It was never taken."""
        del text
        self._refused += 1

    # --- which session is current

    @property
    def _chooses_itself(self) -> bool:
        return self._current is None and self._may_choose and not self._is_composing

    def _choose_if_none(self) -> list[Line]:
        announced = [t for t in self._threads.values() if t.is_announced]
        if not announced or not self._chooses_itself:
            return []
        return self._choose(announced[0])

    def _choose(self, thread: Thread) -> list[Line]:
        """Turns to a session and shows its last messages."""
        self._current = thread
        thread.unread = 0
        number, name = self._number(thread), self._name(thread)
        head = self._words(Phrase.NOW_WITH, number=number, name=name)
        said = [self._speech.message(message) for message in thread.recent]
        if not said:
            said = [styled(self._words(Phrase.NO_MESSAGES), Style.DIM)]
        return [styled(head, Style.NOTICE), *said]

    def switched(self) -> Turn:
        """Turns to the next session with unread messages, else to the next."""
        threads = list(self._threads.values())
        if self._current in threads:
            place = threads.index(self._current)
            threads = [*threads[place + 1 :], *threads[:place]]
        for thread in sorted(threads, key=lambda each: not each.unread):
            return Turn(self._choose(thread))
        return self._say_to_user(Phrase.NO_OTHER_UNREAD)

    # --- what the agent enters

    def entered(self, text: str) -> Turn:
        """Takes a line."""
        match parse(text):
            case None:
                return Turn()
            case Say(said):
                if self._current is None:
                    return self._say_to_user(Phrase.NO_CURRENT, Style.WARNING)
                return Turn(actions=[PostText(self._current.session, said)])
            case Command(word):
                return self._obey(word)

    def _obey(self, word: str) -> Turn:
        if word in self._threads:
            return Turn(self._choose(self._threads[word]))
        if word.isdecimal():
            return self._choose_number(int(word))
        if word in _STATUS_COMMANDS:
            self._wanted = _STATUS_COMMANDS[word]
            return Turn(actions=[ChangeStatus(self._wanted)])
        commands: dict[str, Callable[[], Turn]] = {
            "list": lambda: Turn(self._list()),
            "close": self._close,
            "help": lambda: self._say_to_user(Phrase.AGENT_HELP),
            "quit": lambda: Turn(actions=[Leave()]),
        }
        command = commands.get(word)
        if command is None:
            text = self._words(Phrase.UNKNOWN_COMMAND, word=word)
            return Turn([styled(text, Style.WARNING)])
        return command()

    def _choose_number(self, number: int) -> Turn:
        for session, taken in self._numbers.items():
            if taken == number:
                return Turn(self._choose(self._threads[session]))
        text = self._words(Phrase.NO_SUCH_NUMBER, number=number)
        return Turn([styled(text, Style.WARNING)])

    def _close(self) -> Turn:
        if self._current is None:
            return self._say_to_user(Phrase.NO_CURRENT, Style.WARNING)
        self._closing = self._current.session
        return Turn(actions=[EndSession(self._closing)])

    def _list(self) -> list[Line]:
        if not self._threads:
            return [styled(self._words(Phrase.NO_SESSIONS), Style.DIM)]
        return [self._list_row(thread) for thread in self._threads.values()]

    def _list_row(self, thread: Thread) -> Line:
        mark = "*" if thread is self._current else " "
        group = "" if thread.view is None else f" ({thread.view.group})"
        spans = [Span(f"{mark} [{self._number(thread)}] {self._name(thread)}{group}")]
        if thread.unread:
            unread = self._words(Phrase.UNREAD, count=thread.unread)
            spans += [SEPARATOR, Span(unread, Style.NOTICE)]
        if thread.recent:
            last = on_one_row(thread.recent[-1].body.text)
            spans += [SEPARATOR, Span(cut(last, LAST_COLUMNS), Style.DIM)]
        return tuple(spans)

    def _say_to_user(self, phrase: Phrase, style: Style = Style.DIM) -> Turn:
        return Turn([styled(row, style) for row in self._words(phrase).splitlines()])

    # --- what is shown

    def typing_line(self, session: str, sender: str) -> Line:
        """Who types, and where."""
        text = self._words(Phrase.TYPING, name=sender)
        number = self._numbers.get(session)
        return styled(f"[{number}] {text}" if number else text, Style.TYPING)

    def panel(self, now: float) -> Sequence[Line]:
        """Unconfirmed messages, then the status and the sessions."""
        texts = [text for _, text in self._pending.values()]
        pending = self._speech.pending(texts, is_up=self._link.is_up)
        return [*pending, self._status(now)]

    def _status(self, now: float) -> Line:
        spans = [BAR, self._link.banner(now)]
        if self._board is not None:
            status = self._words(_STATUS_PHRASES[self._board.status])
            load = f"{len(self._board.sessions)}/{self._board.capacity}"
            spans += [SEPARATOR, Span(f"{status} {load}", Style.DIM)]
        for thread in self._threads.values():
            spans += [SEPARATOR, *self._tab(thread)]
        for name in () if self._current is None else self._current.typing:
            text = self._words(Phrase.TYPING, name=name)
            spans += [SEPARATOR, Span(text, Style.TYPING)]
        return tuple(spans)

    def _tab(self, thread: Thread) -> list[Span]:
        is_current = thread is self._current
        style = Style.OTHER if is_current else Style.DIM
        spans = [Span(f"[{self._title(thread)}]", style)]
        if thread.unread and not is_current:
            spans.append(Span(f" +{thread.unread}", Style.NOTICE))
        if thread.typing and not is_current:
            spans.append(Span(_TYPING_MARK, Style.TYPING))
        return spans

    def _title(self, thread: Thread) -> str:
        return f"{self._number(thread)} {self._name(thread)}"

    def _name(self, thread: Thread) -> str:
        return thread.session if thread.view is None else thread.view.visitor

    def _number(self, thread: Thread) -> int:
        return self._numbers[thread.session]
