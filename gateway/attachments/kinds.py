"""PURE: what may be sent, as which kind, how large: one table.

A type is allowed by being in the table; everything else is refused. HTML and SVG are
not in it, since both carry script; a file of a type that browsers show is shown in the
page only when its type says `is_inline`, and downloaded otherwise.
Source: OWASP, File Upload; the WHATWG's MIME Sniffing for the signatures.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Final

import msgspec


class Kind(Enum):
    """As what a message shows it."""

    IMAGE = "image"
    FILE = "file"
    VOICE = "voice"
    VIDEO = "video"


MEBIBYTE: Final = 1 << 20
HEAD_BYTES: Final = 1024
"""Of the content, from its beginning, by which its type is judged."""
MAX_PIXELS: Final = 50_000_000
"""Of one image: telephones take 48 million, decoded that is 200 MB."""
MAX_SIDE_PIXELS: Final = 16_384
"""Of an image's width and height: the most that WebP and most browsers draw."""
MAX_FRAMES: Final = 300
"""Of an animation: ten seconds at thirty per second."""
MAX_DURATION_MS: Final = 4 * 3600 * 1000
"""Of voice and video, as the client says; longer is a mistake of units."""


class AttachmentLimits(msgspec.Struct, frozen=True):
    """How much one attachment may be.

    Attributes:
        max_bytes: of every kind but images (`product.md`: 20 MB).
        max_image_bytes: a camera's largest JPEG; an image costs more than its bytes.
    """

    max_bytes: int = 20 * MEBIBYTE
    max_image_bytes: int = 10 * MEBIBYTE

    def of(self, kind: Kind) -> int:
        """The most bytes of a kind."""
        return self.max_image_bytes if kind is Kind.IMAGE else self.max_bytes


@dataclass(frozen=True, slots=True)
class ContentType:
    """One type that is allowed.

    Attributes:
        name: as in Content-Type.
        extensions: of its files' names; the first is given to a name without one.
        kinds: as which it may be sent.
        is_of: judges by the first `HEAD_BYTES` of the content.
        is_inline: a browser may show it in a page.
        codec: Pillow's name of the format, for images.
    """

    name: str
    extensions: tuple[str, ...]
    kinds: frozenset[Kind]
    is_of: Callable[[bytes], bool]
    is_inline: bool = False
    codec: str = ""


def _begins(*signatures: bytes) -> Callable[[bytes], bool]:
    return lambda head: head.startswith(signatures)


def _riff(form: bytes) -> Callable[[bytes], bool]:
    return lambda head: head[:4] == b"RIFF" and head[8:12] == form


def _is_iso_media(head: bytes) -> bool:
    """MP4 and its relatives: the first box is `ftyp`."""
    return head[4:8] == b"ftyp"


_MP3_FRAMES: Final = tuple(
    b"\xff" + bytes((each,)) for each in (0xFB, 0xFA, 0xF3, 0xF2)
)
"""Frames of layer III, MPEG 1 and 2, with a checksum and without."""


_MARKUP: Final = (
    *(b"<!doctype", b"<html", b"<head", b"<body", b"<script", b"<iframe", b"<svg"),
    *(b"<?xml", b"<!--", b"<h1", b"<div", b"<font", b"<table", b"<a ", b"<style"),
    *(b"<title", b"<b>", b"<br", b"<p>", b"<p ", b"<meta", b"<link", b"<img", b"<math"),
)
"""How what browsers would take for a page begins."""
_BLANKS: Final = b"\t\n\x0c\r \x00\xef\xbb\xbf"


def is_markup(head: bytes) -> bool:
    """True when a browser that guesses might take it for HTML, SVG or XML."""
    return head.lstrip(_BLANKS).lower().startswith(_MARKUP)


_CONTROLS: Final = bytes(set(range(32)) - {8, 9, 10, 12, 13, 27})


def _is_text(head: bytes) -> bool:
    """No byte that text has not, and nothing that looks like a page."""
    has_controls = len(head.translate(None, _CONTROLS)) < len(head)
    return not has_controls and not is_markup(head)


_AS_FILE: Final = frozenset({Kind.FILE})
_AS_IMAGE: Final = frozenset({Kind.IMAGE, Kind.FILE})
_AS_VOICE: Final = frozenset({Kind.VOICE, Kind.FILE})
_AS_VIDEO: Final = frozenset({Kind.VIDEO, Kind.FILE})

