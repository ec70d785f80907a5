"""PURE: what an agent's and a supervisor's commands mean.

A session is named by its number among the agent's (`1`), by its row in the queue, in
the list of those who are served, or of what is to be followed up, that was asked for
last (`q1`, `r1`, `f1`), or by its id;
where it may be left out, the current one is meant, and so is its group.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from gateway.console.agent_panel import AgentPanel
from gateway.console.agent_status import STATUS_COMMANDS, AgentStatus
from gateway.console.aside_phrases import AsidePhrase
from gateway.console.commands import Command, split_first
from gateway.console.company import Company
from gateway.console.customers import CustomerDesk
from gateway.console.desk_phrases import DeskPhrase
from gateway.console.focus import Focus
from gateway.console.follow_up_view import FOLLOW_UP_MARK, FollowUpView
from gateway.console.left_view import LEFT_MARK, LeftView
from gateway.console.mention import mentioned
from gateway.console.note_phrases import NotePhrase
from gateway.console.notes import NoteTaking
from gateway.console.offers import Offers
from gateway.console.phrases import Bilingual, Phrase, Words
from gateway.console.queue_view import ROW_MARK, QueueView
from gateway.console.reaching_phrases import ReachingPhrase
from gateway.console.roster import Roster
from gateway.console.serving_view import SERVED_MARK, ServingView
from gateway.console.speech import Speech
from gateway.console.styled import Line, Style, styled
from gateway.console.transfers import Transfers
from gateway.console.turn import (
    Action,
    AskColleagues,
    AskContext,
    AskFollowUps,
    AskLeft,
    AskQueue,
    AskRating,
    AskServing,
    AskWhy,
    BeginSession,
    ChangeAgent,
    EndSession,
    GiveSession,
    Leave,
    Turn,
)
from gateway.wire.aside_frames import WatchHow
from gateway.wire.terms import MAX_CAPACITY, session_at


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
        queue: the queue that was asked for last.
        serving: the same of those who are served.
        follow_ups: the same of what is to be followed up.
        left: the same of what visitors left.
        panel: knows the list of sessions.
        company: who is there beside visitor and agent.
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
        queue: QueueView,
        serving: ServingView,
        follow_ups: FollowUpView,
        left: LeftView,
        panel: AgentPanel,
        company: Company,
    ) -> None:
        self.is_supervisor = False
        """Whether help names what only supervisors may."""
        self._words = words
        self._roster = roster
        self._focus = focus
        self._status = status
        self._offers = offers
        self._rows_by_mark = {
            ROW_MARK: (queue.session, DeskPhrase.NO_SUCH_ROW),
            SERVED_MARK: (serving.session, DeskPhrase.NO_SUCH_SERVED_ROW),
            FOLLOW_UP_MARK: (follow_ups.session, NotePhrase.NO_SUCH_FOLLOW_UP),
            LEFT_MARK: (left.session, ReachingPhrase.NO_SUCH_LEFT),
        }
        self._transfers = transfers
        self._company = company
        self._group = ""
        customers = CustomerDesk(words, self._session)
        notes = NoteTaking(words, roster, self._session)
        self._alone: dict[str, Callable[[], Turn]] = {
            "help": self._help,
            "quit": lambda: Turn(actions=[Leave()]),
            "list": lambda: Turn(panel.session_list()),
            "free": lambda: status.entered("free", ""),
            "busy": lambda: status.entered("busy", ""),
            "offline": lambda: status.entered("offline", ""),
            "followups": lambda: Turn(actions=[AskFollowUps()]),
        }
        self._with_rest: dict[str, Callable[[str], Turn]] = {
            "rest": partial(status.entered, "rest"),
            "accept": self._accept,
            "decline": self._decline,
            "consult": company.consulted,
            "come": company.came,
            "talk": company.talked,
            "mention": company.mentioning,
            "cc": company.copied,
            "leave": company.left,
            "read": partial(self._about_session, "read", AskContext),
            "watch": partial(self._watch, "watch", "watch"),
            "whisper": partial(self._watch, "whisper", "whisper"),
            "barge": partial(self._watch, "barge", "speak"),
            "transfer": self._transfer,
            "keep": transfers.kept,
            "queue": partial(self._about_group, "queue", AskQueue),
            "serving": partial(self._about_group, "serving", AskServing),
            "colleagues": partial(self._about_group, "colleagues", AskColleagues),
            "take": self._take,
            "why": partial(self._about_session, "why", AskWhy),
            "close": self._close,
            "invite": partial(self._about_session, "invite", AskRating),
            "recall": lambda rest: speech.taken_back(roster.current, rest),
            "file": lambda rest: speech.file_chosen(roster.current, rest),
            "save": lambda rest: speech.file_wanted(roster.current, rest),
            "assign": self._assign,
            "capacity": self._set_capacity,
            "status": self._set_status,
            "left": partial(self._about_group, "left", AskLeft),
            "initiate": self._initiate,
            "tag": notes.tagged,
            "customer": customers.asked,
            "level": customers.ranked,
            "block": customers.blocked,
            "unblock": customers.unblocked,
            "remark": notes.remarked,
            "outcome": notes.concluded,
            "followup": notes.to_follow_up,
        }

    def obey(self, command: Command) -> Turn:
        """Does a command."""
        with_rest = self._with_rest.get(command.word)
        if with_rest is not None:
            return with_rest(command.rest)
        alone = self._find_alone(command.word)
        if alone is not None and not command.rest:
            return alone()
        phrase = Phrase.UNKNOWN_COMMAND if alone is None else Phrase.TAKES_NOTHING
        return self._complaint(phrase, command.word)

    def _find_alone(self, word: str) -> Callable[[], Turn] | None:
        if word.isdecimal():
            return lambda: Turn(self._focus.choose_number(int(word)))
        thread = self._roster.find(word)
        if thread is not None:
            return lambda: Turn(self._focus.choose(thread))
        return self._alone.get(word)

    def _help(self) -> Turn:
        lines = self._rows(DeskPhrase.AGENT_HELP) + self._rows(AsidePhrase.HELP)
        if self.is_supervisor:
            lines += self._rows(DeskPhrase.SUPERVISOR_HELP)
            lines += self._rows(AsidePhrase.SUPERVISOR_HELP)
        return Turn(lines)

    def _rows(self, phrase: Bilingual) -> list[Line]:
        return [styled(row, Style.DIM) for row in self._words(phrase).splitlines()]

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
            return self._complaint(AsidePhrase.WATCH_USAGE, word)
        session = self._session(name)
        if isinstance(session, Bilingual):
            number = name if name.isdecimal() else name[1:]
            return self._complaint(session, word, number)
        return self._company.watched(how, session_at(session), more)

    # --- on a session

    def _transfer(self, rest: str) -> Turn:
        thread = self._roster.current
        if thread is None:
            return self._complaint(DeskPhrase.NO_CURRENT_TO_TRANSFER, "transfer")
        return self._transfers.handed_over(thread, rest)

    def _close(self, rest: str) -> Turn:
        turn = self._about_session("close", EndSession, rest)
        for action in turn.actions:
            if isinstance(action, EndSession):
                self._focus.closing(action.session)
        return turn

    def _take(self, rest: str) -> Turn:
        if not rest:
            return self._complaint(DeskPhrase.TAKE_USAGE, "take")
        session = self._session(rest)
        if isinstance(session, str) and self._offers.rings(session):
            return self._offers.taken(session)  # its slot is held by the ring
        return self._about_session("take", GiveSession, rest)

    def _initiate(self, rest: str) -> Turn:
        visitor, text = split_first(rest)
        if not text:
            return self._complaint(ReachingPhrase.INITIATE_USAGE, "initiate")
        return Turn(actions=[BeginSession(mentioned(visitor), text)])

    def _assign(self, rest: str) -> Turn:
        session, agent = split_first(rest)
        if not agent:
            return self._complaint(DeskPhrase.ASSIGN_USAGE, "assign")
        name = mentioned(agent)
        return self._about_session("assign", lambda s: GiveSession(s, name), session)

    def _about_session(
        self, word: str, make: Callable[[str], Action], name: str
    ) -> Turn:
        """The action on a named session, or on the current one."""
        session = self._session(name)
        if isinstance(session, Bilingual):
            number = name if name.isdecimal() else name[1:]
            return self._complaint(session, word, number)
        return Turn(actions=[make(session)])

    def _session(self, name: str) -> str | Bilingual:
        """The session that is meant, or why it is not known which."""
        if not name:
            current = self._roster.current
            return DeskPhrase.WHICH_SESSION if current is None else current.session
        if name.isdecimal():
            thread = self._roster.numbered(int(name))
            return DeskPhrase.NO_SUCH_NUMBER if thread is None else thread.session
        rows = self._rows_by_mark.get(name[0])
        if rows is not None and name[1:].isdecimal():
            session, missing = rows
            return session(int(name[1:])) or missing
        return name

    # --- on a group

    def _about_group(self, word: str, make: Callable[[str], Action], name: str) -> Turn:
        """The action on a named group, the current session's, or the last one."""
        current = self._roster.current
        view = None if current is None else current.view
        group = name or (self._group if view is None else view.group)
        if not group:
            return self._complaint(DeskPhrase.WHICH_GROUP, word)
        self._group = group
        return Turn(actions=[make(group)])

    # --- on an agent

    def _set_capacity(self, rest: str) -> Turn:
        name, number = split_first(rest)
        is_good = number.isdecimal() and 0 < int(number) <= MAX_CAPACITY
        if not is_good:
            return self._complaint(DeskPhrase.CAPACITY_USAGE, "capacity")
        agent = mentioned(name)
        return Turn(actions=[ChangeAgent(agent, capacity=int(number))])

    def _set_status(self, rest: str) -> Turn:
        name, status = split_first(rest)
        wanted = STATUS_COMMANDS.get(status)
        if wanted is None:
            return self._complaint(DeskPhrase.STATUS_USAGE, "status")
        agent = mentioned(name)
        return Turn(actions=[ChangeAgent(agent, status=wanted)])

    def _complaint(self, phrase: Bilingual, word: str, number: str = "") -> Turn:
        text = self._words(phrase, word=word, number=number)
        return Turn([styled(text, Style.WARNING)])
