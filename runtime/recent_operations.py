"""PURE: the first answers of an entity's latest operations, for repetitions.

The store keeps them all; here are the recent ones, so that most repetitions, and all
first occurrences in an entity that is young, are known without asking it.
"""

from __future__ import annotations

from collections import OrderedDict
from typing import Final

MAX_RECENT: Final = 256
"""Operations whose answers an entity keeps in memory, some tens of KB at most.

More than the messages of a turn: what is appended is looked up here (`Durable`)."""


class RecentOperations:
    """Answers by operation key, the latest `MAX_RECENT`.

    `is_complete`: an operation that is not here was never done.
    """

    __slots__ = ("_answers", "is_complete")

    def __init__(self) -> None:
        self._answers: OrderedDict[int, bytes] = OrderedDict()
        self.is_complete = False

    def find(self, key: int) -> bytes | None:
        """The first answer to that operation, if it is known here."""
        return self._answers.get(key)

    def remember(self, key: int, answer: bytes) -> None:
        """Keeps an answer; the oldest one falls out."""
        self._answers[key] = answer
        if len(self._answers) > MAX_RECENT:
            self._answers.popitem(last=False)
            self.is_complete = False

    def forget(self, key: int) -> None:
        """The operation was not done after all."""
        self._answers.pop(key, None)
