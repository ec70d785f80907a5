"""What can be said: the content of a message, by kind (V2).

A body is a map; its key `kind` tells which. What a client sends is validated here once,
when it is decoded: from then on a body is bytes in one canonical form (`encode_body`),
which the service stores and shows as they are.

Source: the cards are those of the Tencent messages 22 (product) and 28 (order), with
their names of fields.
"""

from __future__ import annotations

from typing import Annotated, Final, cast

import msgspec
from msgspec import Meta

from gateway.wire.asking_bodies import AskingBody, SelectionBody
from gateway.wire.body import Body
from gateway.wire.terms import MAX_TEXT_CHARS, Count

MAX_BODY_BYTES: Final = 52_000
"""Of any body: an order in which every text is at its limit, in characters of four
bytes; below `MAX_FRAME_BYTES`."""
MAX_ATTACHMENT_ID_CHARS: Final = 1_536
"""Of a file's id, which says all of the file and is signed."""
MAX_NAME_CHARS: Final = 255
"""Of a file's name, as most file systems have it."""
MAX_TYPE_CHARS: Final = 127
"""Of a content type, or of its longer half (RFC 6838, section 4.2)."""
MAX_ATTACHMENT_BYTES: Final = 1024 * 1024 * 1024
"""What a body may say of a file's size; what may be uploaded is the store's to limit.
"""
MAX_PIXELS: Final = 65_535
"""A side of a picture: what JPEG can hold."""
MAX_DURATION_MS: Final = 24 * 3_600_000
"""A day: nobody sends more in one piece."""
MAX_URL_CHARS: Final = 2_048
"""Browsers and proxies carry as much."""
MAX_TITLE_CHARS: Final = 200
"""A headline: longer ones do not fit a card."""
MAX_DESCRIPTION_CHARS: Final = 1_000
"""A paragraph on a card."""
MAX_ORDER_FIELDS: Final = 20
"""Rows on a card."""
MAX_ORDER_VALUE_CHARS: Final = 200
"""Of one row's value."""
MAX_ORDER_NAME_CHARS: Final = 64
"""Of one row's name."""

# No address has blanks or controls; quotes and brackets would leave an HTML attribute.
_URL: Final = r"""^https?://[^\s\x00-\x1f\x7f"'<>\\`]+\Z"""
_FILE_NAME: Final = r"^[^/\\\x00-\x1f\x7f]+\Z"
_SUBTYPE: Final = r"/[a-z0-9][a-z0-9.+_-]*\Z"

Said = Annotated[
    str,
    Meta(min_length=1, max_length=MAX_TEXT_CHARS, description="what is said."),
]
AttachmentId = Annotated[
    str,
    Meta(
        pattern=r"^[A-Za-z0-9._-]{8,}\Z",
        min_length=8,
        max_length=MAX_ATTACHMENT_ID_CHARS,
        description="of the file, as the server's file store minted it:"
        " letters, digits, `.`, `-` and `_`.",
    ),
]
FileName = Annotated[
    str,
    Meta(
        pattern=_FILE_NAME,
        min_length=1,
        max_length=MAX_NAME_CHARS,
        description="as it was called at the sender's; without a path or controls.",
    ),
]
Size = Annotated[
    int, Meta(ge=1, le=MAX_ATTACHMENT_BYTES, description="of the file, in bytes.")
]
ImageType = Annotated[
    str,
    Meta(
        pattern="^image" + _SUBTYPE,
        max_length=MAX_TYPE_CHARS,
        description="content type in lower case, `image/…`.",
    ),
]
AudioType = Annotated[
    str,
    Meta(
        pattern="^audio" + _SUBTYPE,
        max_length=MAX_TYPE_CHARS,
        description="content type in lower case, `audio/…`.",
    ),
]
VideoType = Annotated[
    str,
    Meta(
        pattern="^video" + _SUBTYPE,
        max_length=MAX_TYPE_CHARS,
        description="content type in lower case, `video/…`.",
    ),
]
FileType = Annotated[
    str,
    Meta(
        pattern=r"^[a-z0-9][a-z0-9.+_-]*" + _SUBTYPE,
        max_length=MAX_TYPE_CHARS,
        description="content type in lower case.",
    ),
]
Pixels = Annotated[int, Meta(ge=1, le=MAX_PIXELS, description="in pixels.")]
Duration = Annotated[
    int, Meta(ge=0, le=MAX_DURATION_MS, description="in ms; 0: not known.")
]
Url = Annotated[
    str,
    Meta(
        pattern=_URL,
        max_length=MAX_URL_CHARS,
        description="where it leads to; `http` or `https`.",
    ),
]
OptionalUrl = Annotated[
    str,
    Meta(
        pattern=rf"{_URL}|^\Z",
        max_length=MAX_URL_CHARS,
        description="of a picture, `http` or `https`; may be empty.",
    ),
]
Title = Annotated[str, Meta(min_length=1, max_length=MAX_TITLE_CHARS)]
Description = Annotated[
    str, Meta(max_length=MAX_DESCRIPTION_CHARS, description="more about it.")
]


