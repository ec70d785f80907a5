"""The records of sessions in SQL; every request is one transaction. Imports no trio."""

from __future__ import annotations

from sqlalchemy import Connection, Engine

from actors.accounts.records import NotRecorded
from actors.customers.records import FindCustomers
from actors.records.customer_lookup import find_customers
from actors.records.day_lookup import count_day
from actors.records.feedback import CountFeedback
from actors.records.feedback_lookup import count_feedback
from actors.records.keeper import (
    count_ended,
    drop_customer,
    drop_sessions,
    find_ended,
)
from actors.records.keeping import (
    CountEnded,
    DropCustomer,
    DropSessions,
    FindEnded,
    KeepingRequest,
)
from actors.records.lookup import find_sessions, sample_sessions, show_session
from actors.records.messages import (
    CountDay,
    FindSessions,
    ForgetRecords,
    GetPosition,
    LookUpFault,
    LookUpRefused,
    LookUpRequest,
    MakeReport,
    Project,
    Projected,
    SampleSessions,
    ServiceRecordsAnswer,
    ServiceRecordsRequest,
    ShowSession,
)
from actors.records.recorder import forget, position_of, project
from actors.records.report import make_report
from actors.records.tally import Tally
from actors.records.unanswered import ChangeUnanswered, FindUnanswered
from actors.records.unanswered_lookup import find_unanswered, settle_unanswered
from actors.sql_transaction import in_transaction


class RecordStore:
    """Answers requests on an engine whose schema is up to date."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._tally = Tally()

    def answer(self, request: ServiceRecordsRequest) -> ServiceRecordsAnswer:
        """Does a request in a transaction of its own; blocks.

        Raises:
            StoreBroken: the connection is gone; whether it was done is unknown.
        """
        answer = in_transaction(self._engine, lambda one: self._answer(one, request))
        if isinstance(answer, NotRecorded):
            return LookUpRefused(LookUpFault.FAILED, answer.text)
        return answer

    def _answer(
        self, connection: Connection, request: ServiceRecordsRequest
    ) -> ServiceRecordsAnswer:
        match request:
            case GetPosition():
                return Projected(position_of(connection))
            case Project():
                return project(connection, request, self._tally)
            case ForgetRecords():
                return forget(connection)
            case CountDay():
                return count_day(connection, request, self._tally)
            case FindEnded() | CountEnded() | DropSessions() | DropCustomer():
                return _keep(connection, request)
            case _:
                return _look(connection, request)


def _keep(connection: Connection, request: KeepingRequest) -> ServiceRecordsAnswer:
    match request:
        case FindEnded():
            return find_ended(connection, request)
        case CountEnded():
            return count_ended(connection, request)
        case DropSessions():
            return drop_sessions(connection, request)
        case DropCustomer():
            return drop_customer(connection, request)


def _look(  # noqa: C901 - one row per request
    connection: Connection, request: LookUpRequest
) -> ServiceRecordsAnswer:
    match request:
        case FindSessions():
            return find_sessions(connection, request)
        case SampleSessions():
            return sample_sessions(connection, request)
        case ShowSession():
            return show_session(connection, request)
        case MakeReport():
            return make_report(connection, request)
        case FindCustomers():
            return find_customers(connection, request)
        case FindUnanswered():
            return find_unanswered(connection, request)
        case ChangeUnanswered():
            return settle_unanswered(connection, request)
        case CountFeedback():
            return count_feedback(connection, request)
