"""PURE: the content of a message as text, whatever its kind."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from gateway.console.body_phrases import BodyPhrase
from gateway.console.card_view import asked
from gateway.console.phrases import Words
from gateway.wire.asking_bodies import FormBody, MenuBody, RatingBody, SelectionBody
from gateway.wire.bodies import (
    AttachedBody,
    FileBody,
    ImageBody,
    MarkdownBody,
    MessageBody,
    OrderBody,
    ProductBody,
    RecallBody,
    RecalledBody,
    TextBody,
    UnknownBody,
    VideoBody,
    VoiceBody,
)

_BETWEEN: Final = " · "
_STEP: Final = 1_000
"""Between units of size; as people who buy disks count."""
_UNITS: Final = ("B", "KB", "MB", "GB")
_EXACT: Final = 10
"""Below it a figure after the point tells something."""
_MS: Final = 1_000
_MINUTE: Final = 60


def spoken(words: Words, body: MessageBody) -> str:
    """What a message says; for what is no text, what it shows."""
    match body:
        case TextBody(text) | MarkdownBody(text):
            return text
        case ProductBody(header, url, desc):
            return words(BodyPhrase.PRODUCT) + _joined((header, desc, url))
        case OrderBody(name, guide, desc, _, fields):
            rows = (_row(each.name, each.value) for each in fields)
            return words(BodyPhrase.ORDER) + _joined((guide, name, desc, *rows))
        case MenuBody() | FormBody() | RatingBody() | SelectionBody():
            return asked(words, body)
        case RecallBody(number):
            return words(BodyPhrase.RECALL, number=number)
        case RecalledBody():
            return words(BodyPhrase.RECALLED)
        case UnknownBody(name):
            return words(BodyPhrase.UNKNOWN, kind=name)
        case _:
            return _attached(words, body)


def _attached(words: Words, body: AttachedBody) -> str:
    size = size_text(body.size)
    match body:
        case ImageBody(_, name, _, _, width, height):
            text = _joined((name, f"{width}×{height}", size))
            return words(BodyPhrase.IMAGE) + text
        case FileBody(_, name):
            return words(BodyPhrase.FILE) + _joined((name, size))
        case VoiceBody(_, name, duration_ms=ms):
            return words(BodyPhrase.VOICE) + _joined((name, length_text(ms), size))
        case VideoBody(_, name, _, _, width, height, ms):
            facts = (length_text(ms), f"{width}×{height}", size)
            return words(BodyPhrase.VIDEO) + _joined((name, *facts))


def _joined(parts: Iterable[str]) -> str:
    return _BETWEEN.join(part for part in parts if part)


def _row(name: str, value: str) -> str:
    """Shops write some names with the colon that follows them."""
    return f"{name.rstrip(':：')}: {value}"


def size_text(size: int) -> str:
    """Bytes for people: three figures or so."""
    value, unit = float(size), 0
    while value >= _STEP - 0.5 and unit < len(_UNITS) - 1:
        value /= _STEP
        unit += 1
    digits = 1 if unit and value < _EXACT else 0
    return f"{value:.{digits}f} {_UNITS[unit]}"


def length_text(duration_ms: int) -> str:
    """Minutes and seconds, as players show them; "" when it is not known."""
    if not duration_ms:
        return ""
    minutes, seconds = divmod(max(1, round(duration_ms / _MS)), _MINUTE)
    return f"{minutes}:{seconds:02}"