class TextBody(Body, frozen=True, tag="text"):
    """A text, as it was typed."""

    text: Said


class MarkdownBody(Body, frozen=True, tag="markdown"):
    """A text in CommonMark; whoever shows it as HTML must sanitise it."""

    text: Said


class ImageBody(Body, frozen=True, tag="image"):
    """A picture."""

    id: AttachmentId
    name: FileName
    type: ImageType
    size: Size
    width: Pixels
    height: Pixels


class FileBody(Body, frozen=True, tag="file"):
    """A file."""

    id: AttachmentId
    name: FileName
    type: FileType
    size: Size


class VoiceBody(Body, frozen=True, tag="voice"):
    """Something spoken."""

    id: AttachmentId
    name: FileName
    type: AudioType
    size: Size
    duration_ms: Duration


class VideoBody(Body, frozen=True, tag="video"):
    """A film."""

    id: AttachmentId
    name: FileName
    type: VideoType
    size: Size
    width: Pixels
    height: Pixels
    duration_ms: Duration


class ProductBody(Body, frozen=True, tag="product"):
    """A card that shows a product.

    Attributes:
        header: the product's name.
    """

    header: Title
    url: Url
    desc: Description = ""
    pic: OptionalUrl = ""


class OrderField(msgspec.Struct, frozen=True, omit_defaults=True):
    """A row of an order.

    Attributes:
        name: what it is about, such as its state.
        value: for people.
        customer_value: the same for the business server's programs.
    """

    name: Annotated[str, Meta(min_length=1, max_length=MAX_ORDER_NAME_CHARS)]
    value: Annotated[str, Meta(max_length=MAX_ORDER_VALUE_CHARS)]
    customer_value: Annotated[str, Meta(max_length=MAX_ORDER_VALUE_CHARS)] = ""


class OrderBody(Body, frozen=True, tag="order"):
    """A card that shows an order.

    Attributes:
        name: of the order, or of what was bought.
        guide: what the card is about, above it.
        fields: such as its state and its sum.
    """

    name: Title
    guide: Annotated[str, Meta(max_length=MAX_TITLE_CHARS)] = ""
    desc: Description = ""
    pic: OptionalUrl = ""
    fields: Annotated[tuple[OrderField, ...], Meta(max_length=MAX_ORDER_FIELDS)] = ()


class RecallBody(Body, frozen=True, tag="recall"):
    """An earlier message is taken back: it is to be shown no more.

    Of the server alone: who wants to take one back sends RECALL.

    Attributes:
        number: of that message.
    """

    number: Count


class RecalledBody(Body, frozen=True, tag="recalled"):
    """What is left of a message that was taken back. Of the server alone."""


class UnknownBody(Body, frozen=True, tag="unknown"):
    """What a client makes of a kind that it does not know; it is never sent.

    Attributes:
        name: of that kind.
    """

    name: str


AttachedBody = ImageBody | FileBody | VoiceBody | VideoBody
"""What shows a file, by the `id` of its upload."""
SentBody = TextBody | MarkdownBody | AttachedBody | ProductBody | OrderBody
"""What somebody can send."""
MessageBody = (
    SentBody | RecallBody | RecalledBody | AskingBody | SelectionBody | UnknownBody
)
"""What a message can hold."""

_encoder: Final = msgspec.msgpack.Encoder()
_decoder: Final[msgspec.msgpack.Decoder[MessageBody]] = msgspec.msgpack.Decoder(
    MessageBody
)


def encode_body(body: MessageBody) -> bytes:
    """The one form of a body: a msgpack map, `kind` first, without defaults."""
    return _encoder.encode(body)


def text_of(body: MessageBody) -> str:
    """What is said in so many words; "" of other kinds."""
    return body.text if isinstance(body, TextBody | MarkdownBody) else ""


def stored_body(data: bytes) -> MessageBody:
    """A body for a frame to the client, of which nothing is ever looked at.

    It was validated when it came, and goes out byte by byte as it was stored: the
    encoder writes `Raw` as it is, which no type of a field can say.
    """
    return cast("MessageBody", msgspec.Raw(data))


def opened(body: MessageBody) -> MessageBody:
    """The same body, also of one that is stored, for formats other than msgpack."""
    raw: object = body
    return _decoder.decode(raw) if isinstance(raw, msgspec.Raw) else body


def sized(body: MessageBody) -> int:
    """Bytes of a body, also of one that is stored."""
    raw: object = body
    if isinstance(raw, msgspec.Raw):
        return memoryview(raw).nbytes
    return len(encode_body(body))
