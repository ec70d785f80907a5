"""What every command that reads or changes the rules does: asks, alters, shows."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from itertools import zip_longest
from typing import Final

import msgspec

from actors.refusal import Refused
from actors.rules.messages import Change
from admin.operator.asking import OperatorLine, unexpected
from admin.operator.command import FAILED
from admin.operator.operation import new_operation
from admin.operator.settings_frames import (
    AlterRules,
    ReadRules,
    RulesAltered,
    RulesAnswer,
    RulesProblem,
    RulesRead,
    RulesRequest,
)
from admin.operator.settings_phrases import SettingPhrase
from admin.operator.table import text_table
from gateway.console.phrases import Bilingual, Words
from gateway.console.styled import on_one_row

_INDENT: Final = "    "


class RulesClerk:
    """One command's conversation with the service.

    Args:
        line: to the service.
        words: the reader's.
        as_json: each answer is one line of JSON, or one per row.
    """

    def __init__(self, line: OperatorLine, words: Words, *, as_json: bool) -> None:
        self._line = line
        self._words = words
        self._as_json = as_json

    async def ask(self, request: RulesRequest) -> RulesAnswer:
        """Asks.

        Raises:
            Unavailable: the service does not answer now.
        """
        answer = await self._line.told(request)
        if not isinstance(answer, RulesAnswer):
            raise unexpected()
        return answer

    async def read(self) -> RulesRead:
        """The rules as they are.

        Raises:
            Unavailable: the service does not answer now.
        """
        read = await self.ask(ReadRules())
        if not isinstance(read, RulesRead):
            raise unexpected()
        return read

    async def alter(self, change: Change, expected: int = 0) -> int:
        """Makes a change, says what came of it, and returns the exit code.

        Raises:
            Unavailable: the service does not answer now.
        """
        return await self.alter_all((change,), expected)

    async def alter_all(self, changes: tuple[Change, ...], expected: int = 0) -> int:
        """The same of several, all of them or none.

        Raises:
            Unavailable: the service does not answer now.
        """
        request = AlterRules(new_operation(), changes, expected)
        answer = await self.ask(request)
        if self._as_json:
            print(msgspec.json.encode(answer).decode())  # noqa: T201
        match answer:
            case RulesAltered(version):
                self.say(SettingPhrase.DONE, version=str(version))
                return 0
            case RulesProblem(refused):
                self._complain_of(refused)
                return FAILED
            case _:
                raise unexpected()

    # --- words

    def show(
        self,
        headings: Iterable[Bilingual],
        rows: Iterable[msgspec.Struct],
        cells: Iterable[tuple[str, ...]],
        notes: Iterable[str] = (),
    ) -> int:
        """Prints a table, each note below its row, or the rows for programs."""
        if self._as_json:
            for row in rows:
                print(msgspec.json.encode(row).decode())  # noqa: T201
            return 0
        told = text_table([tuple(map(self._words, headings)), *cells])
        for line, note in zip_longest(told, ("", *notes), fillvalue=""):
            print(line)  # noqa: T201
            if note:
                print(f"{_INDENT}{note}")  # noqa: T201
        return 0

    def say(self, phrase: Bilingual, **values: str) -> None:
        """Tells people, and no programs."""
        if not self._as_json:
            print(on_one_row(self._words(phrase, **values)), flush=True)  # noqa: T201

    def complain(self, phrase: Bilingual, **values: str) -> None:
        """Tells everybody, beside what is printed."""
        text = on_one_row(self._words(phrase, **values))
        sys.stderr.write(f"triodesk: {text}\n")

    def _complain_of(self, refused: Refused) -> None:
        code = refused.rule.value
        self.complain(SettingPhrase.REFUSED, reason=refused.text, code=code)
