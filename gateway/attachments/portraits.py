"""Draws a small square picture of an image, in this process: for the fork, likewise."""

from __future__ import annotations

import io
from typing import Final

from PIL import Image, ImageOps, UnidentifiedImageError

from gateway.attachments.image_cleaning import refused
from gateway.attachments.images import (
    BAD_IMAGE,
    PORTRAIT_PIXELS,
    Drawing,
    DrawPortrait,
    Portrait,
    Unclean,
)

QUALITY: Final = 80
"""Of WebP: a portrait is 2 to 6 KB, and 16 KB of noise."""
_CODECS: Final = ("JPEG", "PNG", "WEBP", "GIF")
_GROUND: Final = "white"
"""Behind what is transparent."""


def draw_portrait(request: DrawPortrait) -> Drawing:
    """Decodes, cuts and encodes; what it refuses is an answer.

    Raises:
        MemoryError: the image takes more than there is.
    """
    # Ours are stricter, and looked at before a pixel is decoded.
    Image.MAX_IMAGE_PIXELS = None
    try:
        with Image.open(io.BytesIO(request.image), formats=_CODECS) as image:
            return refused(image) or Portrait(_drawn(image))
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError):
        return Unclean(BAD_IMAGE, "expected a whole JPEG, PNG, WebP or GIF image")


def _drawn(image: Image.Image) -> bytes:
    upright = ImageOps.exif_transpose(image).convert("RGBA")
    cut = ImageOps.fit(upright, (PORTRAIT_PIXELS, PORTRAIT_PIXELS))
    whole = Image.new("RGB", cut.size, _GROUND)
    whole.paste(cut, mask=cut.getchannel("A"))
    encoded = io.BytesIO()
    whole.save(encoded, "WEBP", quality=QUALITY)
    return encoded.getvalue()
