"""What a client asks of a session, as the session's command."""

from __future__ import annotations

import pytest

from actors.ids import GroupId
from actors.session import messages
from actors.session.terms import Note, Role, Sender
from gateway.admission import SessionRequest
from gateway.commands import session_command
from gateway.wire import client_frames as frames
from gateway.wire.bodies import ProductBody, TextBody, encode_body

PRODUCT = ProductBody("杯子", "https://shop.example/1")
ME = Sender(Role.AGENT, "a1", (GroupId("g"),))


@pytest.mark.parametrize(
    ("request_", "command"),
    [
        (
            frames.Send(1, "s", "visitor", "c", TextBody("hi")),
            messages.PostMessage(
                ME, "visitor", "c", encode_body(TextBody("hi")), "hi", "Anna", "k1"
            ),
        ),
        (
            frames.Send(1, "s", "visitor", "c", PRODUCT),
            messages.PostMessage(
                ME, "visitor", "c", encode_body(PRODUCT), "", "Anna", "k1"
            ),
        ),
        (frames.Close(1, "s", "o"), messages.CloseSession(ME, "o")),
        (frames.EndService(1, "s", "o"), messages.EndService(ME, "o")),
        (frames.Accept(1, "s", "r", "o"), messages.AcceptOffer(ME, "r", "o")),
        (frames.Decline(1, "s", "r", "o"), messages.DeclineOffer(ME, "r", "o")),
        (frames.CancelTransfer(1, "s", "o"), messages.CancelTransfer(ME, "o")),
        (
            frames.Annotate(1, "s", "o", "follow_up", "明天"),
            messages.Annotate(ME, Note.FOLLOW_UP, "明天", "o"),
        ),
    ],
)
def test_each_request_is_its_command(
    request_: SessionRequest, command: messages.SessionCommand
) -> None:
    assert session_command(request_, ME, "Anna", "k1") == command


@pytest.mark.parametrize("note", list(Note))
def test_every_note_can_be_asked_for(note: Note) -> None:
    request = frames.Annotate(1, "s", "o", note.value, "x")
    assert session_command(request, ME, "", "") == messages.Annotate(ME, note, "x", "o")
