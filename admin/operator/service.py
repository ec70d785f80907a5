"""The operator's socket as a supervised service: looks, whys, and members.

Whatever comes in costs no more than it must: frames are small, each connection is
answered one request at a time, looks at the tree are taken one at a time and in steps,
and whoever neither asks nor reads for a while is disconnected. A bad frame gets a coded
answer, and the connection ends.
"""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path
from traceback import format_exception
from typing import ClassVar, Final, Never

import trio

from actors.desk import Desk
from actors.explanation import Explanation, explain
from actors.ids import SessionId
from actors.refusal import Refused
from actors.webhooks.acts import WebhookAct
from admin.offices import Offices
from admin.operator.account_answers import answer_account
from admin.operator.customer_answers import answer_customer
from admin.operator.customer_frames import AlterCustomer, LookAtCustomer
from admin.operator.erasure_answers import answer_erasure
from admin.operator.erasure_frames import ErasureRequest
from admin.operator.frames import (
    MAX_REQUEST_BYTES,
    Answer,
    AskWhy,
    Because,
    Code,
    FrameBuffer,
    Look,
    Problem,
    Request,
    Tree,
    decode_request,
    encode_answer,
)
from admin.operator.key_answers import answer_keys
from admin.operator.key_frames import KeyAct
from admin.operator.record_answers import answer_record
from admin.operator.record_frames import RecordRequest
from admin.operator.reply_answers import answer_replies
from admin.operator.reply_frames import ReplyAct
from admin.operator.retention_answers import answer_retention
from admin.operator.retention_frames import RetentionRequest
from admin.operator.robot_answers import RobotAct, answer_robot
from admin.operator.settings_answers import answer_rules
from admin.operator.settings_frames import (
    AlterRules,
    ReadGroups,
    ReadRules,
    ReadVersions,
)
from admin.operator.socket_file import listening
from runtime.actor import Service
from runtime.called_back import answered
from runtime.errors import PeerError, TriodeskError, Unavailable
from runtime.node import Node
from runtime.observe import Duty, Event

MAX_CONNECTIONS: Final = 8
"""Operators who look at once; the rest are told to come back."""
SILENCE_SECONDS: Final = 30.0
"""Without a request: a live view asks every second."""
SEND_SECONDS: Final = 5.0
"""For an answer to be taken: the reader is on the same machine."""
ANSWER_SECONDS: Final = 10.0
"""For an explanation, which reads the journal."""
MAX_TRACE_CHARS: Final = 4_000
"""Kept of a crash's trace."""
_READ_BYTES: Final = 4_096


class OperatorConnectionCrashed(Event, frozen=True):
    """An exception ended one operator's connection, and no other."""

    duty: ClassVar[Duty] = Duty.ERROR

    error: str
    trace: str


