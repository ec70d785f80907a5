"""What agents suggest for the robot, and what is new of it: both directions (R11)."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from gateway.wire.terms import (
    MAX_ANSWER_CHARS,
    MAX_CURSOR_CHARS,
    MAX_FOUND_SHOWN,
    MAX_NEWS_SHOWN,
    MAX_QUESTION_CHARS,
    MAX_SEARCH_CHARS,
    Count,
    Frame,
    Id,
    OperationId,
    OptionalId,
    RequestNumber,
    Text,
)

ContributionStateName = Literal["waiting", "approved", "rejected"]
AnswerKindName = Literal["text", "markdown", "card"]

_Positive = Annotated[int, Meta(ge=1, lt=2**53)]
_Cursor = Annotated[str, Meta(max_length=MAX_CURSOR_CHARS)]


class Contribute(Frame, frozen=True, tag=100):
    """An agent suggests a question and its answer: answered by CONTRIBUTED, or RES.

    It waits until somebody who edits knowledge has decided; visitors hear of it once it
    was published. `LIMIT_REACHED`: too many wait.

    Attributes:
        question: as visitors ask it.
        answer: what the robot is to say, plain text.
        note: for who decides.
    """

    request: RequestNumber
    operation: OperationId
    question: Annotated[str, Meta(min_length=1, max_length=MAX_QUESTION_CHARS)]
    answer: Annotated[str, Meta(min_length=1, max_length=MAX_ANSWER_CHARS)]
    note: Text = ""


class GetContributions(Frame, frozen=True, tag=101):
    """Asks what was suggested, newest first: answered by CONTRIBUTIONS, or RES.

    An agent sees his own alone; a supervisor, who decides, those of all.

    Attributes:
        state: only those that stand there, see Words; empty: all.
        by: only that agent's; empty: of all whom one may see.
        before: older than this one; 0: from the newest.
    """

    request: RequestNumber
    state: Literal["", ContributionStateName] = ""
    by: OptionalId = ""
    before: Count = 0


class DecideContribution(Frame, frozen=True, tag=102):
    """A supervisor takes a contribution into the draft, or says why not (R11).

    Answered by RES; `DECIDED`: somebody was quicker.

    Attributes:
        number: of the contribution.
        is_approved: it goes into the draft as it is; publishing is another step.
        reason: for who made it; a rejection needs one.
    """

    request: RequestNumber
    operation: OperationId
    number: _Positive
    is_approved: bool
    reason: Text = ""


class GetNews(Frame, frozen=True, tag=103):
    """Asks what of the published knowledge is new: answered by NEWS, or RES.

    Attributes:
        is_unread: only what oneself has not marked as read.
        after: `next` of the page before; empty: from the newest.
        limit: at most so many.
    """

    request: RequestNumber
    is_unread: bool = False
    after: _Cursor = ""
    limit: Annotated[int, Meta(ge=1, le=MAX_NEWS_SHOWN)] = MAX_NEWS_SHOWN


class MarkNews(Frame, frozen=True, tag=104):
    """Marks news as read, for oneself; answered by RES.

    Attributes:
        version: of NEWS in which they were read; what came later stays unread.
        entries: which; none: all up to that version.
    """

    request: RequestNumber
    version: _Positive
    entries: Annotated[tuple[Id, ...], Meta(max_length=MAX_NEWS_SHOWN)] = ()


class GetEntry(Frame, frozen=True, tag=105):
    """Asks what the robot answers to a question: answered by ENTRY, or RES.

    Attributes:
        entry: its id; `NO_SUCH_ENTRY`: it is not in force.
    """

    request: RequestNumber
    entry: Id


class SearchKnowledge(Frame, frozen=True, tag=106):
    """Asks which published entries answer a text: answered by KNOWLEDGE_FOUND, or RES.

    The robot's matcher looks; what it would not say itself, as it is not sure, is
    found, too.

    Attributes:
        text: as a visitor would ask it; empty: what visitors asked most.
        channel: where the answer is to be said; empty: anywhere.
        limit: at most so many.
    """

    request: RequestNumber
    text: Annotated[str, Meta(max_length=MAX_SEARCH_CHARS)] = ""
    channel: OptionalId = ""
    limit: Annotated[int, Meta(ge=1, le=MAX_FOUND_SHOWN)] = MAX_FOUND_SHOWN


KnowledgeFrame = (
    Contribute
    | GetContributions
    | DecideContribution
    | GetNews
    | MarkNews
    | GetEntry
    | SearchKnowledge
)
"""What agents send about knowledge."""


class Contributed(Frame, frozen=True, tag=110):
    """The answer to CONTRIBUTE: it is on disk.

    Attributes:
        request: the number of the request.
        number: of the contribution.
    """

    request: Count
    number: Count


class Contribution(msgspec.Struct, frozen=True, array_like=True):
    """What somebody suggested.

    Attributes:
        number: counts the contributions of all.
        at: when it was made, ms since the epoch by the server's clock.
        by: who made it.
        question: as visitors ask it.
        answer: the first one, as text.
        note: what was said beside it.
        state: see Words.
        decided_at: when it was decided; 0: not yet.
        decided_by: who did.
        reason: that was given.
    """

    number: Count
    at: Count
    by: str
    question: str
    answer: str
    note: str
    state: ContributionStateName
    decided_at: Count
    decided_by: str
    reason: str


class Contributions(Frame, frozen=True, tag=111):
    """The answer to GET_CONTRIBUTIONS.

    Attributes:
        request: the number of the request.
        rows: at most `MAX_CONTRIBUTIONS_SHOWN`, the newest first.
        waiting: of all whom the question meant, how many wait.
        next: `before` of the next page; 0: this was the last.
    """

    request: Count
    rows: tuple[Contribution, ...]
    waiting: Count = 0
    next: Count = 0


class NewsRow(msgspec.Struct, frozen=True, array_like=True):
    """An entry that is new, or other than it was.

    Attributes:
        entry: its id.
        question: its standard question.
        since: the version that brought it.
        at: when that was published, ms since the epoch by the server's clock.
        by: who published it.
        is_change: there was such an entry before.
        read_at: when oneself marked it; 0: not yet.
    """

    entry: str
    question: str
    since: Count
    at: Count
    by: str
    is_change: bool
    read_at: Count


class News(Frame, frozen=True, tag=112):
    """The answer to GET_NEWS.

    Attributes:
        request: the number of the request.
        version: in force; 0: nothing was published yet.
        rows: the newest first.
        unread: how many in all oneself has not marked; at most `MAX_UNREAD_COUNTED`.
        next: `after` of the next page; empty: this was the last.
    """

    request: Count
    version: Count
    rows: tuple[NewsRow, ...]
    unread: Count = 0
    next: str = ""


class EntryAnswer(msgspec.Struct, frozen=True, array_like=True):
    """One of the answers of an entry.

    Attributes:
        body: the words, or the CommonMark; of a card what it says.
        channels: where it is said; none: wherever no other answer names the channel.
    """

    body: str
    channels: tuple[str, ...]


class Entry(Frame, frozen=True, tag=113):
    """The answer to GET_ENTRY.

    Attributes:
        request: the number of the request.
        entry: its id.
        question: its standard question.
        similar: other ways to ask it.
        answers: the first that fits the channel is said.
    """

    request: Count
    entry: str
    question: str
    similar: tuple[str, ...] = ()
    answers: tuple[EntryAnswer, ...] = ()


class NewsPublished(Frame, frozen=True, tag=114):
    """To agents: knowledge was published; GET_NEWS tells what.

    Attributes:
        version: that is in force now.
    """

    version: Count


class FoundEntry(msgspec.Struct, frozen=True, array_like=True):
    """An entry that may answer.

    Attributes:
        entry: its id.
        question: its standard question.
        answer: the words, or the CommonMark; of a card what it says.
        kind: see Words.
        confidence: in thousandths, as the robot decides; 0: nothing was compared.
    """

    entry: str
    question: str
    answer: str
    kind: AnswerKindName
    confidence: Count


class KnowledgeFound(Frame, frozen=True, tag=115):
    """The answer to SEARCH_KNOWLEDGE.

    Attributes:
        request: the number of the request.
        version: that was searched; 0: nothing was published yet.
        rows: the best, or what was asked most, first.
    """

    request: Count
    version: Count
    rows: tuple[FoundEntry, ...]
