"""PURE: events as JSON, one object a line, for programs that read along."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import msgspec
from msgspec.structs import asdict

from gateway.client_core.events import (
    BoardChanged,
    ClientEvent,
    Connected,
    DashboardChanged,
    Disconnected,
    ErrorReported,
    GoingAway,
    KnowledgeChanged,
    MessageConfirmed,
    MessageReceived,
    MessageRefused,
    NoticeReceived,
    PositionChanged,
    ReceiptChanged,
    RequestAnswered,
    RequestExpired,
    RoomChanged,
    SessionChanged,
    Stopped,
    TypingChanged,
)
from gateway.console.styled import Line, for_pipe
from gateway.wire.server_frames import Res
from gateway.wire.terms import Frame

JSON_LINES_HELP: Final = """\
with --json every event is one JSON object on a line of standard output; each line of
standard input is a message or a /command, and its end ends the client as soon as
everything is acknowledged. An agent turns to a session by /NUMBER or /SESSION.
Keys by the value of "event"; times are ms since 1970, UTC:
  connected     role, principal, server_ms, typing_preview (agents see what is typed)
  disconnected  code, retry_seconds          it is tried again after this time
  going_away    retry_ms                     the server restarts
  stopped       code, refusal                for good: the client ends; refusal is why
                                             HTTP gave no other ticket, else ""
  session       session, version, state (robot, collecting, routing, queued, offered,
                serving, message_left, closed), group, visitor, agent, last_number,
                reason, nickname, agent_name, group_name, readers (role, id,
                delivered, read: up to this number), rating (message that asks
                for one), may_rate, unread (by a visitor), may_ask_human, feedback
                (number, is_helpful: of the robot's answers), recall_ms (so long a
                message can be taken back); for agents also offer
                (id, agent, since, until, agent_name), transfer (group, agent, note,
                by, since, group_name, agent_name, by_name, until), visitor_away,
                handover (agent, note, agent_name), source (client_data,
                channel_name, peer_source, remark), variables (name, value),
                notes (tags, remark, outcome, follow_up, follow_up_due, needs_tags),
                contact, guests (agent, name, part, room, by, by_name, note, since,
                until)
  room          session (its place), version, room, members (agent, name),
                last_number, is_open, readers: a side room
  board         version, status (free, busy, arrange, not_ready, rest, offline),
                capacity, sessions, reason, wrap_up_until, by, by_name, visits
  position      session, position, waiting, wait_seconds, text (the service's words)
  notice        session, kind (visitor_warning, agent_reminder, auto_transfer,
                transfer_refused, transfer_expired, in_seat, out_seat, closed,
                timed_out), agent, at, agent_name
  sent          session, cid, text           a message was given to the client
  confirmed     session, cid, number, at     it is on the server's disk
  refused       session, cid, body, code     it will not be delivered
  message       session, room, number, role, sender, name, body, at, cid,
                is_answer (of the robot's: it can be rated)
                (own ones too; numbers of a session rise by one); body is
                {"kind": "text", "text": …} or of another kind: see PROTOCOL.md
  typing        session, role, sender, is_typing, preview, name
  receipt       session, role, sender, delivered, read (up to this number)
  answered      request, code, session       a command was granted (0) or refused
  queue         request, group, public_name, waiting, entries (session, position,
                waited_ms, priority, returned, only, nickname, channel)
  colleagues    request, group, members (agent, nickname, why_not, load, capacity),
                count
  sessions      request, group, rows (session, nickname, agent, agent_name, since, turn,
                unanswered), is_cut
  customer      request, visitor, version, nickname, phone, email, language, fields,
                tags, level, notes (text, by, by_name, at), is_blocked,
                block_reason, block_until, block_by
  messagesleft  request, group, rows (session, visitor, nickname, channel, since,
                contact, messages), count
  followups     request, rows (session, visitor, nickname, channel, text, since, due),
                count
  newspublished version                      what the robot knows was published
  contributed   request, number              a contribution waits for a decision
  contributions request, rows (number, at, by, question, answer, note, state,
                decided_at, decided_by, reason), waiting, next
  news          request, version, rows (entry, question, since, at, by, is_change,
                read_at), unread, next
  entry         request, entry, question, similar, answers (body, channels)
  knowledgefound
                request, version, rows (entry, question, answer, kind, confidence)
  quickreplies  request, rows (reply, is_shared, category, title, text, keys), next
  quickreplyput request, reply               a quick reply is on the server's disk
  dashboard     at, day, prompt_seconds, behind, whole, groups (group, name, waiting,
                waiting_since, sessions, agents, today), agents (agent, name, status,
                load, capacity, since, is_there, groups), is_cut
  trend         request, minutes (at, waiting, longest_seconds, serving, offered,
                answered, abandoned)
  why           request, session, state, steps (at, what, agent, group, detail, look,
                by, agent_name, group_name), now, is_cut
  expired       request                      a command was not answered
  error         code, text
  text          text                         an answer to what was entered
"""


class Posted(msgspec.Struct, frozen=True):
    """A message was given to the client."""

    session: str
    cid: str
    text: str


_Flat = (
    Connected
    | Disconnected
    | GoingAway
    | Stopped
    | MessageConfirmed
    | MessageRefused
    | TypingChanged
    | ReceiptChanged
    | RequestExpired
    | ErrorReported
    | Posted
)
_Framed = (
    SessionChanged
    | RoomChanged
    | BoardChanged
    | PositionChanged
    | NoticeReceived
    | KnowledgeChanged
    | DashboardChanged
    | RequestAnswered
)
_FLAT_NAMES: Final[dict[type[_Flat], str]] = {
    Connected: "connected",
    Disconnected: "disconnected",
    GoingAway: "going_away",
    Stopped: "stopped",
    MessageConfirmed: "confirmed",
    MessageRefused: "refused",
    TypingChanged: "typing",
    ReceiptChanged: "receipt",
    RequestExpired: "expired",
    ErrorReported: "error",
    Posted: "sent",
}


def json_line(event: ClientEvent | Posted) -> str:
    """The event as one JSON object, without a line feed."""
    match event:
        case MessageReceived(message):
            return _encode("message", asdict(message))
        case RequestAnswered(request, Res() as answer):
            fields = {"code": answer.code, "session": answer.session}
            return _encode("answered", {"request": request, **fields})
        case _:
            return _simple(event)


def _simple(event: _Framed | _Flat) -> str:
    match event:
        case SessionChanged(frame) | BoardChanged(frame) | PositionChanged(frame):
            return _encode(_frame_name(frame), _plain(frame))
        case RoomChanged(frame):
            return _encode(_frame_name(frame), _plain(frame))
        case KnowledgeChanged(frame) | DashboardChanged(frame):
            return _encode(_frame_name(frame), _plain(frame))
        case NoticeReceived(frame) | RequestAnswered(answer=frame):
            return _encode(_frame_name(frame), _plain(frame))
        case _:
            return _encode(_FLAT_NAMES[type(event)], asdict(event))


def _frame_name(frame: Frame) -> str:
    return type(frame).__name__.lower()


def _plain(frame: Frame) -> Mapping[str, object]:
    """The fields by name, those of inner structs, too."""
    return {name: _named(value) for name, value in asdict(frame).items()}


def _named(value: object) -> object:
    if isinstance(value, msgspec.Struct):
        return {name: _named(inner) for name, inner in asdict(value).items()}
    if isinstance(value, tuple):
        return [_named(each) for each in value]
    return value


def json_notice(line: Line) -> str:
    """A line that was meant for a person."""
    return _encode("text", {"text": for_pipe(line)})


def _encode(name: str, fields: Mapping[str, object]) -> str:
    return msgspec.json.encode({"event": name, **fields}).decode()
