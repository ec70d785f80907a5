"""Bodies with files, as if their files had been uploaded."""

from __future__ import annotations

from actors.session.terms import Sender
from gateway.attachments.kinds import Kind
from gateway.attachments.office import Attachment, AttachmentOffice
from gateway.wire.bodies import (
    AttachedBody,
    FileBody,
    ImageBody,
    SentBody,
    VideoBody,
    VoiceBody,
)


def uploaded(
    office: AttachmentOffice,
    body: SentBody,
    session: str,
    sender: Sender,
    at_ms: int = 0,
) -> SentBody:
    """The body with the id that its sender would have got; others as they are.

    As in the service, only images are measured.
    """
    if not isinstance(body, AttachedBody):
        return body
    key = office.key((sender.role.value, sender.id, session, body.name))
    sides = (body.width, body.height) if isinstance(body, ImageBody) else (0, 0)
    attachment = Attachment(
        key=key,
        session=session,
        role=sender.role.value,
        owner=sender.id,
        kind=Kind(str(body.__struct_config__.tag)),
        content_type=body.type,
        name=body.name,
        size=body.size,
        width=sides[0],
        height=sides[1],
        duration_ms=body.duration_ms if isinstance(body, VoiceBody) else 0,
        at_ms=at_ms,
    )
    text = office.mint(attachment)
    match body:
        case ImageBody(_, name, kind, size, width, height):
            return ImageBody(text, name, kind, size, width, height)
        case FileBody(_, name, kind, size):
            return FileBody(text, name, kind, size)
        case VoiceBody(_, name, kind, size, duration_ms):
            return VoiceBody(text, name, kind, size, duration_ms)
        case VideoBody(_, name, kind, size, width, height, duration_ms):
            return VideoBody(text, name, kind, size, width, height, duration_ms)
