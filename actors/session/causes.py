"""PURE: the words of the session's table: where it stands, when, if, and then."""

from __future__ import annotations

from enum import Enum
from typing import Final

from actors.refusal import Rule


class Stand(Enum):
    """Where a session stands: its state, and the sub-states of `serving`."""

    NEW = "new"
    ROBOT = "robot"
    COLLECTING = "collecting"
    ROUTING = "routing"
    QUEUED = "queued"
    OFFERED = "offered"
    SERVING = "serving"
    TRANSFERRING = "serving, transfer pending"
    TRANSFER_RINGING = "serving, transfer ringing"
    MESSAGE_LEFT = "message_left"
    CLOSED = "closed"

    # As with every enum that is looked up: see `Exclusion`.
    __hash__ = object.__hash__


class Trigger(Enum):
    """What can happen to a session."""

    OPEN = "visitor opens"
    INITIATE = "agent begins it"
    LOOK = "somebody concerned looks"
    VISITOR_POST = "visitor writes"
    AGENT_POST = "serving agent writes"
    ROBOT_POST = "robot writes"
    ROBOT_REPLIED = "robot has answered, or cannot be asked"
    ROBOT_OVER = "robot has not answered in time"
    ASK_HUMAN = "visitor asks for a human"
    RATE_ANSWER = "visitor finds an answer of the robot helpful, or not"
    RECALL = "somebody takes a message back"
    ANNOTATE = "somebody notes something"
    SELECT = "visitor answers a card"
    INVITE = "visitor is to be asked to rate"
    MOVE = "robot, system or supervisor moves it"
    PULL = "supervisor queues it"
    OFFER = "group offers an agent's slot"
    ACCEPT = "agent accepts"
    DECLINE = "agent declines"
    EXPIRE = "offer has rung long enough"
    WITHDRAW = "agent at whom it rings leaves `free`"
    PICK = "agent takes it by hand"
    ASSIGN = "supervisor gives it to an agent"
    TURN_AWAY = "group turns it away"
    TRANSFER = "serving agent transfers"
    CANCEL_TRANSFER = "serving agent cancels the transfer"
    TRANSFER_OVER = "nobody took the transfer in time"
    OWNER_LOST = "serving agent stays away"
    REMIND = "serving agent is silent"
    AGENT_SILENT = "serving agent is silent too long"
    LEAVE_MESSAGE = "visitor leaves a message"
    UNREACHED = "visitor does not come to what an agent began"
    WARN = "visitor is silent"
    SILENCE = "visitor is silent too long"
    VISITOR_COMES = "visitor's first connection comes"
    VISITOR_GOES = "visitor's last connection goes"
    VISITOR_GONE = "visitor does not come back"
    END_SERVICE = "visitor ends human service"
    VISITOR_CLOSE = "visitor closes"
    AGENT_CLOSE = "serving agent closes"
    SUPERVISOR_CLOSE = "supervisor closes"
    DIRECTED = "business server has answered, or cannot be asked"
    DIRECTION_OVER = "nobody has said anything of the business server"
    NAMED_OVER = "nobody whom the business server named came free"
    CALL = "serving agent calls a colleague"
    ANSWER_CALL = "colleague answers the call"
    CALL_OVER = "the call has rung long enough"
    WATCH = "supervisor watches"
    WHISPER = "supervisor whispers"
    SPEAK = "supervisor speaks"
    LEAVE = "guest leaves, or is sent away"
    GUEST_LOST = "guest stays away, or loses the group"
    SIDE_POST = "somebody writes in a side room"
    SIDE_RECALL = "somebody takes a message of a side room back"
    MENTION = "somebody mentions a colleague"
    COPY = "somebody sends a copy"

    # As with every enum that is looked up: see `Exclusion`.
    __hash__ = object.__hash__


