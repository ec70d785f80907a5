"""Images are decoded and encoded anew in a process of their own: what is asked of it.

What is not image (EXIF with its places, comments, what hangs behind the last byte) does
not come back; the orientation that EXIF told is applied. Decoding is the most hostile
of all inputs: each image is done in a fork with bounds of memory, time and bytes, and
when that dies only its image is refused.
"""

from __future__ import annotations

from typing import Final, Protocol

import msgspec

PORTRAIT_PIXELS: Final = 128
"""Of both sides: twice what is drawn at most, for displays with fine pixels."""


class CleanImage(msgspec.Struct, frozen=True, array_like=True, tag="clean"):
    """Clean the image at `source` and put it at `target`.

    Attributes:
        source, target: paths.
        codec: Pillow's name of its format; it stays the same.
        max_bytes: of the target.
    """

    source: str
    target: str
    codec: str
    max_bytes: int


class DrawPortrait(msgspec.Struct, frozen=True, array_like=True, tag="portrait"):
    """Make a small square picture of an image of a few KB, in any usual format."""

    image: bytes


class Cleaned(msgspec.Struct, frozen=True, array_like=True, tag="cleaned"):
    """The image is there: bytes, and pixels as it is to be seen."""

    size: int
    width: int
    height: int


class Portrait(msgspec.Struct, frozen=True, array_like=True, tag="portrait"):
    """The middle of the image, `PORTRAIT_PIXELS` wide and high, as WebP."""

    image: bytes


class Unclean(msgspec.Struct, frozen=True, array_like=True, tag="unclean"):
    """It was not done: `bad_image` or `image_too_large`, and why, in words."""

    code: str
    detail: str


BAD_IMAGE: Final = "bad_image"
IMAGE_TOO_LARGE: Final = "image_too_large"

Cleaning = Cleaned | Unclean
Drawing = Portrait | Unclean
ImageRequest = CleanImage | DrawPortrait
ImageAnswer = Cleaned | Portrait | Unclean


class Images(Protocol):
    """Who cleans images."""

    async def ask(self, request: CleanImage) -> Cleaning:
        """Cleans an image.

        Raises:
            Unavailable: it was not done, and may be asked again.
        """
        ...
