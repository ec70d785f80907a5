"""PURE: what the reference page says in words, around what it derives.

Paragraphs are divided by empty lines and filled later; numbers are those of the
constants that the code checks.
"""

from __future__ import annotations

from typing import Final

from actors.internal.messages import MAX_MEMBERS, MAX_TALK_MESSAGES
from actors.session.aside import (
    MAX_ASIDE_ACTS,
    MAX_GUESTS,
    MAX_SIDE_MESSAGES,
    MAX_SIDE_RECALLED,
)
from actors.session.bounds import MAX_ACTS, MAX_MESSAGES, MAX_RECALLED
from actors.session.readers import MAX_READERS
from gateway.admission import MAX_REFUSALS, MAX_WINDOW_REFUSALS
from gateway.client_core.outbox import FLIGHT_SECONDS
from gateway.client_core.receipts import RECEIPT_SECONDS
from gateway.client_core.reconnect import CAP_SECONDS, FIRST_SECONDS, HEALTHY_SECONDS
from gateway.client_core.watchdog import GRACE_SECONDS
from gateway.connection_limits import AGENT_LIMITS, VISITOR_LIMITS
from gateway.liveness import ANSWER_SECONDS, HELLO_SECONDS
from gateway.rations import ACCOUNT_CONNECTIONS
from gateway.session_feeds import HOLE_PATIENCE_SECONDS
from gateway.wire.bodies import MAX_BODY_BYTES
from gateway.wire.terms import (
    BATCH_TAG,
    JSON_SUBPROTOCOL,
    MAX_BATCH_IN,
    MAX_BATCH_OUT,
    MAX_FRAME_BYTES,
    MAX_PREVIEW_CHARS,
    MAX_REPLAY,
    MAX_SERVER_MESSAGE_BYTES,
    PATH,
    PROTOCOL_MINOR,
    SEND_WINDOW,
    SUBPROTOCOL,
    TYPING_MIN_INTERVAL_SECONDS,
    TYPING_RESEND_SECONDS,
    VISITOR_ROOM,
    VISITOR_TOKENS_PATH,
)

_KIB: Final = 1024