class Consequence(Enum):
    """What the shell does after the commit.

    Slots are claimed and released in the commit itself, by what the session holds
    before and after.
    """

    JOIN_LINE = "join the group's line"
    LET_GO = "give up line and slots"
    END_SEARCH = "give up line and offer"
    TAKE_SLOT = "tell agent and group that the slot is taken"
    SERVE = "tell the agent that he serves"
    FREE_OFFER = "free the slot of the agent at whom it rang"
    FREE_OWNER = "free the slot of the agent who served"
    SHOW_MESSAGE = "show the message to the room"
    SHOW_SESSION = "show the session's new state"
    SHOW_ASIDE = "show the new state to agents"
    WARN_VISITOR = "warn the visitor"
    CALL_VISITOR = "call the visitor's connections"
    REMIND_AGENT = "remind the agent"
    TELL_LAPSED = "tell the silent agent that it went on"
    TELL_MOVED_ON = "tell the agent who was silent that another took over"
    TELL_TRANSFER_REFUSED = "tell the agent that the transfer was refused"
    TELL_TRANSFER_EXPIRED = "tell the agent that nobody took the transfer"
    ASK_SERVER = "ask the business server"
    ASK_ROBOT = "ask the robot"

    # As with every enum that is looked up: see `Exclusion`.
    __hash__ = object.__hash__


class Guard(Enum):
    """What must hold for a row; the first that fails of the nearest row refuses."""

    VALID = "values are within bounds"
    TO_ROBOT = "to `robot`"
    TO_COLLECTING = "to `collecting`"
    TO_ROUTING = "to `routing`"
    TO_QUEUE = "to `queued`"
    TO_MESSAGE = "to `message_left`"
    TO_END = "to its end"
    MAY_NOTE = "theirs to note"
    TAGGED = "it bears a tag, where tags are required"
    POSTED = "there is such a message"
    OWN = "theirs to take back"
    IN_TIME = "soon enough"
    FEW = "not too many were taken back"
    UNANSWERED = "not answered yet"
    MAY_INVITE = "the rule of ratings lets them"
    UNASKED = "no invitation waits"
    ASKS = "it is the robot's to answer"
    HAS_HUMANS = "humans serve there, too"
    HAS_ROBOT = "it began with the robot, and goes back there"
    END_WORD = "the text is a word for the end"
    FITS = "in that line, slot held, nobody barred"
    AUTO = "reception is `auto`"
    MEANT = "the offer rings at this agent"
    HELD = "a slot is held for it"
    ANOTHER = "not the agent who serves"
    MEMBER = "the agent is in its group"
    NAMED = "to a named agent"
    TIME_UP = "nobody took it in its time"
    OF_SILENCE = "silence began the transfer"
    HERE = "in that group's line"
    OVERFLOWS = "another group takes it, for the first time"
    CURRENT = "still so"
    AWAY = "away for the whole grace"
    ROOM = "not too many guests, nor too often"
    THERE = "the colleague is there"
    ABSENT = "the colleague takes no part yet"
    RINGS = "it rings at this colleague"
    INSIDE = "who is meant is a guest"
    YOURS = "may write in that room"
    SET_UP = "there is a mail server, where it goes by mail"
    LISTED = "copies may go to that address"

    # As with every enum that is looked up: see `Exclusion`.
    __hash__ = object.__hash__


class Party(Enum):
    """What somebody is to a session; one person may be several."""

    VISITOR = "visitor"
    OWNER = "owner"
    """The agent who serves, or who served last."""
    CALLED = "called"
    """The agent at whom it rings."""
    INVITED = "invited"
    """The colleague at whom a call rings."""
    GUEST = "guest"
    """A colleague who is asked, or a supervisor who watches."""
    SPEAKER = "speaker"
    """A supervisor who speaks to the visitor."""
    MENTIONED = "mentioned"
    AGENT = "agent"
    """Any agent."""
    SUPERVISOR = "supervisor"
    ROBOT = "robot"
    SYSTEM = "system"

    # As with every enum that is looked up: see `Exclusion`.
    __hash__ = object.__hash__


