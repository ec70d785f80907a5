"""What visitors and agents of the load share: a link, a ledger, and calls that wait.

People act in blocking style, each act in a greenlet of its scene; what they are shown
comes in between, in their links' greenlets.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from gevent.event import AsyncResult, Event

from gateway.client_core.core import ClientConfig, ClientCore
from gateway.client_core.events import (
    Answer,
    ClientEvent,
    Connected,
    Disconnected,
    MessageConfirmed,
    MessageReceived,
    MessageRefused,
    RequestAnswered,
    RequestExpired,
    SessionChanged,
    Stopped,
    TypingChanged,
)
from gateway.wire.codes import ErrorCode
from gateway.wire.server_frames import Res, Session
from loadtest.audit.entries import What
from loadtest.house_plan import Caller
from loadtest.ledger import Ledger
from loadtest.link import Link, now
from loadtest.outcome import MeasureName, RateName
from loadtest.scene import Scene

NO_ANSWER: Final = -1
"""Beside the wire's codes: the time was over, and the outcome is unknown."""


class Person:
    """One client of the load.

    Args:
        scene: where he acts.
        caller: who he is.

    Attributes:
        states: every session as it was last shown.
        is_connected: has been welcomed, and is not cut off.
    """

    def __init__(self, scene: Scene, caller: Caller) -> None:
        self.scene = scene
        self.caller = caller
        self.random = scene.random(caller.principal)
        self.core = ClientCore(
            ClientConfig(ticket=caller.ticket),
            random=scene.impatience(caller.principal),
        )
        self.link = Link(
            scene.address, self.core, self._take_all, scene.ticker, self.random
        )
        self.states: dict[str, Session] = {}
        self.is_connected = False
        self._ledger = Ledger(scene.ledgers, caller.principal)
        self._answers: dict[int, AsyncResult[Answer | None]] = {}
        self._unsettled: set[str] = set()
        self._news = Event()
        self._lost_in = ""
        """The session in which the connection was lost, until all has come again."""
        self._resumes_to: int | None = None
        """The number up to which that is; None: there is no connection yet."""

    # --- coming and going

    def connect(self, seconds: float) -> bool:
        """Comes; True when he was welcomed within that time."""
        self.link.start()
        return self.wait_for(lambda: self.is_connected, seconds)

    def leave(self) -> None:
        """Goes for good."""
        self.scene.watch.left(self.caller.principal, now())
        self.link.leave()
        self._ledger.close()

    def lose_connection(self, session: str) -> None:
        """Is cut off in the middle of a session, and comes back by himself."""
        self._lost_in, self._resumes_to = session, None
        self.link.cut()

    # --- calls that wait

    def wait_for(self, is_so: Callable[[], bool], seconds: float) -> bool:
        """Waits until something shown makes it so; False: it did not in time."""
        end = now() + seconds
        while not is_so():
            left = end - now()
            if left <= 0:
                return False
            self._news.wait(left)
        return True

    def ask(self, request: int) -> int:
        """Waits for the answer to a request; returns its code, or `NO_ANSWER`."""
        answer = self.answer_to(request)
        if answer is None:
            return NO_ANSWER
        return answer.code if isinstance(answer, Res) else ErrorCode.OK

    def answer_to(self, request: int) -> Answer | None:
        """Waits for the answer to a request; None: its outcome is unknown."""
        waiting = self._answers[request] = AsyncResult()
        self.link.flush()
        return waiting.get()

    # --- acts in a session

    def say(self, session: str, began: float) -> str:
        """Sends the next message, meant for `began`; returns its client id at once."""
        text = self.scene.new_text(self.caller.principal)
        cid = self.core.send(session, text)
        # Nothing leaves before it is flushed: the intent is on disk first.
        self._ledger.note(What.INTENT, session, cid, text)
        self._unsettled.add(cid)
        self.scene.sent(cid, began)
        self.link.flush()
        return cid

    def type(self, session: str, began: float, *, is_typing: bool = True) -> None:
        """Begins to type, meant for `began`, or ceases to."""
        if is_typing:
            self.scene.typed(session, self.caller.principal, began)
            self.scene.watch.typed(self.caller.principal, session, now())
        self.core.set_typing(session, now(), is_typing=is_typing)
        self.link.flush()

    def settle(self, seconds: float) -> bool:
        """Waits until nothing that was sent is unconfirmed; False: not in time."""
        return self.wait_for(lambda: not self._unsettled, seconds)

    def close(self, session: str) -> None:
        """Ends a session; where somebody else was first, that is as good."""
        if self.ask(self.core.ask.close(session, now())) == ErrorCode.OK:
            self._ledger.note(What.CLOSED, session)

    def opened(self, session: str) -> None:
        """The server confirmed an open session."""
        self._ledger.note(What.OPENED, session)

    def state(self, session: str) -> str:
        """As it was last shown; "" before that."""
        shown = self.states.get(session)
        return "" if shown is None else shown.state

    # --- what is shown

    def on_event(self, event: ClientEvent) -> None:
        """What a role does about it; may not wait."""

    def _take_all(self, events: list[ClientEvent]) -> None:
        for event in events:
            moment = now()
            server_ms = self.core.server_ms(moment)
            self.scene.watch.take(self.caller.principal, event, moment, server_ms)
            self._take(event)
            self.on_event(event)
        if events:
            self._look_back()
            news, self._news = self._news, Event()
            news.set()

    def _take(self, event: ClientEvent) -> None:
        match event:
            case MessageConfirmed() | MessageRefused() | MessageReceived():
                self._take_message(event)
            case SessionChanged(session):
                self.states[session.session] = session
                fields = (session.session, session.state, session.agent)
                self._ledger.note(What.SEEN, *fields)
            case RequestAnswered(request, answer):
                self._answer(request, answer)
            case RequestExpired(request):
                self._answer(request, None)
            case TypingChanged(session, _, sender, is_typing) if is_typing:
                self.scene.typing_shown(session, sender)
            case _:
                self._take_connection(event)

    def _take_connection(self, event: ClientEvent) -> None:
        if isinstance(event, Stopped):
            self.scene.fail(f"{self.caller.principal} was sent away with {event.code}")
        self.is_connected = isinstance(event, Connected) or (
            self.is_connected and not isinstance(event, Disconnected | Stopped)
        )

        if isinstance(event, Connected) and self._lost_in:
            self._resumes_to = self.scene.last_number(self._lost_in)

    def _look_back(self) -> None:
        """Whether everything has come that was confirmed before he was back."""
        number = self._resumes_to
        if number is not None and self.core.position(self._lost_in) >= number:
            self._lost_in, self._resumes_to = "", None
            measures = self.scene.measures
            measures.record(MeasureName.RECONNECTED, self.link.connecting_at, now())
            measures.done(RateName.RECONNECTIONS, now())

    def _take_message(
        self, event: MessageConfirmed | MessageRefused | MessageReceived
    ) -> None:
        note = self._ledger.note
        match event:
            case MessageConfirmed(session, cid, number):
                note(What.ACKED, session, cid, number)
                self._unsettled.discard(cid)
                self.scene.confirmed(session, cid, number)
            case MessageRefused(session, cid, _, code):
                note(What.REFUSED, session, cid, code)
                self._unsettled.discard(cid)
                self.scene.refused(cid)
            case MessageReceived(message):
                fields = (message.number, message.sender, message.cid)
                note(What.READ, message.session, *fields)
                if message.sender != self.caller.principal:
                    self.scene.received(message.cid)

    def _answer(self, request: int, answer: Answer | None) -> None:
        waiting = self._answers.pop(request, None)
        if waiting is not None:
            waiting.set(answer)
