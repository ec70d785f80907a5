"""PURE: which attachments a session's messages carry."""

from __future__ import annotations

from typing import Final

import msgspec

from actors.session.events import MessagePosted, SessionEvent

_KINDS: Final = frozenset({"image", "file", "voice", "video"})


class _Carrier(msgspec.Struct):
    """What of a body says that it carries something; bodies are as clients send them.

    An attachment's id is its key, a point, and a signature.
    """

    kind: str = ""
    id: str = ""


_BODY: Final = msgspec.msgpack.Decoder(_Carrier)


def file_in(event: SessionEvent) -> str:
    """The key of the attachment that a message carries; "": it is none, or has none."""
    if not isinstance(event, MessagePosted):
        return ""
    try:
        body = _BODY.decode(event.body)
    except msgspec.DecodeError:
        return ""
    return body.id.partition(".")[0] if body.kind in _KINDS else ""
