"""PURE: guests, side rooms and internal conversations, as an agent meets them.

Each room, and each session in which he is a guest, is one of his threads, with a number
to turn to. What is shown of it comes from SESSION and ROOM alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from gateway.client_core.server_clock import ServerClock
from gateway.console.aside_phrases import AsidePhrase
from gateway.console.aside_requests import (
    AnswerColleague,
    AskContext,
    BeginTalk,
    CallColleague,
    CopyTo,
    LeaveAside,
    MentionAgent,
    WatchSession,
)
from gateway.console.commands import split_first
from gateway.console.desk_phrases import DeskPhrase
from gateway.console.duration import seconds_left
from gateway.console.focus import Focus
from gateway.console.mention import is_mention, mentioned
from gateway.console.phrases import Bilingual, Phrase, Words
from gateway.console.roster import Roster
from gateway.console.speech import SEPARATOR, Speech
from gateway.console.styled import Line, Span, Style, styled
from gateway.console.thread import Thread
from gateway.console.turn import Action, Turn
from gateway.wire.aside_frames import Guest, Room, WatchHow
from gateway.wire.server_frames import Board, History, Session
from gateway.wire.terms import (
    INTERNAL_ROOM,
    MAX_NOTE_CHARS,
    VISITOR_ROOM,
    room_at,
    session_at,
)

_HEARS: Final = frozenset({"consulted", "watching", "speaking"})
_COMES: Final[dict[str, AsidePhrase]] = {
    "called": AsidePhrase.CALLING,
    "consulted": AsidePhrase.CAME,
    "watching": AsidePhrase.WATCHES,
    "speaking": AsidePhrase.SPEAKS,
}
_HIDDEN: Final = ("hidden", "隐身")


class Company:
    """Who is there beside visitor and agent.

    Args:
        words: the agent's language.
        speech: how messages look, and who the agent is.
        roster: the agent's threads.
        focus: which of them is current.
        clock: the server's.
    """

    def __init__(
        self,
        words: Words,
        speech: Speech,
        roster: Roster,
        focus: Focus,
        clock: ServerClock,
    ) -> None:
        self._words = words
        self._speech = speech
        self._roster = roster
        self._focus = focus
        self._clock = clock
        self._calls: dict[str, Guest] = {}
        self._guests: dict[str, dict[str, str]] = {}
        """By session the parts of those who are there."""
        self._mentions: dict[str, int] = {}
        self._asked_at: set[str] = set()
        """Places whose last words are to be shown."""
        self._parts: dict[str, str] = {}
        """By session what the agent himself is there as a guest."""

    @property
    def is_counting(self) -> bool:
        """While somebody calls."""
        return bool(self._calls)

    # --- what happens

    def changed(self, session: Session) -> list[Line]:
        """A session has a new state: who is there now?"""
        me = self._speech.me
        mine = [each for each in session.guests if each.agent == me]
        lines = self._mentioned(session, mine)
        part = next((e.part for e in mine if e.part in _HEARS), "")
        call = next((each for each in mine if each.part == "called"), None)
        if session.state == "closed":
            part, call = "", None
        lines += self._called(session, call, is_in=bool(part))
        return [*lines, *self._listened(session, part)]

    def _mentioned(self, session: Session, mine: Iterable[Guest]) -> list[Line]:
        lines: list[Line] = []
        for each in mine:
            known = self._mentions.get(session.session, 0)
            if each.part != "mentioned" or each.since <= known:
                continue
            self._mentions[session.session] = each.since
            by = each.by_name or each.by
            is_aside = each.room not in {"", VISITOR_ROOM}
            place = f"{session.session}/{each.room}" if is_aside else session.session
            said = self._words(AsidePhrase.MENTIONED, by=by, text=each.note)
            hint = self._words(AsidePhrase.READ_HINT, session=place)
            lines.append((Span(said, Style.NOTICE), SEPARATOR, Span(hint, Style.DIM)))
        return lines

    def _called(
        self, session: Session, call: Guest | None, *, is_in: bool
    ) -> list[Line]:
        before = self._calls.pop(session.session, None)
        if call is None:
            is_over = before is not None and not is_in
            thread = self._roster.find(session.session)
            if is_over and thread is not None:
                text = self._words(AsidePhrase.CALL_OVER)
                line = self._roster.told(thread, text)
                self._part(thread)
                return [line]
            return []
        self._calls[session.session] = call
        thread = self._taken(session)
        if before is not None:
            return []
        spans = [Span(self._call_title(thread, call), Style.RINGING)]
        if call.note:
            note = self._words(DeskPhrase.NOTE, note=call.note)
            spans += [SEPARATOR, Span(note, Style.OTHER)]
        return [tuple(spans)]

    def _call_title(self, thread: Thread, call: Guest) -> str:
        by = call.by_name or call.by
        text = self._words(
            AsidePhrase.CALLED, by=by, name=thread.name, group=thread.group
        )
        return f"[{self._roster.number(thread)}] {text}"

    def _listened(self, session: Session, part: str) -> list[Line]:
        """The agent himself came, changed what he does, or is there no more."""
        before = self._parts.pop(session.session, "")
        if part:
            self._parts[session.session] = part
            self._taken(session).is_announced = True
            return [] if part == before else self._began(session, part, before)
        thread = self._roster.find(session.session)
        if not before or thread is None:
            return []
        is_mine = session.agent == self._speech.me and session.state == "serving"
        if is_mine:
            thread.is_guest = thread.is_announced = False  # it was handed over to him
            return self._rooms_over(session.session)
        is_closed = session.state == "closed"
        ended = self._words(AsidePhrase.OVER)
        text = self._speech.closed(session) if is_closed else ended
        line = self._roster.told(thread, text)
        self._part(thread)
        return [line]

    def _rooms_over(self, session: str) -> list[Line]:
        """Who serves is nobody's guest: of those rooms he hears nothing more."""
        lines: list[Line] = []
        for thread in self._roster.threads:
            if thread.session != session == session_at(thread.session):
                text = self._words(AsidePhrase.ROOM_OVER)
                lines.append(self._roster.told(thread, text))
                self._part(thread)
        return lines

    def _began(self, session: Session, part: str, before: str) -> list[Line]:
        thread = self._taken(session)
        if part == "speaking":
            return [self._roster.told(thread, self._words(AsidePhrase.SPEAKING))]
        values = {"name": thread.name, "group": thread.group}
        text = self._words(AsidePhrase.READING, **values)
        told = self._roster.told(thread, text)
        return [told] if before else [told, self._hint(thread)]

    def others(self, session: Session) -> list[Line]:
        """Who came and went, but the agent himself; after the session was announced."""
        if session.agent != self._speech.me and session.session not in self._parts:
            return []
        thread = self._roster.find(session.session)
        before = self._guests.get(session.session, {})
        now: dict[str, str] = {
            each.agent: each.part
            for each in session.guests
            if each.part in _COMES and each.agent != self._speech.me
        }
        if session.state == "closed" or thread is None:
            self._guests.pop(session.session, None)
            return []
        self._guests[session.session] = now
        names = {each.agent: each.name or each.agent for each in session.guests}
        told = [
            (agent, _COMES[part])
            for agent, part in now.items()
            if before.get(agent) != part
        ]
        told += [(agent, AsidePhrase.GONE) for agent in before if agent not in now]
        return [
            self._roster.told(
                thread, self._words(phrase, agent=names.get(agent, agent)), Style.DIM
            )
            for agent, phrase in told
        ]

    def room_changed(self, room: Room) -> list[Line]:
        """A side room, or a conversation, is there; or it has ended."""
        me, place = self._speech.me, room.session
        others = [each for each in room.members if each.agent != me]
        is_in = len(others) < len(room.members)
        thread = self._roster.find(place)
        if not room.is_open or not is_in:
            if thread is None:
                return []
            is_talk = room.room == INTERNAL_ROOM
            phrase = AsidePhrase.TALK_OVER if is_talk else AsidePhrase.ROOM_OVER
            line = self._roster.told(thread, self._words(phrase))
            self._part(thread)
            return [line]
        is_new = thread is None
        thread = self._roster.take(place)
        thread.is_guest = thread.is_announced = True
        between = self._words(Phrase.BETWEEN)
        names = between.join(each.name or each.agent for each in others)
        if room.room == INTERNAL_ROOM:
            names = names or self._words(AsidePhrase.NOBODY_ELSE)
            thread.label = self._words(AsidePhrase.TALK_WITH, names=names)
            text = self._words(AsidePhrase.TALK, names=names)
        else:
            thread.label = self._words(AsidePhrase.ASIDE_WITH, name=names)
            text = self._words(AsidePhrase.ROOM, name=names)
        if not is_new:
            return []
        return [self._roster.told(thread, text), self._hint(thread)]

    def _hint(self, thread: Thread) -> Line:
        number = self._roster.number(thread)
        hint = Span(self._words(DeskPhrase.SWITCH_HINT, number=number), Style.DIM)
        if not thread.unread:
            return (hint,)
        unread = self._words(DeskPhrase.UNREAD, count=thread.unread)
        return (Span(unread, Style.NOTICE), SEPARATOR, hint)

    def staffed(self, board: Board) -> list[Line]:
        """Where the board does not name him any more he has nothing to do."""
        ours = {*board.sessions, *board.visits}
        lines: list[Line] = []
        for thread in self._roster.threads:
            place = thread.session
            is_ours = place in ours or session_at(place) in ours
            if thread.is_guest and not is_ours:
                self._calls.pop(place, None)
                self._parts.pop(place, None)
                is_room = room_at(place) != VISITOR_ROOM
                ended = AsidePhrase.ROOM_OVER if is_room else AsidePhrase.OVER
                lines.append(self._roster.told(thread, self._words(ended)))
                self._part(thread)
        return lines

    def asked_context(self, place: str) -> Action:
        """`/read`: asks what was said last there."""
        self._asked_at.add(place)
        return AskContext(place)

    def context(self, history: History | None, place: str) -> list[Line]:
        """What was said last, to who asked; None: it is not told."""
        is_asked = place in self._asked_at
        self._asked_at.discard(place)
        if history is None or not is_asked:  # messages are also read to save a file
            return []
        thread = self._roster.find(place)
        view = None if thread is None else thread.view
        said = [self._speech.message(each, view) for each in history.messages]
        phrase = AsidePhrase.READ_HEAD if said else AsidePhrase.READ_NOTHING
        head = self._words(phrase, session=history.session)
        return [styled(head, Style.NOTICE), *said]

    def _taken(self, session: Session) -> Thread:
        thread = self._roster.take(session.session)
        thread.view = session
        thread.is_guest = True
        return thread

    def _part(self, thread: Thread) -> None:
        """What was meant for a room must not be said to a visitor: he chooses next."""
        self._focus.ended(thread)
        thread.is_guest = False
        thread.label = ""
        self._roster.part(thread)

    # --- what the agent enters

    def cannot_say(self, thread: Thread) -> str:
        """Why what is typed cannot be said there; "": it can."""
        part = self._parts.get(thread.session, "")
        if not thread.is_guest or room_at(thread.session) != VISITOR_ROOM:
            return ""
        if part == "speaking":
            return ""
        places = [t for t in self._roster.threads if t.session != thread.session]
        own = (t for t in places if session_at(t.session) == thread.session)
        number = next((self._roster.number(t) for t in own), 0)
        if not number:
            return self._words(AsidePhrase.ONLY_WATCHING)
        return self._words(AsidePhrase.ONLY_READING, number=number)

    @property
    def readers(self) -> dict[str, Callable[[str], Turn]]:
        """The commands of all agents, by their words."""
        return {
            "consult": self._consulted,
            "come": self.came,
            "talk": self._talked,
            "mention": self._mentioning,
            "cc": self._copied,
            "leave": self._left,
        }

    def _consulted(self, rest: str) -> Turn:
        """`/consult @AGENT [note]`."""
        agent, note = split_first(rest)
        thread = self._roster.current
        is_mine = thread is not None and not thread.is_guest
        if thread is None or not is_mine or not agent or len(note) > MAX_NOTE_CHARS:
            return self._mistake(AsidePhrase.CONSULT_USAGE)
        name = mentioned(agent)
        return Turn(actions=[CallColleague(thread.session, name, note)])

    def came(self, rest: str) -> Turn:
        """`/come [n]`."""
        return self._answered(rest, is_accepted=True)

    def declines(self, rest: str) -> bool:
        """True when `/decline` means a call, and no offer."""
        thread = self._roster.numbered(int(rest)) if rest.isdecimal() else None
        return thread is not None and thread.session in self._calls

    def declined(self, rest: str) -> Turn:
        """`/decline n`."""
        return self._answered(rest, is_accepted=False)

    def _answered(self, rest: str, *, is_accepted: bool) -> Turn:
        session = next(iter(self._calls), "")
        if rest:
            thread = self._roster.numbered(int(rest)) if rest.isdecimal() else None
            session = "" if thread is None else thread.session
        if session not in self._calls:
            return self._mistake(AsidePhrase.NOBODY_CALLS)
        return Turn(actions=[AnswerColleague(session, is_accepted)])

    def _talked(self, rest: str) -> Turn:
        """`/talk @A @B text`."""
        agents: list[str] = []
        first, text = split_first(rest)
        while is_mention(first):
            agents.append(mentioned(first))
            first, text = split_first(text)
        said = f"{first} {text}".strip()
        if not agents or not all(agents) or not said:
            return self._mistake(AsidePhrase.TALK_USAGE)
        return Turn(actions=[BeginTalk(tuple(agents), said)])

    def _mentioning(self, rest: str) -> Turn:
        """`/mention @AGENT text`."""
        agent, text = split_first(rest)
        thread = self._roster.current
        if thread is None or not agent or not 0 < len(text) <= MAX_NOTE_CHARS:
            return self._mistake(AsidePhrase.MENTION_USAGE)
        return Turn(actions=[MentionAgent(thread.session, mentioned(agent), text)])

    def _copied(self, rest: str) -> Turn:
        """`/cc ADDRESS [note]`."""
        address, note = split_first(rest)
        thread = self._roster.current
        if thread is None or not address or len(note) > MAX_NOTE_CHARS:
            return self._mistake(AsidePhrase.CC_USAGE)
        return Turn(actions=[CopyTo(session_at(thread.session), address, note)])

    def _left(self, rest: str) -> Turn:
        """`/leave`: what is current, when one is no host of a visitor there."""
        thread = self._roster.current
        if thread is None or not thread.is_guest or rest:
            return self._mistake(AsidePhrase.LEAVE_WHAT)
        place = thread.session
        if room_at(place) in {INTERNAL_ROOM, VISITOR_ROOM}:
            return Turn(actions=[LeaveAside(place)])
        session = session_at(place)
        owner = self._roster.find(session)
        is_host = owner is not None and not owner.is_guest
        guest = self._guest_of(owner, room_at(place)) if is_host else ""
        return Turn(actions=[LeaveAside(session, guest)])

    def _guest_of(self, thread: Thread | None, room: str) -> str:
        view = thread.view if thread is not None else None
        guests = view.guests if view is not None else ()
        return next((e.agent for e in guests if e.room == room), "")

    @staticmethod
    def watched(how: WatchHow, rest: str, session: str) -> Action:
        """`/watch`, `/whisper`, `/barge` on a session."""
        return WatchSession(session, how, rest in _HIDDEN)

    def _mistake(self, phrase: Bilingual) -> Turn:
        return Turn([styled(self._words(phrase), Style.WARNING)])

    # --- what is shown

    def rows(self, now: float) -> list[Line]:
        """A row for each call, with its countdown."""
        rows: list[Line] = []
        for session, call in self._calls.items():
            thread = self._roster.find(session)
            if thread is None:
                continue
            number = self._roster.number(thread)
            hint = self._words(AsidePhrase.CALL_HINT, number=number)
            spans = [Span(f"» {hint}", Style.RINGING)]
            seconds = seconds_left(call.until, self._clock.ms(now))
            if seconds:
                left = self._words(DeskPhrase.RINGS_LEFT, seconds=seconds)
                spans += [SEPARATOR, Span(left, Style.RINGING)]
            title = Span(self._call_title(thread, call), Style.RINGING)
            rows.append((*spans, SEPARATOR, title))
        return rows
