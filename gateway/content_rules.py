"""PURE: who may say what: every message passes here before it is anybody's (V2).

The form of a body was checked when it was decoded; whether this sender may send it is
said here, in one table. A body with a file must be true: the file is there, was
uploaded for this session, or room, by who sends it, and is as the body says. All that
is in its signed id, but for what the id leaves open (0), which is the client's word.
"""

from __future__ import annotations

from typing import Final

import msgspec

from actors.refusal import Refused, Rule
from actors.session.terms import Role, Sender
from gateway.attachments.office import Attachment, AttachmentOffice
from gateway.wire.bodies import (
    AttachedBody,
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
from gateway.wire.body import Body
from runtime.errors import PeerError

_EVERYBODY: Final[frozenset[type[Body]]] = frozenset(
    {TextBody, ImageBody, FileBody, VoiceBody, VideoBody, ProductBody, OrderBody}
)
SENT_BY: Final[dict[Role, frozenset[type[Body]]]] = {
    Role.VISITOR: _EVERYBODY,
    Role.AGENT: _EVERYBODY | {MarkdownBody},
}
"""What those who have a connection may send."""


class Sendable(msgspec.Struct, frozen=True):
    """A body that this sender may send.

    Attributes:
        until_ms: a new message may hold it before that wall time; 0: at any time.
    """

    until_ms: int = 0


def judge_content(
    sender: Sender, session: str, body: SentBody, office: AttachmentOffice
) -> Sendable | Refused:
    """Whether this sender may send this body in this session, and until when.

    `session`: or the place of another room, with files of its own.
    """
    kind = str(body.__struct_config__.tag)
    if type(body) not in SENT_BY[sender.role]:
        text = f"expected what a {sender.role.value} may send, got {kind}"
        return Refused(Rule.FORBIDDEN, text)
    if not isinstance(body, AttachedBody):
        return Sendable()
    try:
        attachment = office.check(body.id, session, kind, sender)
    except PeerError as error:
        return Refused(Rule.BAD_VALUE, str(error))
    wrong = _wrong(body, attachment)
    if wrong:
        return Refused(Rule.BAD_VALUE, f"expected, of this attachment, {wrong}")
    return Sendable(office.usable_until_ms(attachment))


def _wrong(body: AttachedBody, attachment: Attachment) -> str:
    """What the body should have said of its file; "" when it says so."""
    pairs: list[tuple[str, str | int, str | int]] = [
        ("name", body.name, attachment.name),
        ("type", body.type, attachment.content_type),
        ("size", body.size, attachment.size),
    ]
    if isinstance(body, ImageBody | VideoBody):
        pairs.append(("width", body.width, attachment.width or body.width))
        pairs.append(("height", body.height, attachment.height or body.height))
    if isinstance(body, VoiceBody | VideoBody):
        known_ms = attachment.duration_ms or body.duration_ms
        pairs.append(("duration_ms", body.duration_ms, known_ms))
    return ", ".join(f"{what} {true!r}" for what, said, true in pairs if said != true)
