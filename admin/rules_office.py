"""The rules as administrators' faces use them: read, change with an audit row, history.

What a rule refuses is an answer with a code; a store or a log that is away raises.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import Final

import msgspec

from actors.accounts.audit import Act
from actors.accounts.messages import NoteDeskAct
from actors.accounts.noting import Note, write_down
from actors.accounts.permissions import Principal
from actors.assignment.messages import GetRule
from actors.channels.core import ANY_GROUP
from actors.desk import Desk
from actors.figures import GroupFigure, groups
from actors.ids import RULEBOOK, THE_RULEBOOK, GroupId
from actors.refusal import Refused, Rule
from actors.rules.actor import RULEBOOK_CODEC
from actors.rules.core import apply
from actors.rules.history import undoing
from actors.rules.messages import (
    Change,
    ChangeRules,
    DropGroup,
    GetRulebook,
    PutChannel,
    PutGroup,
    RulebookChanged,
)
from actors.rules.prompts import SILENT
from actors.rules.rulebook import Rulebook, Rules
from admin.change_words import change_words
from runtime.called_back import ask_journal
from runtime.journal import EntityRecord, ReadEntity
from runtime.node import Node

MAX_NOTED_CHARS: Final = 500
"""Of changes in a row of the audit log; all of them are in the rulebook's journal."""
READ_SECONDS: Final = 10.0
"""For the journal to give a page of versions."""
MAX_VERSIONS: Final = 30
"""In one page: so many requests of the greatest length fit an operator's answer."""


class RulesVersion(msgspec.Struct, frozen=True):
    """Who made what of the rules, when (wall time)."""

    version: int
    at_ms: int
    by: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class ToldVersion:
    """A version, and the book before and after it."""

    version: int
    at_ms: int
    by: str
    before: Rulebook
    after: Rulebook


class RulesOffice:
    """Made once by the composition root; all methods are for the trio loop's tasks.

    Args:
        desk: whose rules.
        node: on which its groups are.
        note: writes a row of the audit log; see `AccountsDoor.note`.
    """

    def __init__(self, desk: Desk, node: Node, note: Note) -> None:
        self._desk = desk
        self._node = node
        self._note = note

    @property
    def rules(self) -> Rules:
        """Those in force, and what the configuration says."""
        return self._desk.rules

    @property
    def now_ms(self) -> int:
        """Wall time."""
        return self._node.wall_ms()

    def groups(self) -> tuple[GroupFigure, ...]:
        """All skill groups, as they are at this moment."""
        return groups(self._node)

    @property
    def is_silent(self) -> bool:
        """Rules that have no texts of their own say nothing."""
        return self._desk.rules.usual is SILENT

    async def read(self) -> Rulebook:
        """The book as it is on disk.

        Raises:
            Unavailable: the rulebook does not answer now.
        """
        return await self._desk.directory.rulebook.ask(GetRulebook())

    async def alter(
        self,
        changes: tuple[Change, ...],
        by: Principal,
        operation: str,
        expected: int = 0,
        *,
        adds: bool = False,
    ) -> int | Refused:
        """Makes all changes or none; the version that is in force then.

        Groups that visitors are to be led to must be there. `expected` and `adds` are
        as in `ChangeRules`.

        Raises:
            Unavailable: the log or the rulebook does not answer; with the same
                `operation` it can be tried again.
        """
        for group in _led_to(changes):
            address = self._desk.directory.group(group)
            there = await address.ask(GetRule())
            if isinstance(there, Refused):
                return there
            if refused := self.rules.groups.deleted(group):
                return refused
        told = "; ".join(map(change_words, changes))
        detail = told[:MAX_NOTED_CHARS]
        act, who = Act.CHANGING_RULES, by.who
        noted = NoteDeskAct(who, act, THE_RULEBOOK, operation, by.address, detail)
        await write_down(self._note, noted)
        command = ChangeRules(changes, who, operation, expected, adds)
        answer = await self._desk.directory.rulebook.ask(command)
        return answer if isinstance(answer, Refused) else answer.version

    async def versions(self, after: int) -> tuple[RulesVersion, ...]:
        """The next `MAX_VERSIONS` after a version, oldest first.

        Raises:
            Unavailable: the store does not answer now.
        """
        found: list[RulesVersion] = []
        seq = after  # each version is an event, and others may lie between
        while len(found) < MAX_VERSIONS:
            record = await self._read(seq)
            for stored in record.events:
                event = RULEBOOK_CODEC.decode_event(stored.body)
                if isinstance(event, RulebookChanged) and event.version > after:
                    made = (event.version, stored.at_ms, event.by, event.changes)
                    found.append(RulesVersion(*made))
                seq = stored.seq
            if seq >= record.seq:
                break
        return tuple(found[:MAX_VERSIONS])

    async def history(self, before: int, limit: int) -> tuple[ToldVersion, ...]:
        """The last `limit` versions before one (0 = of all), newest first.

        Reads all that were before them: what they have changed is told by that.

        Raises:
            Unavailable: the store does not answer now.
        """
        kept: deque[ToldVersion] = deque(maxlen=limit)
        book, page = Rulebook(), await self.versions(0)
        while page:
            for each in page:
                if before and each.version >= before:
                    page = ()
                    break
                after = apply(
                    book, RulebookChanged(each.version, each.by, each.changes)
                )
                kept.append(ToldVersion(each.version, each.at_ms, each.by, book, after))
                book = after
            page = await self.versions(book.version) if page else ()
        return tuple(reversed(kept))

    async def undo(
        self, version: int, by: Principal, operation: str, expected: int = 0
    ) -> int | Refused:
        """Puts back what a version has changed; the version in force then.

        Raises:
            Unavailable: see `alter`.
        """
        found = await self.history(version + 1, 1)
        if not found or found[0].version != version:
            return Refused(Rule.BAD_VALUE, f"there is no version {version}")
        changes = undoing(found[0].before, found[0].after)
        if isinstance(changes, Refused):
            return changes
        return await self.alter(changes, by, operation, expected)

    async def _read(self, after_seq: int) -> EntityRecord:
        entity = f"{RULEBOOK}/{THE_RULEBOOK}"
        query = ReadEntity(entity, after_seq, max_events=MAX_VERSIONS)
        return await ask_journal(self._desk.journal, query, EntityRecord, READ_SECONDS)


def _led_to(changes: tuple[Change, ...]) -> tuple[GroupId, ...]:
    """The groups that somebody is to be led to; those that are made first are not."""
    put = {change.group for change in changes if isinstance(change, PutGroup)}
    named: list[str] = []
    for change in changes:
        match change:
            case PutChannel(channel):
                named += (channel.group, *channel.groups)
            case DropGroup(_, heir):
                named.append(heir)
            case _:
                pass
    return tuple(GroupId(each) for each in named if each not in {*put, ANY_GROUP})
