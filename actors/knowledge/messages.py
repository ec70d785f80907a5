"""What agents ask of knowledge and quick replies; operators ask the offices (R11)."""

from __future__ import annotations

import msgspec

from actors.accounts.permissions import Principal
from actors.knowledge.contribution import ContributionAct, FindContributions
from actors.knowledge.news import MarkRead, ReadNews
from actors.knowledge.records import KnowledgeAnswer, ReadEntries
from actors.knowledge.search import KnowledgeHits, SearchKnowledge
from actors.quick_replies.records import ReadReplies, RepliesAnswer, RepliesChange

AgentsQuestion = FindContributions | ReadNews | MarkRead | ReadEntries | SearchKnowledge
RepliesWish = ReadReplies | RepliesChange
AgentsWish = ContributionAct | AgentsQuestion | RepliesWish
AgentsAnswer = KnowledgeAnswer | KnowledgeHits | RepliesAnswer


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
