"""What a client uploads: the bare body, or the one file of a form. Pure.

A form (RFC 7578) is what browsers send without a script; it is unpacked as it comes.
"""

from __future__ import annotations

from typing import Final, Protocol

from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.http import parse_options_header
from werkzeug.sansio.multipart import (
    Data,
    Epilogue,
    Field,
    File,
    MultipartDecoder,
    NeedData,
)

MAX_FORM_BYTES: Final = 8 * 1024
"""Of a form around its file: boundaries and the part's head."""
MAX_BOUNDARY_CHARS: Final = 70
"""RFC 2046, section 5.1.1."""


class BadForm(ValueError):
    """It is no form with one file."""


class Incoming(Protocol):
    """Bytes of the request in, bytes of the file out."""

    content_type: str
    """As declared; known once there is content."""
    name: str

    def feed(self, data: bytes) -> bytes:
        """The content in what came.

        Raises:
            BadForm: it is no form with one file.
        """
        ...

    def finish(self) -> None:
        """Nothing more comes.

        Raises:
            BadForm: there must be more.
        """
        ...


class BareBody:
    """The body is the file."""

    def __init__(self, content_type: str) -> None:
        self.content_type = content_type
        self.name = ""

    def feed(self, data: bytes) -> bytes:
        """All of it is content."""
        return data

    def finish(self) -> None:
        """It ends where it ends."""


class FormBody:
    """The body is a form with one file.

    Args:
        boundary: between its parts.
    """

    def __init__(self, boundary: str) -> None:
        most = 2 * 1024 * 1024  # more than one piece; what is unpacked leaves at once
        self._decoder = MultipartDecoder(boundary.encode(), most, max_parts=1)
        self._is_whole = False
        self.content_type = ""
        self.name = ""

    def feed(self, data: bytes) -> bytes:
        """The content in what came."""
        content = bytearray()
        try:
            self._decoder.receive_data(data)
            event = self._decoder.next_event()
            while not isinstance(event, NeedData | Epilogue):
                if isinstance(event, Field):
                    raise BadForm("expected a file, got a field")
                if isinstance(event, File):
                    self.content_type = event.headers.get("Content-Type", "")
                    self.name = event.filename
                if isinstance(event, Data):
                    content += event.data
                    self._is_whole = not event.more_data
                event = self._decoder.next_event()
        except (ValueError, RequestEntityTooLarge):
            raise BadForm("expected a form with one file") from None
        return bytes(content)

    def finish(self) -> None:
        """The form must have ended."""
        if not self._is_whole:
            raise BadForm("expected the end of the form")


def incoming(content_type: str) -> Incoming:
    """How to read a body of that type.

    Raises:
        BadForm: it is a form that cannot be read.
    """
    mimetype, options = parse_options_header(content_type)
    if mimetype != "multipart/form-data":
        return BareBody(content_type)
    boundary = options.get("boundary", "")
    if not 0 < len(boundary) <= MAX_BOUNDARY_CHARS or not boundary.isascii():
        raise BadForm("expected a boundary of 1 to 70 ASCII characters")
    return FormBody(boundary)
