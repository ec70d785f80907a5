"""What agents ask of knowledge; operators ask the office itself (R11)."""

from __future__ import annotations

import msgspec

from actors.accounts.permissions import Principal
from actors.knowledge.contribution import ContributionAct, FindContributions
from actors.knowledge.news import MarkRead, ReadNews
from actors.knowledge.records import KnowledgeAnswer, ReadEntries
from actors.knowledge.search import KnowledgeHits, SearchKnowledge

AgentsQuestion = FindContributions | ReadNews | MarkRead | ReadEntries | SearchKnowledge
AgentsWish = ContributionAct | AgentsQuestion
AgentsAnswer = KnowledgeAnswer | KnowledgeHits


class AskKnowledge(msgspec.Struct, frozen=True):
    """Somebody at the desk asks: an `AgentsAnswer`, `NotRecorded` for now included.

    Attributes:
        who: asks; whether he may is the office's to say.
        wish: what.
        operation: id of an act, unique among his; "" of questions.
    """

    who: Principal
    wish: AgentsWish
    operation: str = ""
