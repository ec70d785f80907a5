"""The knowledge of a service, over its operator's socket."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from actors.knowledge.changes import Change
from actors.knowledge.records import (
    Changed,
    EditionPage,
    KnowledgeRefused,
    Outline,
    ReadEdition,
    ReadOutline,
)
from admin.operator.asking import connect, unexpected
from admin.operator.frames import Answer, Request
from admin.operator.knowledge_frames import AlterKnowledge
from admin.operator.operation import new_operation
from runtime.errors import UsageError

A = TypeVar("A")


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
        answer = await self._ask(AlterKnowledge(new_operation(), change))
        if isinstance(answer, KnowledgeRefused):
            return answer
        return _of_kind(answer, Changed)

    async def _ask(self, request: Request) -> Answer:
        async with connect(self._path) as line:
            return await line.told(request)


def _of_kind(answer: Answer, kind: type[A]) -> A:
    if isinstance(answer, KnowledgeRefused):
        raise UsageError(answer.text)
    if not isinstance(answer, kind):
        raise unexpected()
    return answer