LEAD: Final = f"""
# {SUBPROTOCOL}

What a client and the gateway say to each other, version {PROTOCOL_MINOR}. This page
is made from the code that checks it. Ids like Q5 are rows of the product's
specification.

## Transport

A WebSocket (RFC 6455) on path `{PATH}`, without a query, with the sub-protocol
`{SUBPROTOCOL}`; the server accepts no extension, so nothing is compressed. Of several
sub-protocols that a client offers the first is taken that the server knows. All
messages are binary. One of a client has at most {MAX_FRAME_BYTES // _KIB} KiB, one of
the server at most {MAX_SERVER_MESSAGE_BYTES // _KIB} KiB.

To look at the frames there is also `{JSON_SUBPROTOCOL}`: the same arrays and maps as
JSON (RFC 8259), nil as null, in text messages; bytes are counted as UTF-8. A message of
the other kind, binary or text, ends the connection.

A handshake is refused with 404 on another path, 400 without a sub-protocol that the
server knows, 403 when a browser's page (`Origin`) may not connect, 429 when an address
connects too often: then come back after `Retry-After` seconds. A connection that is
closed before its handshake was answered is one too many, too: come back as after a
close (see A connection).

A message is one frame, or a batch of frames in order:

    [tag, field, field, …]                      a frame, in msgpack
    [{BATCH_TAG}, [[tag, field, …], [tag, field, …], …]]  a batch; batches do not nest

A batch holds up to {MAX_BATCH_IN} frames of a client, up to {MAX_BATCH_OUT} of the
server.

Fields have no names on the wire: they come in the order of the tables below. Those
with a default may be left out, from the end. Fields beyond those one knows, keys of a
map that one does not know, and frames of the server whose tag one does not know, are to
be ignored: later versions add all of them. They add words, too (a state, a status, a
kind of NOTICE, a role): one that a client does not know it shows as it is. The server
ignores such fields and keys as well; a word that it does not know is against the
protocol. A message with a frame whose tag it does not know is refused as a whole, with
ERR `UNKNOWN_TAG`, and the connection stays; `minor` of WELCOME tells what it knows.

Types: an int is 0 … 2^53 − 1; a text is UTF-8; `[a, b]` is an array by position,
`{{a, b}}` a map by these keys. Ids are opaque.

## A connection

A ticket says who is calling. A visitor's is had over HTTP: POST to
`{VISITOR_TOKENS_PATH}` of the service a JSON map (`Content-Type: application/json`)
with the `channel`'s key and no keys but those that the README names. The answer has
`ticket`, `expires_ms`, `server_ms`, `gateway` (the URL of this WebSocket), and
`refresh_token`, to be sent with the next such request so that the visitor stays the
same; one that is no longer good is not refused, but makes another `visitor`. The ticket
is good for one channel, and for minutes: before each connection look whether it still
is. An agent signs in below `/api/staff`; `POST /api/staff/ticket` then gives a ticket
for one connection. The README says how.

1. The first frame of a client is HELLO with its ticket, within {HELLO_SECONDS:g} s;
until WELCOME nothing follows but PING and PONG.

2. The server answers WELCOME, or closes. WELCOME is its first frame, but for a PONG;
what the sessions named in HELLO have to show follows, each as under Sessions and
messages, and for an agent BOARD, in no order among them.

3. The server sends PING every `limits.heartbeat_ms` of WELCOME. A client of which it
hears nothing, not even PONG, for that long and {ANSWER_SECONDS:g} s more is cut. A
client should leave a server in the same way, and one that says no WELCOME in
{GRACE_SECONDS:g} s.

4. Before the server stops it sends GO_AWAY and closes with 4000. What it did not answer
is to be asked again on the next connection.

5. A frame that cannot be read is answered with ERR, and the connection is closed with
4501: coming back would only repeat it. One that has no place where it comes (HELLO
twice, a request under a number that waits) gets no ERR, but that close with its reason.
Of a message by which a client ends its connection, this way or another, nothing is
served, nor of what comes after. When the connection ends without a close frame (1006),
or cannot be made, come back.

6. The close code says whether to come back by oneself: after a random time between 0
and {FIRST_SECONDS:g} s, that bound doubled with each attempt up to {CAP_SECONDS:g} s,
so that clients that were cut together come apart. A connection that lived for
{HEALTHY_SECONDS:g} s begins the count anew. After GO_AWAY wait its `retry_ms` and then
that random time. After 4003 get a new ticket first, and after 4500, if somebody asks to
come back. After a code that this page does not name come back if it is below 4500.
After 1009 do not send the same message again.

7. On the next connection: HELLO with the positions one has; then, after WELCOME, every
request that was not answered, under its old `operation` or `cid`.

A client may send `limits.frames_per_second` frames per second in the long run, and
`limits.burst_frames` at once: unless the server is configured otherwise,
{VISITOR_LIMITS.frames_per_second:g} and {VISITOR_LIMITS.burst_frames:g} for a visitor,
{AGENT_LIMITS.frames_per_second:g} and {AGENT_LIMITS.burst_frames:g} for an agent.
All connections of one person together may send {ACCOUNT_CONNECTIONS:g} times that. More
is refused with `RATE`, typing and receipts without a word; PING and PONG count, too.
After {MAX_REFUSALS} refused frames the connection is closed; one is forgiven each
second. New sessions are limited by visitor and by network address as well: OPEN is then
refused with `RATE`, and may be sent again after `retry_ms`.

## Requests

A frame of the client that has a `request` is answered once, by RES or the frame named
with it. Choose the number: it must not be that of a request which still waits. All
other frames are not answered; a refusal of one is ERR. At most `limits.window`
({SEND_WINDOW}) requests may wait at once; one more is refused with `WINDOW`, and the
{MAX_WINDOW_REFUSALS}rd time the connection is closed with 4007.

What changes something carries an id of the client's, unique for ever: `operation`, or
the `cid` of a message. After a lost connection, and after a temporary refusal (not
before `retry_ms`), send the same request with the same id: it is done once, and
answered as the first time, also when the session is closed by then. Do so, too, under a
new number, when no answer came for some {FLIGHT_SECONDS:g} s. Other refusals are final:
of a message that was refused with `CLOSED`, offer the person to send it in a new
session.

Requests are served in the order in which they come, and may be answered in another. A
SEND that was refused for now is overtaken by those behind it: who wants a session's
messages in order sends the next when the last one was answered.

A new act needs a new id: under an old `operation` the first act is answered again,
whatever else the request says. OPEN alone looks at the session, not at the id.

## Sessions and messages

A visitor gets a session by OPEN; an agent is shown his in BOARD. Who takes part in a
session is sent SESSION whenever it changes, MESSAGE for what is said, and TYPING,
RECEIPT, POSITION and NOTICE. SESSION that shows it closed, or in the hands of others,
is the last. HELLO, SYNC, READ and SET_TYPING pass over, without a word, sessions that
are not there or not the client's.

- Messages of a session are numbered 1, 2, 3 … On one connection they come in order,
each once; the answer to one's own SEND counts as that message.

- SESSION comes after the messages that it counts. When its `last_number`, or the number
of a message, shows that something is missing, send SYNC with the last number one has.
The server looks for holes by itself after {HOLE_PATIENCE_SECONDS:g} s.

- To resume, name in HELLO by session the last number that one has. What came since is
sent again, at most {MAX_REPLAY} messages of a session, fewer when they are long; then
GAP tells to SYNC for more. A session that HELLO did not name comes from its first
message on, in the same way. A number above the session's last one, in HELLO or SYNC,
counts as that: a server that was restored from a backup may know less than its clients,
and begins from there. When the first SESSION that a connection shows of it has a
`last_number` below one's own number, take that.

- GET_HISTORY gives older messages, a page at a time, also of a session that is over.

- RECALL takes a message back. That is a message of its own, whose body is a RecallBody:
show the message that it names no more. Who reads later is given a RecalledBody in its
place.

- OPEN begins the flow that asks first, where the channel has one: its messages are the
first of the session, in `client.language` of HELLO, and `state` is `collecting`. The
first SESSION of a connection, and each change of who serves, is followed by NOTICE
`in_seat` or `out_seat`; `may_rate` says whether the visitor may ask to rate. That is
what other products send when their flow is started.

- What asks the visitor something (a MenuBody, a FormBody, a RatingBody) is answered
with SELECT, once, and the answer is a message of its own, whose body is a
SelectionBody: show at the message that it names what was selected. RES to a SELECT
counts as no message. An invitation to rate (`rating` of SESSION) outlives its session:
SESSION that shows that closed is then not the last; the answer, thanks, and SESSION
with `rating` 0 follow.

- While `state` is `robot` a text is a question, and so is what is chosen of a MenuBody
with a `purpose`, or of one with `is_answer`; what the robot says comes as messages of
the role `robot`, later. ASK_HUMAN leads from it to a human where `may_ask_human` of
SESSION says so. A message with `is_answer` can be rated by RATE_ANSWER, which is no
message: SESSION then has it in its `feedback`, to be shown at the answer.

- RES to a SEND comes when the message is on disk, not before. Keep the message until
then, also over a restart of the client.

- A session has room for {MAX_MESSAGES:,} messages, of which {MAX_RECALLED:,} may be
taken back, and for {MAX_ACTS:,} notes, transfers and assignments by hand. One more is
refused with `WRONG_STATE`: close the session and begin another.

- The room of a session's own place is `{VISITOR_ROOM}`; see Rooms for others.

- While keys are pressed send SET_TYPING every {TYPING_RESEND_SECONDS:g} s; what comes
more often than every {TYPING_MIN_INTERVAL_SECONDS:g} s is dropped. When they cease to
be, and nothing was sent, send it with `is_typing` false.

- TYPING is shown for `ttl_ms`, on the client's own clock, or until its sender's next
message, or one with `is_typing` false. It is dropped where its `after` is below the
number of that sender's last message: it was overtaken. Typing is never sent again.

- With `typing_preview` of WELCOME a visitor's client tells the person that agents see
what is typed, and may then send the last {MAX_PREVIEW_CHARS} characters of it as
`preview`, with each SET_TYPING. Without it nothing that is not sent leaves the client.

- READ tells what the client has received, and what its person was shown: everything up
to these numbers. Send it at most every {RECEIPT_SECONDS:g} s in a session, one for many
messages, after SESSION came on this connection. The others are sent RECEIPT at once;
pushes may be lost, and `readers` of SESSION always says it all. The numbers of one
participant only grow: a client takes the highest that it was told.

- Receipts are written with the next change of their session, and when it leaves memory.
If the server dies before, they are forgotten: where `readers` of SESSION says less of
oneself than one has said, or nothing, send READ again. In the visitor's room receipts
are taken of the visitor, of the agent who serves and of a supervisor who speaks; of
those who did, at most {MAX_READERS} are kept.

- Deadlines (`until`, `wrap_up_until`) are moments of the server's clock; `server_ms` of
WELCOME tells how far one's own is off.

## Rooms

What a visitor hears is said in the room `{VISITOR_ROOM}` of the session. Agents also
speak among themselves, in side rooms: a serving agent calls a colleague by CONSULT, who
comes by ANSWER_CALL; a supervisor whispers by WATCH. A side room belongs to the agent
who serves and to that one guest, and ends when the guest leaves or another agent
serves; the agent may read it on. At most {MAX_SIDE_MESSAGES:,} messages are said in
one, of which {MAX_SIDE_RECALLED:,} may be taken back; a session has at most
{MAX_GUESTS} guests at once, and {MAX_ASIDE_ACTS:,} calls, visits, mentions and copies.

- A side room has a place of its own, `SESSION/ROOM`, like `01hx…/side-1`. It stands for
the session in SEND, READ, SET_TYPING, SYNC, HELLO, GET_HISTORY, RECALL and MENTION, and
in MESSAGE, RECEIPT, TYPING, GAP, HISTORY and ROOM. `room` repeats its last part.
Everything under Sessions and messages holds for it, with numbers of its own, and ROOM
in place of SESSION. Other requests know no place: `NO_SUCH_SESSION`.

- An agent is sent ROOM, and what was said, of each room that is his when he is shown
its session, from the position that HELLO names. A file is uploaded for a place, and
sent and downloaded there alone.

- Who is called, was mentioned, or is a guest finds the session in `visits` of BOARD. He
is sent SESSION, with himself among its `guests`; who is called or was mentioned, no
MESSAGE. Who is mentioned again is shown the later text.

- TALK begins an internal conversation, beside any session, at a place of its own,
`ID/internal`. Its members, at most {MAX_MEMBERS}, find it in `visits`, when they come,
too; nobody else learns of it. MENTION brings a colleague in, LEAVE is for oneself. It
has room for {MAX_TALK_MESSAGES:,} messages. Its receipts are told and not written:
`readers` begin anew when it leaves memory.

- Of all this a visitor is told nothing: neither SESSION, its `version` and `readers`,
nor a refusal tells whether there is a side room. When a supervisor speaks his messages
have the role `agent`, and his name.

## Quick replies

What agents say again and again is kept by the server, for all of them or for one, and
sent as a message like any other. A client holds the list, lets the agent choose by
title, `keys` or text, and fills the variables of the text in: a name in braces, in
small letters.

- `{{visitor}}` is the visitor's name, `{{agent}}` the agent's, `{{group}}` the group's,
`{{date}}` and `{{time}}` are now where the agent is; any other name is that of one of
the session's `variables`.

- A name that stands for nothing there stays as it is, braces and all: the agent sees it
before he sends.

## The dashboard

Who supervises asks with WATCH_DASHBOARD and is shown DASHBOARD: once, and whenever what
he sees has changed, at most once a second. It is asked for again on each connection. A
supervisor may do so on the connection on which he serves.

- `POST /api/staff/observer-ticket` gives a ticket for one connection that only looks:
its role is `observer`. It makes nobody present: an agent who has the dashboard open is
not there to serve by that. An administrator sees every group, a supervisor those that
he is in.

- Of a wait that goes on it tells when it began: let it grow by the server's clock.
Shares are left to the client: the service level is `prompt` of `waits`, abandonment
`abandoned` of `waits`, transfers `transferred` of `handled`, the robot's resolution
`robot_resolved` of `robot`.

- `waiting` and `agents` are of the moment; `sessions` and `today` are as of the last
event that was recorded, `behind` events ago.

## Names

People read names, clients need ids: frames carry both. A name is what the visitor, the
agent or the group was called when what the frame shows happened; after a renaming the
old one stays until the next such event. It is empty where nobody who knows it was asked
(a group that is not awake yet, until an agent of it is found): show the id then.
"""  # noqa: S608 - it asks no database
"""What comes before the frames."""

BODIES: Final = f"""
What a message says: a map, whose `kind` tells which. A kind that one does not know is
to be shown as such: later versions add some. A message of a client is checked when it
comes; what is not as below is against the protocol.

Files do not travel in frames: a body names one by the id that the server's file store
gave it. A body has at most {MAX_BODY_BYTES:,} bytes. Upload and download go over HTTP,
as the README says under Attachments; `type` is `content_type` of the upload's answer.
What that answer says is to be repeated as it is, else `BAD_VALUE`; where it says 0, say
what one knows.
"""
"""What comes before the bodies."""