_ZIP: Final = _begins(b"PK\x03\x04")
_OLE: Final = _begins(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
_EBML: Final = _begins(b"\x1a\x45\xdf\xa3")
_OGG: Final = _begins(b"OggS\x00")
_OFFICE: Final = "application/vnd.openxmlformats-officedocument."

_TYPES: Final = (
    ContentType(
        "image/jpeg",
        ("jpg", "jpeg"),
        _AS_IMAGE,
        _begins(b"\xff\xd8\xff"),
        is_inline=True,
        codec="JPEG",
    ),
    ContentType(
        "image/png",
        ("png",),
        _AS_IMAGE,
        _begins(b"\x89PNG\r\n\x1a\n"),
        is_inline=True,
        codec="PNG",
    ),
    ContentType(
        "image/gif",
        ("gif",),
        _AS_IMAGE,
        _begins(b"GIF87a", b"GIF89a"),
        is_inline=True,
        codec="GIF",
    ),
    ContentType(
        "image/webp", ("webp",), _AS_IMAGE, _riff(b"WEBP"), is_inline=True, codec="WEBP"
    ),
    ContentType(
        "audio/mpeg", ("mp3",), _AS_VOICE, _begins(b"ID3", *_MP3_FRAMES), is_inline=True
    ),
    ContentType("audio/mp4", ("m4a", "mp4"), _AS_VOICE, _is_iso_media, is_inline=True),
    ContentType("audio/ogg", ("ogg", "oga", "opus"), _AS_VOICE, _OGG, is_inline=True),
    ContentType("audio/webm", ("weba", "webm"), _AS_VOICE, _EBML, is_inline=True),
    ContentType("audio/wav", ("wav",), _AS_VOICE, _riff(b"WAVE"), is_inline=True),
    ContentType("audio/amr", ("amr",), _AS_VOICE, _begins(b"#!AMR"), is_inline=True),
    ContentType("video/mp4", ("mp4", "m4v"), _AS_VIDEO, _is_iso_media, is_inline=True),
    ContentType("video/webm", ("webm",), _AS_VIDEO, _EBML, is_inline=True),
    ContentType("video/quicktime", ("mov",), _AS_VIDEO, _is_iso_media),
    ContentType("application/pdf", ("pdf",), _AS_FILE, _begins(b"%PDF-")),
    ContentType("application/zip", ("zip",), _AS_FILE, _ZIP),
    ContentType(
        "application/x-7z-compressed",
        ("7z",),
        _AS_FILE,
        _begins(b"7z\xbc\xaf\x27\x1c"),
    ),
    ContentType("application/vnd.rar", ("rar",), _AS_FILE, _begins(b"Rar!\x1a\x07")),
    ContentType("application/gzip", ("gz", "tgz"), _AS_FILE, _begins(b"\x1f\x8b\x08")),
    ContentType(f"{_OFFICE}wordprocessingml.document", ("docx",), _AS_FILE, _ZIP),
    ContentType(f"{_OFFICE}spreadsheetml.sheet", ("xlsx",), _AS_FILE, _ZIP),
    ContentType(f"{_OFFICE}presentationml.presentation", ("pptx",), _AS_FILE, _ZIP),
    ContentType("application/msword", ("doc",), _AS_FILE, _OLE),
    ContentType("application/vnd.ms-excel", ("xls",), _AS_FILE, _OLE),
    ContentType("application/vnd.ms-powerpoint", ("ppt",), _AS_FILE, _OLE),
    ContentType("text/plain", ("txt", "log"), _AS_FILE, _is_text),
    ContentType("text/csv", ("csv",), _AS_FILE, _is_text),
)
CONTENT_TYPES: Final = {each.name: each for each in _TYPES}
"""By name."""


def find_type(kind: Kind, declared: str) -> ContentType | None:
    """The type of that name, if it may be sent as that kind.

    Args:
        kind: as which it is to be shown.
        declared: a Content-Type; parameters behind a semicolon do not matter.
    """
    name = declared.partition(";")[0].strip().lower()
    found = CONTENT_TYPES.get(name)
    return found if found is not None and kind in found.kinds else None


def type_of_name(name: str, kind: Kind) -> ContentType | None:
    """What a file's name says that it is, for who sends it as that kind."""
    extension = name.rpartition(".")[2].lower()
    found = [
        each
        for each in CONTENT_TYPES.values()
        if extension in each.extensions and kind in each.kinds
    ]
    # Whose usual extension it is comes first: `mp4` is a video, but may be a voice.
    return min(found, key=lambda each: each.extensions.index(extension), default=None)
