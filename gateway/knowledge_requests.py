"""What agents ask of the robot's knowledge, as the office understands it (R11, A4).

Who may, what fits, and the audit log are the office's; here frames become its words,
and its answers frames.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from actors.accounts.permissions import Principal, Role
from actors.accounts.records import Fault, NotRecorded
from actors.knowledge.contribution import (
    Approve,
    Contribute,
    Contributed,
    Contribution,
    ContributionsFound,
    ContributionState,
    FindContributions,
    Reject,
)
from actors.knowledge.entry import (
    Answer,
    AnswerKind,
    Base,
    CategoryId,
    Entry,
    EntryId,
)
from actors.knowledge.fitting import how_many_fit
from actors.knowledge.messages import AgentsWish, AskKnowledge
from actors.knowledge.news import Marked, MarkRead, NewsFound, NewsItem, ReadNews
from actors.knowledge.records import (
    NEWEST,
    Changed,
    EntriesFound,
    KnowledgeRefused,
    KnowledgeRule,
    ReadEntries,
)
from actors.knowledge.search import Hit, KnowledgeHits, SearchKnowledge
from actors.quick_replies.records import RepliesTold
from actors.records.said import card_words
from gateway.admission import KnowledgeRequest
from gateway.caller import Caller
from gateway.reply_requests import reply_frame, reply_wish
from gateway.translate import RETRY_MS
from gateway.wire import knowledge_frames as frames
from gateway.wire.codes import ErrorCode
from gateway.wire.reply_frames import ReplyFrame
from gateway.wire.server_frames import Res, ServerFrame
from gateway.wire.terms import MAX_CONTRIBUTIONS_SHOWN

MAX_FOUND_BYTES: Final = 128 * 1024
"""Of answers in one KNOWLEDGE_FOUND: half of what a client accepts."""
_ROLES: Final = {"agent": Role.AGENT, "supervisor": Role.SUPERVISOR}
_KINDS: Final[Mapping[str, frames.AnswerKindName]] = {
    "text": "text",
    "markdown": "markdown",
}
"""Of bodies; all else is a card."""
CODES: Final = {
    KnowledgeRule.NOT_ALLOWED: ErrorCode.FORBIDDEN,
    KnowledgeRule.BAD_ENTRY: ErrorCode.BAD_VALUE,
    KnowledgeRule.BAD_CATEGORY: ErrorCode.BAD_VALUE,
    KnowledgeRule.BAD_WELCOME: ErrorCode.BAD_VALUE,
    KnowledgeRule.SAME_QUESTION: ErrorCode.BAD_VALUE,
    KnowledgeRule.NO_SUCH_ENTRY: ErrorCode.NO_SUCH_ENTRY,
    KnowledgeRule.NO_SUCH_CATEGORY: ErrorCode.BAD_VALUE,
    KnowledgeRule.NO_SUCH_VERSION: ErrorCode.BAD_VALUE,
    KnowledgeRule.NOT_EMPTY: ErrorCode.WRONG_STATE,
    KnowledgeRule.ON_WELCOME_CARD: ErrorCode.WRONG_STATE,
    KnowledgeRule.TOO_MANY: ErrorCode.LIMIT_REACHED,
    KnowledgeRule.NOTHING_NEW: ErrorCode.WRONG_STATE,
    KnowledgeRule.ROBOT_OFF: ErrorCode.WRONG_STATE,
    KnowledgeRule.NO_SUCH_CONTRIBUTION: ErrorCode.NO_SUCH_CONTRIBUTION,
    KnowledgeRule.DECIDED: ErrorCode.DECIDED,
}
"""Every rule has its code."""


class KnowledgeRequests:
    """Serves the requests of one agent's connection.

    Args:
        caller: the agent, who may be a supervisor.
    """

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    def serve(self, request: KnowledgeRequest) -> None:
        """Begins to serve a request; its answer goes to the connection later."""
        caller, number = self._caller, request.request

        def on_answer(answer: object, error: Exception | None) -> None:
            if error is None:
                caller.show(knowledge_frame(number, answer))
            else:
                caller.answer(number, "", None, error)

        who = Principal(
            caller.me.id, _ROLES[caller.ticket.kind], caller.groups, caller.address
        )
        wish = wish_of(request, who.who)
        if isinstance(wish, KnowledgeRefused):
            on_answer(wish, None)
            return
        operation = getattr(request, "operation", "")  # questions have none
        asked = AskKnowledge(who, wish, operation)
        caller.front.knowledge(asked, caller.taking(on_answer))


def wish_of(  # noqa: C901 - a row per request
    request: KnowledgeRequest, me: str
) -> AgentsWish | KnowledgeRefused:
    """PURE: what the frame asks for, `me` being who sends it."""
    if isinstance(request, ReplyFrame):
        return reply_wish(request, me)
    match request:
        case frames.Contribute(question=question, answer=answer, note=note):
            return Contribute(_new_entry(question, answer), note)
        case frames.GetContributions(state=state, by=by, before=before):
            wanted = ContributionState(state) if state else None
            return FindContributions(wanted, by, before, MAX_CONTRIBUTIONS_SHOWN)
        case frames.DecideContribution(number=number, reason=reason):
            return _decision(number, reason, is_approved=request.is_approved)
        case frames.GetNews(is_unread=is_unread, after=after, limit=limit):
            return ReadNews(me, is_unread, after, limit)
        case frames.MarkNews(version=version, entries=entries):
            return MarkRead(me, version, tuple(map(EntryId, entries)))
        case frames.SearchKnowledge(text=text, channel=channel, limit=limit):
            return SearchKnowledge(text, channel, limit)
        case frames.GetEntry(entry=entry):
            return ReadEntries((EntryId(entry),), NEWEST)


def _new_entry(question: str, answer: str) -> Entry:
    """Its id is the office's to give."""
    said = Answer(AnswerKind.TEXT, answer)
    return Entry(EntryId(""), Base.FAQ, CategoryId(""), question, (), (said,))


