"""PURE: who may say what: every message passes here before it is anybody's (V2).

The form of a body was checked when it was decoded; whether this sender may send it is
said here, in one table. Whatever else must be true of a body, such as that its file is
there and was uploaded by who sends it, is asked at this place, too.
"""

from __future__ import annotations

from typing import Final

from actors.refusal import Refused, Rule
from actors.session.terms import Role, Sender
from gateway.wire.bodies import (
    Body,
    FileBody,
    ImageBody,
    MarkdownBody,
    OrderBody,
    ProductBody,
    SentBody,
    TextBody,
    VideoBody,
    VoiceBody,
)

_EVERYBODY: Final[frozenset[type[Body]]] = frozenset(
    {TextBody, ImageBody, FileBody, VoiceBody, VideoBody, ProductBody, OrderBody}
)
SENT_BY: Final[dict[Role, frozenset[type[Body]]]] = {
    Role.VISITOR: _EVERYBODY,
    Role.AGENT: _EVERYBODY | {MarkdownBody},
}
"""What those who have a connection may send."""


def content_refusal(sender: Sender, body: SentBody) -> Refused | None:
    """Why this sender may not send this body; None: it may go on its way."""
    if type(body) in SENT_BY[sender.role]:
        return None
    kind = body.__struct_config__.tag
    text = f"expected what a {sender.role.value} may send, got {kind}"
    return Refused(Rule.FORBIDDEN, text)