class OperatorService(Service[Never]):
    """Serves operators at a path.

    Args:
        path: of the socket.
        node: whose tree is looked at.
        desk: knows the sessions.
        offices: answer what is no look at the tree, and no why.
        began: when the process began to serve, by the node's clock.
        is_open: True when sessions can be looked up: the journal has been opened.
    """

    def __init__(
        self,
        path: Path,
        node: Node,
        desk: Desk,
        offices: Offices,
        began: float,
        is_open: Callable[[], bool],
    ) -> None:
        self._path = path
        self._node = node
        self._desk = desk
        self._offices = offices
        self._began = began
        self._is_open = is_open
        self._open_count = 0

    async def run(self, started: Callable[[], None]) -> None:
        """Serves until cancelled."""
        with listening(self._path) as listener:
            stream = trio.SocketListener(trio.socket.from_stdlib_socket(listener))
            started()
            await trio.serve_listeners(self._guard, [stream])

    async def _guard(self, stream: trio.SocketStream) -> None:
        self._open_count += 1
        try:
            await self._serve(stream)
        except trio.BrokenResourceError:
            pass  # the operator has left
        except Exception as error:  # noqa: BLE001 - the connection's edge
            trace = "".join(format_exception(error))[-MAX_TRACE_CHARS:]
            crash = OperatorConnectionCrashed(type(error).__name__, trace)
            self._node.events.emit(crash)
        finally:
            self._open_count -= 1
            stream.socket.close()

    async def _serve(self, stream: trio.SocketStream) -> None:
        if self._open_count > MAX_CONNECTIONS:
            text = f"{MAX_CONNECTIONS} operators are connected: try again later"
            await _send(stream, Problem(Code.TOO_MANY, text))
            return
        frames = FrameBuffer(MAX_REQUEST_BYTES)
        try:
            while (request := await _receive(stream, frames)) is not None:
                if not await _send(stream, await self._answer(request)):
                    return
        except PeerError as error:
            await _send(stream, Problem(Code(error.code), str(error)))

    async def _answer(  # noqa: C901, PLR0912 - a row per kind of request
        self, request: Request
    ) -> Answer:
        match request:
            case Look():
                return await self._survey(request)
            case AskWhy(session):
                return await self._explain(session)
            case ReadRules() | AlterRules() | ReadVersions() | ReadGroups():
                return await _at_desk(answer_rules(self._offices.rules, request))
            case LookAtCustomer() | AlterCustomer():
                office = self._offices.customers
                return await _at_desk(answer_customer(office, request))
            case _ if isinstance(request, ErasureRequest):
                return await _at_desk(answer_erasure(self._offices.erasure, request))
            case _ if isinstance(request, RetentionRequest):
                retention = self._offices.retention
                return await _at_desk(answer_retention(retention, request))
            case _ if isinstance(request, WebhookAct):
                return await self._offices.webhooks.do(request)
            case _ if isinstance(request, ReplyAct):
                return await _at_desk(answer_replies(self._offices.replies, request))
            case _ if isinstance(request, KeyAct):
                return await _at_desk(answer_keys(self._offices.keys, request))
            case _ if isinstance(request, RobotAct):
                return await _at_desk(answer_robot(self._offices, request))
            case _ if isinstance(request, RecordRequest):
                return await answer_record(self._offices.archive, request)
            case _:
                return await answer_account(
                    self._offices.accounts, self._offices.letters, request
                )

    async def _survey(self, look: Look) -> Tree:
        survey = await self._offices.observer.lookout.survey(look.sort, look.limit)
        return Tree(
            os.getpid(),
            self._node.clock() - self._began,
            look.sort,
            tuple(survey.upper),
            tuple(survey.regions),
            survey.entities,
        )

    async def _explain(self, session: str) -> Answer:
        if not self._is_open():
            return Problem(Code.UNAVAILABLE, "the service is not open yet")
        begin = partial(explain, self._desk, SessionId(session))
        try:
            answer = await answered(begin, ANSWER_SECONDS)
        except TriodeskError as error:
            return Problem(Code.UNAVAILABLE, str(error))
        if isinstance(answer, Refused):
            return Problem(Code.NO_SUCH_SESSION, answer.text)
        assert isinstance(answer, Explanation), "it was refused or explained"  # noqa: S101
        return Because(answer)


async def _at_desk(answering: Awaitable[Answer]) -> Answer:
    try:
        return await answering
    except Unavailable as error:
        return Problem(Code.UNAVAILABLE, str(error))


async def _receive(stream: trio.SocketStream, frames: FrameBuffer) -> Request | None:
    """The next request; None: it left, or said nothing for too long.

    Raises:
        PeerError: with a `Code`.
    """
    with trio.move_on_after(SILENCE_SECONDS):
        while (payload := frames.next_payload()) is None:
            data = await stream.receive_some(_READ_BYTES)
            if not data:
                return None
            frames.feed(data)
        return decode_request(payload)
    return None


async def _send(stream: trio.SocketStream, answer: Answer) -> bool:
    """Sends it; False: it was not taken in time."""
    with trio.move_on_after(SEND_SECONDS) as sending:
        await stream.send_all(encode_answer(answer))
    return not sending.cancelled_caught
