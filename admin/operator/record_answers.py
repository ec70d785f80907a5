"""The service's answers to what operators ask of the records of sessions."""

from __future__ import annotations

from typing import Final, assert_never

from actors.accounts.permissions import OPERATOR, Principal
from actors.customers.records import FindCustomers
from actors.records.archive import Archive
from actors.records.feedback import CountFeedback
from actors.records.messages import (
    FindSessions,
    MakeReport,
    SampleSessions,
    ShowSession,
)
from actors.records.unanswered import FindUnanswered
from admin.operator.record_frames import (
    AlterUnanswered,
    GetRecordsState,
    RebuildRecords,
    RecordAnswer,
    RecordRequest,
)

_OPERATOR: Final = Principal(OPERATOR, None)


async def answer_record(  # noqa: C901 - one row per request
    archive: Archive, request: RecordRequest
) -> RecordAnswer:
    """Does what whoever owns the machine asks."""
    match request:
        case FindUnanswered():
            return await archive.unanswered(request)
        case AlterUnanswered(operation, settle):
            return await archive.settle(_OPERATOR, settle, operation)
        case CountFeedback():
            return await archive.feedback(request)
        case FindSessions() | SampleSessions():
            return await archive.find(request)
        case ShowSession():
            return await archive.show(request)
        case MakeReport():
            return await archive.report(request)
        case FindCustomers():
            return await archive.customers(request)
        case GetRecordsState():
            return archive.state()
        case RebuildRecords():
            return await archive.rebuild()
        case _:
            assert_never(request)
