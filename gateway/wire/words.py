"""What the words of the wire mean: states, statuses, notices, notes, roles."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

STATES: Final[Mapping[str, str]] = {
    "robot": "The robot talks with the visitor.",
    "collecting": "A form or menu asks the visitor something first.",
    "routing": "Which group is to serve is being found out.",
    "queued": "The visitor waits in a group's line.",
    "offered": "It rings at an agent.",
    "serving": "An agent serves, and may be handing over.",
    "message_left": "Nobody could serve; what is said is kept for an agent.",
    "closed": "Over: nothing more can be said.",
}
"""Of a session."""

REASONS: Final[Mapping[str, str]] = {
    "client": "By the visitor, or because the visitor left.",
    "seat": "By the agent.",
    "admin": "By a supervisor.",
    "timer": "By a time limit.",
}
"""For which a session is closed."""

STATUSES: Final[Mapping[str, str]] = {
    "free": "Takes visitors.",
    "busy": "Is free, and serves as many as he may.",
    "arrange": "Has just ended a session: time to write things up.",
    "not_ready": "Takes nobody for the moment.",
    "rest": "Has a break; the reason says which.",
    "offline": "Is not there.",
}
"""Of an agent; `busy` and `arrange` follow from the work, others can be asked for."""

NOTICES: Final[Mapping[str, str]] = {
    "visitor_warning": "To the visitor: silence will close the session soon.",
    "agent_reminder": "To the agent: the visitor waits for a word.",
    "auto_transfer": "To the agent: it went on, since he did not answer in time.",
    "transfer_refused": "To the agent: nobody took what he handed over; it stays.",
    "transfer_expired": "To the agent: nobody took it in time; it stays.",
    "in_seat": "To the visitor: an agent serves; `agent` says who.",
    "out_seat": "To the visitor: no agent serves.",
    "closed": "To the visitor: the session was closed.",
    "timed_out": "To the visitor: the session was closed by a time limit.",
}
"""Kinds of NOTICE."""

NOTES: Final[Mapping[str, str]] = {
    "rating": "How content the visitor was, 1 … 5. His alone to say; others: "
    "`FORBIDDEN`.",
    "tag": "What the session was about: tags, one to a line, each of up to 32 "
    "characters; at most 10, or what the server's rule allows.",
    "remark": "Whatever the next agent should know.",
    "follow_up": "What is still to be done, perhaps by `due`. Ended sessions with one "
    "are on the list of who noted it, see GET_FOLLOW_UPS.",
    "outcome": "`solved` or `unsolved`.",
}
"""Kinds of what is noted on a session."""

PARTS: Final[Mapping[str, str]] = {
    "called": "A colleague at whom it rings: he sees the session, and reads nothing.",
    "consulted": "A colleague who is asked: he reads along, and writes aside.",
    "watching": "A supervisor who reads along; with a room, who whispers in it.",
    "speaking": "A supervisor who also speaks to the visitor.",
    "mentioned": "A colleague who was named: he may ask what was said.",
}
"""What a guest does in a session."""

CONTRIBUTION_STATES: Final[Mapping[str, str]] = {
    "waiting": "Nobody has decided yet.",
    "approved": "It is in the draft; visitors hear of it once that was published.",
    "rejected": "It was left out; the reason says why.",
}
"""Of what agents suggest for the robot."""

ANSWER_KINDS: Final[Mapping[str, str]] = {
    "text": "Plain words.",
    "markdown": "CommonMark.",
    "card": "What a card says; the robot alone can show it.",
}
"""How an answer of the robot's is shown."""

ROLES: Final[Mapping[str, str]] = {
    "visitor": "Asks.",
    "agent": "Serves.",
    "supervisor": "An agent who may also do what only supervisors may, with the "
    "sessions and agents of the groups that he is in now (M1, Q11).",
    "observer": "Looks at the dashboard, serves nobody and takes part in nothing (M6).",
    "robot": "Answers by itself. As a sender only.",
    "system": "The service speaks. As a sender only.",
}
"""Who a client, or a sender, is."""
