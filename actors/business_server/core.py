"""PURE: what a business server is asked, and what its reply means (Q9).

Query and body are those of the callback `ChatBot.OnAssignAgent`, name for name. What
its description leaves open is decided here: `OptPlatform` is `Web`, `ClientIP` is empty
where it is not known, `AgentGroupId` may be a number or a name, and unknown fields of
the reply are ignored.
"""

from __future__ import annotations

from enum import Enum
from typing import Final
from urllib.parse import urlencode

import msgspec

from actors.assignment.standing import MAX_ONLY
from actors.business_server.direction import MAX_REASON_CHARS, Direction, Question
from actors.business_server.settings import BusinessServer
from runtime.outgoing import Cause, HttpFailure, HttpOutcome, HttpPost
from runtime.webhook_signature import sign

COMMAND: Final = "ChatBot.OnAssignAgent"
PLATFORM: Final = "Web"
MAX_ID_CHARS: Final = 64
FIRST_PAUSE_SECONDS: Final = 0.2
"""Before the second attempt; doubled before each further one."""
_TOO_MANY: Final = 429
_SERVER_FAILS: Final = 500


class AssignRequest(msgspec.Struct, frozen=True):
    """The body of a request, in the seed's names."""

    CallbackCommand: str
    SessionId: str
    ClientUserId: str
    EventTime: int


class AssignReply(msgspec.Struct, frozen=True):
    """The body of a reply, in the seed's names."""

    ActionStatus: str
    ErrorCode: int
    ErrorInfo: str = ""
    AgentGroupId: int | str | None = None
    AgentIdList: list[str] | None = None


class Status(Enum):
    """`ActionStatus`."""

    OK = "OK"
    FAIL = "FAIL"


class Said(msgspec.Struct, frozen=True):
    """What one attempt came to.

    Attributes:
        direction: `GROUP` and `AGENTS` as it names them, not looked up yet.
        group: its name, or "" when it names none.
        agents: each once, in its order.
        text: its own words, or what was expected.
        is_worth_repeating: nobody has decided anything; the next attempt may.
    """

    direction: Direction
    group: str = ""
    agents: tuple[str, ...] = ()
    text: str = ""
    is_worth_repeating: bool = False


def message_id(question: Question) -> str:
    """Names the question, in all its attempts and after a restart."""
    return f"{question.session}.{question.since_ms}"


def request_for(
    server: BusinessServer, question: Question, now_ms: int, seconds: float
) -> HttpPost:
    """One attempt.

    Args:
        server: that is asked.
        question: what.
        now_ms: wall time.
        seconds: for the attempt.
    """
    query = urlencode(
        {
            "SdkAppid": server.app_id,
            "CallbackCommand": COMMAND,
            "contenttype": "json",
            "ClientIP": question.address,
            "OptPlatform": PLATFORM,
        }
    )
    body = msgspec.json.encode(
        AssignRequest(COMMAND, question.session, question.visitor, question.since_ms)
    )
    secrets = (server.secret,) if server.secret else ()
    headers = sign(secrets, message_id(question), now_ms // 1000, body)
    join = "&" if "?" in server.url else "?"
    return HttpPost(f"{server.url}{join}{query}", body, headers, seconds)


def read(outcome: HttpOutcome) -> Said:
    """What an attempt came to."""
    if isinstance(outcome, HttpFailure):
        text = f"{outcome.cause.value}: {outcome.text}"[:MAX_REASON_CHARS]
        is_passing = outcome.cause not in {Cause.BAD_URL, Cause.REFUSED_ADDRESS}
        return Said(Direction.NO_ANSWER, text=text, is_worth_repeating=is_passing)
    if not outcome.is_good:
        text = f"expected status 200, got {outcome.status}"
        is_passing = outcome.status == _TOO_MANY or outcome.status >= _SERVER_FAILS
        return Said(Direction.NO_ANSWER, text=text, is_worth_repeating=is_passing)
    if outcome.is_cut:
        return Said(Direction.BAD_REPLY, text="expected a shorter reply")
    try:
        return _meant(_REPLY.decode(outcome.body))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        text = f"expected another reply: {error}"[:MAX_REASON_CHARS]
        return Said(Direction.BAD_REPLY, text=text)


_REPLY: Final = msgspec.json.Decoder(AssignReply)


def _meant(reply: AssignReply) -> Said:
    if reply.ActionStatus not in {each.value for each in Status}:
        return Said(Direction.BAD_REPLY, text="expected ActionStatus OK or FAIL")
    if reply.ActionStatus != Status.OK.value or reply.ErrorCode:
        text = f"ErrorCode {reply.ErrorCode}: {reply.ErrorInfo}"[:MAX_REASON_CHARS]
        return Said(Direction.FAILED, text=text)
    group = "" if reply.AgentGroupId is None else str(reply.AgentGroupId)
    agents = tuple(dict.fromkeys(reply.AgentIdList or ()))
    if not group and not agents:
        text = "expected AgentGroupId, AgentIdList, or both"
        return Said(Direction.BAD_REPLY, text=text)
    if any(not 0 < len(each) <= MAX_ID_CHARS for each in agents):
        text = f"expected agents of 1 to {MAX_ID_CHARS} characters"
        return Said(Direction.BAD_REPLY, text=text)
    if len(group) > MAX_ID_CHARS or len(agents) > MAX_ONLY:
        text = f"expected at most {MAX_ONLY} agents, {MAX_ID_CHARS} characters of group"
        return Said(Direction.BAD_REPLY, text=text)
    named = Direction.AGENTS if agents else Direction.GROUP
    return Said(named, group, agents, reply.ErrorInfo[:MAX_REASON_CHARS])


def pause_seconds(attempt: int, random: float) -> float:
    """How long to wait after the `attempt`-th failure (from 1).

    Args:
        attempt: counted from 1.
        random: 0 … 1: so that those who failed together do not come back together.
    """
    return FIRST_PAUSE_SECONDS * 2.0 ** (attempt - 1) * (0.5 + random)