def _decision(
    number: int, reason: str, *, is_approved: bool
) -> Approve | Reject | KnowledgeRefused:
    if is_approved:
        return Approve(number, reason)
    if not reason:
        text = "expected a reason for the rejection"
        return KnowledgeRefused(KnowledgeRule.BAD_ENTRY, text)
    return Reject(number, reason)


def knowledge_frame(number: int, answer: object) -> ServerFrame:
    """PURE: what the office says as the answer to request `number`."""
    match answer:
        case Contributed(contribution):
            return frames.Contributed(number, contribution)
        case ContributionsFound(found, waiting, older):
            return frames.Contributions(
                number, tuple(map(_contribution, found)), waiting, older
            )
        case NewsFound(version, items, unread, after):
            rows = tuple(map(_news_row, items))
            return frames.News(number, version, rows, unread, after)
        case KnowledgeHits(version, hits):
            return frames.KnowledgeFound(number, version, _found_rows(hits))
        case EntriesFound(entries=(entry, *_)):
            return _entry(number, entry)
        case _ if isinstance(answer, RepliesTold):
            return reply_frame(number, answer)
        case _:
            return _res(number, answer)


def _res(number: int, answer: object) -> Res:
    match answer:
        case EntriesFound():
            text = "expected an entry that is in force"
            return Res(number, ErrorCode.NO_SUCH_ENTRY, text=text)
        case Changed() | Marked():
            return Res(number, ErrorCode.OK)
        case KnowledgeRefused(rule, text):
            return Res(number, CODES[rule], text=text)
        case NotRecorded(Fault.CONFLICT):
            return Res(number, ErrorCode.BAD_VALUE, text="the records refuse it")
        case NotRecorded(text=text):
            code = ErrorCode.UNAVAILABLE
            return Res(number, code, text=text, retry_ms=RETRY_MS)
        case _:
            return Res(number, ErrorCode.INTERNAL, text="no such answer")


def _contribution(one: Contribution) -> frames.Contribution:
    return frames.Contribution(
        one.id,
        one.at_ms,
        one.by,
        one.entry.question,
        _said(one.entry.answers[0]),
        one.words,
        one.state.value,
        one.decided_ms,
        one.decided_by,
        one.reason,
    )


def _news_row(item: NewsItem) -> frames.NewsRow:
    return frames.NewsRow(
        item.entry,
        item.question,
        item.since,
        item.at_ms,
        item.by,
        item.is_change,
        item.read_ms,
    )


def _found_rows(hits: tuple[Hit, ...]) -> tuple[frames.FoundEntry, ...]:
    rows = [_found_row(each) for each in hits]
    sizes = [len(row.answer.encode()) for row in rows]
    return tuple(rows[: how_many_fit(sizes, MAX_FOUND_BYTES)])


def _found_row(hit: Hit) -> frames.FoundEntry:
    kind, words = card_words(hit.answer)
    shown = _KINDS.get(kind, "card")
    return frames.FoundEntry(
        hit.entry, hit.question, words, shown, round(hit.confidence * 1000)
    )


def _entry(number: int, entry: Entry) -> frames.Entry:
    answers = tuple(
        frames.EntryAnswer(_said(each), each.channels) for each in entry.answers
    )
    return frames.Entry(number, entry.id, entry.question, entry.similar, answers)


def _said(answer: Answer) -> str:
    return answer.body if answer.card is None else card_words(answer.card)[1]
