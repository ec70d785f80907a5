"""What operators ask of knowledge, and are told: part of `admin.operator.frames`."""

from __future__ import annotations

import msgspec

from actors.accounts.messages import OperationId
from actors.knowledge.changes import Change
from actors.knowledge.contribution import ContributionAct, FindContributions
from actors.knowledge.news import NewsRequest
from actors.knowledge.records import KnowledgeQuery


class AlterKnowledge(msgspec.Struct, frozen=True, tag="alter_knowledge"):
    """Makes all of a change or nothing: answered by `Changed`."""

    operation: OperationId
    change: Change


class AlterContributions(msgspec.Struct, frozen=True, tag="alter_contributions"):
    """Does an act: answered by `Contributed`, or by `Changed` once it was decided."""

    operation: OperationId
    act: ContributionAct


SuggestionAct = AlterContributions | FindContributions | NewsRequest
KnowledgeAct = KnowledgeQuery | AlterKnowledge | SuggestionAct
