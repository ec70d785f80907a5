"""PURE: what an agent's and a supervisor's commands mean.

Each part has its own, by their words; here they come together. How sessions are named
is told by `naming`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

from gateway.console.agent_help import overview, use_of
from gateway.console.agent_panel import AgentPanel
from gateway.console.agent_status import STATUS_COMMANDS, AgentStatus
from gateway.console.aside_phrases import AsidePhrase
from gateway.console.commands import Command, split_first
from gateway.console.company import Company
from gateway.console.customers import CustomerDesk
from gateway.console.desk_phrases import DeskPhrase
from gateway.console.desk_requests import BeginSession, ChangeAgent, GiveSession
from gateway.console.focus import Focus
from gateway.console.knowledge_desk import KnowledgeDesk
from gateway.console.mention import mentioned
from gateway.console.naming import Naming
from gateway.console.notes import NoteTaking
from gateway.console.offers import Offers
from gateway.console.phrases import Phrase, Words
from gateway.console.questions import (
    AskColleagues,
    AskFollowUps,
    AskLeft,
    AskQueue,
    AskServing,
    AskWhy,
)
from gateway.console.reaching_phrases import ReachingPhrase
from gateway.console.reply_desk import ReplyDesk
from gateway.console.roster import Roster
from gateway.console.speech import Speech
from gateway.console.transfers import Transfers
from gateway.console.turn import AskRating, EndSession, Leave, Turn
from gateway.wire.aside_frames import WatchHow
from gateway.wire.terms import MAX_CAPACITY, VISITOR_ROOM, room_at

ALONE: Final = frozenset({"quit", "list", "free", "busy", "offline", "followups"})
"""Commands behind which nothing may stand: else it was meant as something else."""


class AgentCommands:
    """Everything that begins with a slash.

    Args:
        words: the agent's language.
        speech: knows which messages are the agent's.
        roster: the agent's sessions.
        focus: which of them is current.
        status: the agent's own.
        offers: what rings.
        transfers: what is being handed over.
        naming: which session is meant.
        panel: knows the list of sessions.
        company: who is there beside visitor and agent.
        knowledge: what is suggested for the robot, and its news.
        replies: answers and quick replies.
    """

    def __init__(  # noqa: PLR0913, PLR0917 - one for each part that is commanded
        self,
        words: Words,
        speech: Speech,
        roster: Roster,
        focus: Focus,
        status: AgentStatus,
        offers: Offers,
        transfers: Transfers,
        naming: Naming,
        panel: AgentPanel,
        company: Company,
        knowledge: KnowledgeDesk,
        replies: ReplyDesk,
    ) -> None:
        self.is_supervisor = False
        """Whether help names what only supervisors may."""
        self._words = words
        self._roster = roster
        self._focus = focus
        self._offers = offers
        self._transfers = transfers
        self._company = company
        self._naming = naming
        self.readers: Mapping[str, Callable[[str], Turn]] = {
            "help": self._help,
            "quit": lambda _: Turn(actions=[Leave()]),
            "list": lambda _: Turn(panel.session_list()),
            **self._on_sessions(speech),
            **self._on_lists(),
            **self._on_agents(),
            **{word: partial(status.entered, word) for word in STATUS_COMMANDS},
            **company.readers,
            **knowledge.readers,
            **replies.readers,
            **CustomerDesk(naming).readers,
            **NoteTaking(words, roster, naming).readers,
        }
        """What reads the rest of a command, by its word."""

    def _on_sessions(self, speech: Speech) -> dict[str, Callable[[str], Turn]]:
        roster, on_session = self._roster, self._naming.on_session
        on_place = self._naming.on_place
        return {
            "accept": self._accept,
            "decline": self._decline,
            "transfer": self._transfer,
            "keep": self._transfers.kept,
            "take": self._take,
            "close": self._close,
            "initiate": self._initiate,
            "invite": partial(on_session, "invite", AskRating),
            "why": partial(on_session, "why", AskWhy),
            "read": partial(on_place, "read", self._company.asked_context),
            "recall": lambda rest: speech.taken_back(roster.current, rest),
            "file": lambda rest: speech.file_chosen(roster.current, rest),
            "save": lambda rest: speech.file_wanted(roster.current, rest),
        }

    def _on_lists(self) -> dict[str, Callable[[str], Turn]]:
        on_group = self._naming.on_group
        return {
            "queue": partial(on_group, "queue", AskQueue),
            "serving": partial(on_group, "serving", AskServing),
            "colleagues": partial(on_group, "colleagues", AskColleagues),
            "left": partial(on_group, "left", AskLeft),
            "followups": lambda _: Turn(actions=[AskFollowUps()]),
        }

    def _on_agents(self) -> dict[str, Callable[[str], Turn]]:
        return {
            "assign": self._assign,
            "capacity": self._set_capacity,
            "status": self._set_status,
            "watch": partial(self._watch, "watch", "watch"),
            "whisper": partial(self._watch, "whisper", "whisper"),
            "barge": partial(self._watch, "barge", "speak"),
        }

    def obey(self, command: Command) -> Turn:
        """Does a command."""
        word, rest = command.word, command.rest
        reader = self.readers.get(word) or self._turning(word)
        if reader is None:
            return self._naming.complaint(Phrase.UNKNOWN_COMMAND, word)
        if rest and (word in ALONE or word not in self.readers):
            return self._naming.complaint(Phrase.TAKES_NOTHING, word)
        return reader(rest)

    def _turning(self, word: str) -> Callable[[str], Turn] | None:
        """A number or an id turns to that session."""
        if word.isdecimal():
            return lambda _: Turn(self._focus.choose_number(int(word)))
        thread = self._roster.find(word)
        return None if thread is None else lambda _: Turn(self._focus.choose(thread))

    def _help(self, rest: str) -> Turn:
        if not rest:
            return Turn(overview(self._words, is_supervisor=self.is_supervisor))
        use = use_of(self._words, rest)
        if use is None:
            return self._naming.complaint(Phrase.UNKNOWN_COMMAND, rest)
        return Turn([use])

    # --- with colleagues

    def _accept(self, rest: str) -> Turn:
        """A number may be that of a colleague who calls."""
        is_call = self._company.declines(rest)
        return self._company.came(rest) if is_call else self._offers.accepted(rest)

    def _decline(self, rest: str) -> Turn:
        is_call = self._company.declines(rest)
        return self._company.declined(rest) if is_call else self._offers.declined(rest)

    def _watch(self, word: str, how: WatchHow, rest: str) -> Turn:
        """A session is named, or the current one is meant."""
        name, more = split_first(rest)
        if not name and self._roster.current is None:
            return self._naming.complaint(AsidePhrase.WATCH_USAGE, word)
        session = self._naming.session(name)
        thread = self._roster.find(session) if isinstance(session, str) else None
        if thread is not None and not thread.is_guest:
            return self._naming.complaint(AsidePhrase.WATCH_OWN, word)
        make = partial(self._company.watched, how, more)
        return self._naming.on_session(word, make, name)

    # --- on a session

    def _transfer(self, rest: str) -> Turn:
        thread = self._naming.current
        if thread is None:
            phrase = DeskPhrase.NO_CURRENT_TO_TRANSFER
            return self._naming.complaint(phrase, "transfer")
        return self._transfers.handed_over(thread, rest)

    def _close(self, rest: str) -> Turn:
        """A number is needed in a side room: who wants to leave it ends no session."""
        current, host = self._roster.current, self._naming.current
        is_aside = current is not None and room_at(current.session) != VISITOR_ROOM
        if not rest and is_aside and host is not None:
            number = str(self._roster.number(host))
            return self._naming.complaint(AsidePhrase.CLOSE_WHAT, "close", number)
        turn = self._naming.on_session("close", EndSession, rest)
        for action in turn.actions:
            if isinstance(action, EndSession):
                self._focus.closing(action.session)
        return turn

    def _take(self, rest: str) -> Turn:
        if not rest:
            return self._naming.complaint(DeskPhrase.TAKE_USAGE, "take")
        session = self._naming.session(rest)
        if isinstance(session, str) and self._offers.rings(session):
            return self._offers.taken(session)  # its slot is held by the ring
        return self._naming.on_session("take", GiveSession, rest)

    def _initiate(self, rest: str) -> Turn:
        visitor, text = split_first(rest)
        if not text:
            return self._naming.complaint(ReachingPhrase.INITIATE_USAGE, "initiate")
        return Turn(actions=[BeginSession(mentioned(visitor), text)])

    def _assign(self, rest: str) -> Turn:
        session, agent = split_first(rest)
        if not agent:
            return self._naming.complaint(DeskPhrase.ASSIGN_USAGE, "assign")
        name = mentioned(agent)
        make = partial(GiveSession, agent=name)
        return self._naming.on_session("assign", make, session)

    # --- on an agent

    def _set_capacity(self, rest: str) -> Turn:
        name, number = split_first(rest)
        is_good = number.isdecimal() and 0 < int(number) <= MAX_CAPACITY
        if not is_good:
            return self._naming.complaint(DeskPhrase.CAPACITY_USAGE, "capacity")
        agent = mentioned(name)
        return Turn(actions=[ChangeAgent(agent, capacity=int(number))])

    def _set_status(self, rest: str) -> Turn:
        name, status = split_first(rest)
        wanted = STATUS_COMMANDS.get(status)
        if wanted is None:
            return self._naming.complaint(DeskPhrase.STATUS_USAGE, "status")
        agent = mentioned(name)
        return Turn(actions=[ChangeAgent(agent, status=wanted)])
