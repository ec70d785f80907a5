"""An agent's model that is fed, and all that it printed and asked for."""

from __future__ import annotations

from gateway.client_core.events import (
    BoardChanged,
    ClientEvent,
    Connected,
    NoticeReceived,
    SessionChanged,
)
from gateway.console.agent_model import AgentModel
from gateway.console.knowledge_requests import AskNews
from gateway.console.link_view import LinkView
from gateway.console.phrases import ENGLISH, Words
from gateway.console.speech import Speech
from gateway.console.styled import for_pipe
from gateway.console.turn import Action, GiveUp, Leave, PostText, SaveFile, SendFile
from gateway.wire.server_frames import Board, Notice, Session
from gateway.wire.session_parts import Handover, Offer, PendingTransfer
from gateway.wire.terms import NoticeName, SessionStateName, ShownStatus
from tests.gateway.console.samples import NOON, ZONE, connected, serving

ME = "ming"


def board(
    *sessions: str,
    status: ShownStatus = "free",
    capacity: int = 2,
    reason: str = "",
    wrap_up_until: int = 0,
) -> BoardChanged:
    return BoardChanged(Board(1, status, capacity, sessions, reason, wrap_up_until))


def view(
    session: str,
    state: SessionStateName = "serving",
    *,
    agent: str = ME,
    last: int = 0,
    nickname: str = "",
    offer: Offer | None = None,
    transfer: PendingTransfer | None = None,
    visitor_away: bool = False,
    handover: Handover | None = None,
) -> SessionChanged:
    visitor = session.replace("s", "v")
    return SessionChanged(
        Session(
            session,
            2,
            state,
            "presale",
            visitor,
            agent,
            last,
            nickname=nickname,
            offer=offer,
            transfer=transfer,
            visitor_away=visitor_away,
            handover=handover,
        )
    )


def ringing(
    session: str = "s1",
    *,
    seconds: int = 20,
    at: float = 0.0,
    agent: str = "",
    state: SessionStateName = "offered",
    transfer: PendingTransfer | None = None,
) -> SessionChanged:
    """It rings at `ME` since `at`; with `seconds` 0 until it is answered."""
    since = NOON + round(at * 1000)
    until = since + seconds * 1000 if seconds else 0
    offer = Offer(f"o-{session}", ME, since, until)
    return view(session, state, agent=agent, offer=offer, transfer=transfer)


def notice(kind: NoticeName, session: str = "s1") -> NoticeReceived:
    return NoticeReceived(Notice(session, kind, ME, NOON))


class Desk:
    """Printed texts are returned; actions are kept."""

    def __init__(self, language: str = ENGLISH) -> None:
        words = Words(language)
        speech = Speech(words, "agent", ZONE)
        self.model = AgentModel(words, speech, LinkView(words, "ws://host/v1"))
        self.actions: list[Action] = []
        self.is_composing = False
        self.now = 0.0

    def see(self, *events: ClientEvent) -> list[str]:
        printed: list[str] = []
        for event in events:
            turn = self.model.happened(event, self.now, is_composing=self.is_composing)
            printed += map(for_pipe, turn.lines)
            # How much is unread is asked each time.
            is_greeting = isinstance(event, Connected)
            self.actions += [
                each
                for each in turn.actions
                if not (is_greeting and isinstance(each, AskNews))
            ]
        return printed

    def enter(self, text: str) -> list[str]:
        turn = self.model.entered(text)
        self.actions += turn.actions
        return [for_pipe(line) for line in turn.lines]

    def tab(self) -> list[str]:
        return [for_pipe(line) for line in self.model.switched().lines]

    def granted(self, action: Action) -> list[str]:
        assert not isinstance(action, PostText | SaveFile | SendFile | Leave | GiveUp)
        return [for_pipe(line) for line in self.model.granted(action)]

    @property
    def panel(self) -> list[str]:
        return [for_pipe(line) for line in self.model.panel(self.now)]

    @property
    def status(self) -> str:
        return self.panel[-1]


def idle() -> Desk:
    desk = Desk()
    desk.see(connected("agent"), board())
    return desk


def with_one() -> Desk:
    desk = idle()
    desk.see(board("s1"), serving(0, "s1", "v1"))
    return desk


def with_two() -> Desk:
    desk = with_one()
    desk.see(board("s1", "s2"), serving(0, "s2", "v2"))
    return desk
