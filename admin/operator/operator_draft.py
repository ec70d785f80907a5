"""The knowledge of a service, over its operator's socket."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Final, TypeVar

from actors.knowledge.changes import Change
from actors.knowledge.records import (
    Changed,
    EditionPage,
    KnowledgeRefused,
    Outline,
    ReadEdition,
    ReadOutline,
)
from admin.operator.asking import connect
from admin.operator.frames import Problem, Request
from admin.operator.knowledge_frames import AlterKnowledge
from runtime.errors import Unavailable, UsageError

A = TypeVar("A")
_OPERATION_BYTES: Final = 16


class OperatorDraft:
    """A `DraftLine`; each question has a connection of its own.

    The service ends one on which nothing is asked for a while, and between two
    questions a long file may be read.

    Args:
        path: of the socket.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    async def outline(self, version: int) -> Outline:
        """See `DraftLine`."""
        return _of_kind(await self._ask(ReadOutline(version)), Outline)

    async def page(self, version: int, after: str) -> EditionPage:
        """See `DraftLine`."""
        return _of_kind(await self._ask(ReadEdition(version, after)), EditionPage)

    async def change(self, change: Change) -> Changed | KnowledgeRefused:
        """See `DraftLine`."""
        operation = secrets.token_hex(_OPERATION_BYTES)
        answer = await self._ask(AlterKnowledge(operation, change))
        if isinstance(answer, KnowledgeRefused):
            return answer
        return _of_kind(answer, Changed)

    async def _ask(self, request: Request) -> object:
        async with connect(self._path) as line:
            answer = await line.ask(request)
        if isinstance(answer, Problem):
            raise Unavailable(f"not now: {answer.text}")
        return answer


def _of_kind(answer: object, kind: type[A]) -> A:
    if isinstance(answer, KnowledgeRefused):
        raise UsageError(answer.text)
    if not isinstance(answer, kind):
        raise Unavailable("not now: it answered something else")
    return answer
