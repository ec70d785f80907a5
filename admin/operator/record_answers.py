"""The service's answers to what operators ask of the records of sessions."""

from __future__ import annotations

from typing import assert_never

from actors.customers.records import FindCustomers
from actors.records.archive import Archive
from actors.records.feedback import CountFeedback
from actors.records.messages import (
    FindSessions,
    MakeReport,
    SampleSessions,
    ShowSession,
)
from actors.records.unanswered import (
    FindUnanswered,
    SettleUnanswered,
    UnansweredRequest,
)
from admin.operator.record_frames import (
    GetRecordsState,
    RebuildRecords,
    RecordAnswer,
    RecordRequest,
)


async def answer_record(  # noqa: C901 - one row per request
    archive: Archive, request: RecordRequest
) -> RecordAnswer:
    """Does what whoever owns the machine asks."""
    match request:
        case FindUnanswered() | SettleUnanswered():
            return await _answer_unanswered(archive, request)
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


async def _answer_unanswered(
    archive: Archive, request: UnansweredRequest
) -> RecordAnswer:
    match request:
        case FindUnanswered():
            return await archive.unanswered(request)
        case SettleUnanswered():
            return await archive.settle(request)
