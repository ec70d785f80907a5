"""PURE: what a client asks of a session, as the session's command."""

from __future__ import annotations

from typing import assert_never

from actors.cards.card import Answer, Outcome
from actors.session import messages, robot_messages
from actors.session.aside import Part
from actors.session.aside_events import CopyKind
from actors.session.aside_messages import (
    AnswerCall,
    AsideCommand,
    JoinAside,
    LeaveAside,
    SendCopy,
)
from actors.session.terms import Note, Sender
from gateway.admission import AsideRequest, SessionRequest
from gateway.wire import aside_frames as aside
from gateway.wire import client_frames as frames
from gateway.wire.bodies import TextBody, encode_body, text_of
from gateway.wire.card_frames import InviteRating, Select
from gateway.wire.reaching_frames import LeaveMessage
from gateway.wire.robot_frames import AskHuman, RateAnswer


def session_command(  # noqa: C901, PLR0912 - one row per request
    request: SessionRequest,
    sender: Sender,
    name: str,
    origin: str,
    language: str = "",
    until_ms: int = 0,
) -> messages.SessionCommand:
    """The command; whether `sender` may is for the session to judge.

    Args:
        request: what the client sent.
        sender: who it is.
        name: the sender's, for people.
        origin: name of the connection, which is not told of its own message.
        language: the sender's (BCP 47).
        until_ms: what is sent is too old from then on; 0: it is never.
    """
    match request:
        case frames.Send(room=room, cid=cid, body=body):
            text, data = text_of(body), encode_body(body)
            return messages.PostMessage(
                sender, room, cid, data, text, name, origin, until_ms
            )
        case frames.Close(operation=operation):
            return messages.CloseSession(sender, operation)
        case frames.EndService(operation=operation):
            return messages.EndService(sender, operation)
        case frames.Accept(offer=offer, operation=operation):
            return messages.AcceptOffer(sender, offer, operation)
        case frames.Decline(offer=offer, operation=operation):
            return messages.DeclineOffer(sender, offer, operation)
        case frames.CancelTransfer(operation=operation):
            return messages.CancelTransfer(sender, operation)
        case Select() | InviteRating():
            return _of_card(request, sender, name)
        case AskHuman(operation=operation):
            return robot_messages.AskHuman(sender, operation)
        case RateAnswer(number=number, is_helpful=is_helpful, operation=operation):
            return robot_messages.RateAnswer(sender, number, is_helpful, operation)
        case LeaveMessage(operation=operation, text=text, contact=contact):
            data = encode_body(TextBody(text))
            return messages.LeaveMessage(sender, operation, data, contact, name)
        case frames.Annotate(note=note, value=value, operation=operation, due=due):
            return messages.Annotate(sender, Note(note), value, operation, due)
        case _ if isinstance(request, AsideRequest):
            return _aside(request, sender, name, language)
        case _:
            assert_never(request)


def _aside(
    request: AsideRequest, sender: Sender, name: str, language: str
) -> AsideCommand:
    match request:
        case aside.AnswerCall(is_accepted=is_accepted, operation=operation):
            return AnswerCall(sender, is_accepted, operation)
        case aside.Leave(agent=agent, operation=operation):
            return LeaveAside(sender, operation, agent)
        case aside.SendCopy(kind=kind, address=address, note=note):
            way, operation = CopyKind(kind), request.operation
            return SendCopy(sender, way, address, note, operation, name, language)
        case aside.Watch():
            return _joining(request, sender, name)
        case _:
            assert_never(request)


def _joining(request: aside.Watch, sender: Sender, name: str) -> JoinAside:
    speaks = request.how == "speak"
    return JoinAside(
        sender,
        Part.SPEAKING if speaks else Part.WATCHING,
        request.operation,
        name,
        whispers=request.how == "whisper",
        is_hidden=request.is_hidden,
    )


def _of_card(
    request: Select | InviteRating, sender: Sender, name: str
) -> messages.SessionCommand:
    if isinstance(request, InviteRating):
        return messages.InviteRating(sender, request.operation)
    answer = Answer(
        request.option,
        tuple(request.values.items()),
        Outcome(request.outcome),
        request.comment,
    )
    operation = request.operation
    return messages.SelectOption(sender, name, request.number, answer, operation)
