"""`triodesk quick-replies`: what all agents share, as a list and as a file (A5)."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import Final

import msgspec

from actors.quick_replies.records import (
    MAX_PUT,
    DropReplies,
    PutReplies,
    ReadReplies,
    RepliesChange,
    RepliesChanged,
    RepliesRead,
    ReplyRefused,
)
from actors.quick_replies.reply import SHARED, QuickReply
from admin.operator.asking import OperatorLine, unexpected
from admin.operator.command import FAILED
from admin.operator.operation import new_operation
from admin.operator.reply_frames import AlterReplies
from admin.operator.reply_phrases import REASONS, ReplyPhrase
from admin.operator.reply_sheet import read_replies, reply_rows
from admin.operator.table import text_table
from admin.operator.teller import Teller
from admin.sheet.sheet_file import reading_sheet, writing_sheet
from gateway.console.phrases import Words

_SHOWN_CHARS: Final = 60
"""Of a text in a row; `--json` has all of it."""
_HEADINGS: Final = (
    ReplyPhrase.ID,
    ReplyPhrase.CATEGORY,
    ReplyPhrase.TITLE,
    ReplyPhrase.TEXT,
)


class ListReplies(msgspec.Struct, frozen=True):
    """All of them."""


class TakeSheet(msgspec.Struct, frozen=True):
    """Put the rows of a file, by their titles."""

    file: Path


class GiveSheet(msgspec.Struct, frozen=True):
    """Write them into a file."""

    file: Path


Wish = ListReplies | PutReplies | DropReplies | TakeSheet | GiveSheet


class ReplyClerk:
    """Does the commands.

    Args:
        line: to the service.
        words: the reader's.
        sheet: the language of headings.
        as_json: answers are for programs.
    """

    def __init__(
        self, line: OperatorLine, words: Words, sheet: Words, *, as_json: bool
    ) -> None:
        self._line = line
        self._words = words
        self._sheet = sheet
        self._teller = Teller(words)
        self._as_json = as_json

    async def do(self, wish: Wish) -> int:
        """Does one; returns the exit code.

        Raises:
            UsageError: a file cannot be read or written, or a row has a fault.
            Unavailable: the service does not answer now.
        """
        match wish:
            case ListReplies():
                self._list([each async for each in self._all()])
            case GiveSheet(file):
                await self._give(file)
            case TakeSheet(file):
                return await self._take(file)
            case change:
                return await self._change(change)
        return 0

    def _list(self, replies: Sequence[QuickReply]) -> None:
        if self._as_json:
            for each in replies:
                self._teller.json(each)
            return
        rows = [
            (each.id, each.category, each.title, each.text[:_SHOWN_CHARS])
            for each in replies
        ]
        for line in text_table([tuple(map(self._words, _HEADINGS)), *rows]):
            print(line)  # noqa: T201
        self._teller.say(ReplyPhrase.LISTED, count=str(len(replies)))

    async def _give(self, file: Path) -> None:
        replies = [each async for each in self._all()]
        replies.sort(key=lambda each: (each.category, each.title))
        with writing_sheet(file) as write:
            for row in reply_rows(replies, self._sheet):
                write(row)
        count = str(len(replies))
        self._teller.say(ReplyPhrase.WRITTEN, file=str(file), count=count)

    async def _take(self, file: Path) -> int:
        """Nothing is put of a file in which a row has a fault."""
        with reading_sheet(file) as rows:
            replies = read_replies(rows)
        for begin in range(0, len(replies), MAX_PUT):
            put = PutReplies(SHARED, replies[begin : begin + MAX_PUT], is_by_title=True)
            answer = await self._altered(put)
            if isinstance(answer, ReplyRefused):
                return self._refused(answer, ReplyPhrase.STOPPED, count=str(begin))
        self._teller.say(ReplyPhrase.PUT, count=str(len(replies)))
        return 0

    async def _change(self, change: RepliesChange) -> int:
        answer = await self._altered(change)
        if isinstance(answer, ReplyRefused):
            return self._refused(answer, ReplyPhrase.REFUSED)
        if self._as_json:
            self._teller.json(answer)
            return 0
        puts = isinstance(change, PutReplies)
        phrase = ReplyPhrase.PUT if puts else ReplyPhrase.DROPPED
        self._teller.say(phrase, count=str(answer.count))
        return 0

    def _refused(
        self, refused: ReplyRefused, phrase: ReplyPhrase, **values: str
    ) -> int:
        reason = self._words(REASONS[refused.rule], text=refused.text)
        self._teller.complain(phrase, reason=reason, code=refused.rule.value, **values)
        return FAILED

    async def _altered(self, change: RepliesChange) -> RepliesChanged | ReplyRefused:
        answer = await self._line.told(AlterReplies(new_operation(), change))
        if not isinstance(answer, RepliesChanged | ReplyRefused):
            raise unexpected()
        return answer

    async def _all(self) -> AsyncIterator[QuickReply]:
        after = ""
        while True:
            page = await self._line.get(ReadReplies(after=after), RepliesRead)
            for each in page.replies:
                yield each
            after = page.next
            if not after:
                return
