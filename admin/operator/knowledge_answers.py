"""The service's answers to what operators ask of knowledge."""

from __future__ import annotations

from typing import Final

from actors.accounts.permissions import OPERATOR, Principal
from actors.knowledge.office import KnowledgeOffice
from admin.operator.knowledge_frames import (
    AlterKnowledge,
    KnowledgeAct,
    KnowledgeTold,
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
    if isinstance(request, AlterKnowledge):
        answer = await office.change(_OPERATOR, request.change, request.operation)
    else:
        answer = await office.look(_OPERATOR, request)
    if not isinstance(answer, KnowledgeTold):
        raise Unavailable(f"the records refuse: {answer}")
    return answer
