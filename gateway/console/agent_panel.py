"""PURE: an agent's rows above the line being typed, and the list of sessions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from gateway.console.agent_status import AgentStatus
from gateway.console.company import Company
from gateway.console.desk_phrases import DeskPhrase
from gateway.console.knowledge_desk import KnowledgeDesk
from gateway.console.link_view import LinkView
from gateway.console.offers import Offers
from gateway.console.phrases import Phrase, Words
from gateway.console.roster import Roster
from gateway.console.speech import BAR, SEPARATOR, Speech
from gateway.console.styled import Line, Span, Style, cut, on_one_row, styled
from gateway.console.thread import Thread
from gateway.console.transfers import Transfers

_TYPING_MARK: Final = "…"
LAST_COLUMNS: Final = 24
"""Of a session's last message in the list: its id needs room beside it."""


class AgentPanel:
    """What stays in sight: unconfirmed messages, what rings, what goes, the status.

    Args:
        words: the agent's language.
        speech: how messages look.
        link: the connection.
        roster: the agent's sessions.
        status: the agent's own.
        offers: what rings.
        transfers: what is being handed over.
        company: who calls.
        knowledge: how much of its news is unread.
    """

    def __init__(  # noqa: PLR0913, PLR0917 - one for each part that is shown
        self,
        words: Words,
        speech: Speech,
        link: LinkView,
        roster: Roster,
        status: AgentStatus,
        offers: Offers,
        transfers: Transfers,
        company: Company,
        knowledge: KnowledgeDesk,
    ) -> None:
        self._words = words
        self._speech = speech
        self._link = link
        self._roster = roster
        self._status = status
        self._offers = offers
        self._transfers = transfers
        self._company = company
        self._knowledge = knowledge

    @property
    def is_counting(self) -> bool:
        """True while a part changes by itself, once a second."""
        parts = (
            self._link,
            self._offers,
            self._transfers,
            self._status,
            self._company,
        )
        return any(part.is_counting for part in parts)

    def rows(self, pending: Iterable[str], now: float) -> list[Line]:
        """The rows, with the messages that are not confirmed."""
        return [
            *self._speech.pending(pending, is_up=self._link.is_up),
            *self._transfers.rows(now),
            *self._offers.rows(now),
            *self._company.rows(now),
            self._bar(now),
        ]

    def session_list(self) -> list[Line]:
        """The sessions, one to a row, with their last words and their ids."""
        if not self._roster.announced:
            return [styled(self._words(DeskPhrase.NO_SESSIONS), Style.DIM)]
        return [self._list_row(thread) for thread in self._roster.announced]

    def _list_row(self, thread: Thread) -> Line:
        mark = "*" if thread is self._roster.current else " "
        group = thread.group
        number, name = self._roster.number(thread), thread.name
        text = self._words(DeskPhrase.LISTED, number=number, name=name, group=group)
        if not group:
            text = f"[{number}] {name}"  # a room of agents
        spans = [Span(f"{mark} {text}")]
        if thread.unread:
            unread = self._words(DeskPhrase.UNREAD, count=thread.unread)
            spans += [SEPARATOR, Span(unread, Style.NOTICE)]
        if thread.recent:
            last = on_one_row(self._speech.said(thread.recent[-1]))
            spans += [SEPARATOR, Span(cut(last, LAST_COLUMNS), Style.DIM)]
        return (*spans, SEPARATOR, Span(thread.session, Style.DIM))

    def _bar(self, now: float) -> Line:
        spans = [BAR, self._link.banner(now), *self._status.spans(now)]
        spans += self._knowledge.spans
        for thread in self._roster.announced:
            spans += [SEPARATOR, *self._tab(thread)]
        current = self._roster.current
        if current is not None:
            if current.fate is not None:
                spans += [SEPARATOR, Span(self._words(current.fate), Style.DIM)]
            for name, preview in current.typing:
                text = self._typing(name, preview)
                spans += [SEPARATOR, Span(text, Style.TYPING)]
        return tuple(spans)

    def _tab(self, thread: Thread) -> list[Span]:
        is_current = thread is self._roster.current
        style = Style.OTHER if is_current else Style.DIM
        spans = [Span(f"[{self._roster.title(thread)}]", style)]
        if thread.view is not None and thread.view.visitor_away:
            spans.append(Span(self._words(DeskPhrase.AWAY), Style.NOTICE))
        if thread.unread and not is_current:
            spans.append(Span(f" +{thread.unread}", Style.NOTICE))
        if thread.typing and not is_current:
            spans.append(Span(_TYPING_MARK, Style.TYPING))
        return spans

    def _typing(self, name: str, preview: str) -> str:
        if not preview:
            return self._words(Phrase.TYPING, name=name)
        # The end of it, and a character takes two columns at most.
        shown = on_one_row(preview)[-(LAST_COLUMNS // 2) :].lstrip()
        return self._words(Phrase.TYPED, name=name, text=shown)

    def typing_line(self, session: str, name: str, preview: str) -> Line:
        """Who types and where, where there are no rows that stay."""
        text = self._typing(name, preview)
        thread = self._roster.find(session)
        if thread is not None:
            text = f"[{self._roster.number(thread)}] {text}"
        return styled(text, Style.TYPING)
