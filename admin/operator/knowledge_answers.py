"""The service's answers to what operators ask of knowledge."""

from __future__ import annotations

from typing import Final

from actors.accounts.permissions import OPERATOR, Principal
from actors.knowledge.contribution import FindContributions
from actors.knowledge.news import FindReaders, MarkRead, ReadNews
from actors.knowledge.office import KnowledgeOffice
from actors.knowledge.records import KnowledgeAnswer, KnowledgeTold
from admin.operator.knowledge_frames import (
    AlterContributions,
    AlterKnowledge,
    KnowledgeAct,
)
from runtime.errors import Unavailable

_OPERATOR: Final = Principal(OPERATOR, None)


async def answer_knowledge(
    office: KnowledgeOffice, request: KnowledgeAct
) -> KnowledgeTold:
    """Does what whoever owns the machine asks.

    Raises:
        Unavailable: the records do not answer, or refuse.
    """
    answer = await _answer(office, request)
    if not isinstance(answer, KnowledgeTold):
        raise Unavailable(f"the records refuse: {answer}")
    return answer


async def _answer(office: KnowledgeOffice, request: KnowledgeAct) -> KnowledgeAnswer:
    match request:
        case AlterKnowledge(operation, change):
            return await office.change(_OPERATOR, change, operation)
        case AlterContributions(operation, act):
            return await office.suggestions.act(_OPERATOR, act, operation)
        case FindContributions():
            return await office.suggestions.find(_OPERATOR, request)
        case ReadNews() | MarkRead() | FindReaders():
            return await office.suggestions.news(_OPERATOR, request)
        case _:
            return await office.look(_OPERATOR, request)