WHO: Final[dict[Trigger, frozenset[Party]]] = {
    Trigger.LOOK: frozenset(
        {
            Party.VISITOR,
            Party.OWNER,
            Party.CALLED,
            Party.INVITED,
            Party.GUEST,
            Party.SPEAKER,
            Party.MENTIONED,
            Party.SUPERVISOR,
            Party.ROBOT,
            Party.SYSTEM,
        }
    ),
    Trigger.VISITOR_POST: frozenset({Party.VISITOR}),
    Trigger.AGENT_POST: frozenset({Party.OWNER, Party.SPEAKER}),
    Trigger.ROBOT_POST: frozenset({Party.ROBOT}),
    Trigger.RECALL: frozenset({Party.VISITOR, Party.OWNER, Party.SPEAKER, Party.ROBOT}),
    Trigger.ANNOTATE: frozenset(
        {Party.VISITOR, Party.OWNER, Party.SUPERVISOR, Party.ROBOT, Party.SYSTEM}
    ),
    Trigger.SELECT: frozenset({Party.VISITOR}),
    Trigger.INVITE: frozenset({Party.VISITOR, Party.OWNER}),
    Trigger.MOVE: frozenset({Party.ROBOT, Party.SYSTEM, Party.SUPERVISOR}),
    Trigger.PULL: frozenset({Party.SUPERVISOR}),
    Trigger.ACCEPT: frozenset({Party.AGENT}),
    Trigger.DECLINE: frozenset({Party.AGENT}),
    Trigger.PICK: frozenset({Party.AGENT}),
    Trigger.ASSIGN: frozenset({Party.SUPERVISOR}),
    Trigger.LEAVE_MESSAGE: frozenset({Party.VISITOR}),
    Trigger.TRANSFER: frozenset({Party.OWNER}),
    Trigger.CANCEL_TRANSFER: frozenset({Party.OWNER}),
    Trigger.END_SERVICE: frozenset({Party.VISITOR}),
    Trigger.ASK_HUMAN: frozenset({Party.VISITOR}),
    Trigger.RATE_ANSWER: frozenset({Party.VISITOR}),
    Trigger.VISITOR_CLOSE: frozenset({Party.VISITOR}),
    Trigger.AGENT_CLOSE: frozenset({Party.OWNER}),
    Trigger.SUPERVISOR_CLOSE: frozenset({Party.SUPERVISOR, Party.SYSTEM}),
    Trigger.CALL: frozenset({Party.OWNER}),
    Trigger.ANSWER_CALL: frozenset({Party.AGENT}),
    Trigger.WATCH: frozenset({Party.SUPERVISOR}),
    Trigger.WHISPER: frozenset({Party.SUPERVISOR}),
    Trigger.SPEAK: frozenset({Party.SUPERVISOR}),
    Trigger.LEAVE: frozenset({Party.OWNER, Party.INVITED, Party.GUEST, Party.SPEAKER}),
    Trigger.MENTION: frozenset({Party.OWNER, Party.GUEST, Party.SPEAKER}),
    Trigger.COPY: frozenset({Party.OWNER, Party.SUPERVISOR}),
}
"""Who may cause what; what is not here is told by other parts of the service."""

RULE_OF: Final[dict[Guard, Rule]] = {
    Guard.VALID: Rule.BAD_VALUE,
    Guard.MAY_NOTE: Rule.FORBIDDEN,
    Guard.TAGGED: Rule.TAGS_MISSING,
    Guard.POSTED: Rule.NO_SUCH_MESSAGE,
    Guard.OWN: Rule.NOT_YOURS,
    Guard.IN_TIME: Rule.TOO_LATE,
    Guard.UNANSWERED: Rule.ANSWERED,
    Guard.MAY_INVITE: Rule.FORBIDDEN,
    Guard.MEMBER: Rule.FORBIDDEN,
    Guard.MEANT: Rule.NO_SUCH_OFFER,
    Guard.HELD: Rule.NO_SUCH_OFFER,
    Guard.ANOTHER: Rule.BAD_VALUE,
    Guard.HAS_HUMANS: Rule.FORBIDDEN,
    Guard.THERE: Rule.AGENT_NOT_FREE,
    Guard.RINGS: Rule.NO_SUCH_OFFER,
    Guard.YOURS: Rule.FORBIDDEN,
    Guard.SET_UP: Rule.NOT_SET_UP,
    Guard.LISTED: Rule.FORBIDDEN,
}
"""The code of a refusal by a guard; the others' is `WRONG_STATE`."""

RULE_WITHOUT_ROW: Final[dict[Trigger, Rule]] = {
    Trigger.ACCEPT: Rule.NO_SUCH_OFFER,
    Trigger.DECLINE: Rule.NO_SUCH_OFFER,
    Trigger.ANSWER_CALL: Rule.NO_SUCH_OFFER,
}
"""The code of a refusal in an open session that has no row; else `WRONG_STATE`."""
