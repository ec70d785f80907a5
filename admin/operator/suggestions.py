"""`triodesk robot contributions` and `news` (R11): what is asked, and what is told."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Final, TypeVar

import msgspec

from actors.knowledge.contribution import (
    Approve,
    Contribute,
    Contributed,
    Contribution,
    ContributionAct,
    ContributionsFound,
    FindContributions,
    Reject,
)
from actors.knowledge.entry import (
    Answer,
    AnswerKind,
    Base,
    CategoryId,
    Entry,
    EntryId,
)
from actors.knowledge.news import (
    FindReaders,
    Marked,
    MarkRead,
    NewsFound,
    NewsItem,
    NewsRequest,
    ReadersFound,
    ReadNews,
)
from actors.knowledge.records import Changed, KnowledgeRefused
from admin.operator.asking import OperatorLine, connect
from admin.operator.frames import Problem, Request
from admin.operator.knowledge_frames import AlterContributions
from admin.operator.suggestion_phrases import STATES, SuggestionPhrase
from admin.operator.table import text_table
from admin.operator.teller import Teller
from gateway.console.phrases import Words
from runtime.errors import Unavailable, UsageError

T = TypeVar("T")

FAILED: Final = 1
OPERATOR_READS: Final = "operator"
"""Whose marks are meant where no member is named."""
_SHOWN_CHARS: Final = 60
"""Of an answer in a row; `--json` has all of it."""
_OPERATION_BYTES: Final = 16
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


class MarkAsRead(msgspec.Struct, frozen=True):
    """Marks, as the version in force has them."""

    reader: str
    entries: tuple[EntryId, ...]


Wish = FindContributions | ContributionAct | NewsRequest | MarkAsRead


def read_contributions_wish(given: Mapping[str, object]) -> Wish:
    """PURE: what the arguments of `contributions` ask for.

    Raises:
        UsageError: a value is out of its bounds.
    """
    match given.get("act"):
        case "add":
            return Contribute(_entry(given), str(given["words"]), str(given["by"]))
        case "approve":
            return _converted(_some(given, "id", "reason"), Approve)
        case "reject":
            return _converted(_some(given, "id", "reason"), Reject)
        case "list":
            names = _some(given, "state", "by", "before", "limit")
            return _converted(names, FindContributions)
        case _:
            return _converted({"state": "waiting"}, FindContributions)


def read_news_wish(given: Mapping[str, object]) -> Wish:
    """PURE: what the arguments of `news` ask for.

    Raises:
        UsageError: a value is out of its bounds.
    """
    reader = given.get("reader") or OPERATOR_READS
    match given.get("act"):
        case "read":
            fields = {"reader": reader, "entries": given["entries"]}
            return _converted(fields, MarkAsRead)
        case "readers":
            return _converted(_some(given, "entry"), FindReaders)
        case _:
            names = _some(given, "unread", "after", "limit")
            return _converted({"reader": reader, **names}, ReadNews)


def _some(given: Mapping[str, object], *names: str) -> dict[str, object]:
    return {name: given[name] for name in names if given.get(name) is not None}


def _entry(given: Mapping[str, object]) -> Entry:
    similar = given["similar"]
    assert isinstance(similar, Sequence), "argparse's list"  # noqa: S101
    return Entry(
        EntryId(str(given["entry"])),
        Base(given["base"]),
        CategoryId(""),
        str(given["question"]),
        tuple(map(str, similar)),
        (Answer(AnswerKind.TEXT, str(given["answer"])),),
        language=str(given["language"]),
    )


def _converted(fields: Mapping[str, object], kind: type[T]) -> T:
    try:
        return msgspec.convert(fields, kind)
    except msgspec.ValidationError as error:
        raise UsageError(str(error)) from None


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
        answer = await self._ask(await self._request(wish))
        if isinstance(answer, KnowledgeRefused):
            phrase, code = SuggestionPhrase.REFUSED, answer.rule.value
            self._teller.complain(phrase, reason=answer.text, code=code)
            return FAILED
        if self._as_json:
            self._teller.json(answer)
        else:
            self._tell(answer, wish)
        return 0

    async def _request(self, wish: Wish) -> Request:
        match wish:
            case Contribute() | Approve() | Reject():
                operation = secrets.token_hex(_OPERATION_BYTES)
                return AlterContributions(operation, wish)
            case MarkAsRead(reader, entries):
                news = await self._ask(ReadNews(reader, limit=1))
                if not isinstance(news, NewsFound) or not news.version:
                    raise UsageError(self._words(SuggestionPhrase.NOTHING))
                return MarkRead(reader, news.version, entries)
            case _:
                return wish

    async def _ask(self, request: Request) -> object:
        answer = await self._line.ask(request)
        if isinstance(answer, Problem):
            raise Unavailable(f"not now: {answer.text}")
        return answer

    def _tell(self, answer: object, wish: Wish) -> None:
        say = self._teller.say
        match answer:
            case ContributionsFound():
                self._contributions(answer)
            case NewsFound():
                self._news(answer)
            case ReadersFound(readers):
                rows = [(who, _moment(at_ms)) for who, at_ms in readers]
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
                raise Unavailable("not now: it answered something else")

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
            _moment(one.at_ms),
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
            _moment(item.at_ms),
            item.by,
            item.entry,
            item.question,
        )

    def _table(
        self, headings: Sequence[SuggestionPhrase], rows: Sequence[Sequence[str]]
    ) -> None:
        for line in text_table([tuple(map(self._words, headings)), *rows]):
            print(line)  # noqa: T201


def _moment(at_ms: int) -> str:
    """Of this machine's time zone, to the minute."""
    return f"{datetime.fromtimestamp(at_ms / 1000).astimezone():%Y-%m-%d %H:%M}"
