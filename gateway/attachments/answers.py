"""What is answered over HTTP, for the server and for clients; imports no server."""

from __future__ import annotations

from typing import Final

import msgspec

PATH: Final = "/v1/attachments"
"""Below it are the routes."""


class Uploaded(msgspec.Struct, frozen=True):
    """The answer to an upload: what a message tells of its attachment."""

    id: str
    kind: str
    name: str
    content_type: str
    size: int
    width: int
    height: int
    duration_ms: int


class Link(msgspec.Struct, frozen=True):
    """Where the file is, for whoever has the link; good until `until_ms`."""

    path: str
    until_ms: int
