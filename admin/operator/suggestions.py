"""`triodesk robot contributions` and `news` (R11): what is asked, and what is told."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from actors.knowledge.contribution import (
    Approve,
    Contribute,
    Contributed,
    Contribution,
    ContributionsFound,
    Reject,
)
from actors.knowledge.news import (
    Marked,
    MarkRead,
    NewsFound,
    NewsItem,
    ReadersFound,
    ReadNews,
)
from actors.knowledge.records import Changed, KnowledgeRefused
from admin.knowledge_refusal import refusal_text
from admin.operator.asking import OperatorLine, connect, unexpected
from admin.operator.command import FAILED
from admin.operator.frames import Answer, Request
from admin.operator.knowledge_frames import AlterContributions
from admin.operator.moment import to_minute
from admin.operator.operation import new_operation
from admin.operator.suggestion_phrases import STATES, SuggestionPhrase
from admin.operator.suggestions_wish import MarkAsRead, Wish
from admin.operator.table import text_table
from admin.operator.teller import Teller
from gateway.console.phrases import Words
from runtime.errors import UsageError

_SHOWN_CHARS: Final = 60
"""Of an answer in a row; `--json` has all of it."""
_CONTRIBUTIONS: Final = (
    SuggestionPhrase.NUMBER,
    SuggestionPhrase.STATE,
    SuggestionPhrase.BY,
    SuggestionPhrase.AT,
    SuggestionPhrase.QUESTION,
    SuggestionPhrase.ANSWER,
    SuggestionPhrase.REASON,
)
_NEWS: Final = (
    SuggestionPhrase.READ,
    SuggestionPhrase.KIND,
    SuggestionPhrase.SINCE,
    SuggestionPhrase.AT,
    SuggestionPhrase.BY,
    SuggestionPhrase.ENTRY,
    SuggestionPhrase.QUESTION,
)


async def suggestions(path: Path, wish: Wish, language: str, *, as_json: bool) -> int:
    """Does one command on the service whose socket this is; returns the exit code.

    Raises:
        NoService: nobody answers there.
        Unavailable: it does not answer now.
    """
    async with connect(path) as line:
        return await _Clerk(line, Words(language), as_json=as_json).do(wish)


class _Clerk:
    def __init__(self, line: OperatorLine, words: Words, *, as_json: bool) -> None:
        self._line = line
        self._words = words
        self._teller = Teller(words)
        self._as_json = as_json

    async def do(self, wish: Wish) -> int:
        answer = await self._line.told(await self._request(wish))
        if isinstance(answer, KnowledgeRefused):
            phrase, code = SuggestionPhrase.REFUSED, answer.rule.value
            reason = refusal_text(self._words, answer)
            self._teller.complain(phrase, reason=reason, code=code)
            return FAILED
        if self._as_json:
            self._teller.json(answer)
        else:
            self._tell(answer, wish)
        return 0

    async def _request(self, wish: Wish) -> Request:
        match wish:
            case Contribute() | Approve() | Reject():
                return AlterContributions(new_operation(), wish)
            case MarkAsRead(reader, entries):
                news = await self._line.get(ReadNews(reader, limit=1), NewsFound)
                if not news.version:
                    raise UsageError(self._words(SuggestionPhrase.NOTHING))
                return MarkRead(reader, news.version, entries)
            case _:
                return wish

    def _tell(self, answer: Answer, wish: Wish) -> None:
        say = self._teller.say
        match answer:
            case ContributionsFound():
                self._contributions(answer)
            case NewsFound():
                self._news(answer)
            case ReadersFound(readers):
                rows = [(who, to_minute(at_ms)) for who, at_ms in readers]
                self._table((SuggestionPhrase.READER, SuggestionPhrase.AT), rows)
            case Contributed(number):
                say(SuggestionPhrase.MADE, number=str(number))
            case Changed(ids) if isinstance(wish, Approve):
                say(SuggestionPhrase.TAKEN, entry=" ".join(ids))
            case Changed():
                say(SuggestionPhrase.LEFT_OUT)
            case Marked():
                say(SuggestionPhrase.MARKED)
            case _:
                raise unexpected()

    def _contributions(self, found: ContributionsFound) -> None:
        rows = [self._contribution(each) for each in found.contributions]
        self._table(_CONTRIBUTIONS, rows)
        self._teller.say(SuggestionPhrase.LISTED, count=str(found.waiting))
        if found.next:
            self._teller.say(SuggestionPhrase.MORE, next=str(found.next))

    def _contribution(self, one: Contribution) -> tuple[str, ...]:
        return (
            str(one.id),
            self._words(STATES[one.state]),
            one.by,
            to_minute(one.at_ms),
            one.entry.question,
            one.entry.answers[0].body[:_SHOWN_CHARS],
            one.reason,
        )

    def _news(self, found: NewsFound) -> None:
        self._table(_NEWS, [self._item(each) for each in found.items])
        count, version = str(found.unread), str(found.version)
        self._teller.say(SuggestionPhrase.UNREAD, count=count, version=version)
        if found.next:
            self._teller.say(SuggestionPhrase.MORE_NEWS, next=found.next)

    def _item(self, item: NewsItem) -> tuple[str, ...]:
        kind = SuggestionPhrase.CHANGED if item.is_change else SuggestionPhrase.NEW
        return (
            "✓" if item.read_ms else "",
            self._words(kind),
            str(item.since),
            to_minute(item.at_ms),
            item.by,
            item.entry,
            item.question,
        )

    def _table(
        self, headings: Sequence[SuggestionPhrase], rows: Sequence[Sequence[str]]
    ) -> None:
        for line in text_table([tuple(map(self._words, headings)), *rows]):
            print(line)  # noqa: T201
