"""PURE: what agents suggest for the robot, and what they read of its news (R11)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final, Literal

from gateway.console.commands import split_first
from gateway.console.knowledge_phrases import KnowledgePhrase
from gateway.console.knowledge_requests import (
    AskEntry,
    AskNews,
    AskSuggestions,
    DecideSuggestion,
    MarkRead,
    Suggest,
)
from gateway.console.numbered_list import INDENT
from gateway.console.phrases import Words
from gateway.console.roster import Roster
from gateway.console.speech import SEPARATOR, Speech
from gateway.console.styled import Line, Span, Style, on_one_row, styled
from gateway.console.turn import Turn
from gateway.wire.knowledge_frames import (
    Contributed,
    Contribution,
    Contributions,
    ContributionStateName,
    Entry,
    News,
    NewsRow,
)

NEWS_LISTED: Final = 20
"""News asked for and shown: what fits on a screen together with the rest."""
ALL: Final = "all"
KnowledgeAnswer = Contributed | Contributions | News | Entry

_BETWEEN: Final = re.compile(r"\s*[|｜]\s*")
_NUMBER: Final = re.compile(r"#?([0-9]{1,15})")
_MESSAGE: Final = re.compile(r"#([0-9]{1,15})")
_STATES: Final[Mapping[str, Literal["", ContributionStateName]]] = {
    "": "",
    "waiting": "waiting",
    "approved": "approved",
    "rejected": "rejected",
}
_STATE_PHRASES: Final[Mapping[str, KnowledgePhrase]] = {
    "waiting": KnowledgePhrase.WAITING,
    "approved": KnowledgePhrase.APPROVED,
    "rejected": KnowledgePhrase.REJECTED,
}


class KnowledgeDesk:
    """The commands about knowledge, and the news that were listed last.

    Args:
        words: the agent's language.
        speech: how moments look.
        roster: the agent's sessions.
    """

    def __init__(self, words: Words, speech: Speech, roster: Roster) -> None:
        self._words = words
        self._speech = speech
        self._roster = roster
        self._news: News | None = None
        self._is_list_wanted = False

    @property
    def readers(self) -> dict[str, Callable[[str], Turn]]:
        """The commands, by their words."""
        return {
            "contribute": self._contributed,
            "contributions": self._listed,
            "approve": self._approved,
            "reject": self._rejected,
            "news": self._news_asked,
        }

    # --- commands

    def _contributed(self, rest: str) -> Turn:
        """`QUESTION | ANSWER`; `#7`, or nothing, is a message of the visitor's."""
        question, *answers = _BETWEEN.split(rest.strip(), maxsplit=1)
        if not answers or not answers[0]:
            return self._complaint(KnowledgePhrase.CONTRIBUTE_USAGE)
        found = _MESSAGE.fullmatch(question)
        if found or not question:
            question = self._asked_by_visitor(int(found[1]) if found else 0)
        if not question:
            return self._complaint(KnowledgePhrase.NO_SUCH_QUESTION)
        return Turn(actions=[Suggest(question, answers[0])])

    def _asked_by_visitor(self, number: int) -> str:
        """A message of the current session, 0: the last; "": there is none."""
        current = self._roster.current
        said = () if current is None else current.recent
        texts = [
            " ".join(each.text.split())
            for each in said
            if each.role == "visitor" and number in {0, each.number}
        ]
        return texts[-1] if texts else ""

    def _listed(self, rest: str) -> Turn:
        number = _NUMBER.fullmatch(rest)
        if number:
            return Turn(actions=[AskSuggestions(before=int(number[1]))])
        state = _STATES.get(rest)
        if state is None:
            return self._complaint(KnowledgePhrase.CONTRIBUTIONS_USAGE)
        return Turn(actions=[AskSuggestions(state)])

    def _approved(self, rest: str) -> Turn:
        first, reason = split_first(rest)
        number = _NUMBER.fullmatch(first)
        if number is None:
            return self._complaint(KnowledgePhrase.APPROVE_USAGE)
        decided = DecideSuggestion(int(number[1]), is_approved=True, reason=reason)
        return Turn(actions=[decided])

    def _rejected(self, rest: str) -> Turn:
        first, reason = split_first(rest)
        number = _NUMBER.fullmatch(first)
        if number is None or not reason:
            return self._complaint(KnowledgePhrase.REJECT_USAGE)
        decided = DecideSuggestion(int(number[1]), is_approved=False, reason=reason)
        return Turn(actions=[decided])

    def _news_asked(self, rest: str) -> Turn:
        """All of them, one to read, or `all` are marked."""
        news = self._news
        if not rest:
            self._is_list_wanted = True
            return Turn(actions=[AskNews()])
        if news is not None and news.version and rest == ALL:
            return Turn(actions=[MarkRead(news.version)])
        found = _NUMBER.fullmatch(rest)
        number = int(found[1]) if found else 0
        if news is None or not 0 < number <= len(news.rows):
            return self._complaint(KnowledgePhrase.NO_SUCH_NEWS)
        return Turn(actions=[AskEntry(news.rows[number - 1].entry)])

    def _complaint(self, phrase: KnowledgePhrase) -> Turn:
        return Turn([styled(self._words(phrase), Style.WARNING)])

    # --- what comes of them

    def connected(self) -> Turn:
        """How much is unread is asked once, and shown in the panel."""
        return Turn(actions=[AskNews()])

    def published(self) -> Turn:
        """What the robot knows was published anew."""
        told = styled(self._words(KnowledgePhrase.PUBLISHED), Style.NOTICE)
        return Turn([told], [AskNews()])

    @property
    def spans(self) -> list[Span]:
        """What the panel shows: how much is unread, if anything."""
        unread = 0 if self._news is None else self._news.unread
        if not unread:
            return []
        text = self._words(KnowledgePhrase.UNREAD, count=unread)
        return [SEPARATOR, Span(text, Style.NOTICE)]

    def answered(self, answer: KnowledgeAnswer) -> Turn:
        """Shows what was asked for."""
        match answer:
            case Contributed(number=number):
                text = self._words(KnowledgePhrase.CONTRIBUTED, number=number)
                return Turn([styled(text, Style.DIM)])
            case Contributions():
                return Turn(self._contributions(answer))
            case News():
                return Turn(self._take_news(answer))
            case Entry():
                return self._entry(answer)

    def _contributions(self, found: Contributions) -> list[Line]:
        if not found.rows:
            empty = self._words(KnowledgePhrase.NO_CONTRIBUTIONS)
            return [styled(empty, Style.DIM)]
        head = self._words(KnowledgePhrase.CONTRIBUTIONS, count=found.waiting)
        lines = [styled(head, Style.NOTICE)]
        for row in found.rows:
            lines += self._contribution(row)
        if found.next:
            older = self._words(KnowledgePhrase.OLDER, number=found.next)
            lines.append(styled(INDENT + older, Style.DIM))
        return lines

    def _contribution(self, row: Contribution) -> list[Line]:
        known = _STATE_PHRASES.get(row.state)
        state = row.state if known is None else self._words(known)
        at = self._speech.time(row.at)
        head = f"{INDENT}{row.number}{INDENT}{state} · {row.by} · {at}"
        answer = on_one_row(f"{row.question} → {row.answer}")
        lines: list[Line] = [(Span(head, Style.DIM), SEPARATOR, Span(answer))]
        if row.decided_by:
            reason = on_one_row(row.reason)
            said = KnowledgePhrase.DECIDED_BY
            text = self._words(said, name=row.decided_by, reason=reason)
            lines.append(styled(INDENT * 2 + text, Style.DIM))
        return lines

    def _take_news(self, news: News) -> list[Line]:
        """Shown if a list was wanted; else it only tells how much is unread."""
        self._news = news
        if not self._is_list_wanted:
            return []
        self._is_list_wanted = False
        if not news.rows:
            return [styled(self._words(KnowledgePhrase.NO_NEWS), Style.DIM)]
        head = self._words(KnowledgePhrase.NEWS, count=news.unread)
        rows = [self._news_row(at, row) for at, row in enumerate(news.rows, 1)]
        hint = INDENT + self._words(KnowledgePhrase.NEWS_HINT)
        return [styled(head, Style.NOTICE), *rows, styled(hint, Style.DIM)]

    def _news_row(self, at: int, row: NewsRow) -> Line:
        kind = KnowledgePhrase.CHANGED if row.is_change else KnowledgePhrase.NEW
        mark = "✓" if row.read_at else "*"
        told = f"{INDENT}{mark} {at}{INDENT}{self._words(kind)} "
        moment = self._speech.time(row.at)
        question = Span(on_one_row(row.question))
        return (Span(told, Style.DIM), question, SEPARATOR, Span(moment, Style.DIM))

    def _entry(self, entry: Entry) -> Turn:
        """An entry is read by being shown: as the listed version has it."""
        lines = [styled(on_one_row(entry.question), Style.NOTICE)]
        if entry.similar:
            text = on_one_row(", ".join(entry.similar))
            similar = self._words(KnowledgePhrase.SIMILAR, text=text)
            lines.append(styled(INDENT + similar, Style.DIM))
        lines += [styled(INDENT + each.body) for each in entry.answers]
        news = self._news
        if news is None:
            return Turn(lines)
        return Turn(lines, [MarkRead(news.version, (entry.entry,))])
