"""`triodesk keys`: by which other programs act over HTTP (M11)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from actors.api_keys.key import ApiKey
from actors.api_keys.office import KeyMade
from actors.api_keys.records import KeyChanged, KeyRefused, KeysRead
from admin.operator.asking import OperatorLine, unexpected
from admin.operator.command import FAILED
from admin.operator.key_frames import KeyAct
from admin.operator.key_phrases import REASONS, KeyPhrase
from admin.operator.moment import to_second
from admin.operator.table import text_table
from admin.operator.teller import Teller
from gateway.console.phrases import Words

_HEADINGS: Final = (
    KeyPhrase.ID,
    KeyPhrase.NAME,
    KeyPhrase.SCOPES,
    KeyPhrase.CREATED,
    KeyPhrase.EXPIRES,
    KeyPhrase.USED,
)


class KeyClerk:
    """Does the commands.

    Args:
        line: to the service.
        words: the reader's.
        as_json: answers are for programs.
    """

    def __init__(self, line: OperatorLine, words: Words, *, as_json: bool) -> None:
        self._line = line
        self._words = words
        self._teller = Teller(words)
        self._as_json = as_json

    async def do(self, act: KeyAct) -> int:
        """Does one; returns the exit code.

        Raises:
            Unavailable: the service does not answer now.
        """
        answer = await self._line.told(act)
        match answer:
            case KeysRead(keys):
                self._list(keys)
            case KeyMade():
                self._made(answer)
            case KeyChanged(key):
                self._removed(key)
            case KeyRefused():
                return self._refused(answer)
            case _:
                raise unexpected()
        return 0

    def _list(self, keys: Sequence[ApiKey]) -> None:
        if self._as_json:
            for each in keys:
                self._teller.json(each)
            return
        rows = [
            (
                each.id,
                each.name,
                " ".join(scope.value for scope in each.scopes),
                *map(to_second, (each.created_ms, each.expires_ms, each.used_ms)),
            )
            for each in keys
        ]
        for line in text_table([tuple(map(self._words, _HEADINGS)), *rows]):
            print(line)  # noqa: T201
        self._teller.say(KeyPhrase.LISTED, count=str(len(keys)))

    def _made(self, made: KeyMade) -> None:
        if self._as_json:
            self._teller.json(made)
            return
        self._teller.say(KeyPhrase.MADE, key=made.key.id)
        print(made.text)  # noqa: T201

    def _removed(self, key: ApiKey) -> None:
        if self._as_json:
            self._teller.json(key)
        else:
            self._teller.say(KeyPhrase.REMOVED, key=key.id)

    def _refused(self, refused: KeyRefused) -> int:
        phrase = REASONS.get(refused.rule, KeyPhrase.OTHER)
        reason = self._words(phrase, text=refused.text)
        code = refused.rule.value
        self._teller.complain(KeyPhrase.REFUSED, reason=reason, code=code)
        return FAILED
