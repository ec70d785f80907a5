"""A visitor of the load: opens a session, waits, talks, closes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from gateway.client_core.events import ClientEvent, SessionChanged
from gateway.wire.codes import ErrorCode
from gateway.wire.server_frames import Res, Session
from loadtest.house_plan import Caller
from loadtest.link import now
from loadtest.outcome import MeasureName, RateName
from loadtest.person import Person
from loadtest.scene import Scene

CONNECT_SECONDS: Final = 15.0
"""To be welcomed: more than the client core's own watchdog allows."""
_IN_LINE: Final = frozenset({"queued", "offered", "serving"})


class Visitor(Person):
    """One visit. Who comes again is another object with the same name."""

    def __init__(self, scene: Scene, caller: Caller) -> None:
        super().__init__(scene, caller)
        self._began = 0.0
        self._is_in_line = False

    def open(self, group: str, began: float) -> str:
        """Opens a session, meant for `began`; returns its id, "" if there is none."""
        self._began, self._is_in_line = began, False
        self.scene.watch.asked(self.caller.principal, now())
        answer = self.answer_to(self.core.ask.open(group, now()))
        if not isinstance(answer, Res) or answer.code != ErrorCode.OK:
            code = answer.code if isinstance(answer, Res) else "nothing"
            self.scene.fail(f"{self.caller.principal} was answered {code} to OPEN")
            return ""
        self.opened(answer.session)
        return answer.session

    def wait_served(self, session: str, seconds: float) -> bool:
        """Waits until an agent serves; False: nobody in time, or it was closed."""
        over = ("serving", "closed")
        self.wait_for(lambda: self.state(session) in over, seconds)
        return self.is_served(session)

    def wait_closed(self, session: str, seconds: float) -> bool:
        """Waits until it is over; False: it is not in time."""
        return self.wait_for(lambda: self.is_closed(session), seconds)

    def greet(self, session: str) -> None:
        """Says what he came for, now that somebody listens."""
        self.scene.measures.offer(RateName.MESSAGES, now())
        self.say(session, now())

    def is_served(self, session: str) -> bool:
        """An agent serves."""
        return self.state(session) == "serving"

    def is_closed(self, session: str) -> bool:
        """By whomever."""
        return self.state(session) == "closed"

    def on_event(self, event: ClientEvent) -> None:
        """Tells the scene who waits."""
        if isinstance(event, SessionChanged):
            self._follow(event.session)

    def _follow(self, session: Session) -> None:
        if session.state == "queued":
            self.scene.queued(session.session)
        if session.state in _IN_LINE and not self._is_in_line:
            self._is_in_line = True
            measures = self.scene.measures
            measures.record(MeasureName.OPENED_QUEUED, self._began, now())
            measures.done(RateName.SESSIONS, now())

    def leave(self) -> None:
        """Goes for good."""
        super().leave()
        for session in self.states:
            self.scene.over(session)


@contextmanager
def visiting(scene: Scene) -> Iterator[Visitor]:
    """A visitor who is there while the body runs.

    He may not have been welcomed when the body begins to run: that is the scene's
    failure then.

    Raises:
        UsageError: more are there than the house has tickets for.
    """
    visitor = come(scene)
    try:
        yield visitor
    finally:
        go(visitor)


def come(scene: Scene) -> Visitor:
    """A visitor who is there until `go`; see `visiting`."""
    visitor = Visitor(scene, scene.borrow())
    if not visitor.connect(CONNECT_SECONDS):
        name = visitor.caller.principal
        scene.fail(f"{name} was not welcomed in {CONNECT_SECONDS:g} s")
    return visitor


def go(visitor: Visitor) -> None:
    """Leaves; others may be he afterwards."""
    visitor.leave()
    visitor.scene.give_back(visitor.caller)
