"""What operators ask of the records of sessions: part of `admin.operator.frames`."""

from __future__ import annotations

import msgspec

from actors.accounts.messages import OperationId
from actors.customers.records import CustomerPage, FindCustomers
from actors.records.archive import RecordsState
from actors.records.feedback import CountFeedback, Feedback
from actors.records.messages import (
    FindSessions,
    LookUpRefused,
    MakeReport,
    Report,
    SampleSessions,
    SessionPage,
    SessionShown,
    ShowSession,
)
from actors.records.unanswered import (
    FindUnanswered,
    SettleUnanswered,
    UnansweredAnswer,
)


class GetRecordsState(msgspec.Struct, frozen=True, tag="get_records_state"):
    """Asks how far the records are: answered by `RecordsState`."""


class RebuildRecords(msgspec.Struct, frozen=True, tag="rebuild_records"):
    """Has them built anew from the journal: answered by `RecordsState`, at once."""


class AlterUnanswered(msgspec.Struct, frozen=True, tag="alter_unanswered"):
    """Settles all of it or nothing: answered by `UnansweredSettled`."""

    operation: OperationId
    settle: SettleUnanswered


RecordRequest = (
    FindSessions
    | SampleSessions
    | ShowSession
    | MakeReport
    | FindCustomers
    | FindUnanswered
    | AlterUnanswered
    | CountFeedback
    | GetRecordsState
    | RebuildRecords
)
RecordAnswer = (
    SessionPage
    | SessionShown
    | Report
    | CustomerPage
    | UnansweredAnswer
    | Feedback
    | RecordsState
    | LookUpRefused
)
"""Each may be refused."""
