"""What a client may ask for: each call makes one request and returns its number.

The answer comes as `RequestAnswered`, or `RequestExpired` after `REQUEST_SECONDS`. What
is asked about a session leaves after the messages that were given before it, and its
time does not begin before they are confirmed (see `requests`).
Every call raises `TooManyRequests` when too many are unanswered, and `UsageError` when
a value is beyond the wire's bounds, for which the server would end the connection for
good. `now`: seconds of the clock that drives the core. Pure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import count
from random import Random
from typing import Final, Literal

import msgspec
from msgspec.structs import replace

from gateway.client_core.outbox import Outbox
from gateway.client_core.requests import ClientRequest, Requests
from gateway.wire.aside_frames import (
    AnswerCall,
    Consult,
    CopyKindName,
    Leave,
    Mention,
    SendCopy,
    Talk,
    Watch,
    WatchHow,
)
from gateway.wire.card_frames import InviteRating, Select
from gateway.wire.client_frames import (
    Accept,
    Annotate,
    Assign,
    CancelTransfer,
    Close,
    Decline,
    EndService,
    GetColleagues,
    GetFollowUps,
    GetHistory,
    GetQueue,
    GetSessions,
    GetWhy,
    Open,
    Recall,
    SetAgent,
    SetStatus,
    Transfer,
)
from gateway.wire.customer_frames import ChangeCustomer, GetCustomer
from gateway.wire.dashboard_frames import GetTrend, WatchDashboard
from gateway.wire.knowledge_frames import (
    Contribute,
    ContributionStateName,
    DecideContribution,
    GetContributions,
    GetEntry,
    GetNews,
    MarkNews,
    SearchKnowledge,
)
from gateway.wire.reaching_frames import GetMessagesLeft, Initiate, LeaveMessage
from gateway.wire.reply_frames import (
    DropQuickReply,
    GetQuickReplies,
    PutQuickReply,
)
from gateway.wire.robot_frames import AskHuman, RateAnswer
from gateway.wire.terms import NoteName, OutcomeName, Status
from runtime.errors import UsageError

_ID_BITS: Final = 96


class Asking:
    """The requests of one client, and the numbers and ids that its frames carry.

    Args:
        random: makes the ids.
        outbox: the messages among which requests have their place.
    """

    def __init__(self, random: Random, outbox: Outbox) -> None:
        self.unanswered = Requests(outbox.oldest)
        self._random = random
        self._outbox = outbox
        self._numbers = count(1)

    def new_number(self) -> int:
        """A number for a frame that is answered."""
        return next(self._numbers)

    def new_id(self) -> str:
        """An id that makes a message or an operation one, however often it is sent."""
        return f"{self._random.getrandbits(_ID_BITS):024x}"

    # --- a visitor's

    def open(self, group: str, now: float, channel: str = "") -> int:
        """Opens or resumes the visitor's session; "" = as the ticket has it."""
        number = self.new_number()
        return self._ask(Open(number, self.new_id(), group, channel), now)

    def end_service(self, session: str, now: float) -> int:
        """Goes back from an agent, or from the queue, to the robot."""
        number = self.new_number()
        return self._ask(EndService(number, session, self.new_id()), now)

    def select(  # noqa: PLR0913 - an answer has so many parts
        self,
        session: str,
        message: int,
        now: float,
        *,
        option: str,
        values: Mapping[str, str],
        outcome: OutcomeName,
        comment: str,
    ) -> int:
        """Answers a menu, a form or an invitation to rate."""
        number, operation = self.new_number(), self.new_id()
        answer = (option, dict(values), outcome, comment)
        return self._ask(Select(number, session, message, operation, *answer), now)

    def leave_message(self, session: str, text: str, contact: str, now: float) -> int:
        """Leaves a message, and how to reach the visitor."""
        number = self.new_number()
        frame = LeaveMessage(number, session, self.new_id(), text, contact)
        return self._ask(frame, now)

    def ask_human(self, session: str, now: float) -> int:
        """Goes on from the robot to a human."""
        number = self.new_number()
        return self._ask(AskHuman(number, session, self.new_id()), now)

    def rate_answer(
        self, session: str, message: int, now: float, *, is_helpful: bool
    ) -> int:
        """Says whether an answer of the robot has helped."""
        number, operation = self.new_number(), self.new_id()
        frame = RateAnswer(number, session, message, operation, is_helpful)
        return self._ask(frame, now)

    # --- anybody's

    def invite_rating(self, session: str, now: float) -> int:
        """Has the visitor asked to rate."""
        number = self.new_number()
        return self._ask(InviteRating(number, session, self.new_id()), now)

    def close(self, session: str, now: float) -> int:
        """Ends a session."""
        number = self.new_number()
        return self._ask(Close(number, session, self.new_id()), now)

    def recall(self, session: str, message: int, now: float) -> int:
        """Takes back a message of one's own."""
        number = self.new_number()
        return self._ask(Recall(number, session, message, self.new_id()), now)

    def annotate(
        self, session: str, note: NoteName, value: str, now: float, *, due_ms: int = 0
    ) -> int:
        """Notes something on a session; `due_ms`: when a follow-up is due."""
        number = self.new_number()
        frame = Annotate(number, session, self.new_id(), note, value, due_ms)
        return self._ask(frame, now)

    def history(self, session: str, now: float, *, before: int, limit: int) -> int:
        """Asks for older messages."""
        return self._ask(GetHistory(self.new_number(), session, before, limit), now)

    # --- an agent's

    def set_status(self, status: Status, now: float, reason: str = "") -> int:
        """Sets the agent's own status."""
        number = self.new_number()
        return self._ask(SetStatus(number, self.new_id(), status, reason), now)

    def accept(self, session: str, offer: str, now: float) -> int:
        """Takes a ringing offer."""
        number = self.new_number()
        return self._ask(Accept(number, session, offer, self.new_id()), now)

    def decline(self, session: str, offer: str, now: float) -> int:
        """Does not take a ringing offer."""
        number = self.new_number()
        return self._ask(Decline(number, session, offer, self.new_id()), now)

    def transfer(
        self, session: str, now: float, *, group: str, agent: str, note: str
    ) -> int:
        """Looks for another agent, of a group or a certain one."""
        number = self.new_number()
        frame = Transfer(number, session, self.new_id(), group, agent, note)
        return self._ask(frame, now)

    def cancel_transfer(self, session: str, now: float) -> int:
        """Keeps a session after all."""
        number = self.new_number()
        return self._ask(CancelTransfer(number, session, self.new_id()), now)

    def assign(self, session: str, agent: str, now: float) -> int:
        """Gives a session to an agent past the queue; "" is oneself."""
        number = self.new_number()
        return self._ask(Assign(number, session, self.new_id(), agent), now)

    def set_agent(
        self, agent: str, now: float, *, status: Literal["", Status], capacity: int
    ) -> int:
        """Changes another agent; "" and 0 leave that as it is."""
        number = self.new_number()
        frame = SetAgent(number, agent, self.new_id(), status, capacity)
        return self._ask(frame, now)

    def consult(self, session: str, agent: str, note: str, now: float) -> int:
        """Calls a colleague into a side room."""
        number = self.new_number()
        return self._ask(Consult(number, session, agent, self.new_id(), note), now)

    def answer_call(self, session: str, now: float, *, is_accepted: bool) -> int:
        """Comes, or does not, when a colleague calls."""
        number = self.new_number()
        frame = AnswerCall(number, session, self.new_id(), is_accepted)
        return self._ask(frame, now)

    def watch(self, session: str, how: WatchHow, now: float, *, is_hidden: bool) -> int:
        """Follows a session as a supervisor."""
        number = self.new_number()
        return self._ask(Watch(number, session, self.new_id(), how, is_hidden), now)

    def talk(self, agents: Sequence[str], now: float) -> int:
        """Begins an internal conversation."""
        return self._ask(Talk(self.new_number(), self.new_id(), tuple(agents)), now)

    def leave(self, session: str, agent: str, now: float) -> int:
        """Leaves, or sends a colleague away; "" is oneself."""
        number = self.new_number()
        return self._ask(Leave(number, session, self.new_id(), agent), now)

    def mention(self, session: str, agent: str, text: str, now: float) -> int:
        """Names a colleague, who may read there from then on."""
        number = self.new_number()
        return self._ask(Mention(number, session, agent, text, self.new_id()), now)

    def copy(
        self, session: str, kind: CopyKindName, address: str, note: str, now: float
    ) -> int:
        """Has what was said sent to an address."""
        number, operation = self.new_number(), self.new_id()
        frame = SendCopy(number, session, kind, address, operation, note)
        return self._ask(frame, now)

    def colleagues(self, group: str, now: float) -> int:
        """Asks who serves in a group."""
        return self._ask(GetColleagues(self.new_number(), group), now)

    def queue(self, group: str, now: float) -> int:
        """Asks who waits in a group."""
        return self._ask(GetQueue(self.new_number(), group), now)

    def served(self, group: str, now: float) -> int:
        """Asks whom a group serves."""
        return self._ask(GetSessions(self.new_number(), group), now)

    def initiate(
        self, visitor: str, text: str, now: float, *, channel: str, group: str
    ) -> int:
        """Begins a session with a visitor."""
        number = self.new_number()
        frame = Initiate(number, self.new_id(), visitor, text, channel, group)
        return self._ask(frame, now)

    def messages_left(self, group: str, now: float) -> int:
        """Asks what visitors left with a group."""
        return self._ask(GetMessagesLeft(self.new_number(), group), now)

    def follow_ups(self, now: float) -> int:
        """Asks what the agent has to follow up."""
        return self._ask(GetFollowUps(self.new_number()), now)

    def customer(self, now: float, *, session: str, visitor: str) -> int:
        """Asks what is known of a customer, by a session of his or by his id."""
        return self._ask(GetCustomer(self.new_number(), session, visitor), now)

    def change_customer(self, change: ChangeCustomer, now: float) -> int:
        """Changes what is known of a customer; number and id are put in here."""
        number, operation = self.new_number(), self.new_id()
        frame = replace(change, request=number, operation=operation)
        return self._ask(frame, now)

    def contribute(self, question: str, answer: str, note: str, now: float) -> int:
        """Suggests a question and its answer for the robot."""
        number = self.new_number()
        return self._ask(Contribute(number, self.new_id(), question, answer, note), now)

    def contributions(
        self,
        now: float,
        *,
        state: Literal["", ContributionStateName],
        by: str,
        before: int,
    ) -> int:
        """Asks what was suggested, and what became of it."""
        return self._ask(GetContributions(self.new_number(), state, by, before), now)

    def decide_contribution(
        self, number: int, reason: str, now: float, *, is_approved: bool
    ) -> int:
        """Takes a contribution into the draft, or says why not."""
        request, operation = self.new_number(), self.new_id()
        frame = DecideContribution(request, operation, number, is_approved, reason)
        return self._ask(frame, now)

    def news(self, now: float, *, is_unread: bool, after: str, limit: int) -> int:
        """Asks what of the published knowledge is new."""
        return self._ask(GetNews(self.new_number(), is_unread, after, limit), now)

    def mark_news(self, version: int, entries: Sequence[str], now: float) -> int:
        """Marks news as read; no entries: all up to the version."""
        return self._ask(MarkNews(self.new_number(), version, tuple(entries)), now)

    def entry(self, entry: str, now: float) -> int:
        """Asks what the robot answers to a question."""
        return self._ask(GetEntry(self.new_number(), entry), now)

    def search_knowledge(
        self, text: str, now: float, *, channel: str, limit: int
    ) -> int:
        """Asks which published entries answer a text."""
        frame = SearchKnowledge(self.new_number(), text, channel, limit)
        return self._ask(frame, now)

    def quick_replies(self, after: str, now: float) -> int:
        """Asks for quick replies."""
        return self._ask(GetQuickReplies(self.new_number(), after), now)

    def put_quick_reply(self, put: PutQuickReply, now: float) -> int:
        """Adds or changes one; its number and its operation are put in here."""
        number, operation = self.new_number(), self.new_id()
        return self._ask(replace(put, request=number, operation=operation), now)

    def drop_quick_reply(self, reply: str, now: float, *, is_shared: bool) -> int:
        """Deletes one."""
        number, operation = self.new_number(), self.new_id()
        return self._ask(DropQuickReply(number, operation, reply, is_shared), now)

    def watch_dashboard(self, now: float) -> int:
        """Asks for the dashboard, for as long as this connection lasts."""
        return self._ask(WatchDashboard(self.new_number()), now)

    def trend(self, group: str, now: float) -> int:
        """Asks for the last hours of a group; "": of all together."""
        return self._ask(GetTrend(self.new_number(), group), now)

    def why(self, session: str, now: float) -> int:
        """Asks why a session is where it is."""
        return self._ask(GetWhy(self.new_number(), session), now)

    def _ask(self, frame: ClientRequest, now: float) -> int:
        _check(frame)
        self.unanswered.add(frame, self._outbox.new_order(), now)
        return frame.request


def _check(frame: ClientRequest) -> None:
    """Refuses what no server would take."""
    try:
        msgspec.msgpack.decode(msgspec.msgpack.encode(frame), type=type(frame))
    except (msgspec.ValidationError, UnicodeEncodeError) as error:
        raise UsageError(f"{type(frame).__name__}: {error}") from None
