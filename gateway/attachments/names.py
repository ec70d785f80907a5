"""PURE: names of files, made harmless, and how they are told to a browser."""

from __future__ import annotations

import unicodedata
from typing import Final
from urllib.parse import quote

from gateway.attachments.kinds import ContentType

MAX_NAME_BYTES: Final = 200
"""Of a name in UTF-8, its extension included; file systems take 255."""
_UNNAMED: Final = "file"
_RESERVED: Final = frozenset(
    {"con", "prn", "aux", "nul"}
    | {f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10)}
)
"""Windows opens a device under these names, whatever the extension."""
_FORBIDDEN: Final = str.maketrans(dict.fromkeys('<>:"|?*', "_"))
"""What Windows has in no name, and what ends a quoted string."""


def clean_name(raw: str, content_type: ContentType) -> str:
    """A name that is harmless wherever it is shown or saved.

    Parts of a path, control characters and invisible ones (among them those that turn
    the direction of writing, by which `gpj.exe` reads `exe.jpg`) are gone; the
    extension is one of the type. Cleaning what is clean changes nothing.
    """
    seen = _visible(raw)
    stem, dot, extension = seen.rpartition(".")
    if not dot or extension.strip().lower() not in content_type.extensions:
        stem, extension = seen, content_type.extensions[0]
    extension = extension.strip()
    stem = _harmless(stem, MAX_NAME_BYTES - len(extension) - 1)
    return f"{stem}.{extension}"


def saved_name(told: str) -> str:
    """The name under which a client saves what a server calls so, in its directory.

    As harmless as `clean_name` makes it, with whatever extension; what was cleaned
    stays as it is.
    """
    return _harmless(_visible(told), MAX_NAME_BYTES)


def disposition(name: str, *, is_inline: bool) -> str:
    """Content-Disposition for a clean name (RFC 6266; `filename*`: RFC 8187)."""
    how = "inline" if is_inline else "attachment"
    plain = name.encode("ascii", "replace").decode().replace("?", "_")
    plain = plain.replace("%", "_")
    return f"{how}; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def _visible(raw: str) -> str:
    """The last part of a path, without what is not seen or is in no name."""
    last = unicodedata.normalize("NFC", raw).replace("\\", "/").rpartition("/")[2]
    seen = "".join(each for each in last if unicodedata.category(each)[0] != "C")
    return unicodedata.normalize("NFC", seen).translate(_FORBIDDEN)


def _harmless(stem: str, max_bytes: int) -> str:
    """Not empty, not hidden, no device, and not too long."""
    stem = _bare(_shortened(stem, max_bytes)) or _UNNAMED
    if stem.partition(".")[0].strip().lower() in _RESERVED:
        stem = _bare(_shortened(f"_{stem}", max_bytes))
    return stem


def _bare(stem: str) -> str:
    """Nothing hidden, and no end that Windows drops: dots and blanks of any kind."""
    blanks = filter(str.isspace, stem)
    return stem.strip("".join((".", *blanks)))


def _shortened(text: str, max_bytes: int) -> str:
    return text.encode()[:max_bytes].decode(errors="ignore")
