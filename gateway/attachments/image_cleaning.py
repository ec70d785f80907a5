"""Cleans one image, in this process: for the fork that may die of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

from gateway.attachments.images import (
    BAD_IMAGE,
    IMAGE_TOO_LARGE,
    Cleaned,
    CleanImage,
    Cleaning,
    Unclean,
)
from gateway.attachments.kinds import MAX_FRAMES, MAX_PIXELS, MAX_SIDE_PIXELS

MAX_PROFILE_BYTES: Final = 128 * 1024
"""Of a colour profile; without it photographs would change their colours."""
QUALITY: Final = 90
"""Of what is encoded anew with loss; a JPEG that is upright keeps its own tables."""
_KEPT: Final = frozenset({"transparency", "background", "duration"})
"""What else belongs to the picture, and nothing that tells of its maker."""
_HASTE: Final[dict[str, dict[str, int]]] = {
    "JPEG": {"quality": QUALITY},
    "PNG": {"compress_level": 1},
    "WEBP": {"quality": QUALITY, "method": 0},
    "GIF": {},
}
"""How each is encoded: what saves a tenth of the bytes costs ten times as long."""
_ORIENTATION: Final = 0x0112
_UPRIGHT: Final = frozenset({0, 1})
_JPEG_MODES: Final = frozenset({"L", "RGB", "CMYK"})


def clean_image(request: CleanImage) -> Cleaning:
    """Decodes, checks and encodes; what it refuses is an answer.

    Raises:
        MemoryError: the image takes more than there is.
    """
    # Ours are stricter, and looked at before a pixel is decoded.
    Image.MAX_IMAGE_PIXELS = None
    target = Path(request.target)
    try:
        with Image.open(request.source, formats=(request.codec,)) as image:
            if (refusal := refused(image)) is not None:
                return refusal
            shown = _encode(image, target, request.codec)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError):
        return Unclean(BAD_IMAGE, f"expected a whole {request.codec} image")
    size = target.stat().st_size
    if size > request.max_bytes:
        return Unclean(IMAGE_TOO_LARGE, f"expected at most {request.max_bytes} bytes")
    return Cleaned(size, *shown)


def refused(image: Image.Image) -> Unclean | None:
    """Why it is too large to be decoded; None: it is not."""
    if max(image.size) > MAX_SIDE_PIXELS:
        text = f"expected sides of at most {MAX_SIDE_PIXELS} pixels, got {image.size}"
        return Unclean(IMAGE_TOO_LARGE, text)
    pixels = image.width * image.height
    if pixels > MAX_PIXELS:
        text = f"expected at most {MAX_PIXELS} pixels, got {pixels}"
        return Unclean(IMAGE_TOO_LARGE, text)
    frames = _frames(image)
    if frames > MAX_FRAMES or frames * pixels > MAX_PIXELS:
        text = f"expected at most {MAX_FRAMES} frames of {MAX_PIXELS} pixels together"
        return Unclean(IMAGE_TOO_LARGE, text)
    return None


def _frames(image: Image.Image) -> int:
    # A JPEG may carry other pictures behind the one that is shown: they are left out.
    frames = 1 if image.format in {"JPEG", "MPO"} else getattr(image, "n_frames", 1)
    return int(frames)


def _encode(image: Image.Image, target: Path, codec: str) -> tuple[int, int]:
    """Writes the picture and nothing else; width and height as it is seen."""
    profile = image.info.get("icc_profile") or b""
    profile = profile if len(profile) <= MAX_PROFILE_BYTES else b""
    if _frames(image) > 1:
        loops = image.info.get("loop", 1)
        first, *others = _stills(image)
        first.save(
            target,
            codec,
            save_all=True,
            append_images=others,
            duration=[each.info.get("duration", 0) for each in (first, *others)],
            loop=loops,
            icc_profile=profile,
            **_HASTE[codec],
        )
        return first.size
    is_upright = image.getexif().get(_ORIENTATION, 1) in _UPRIGHT
    if codec == "JPEG" and is_upright and image.mode in _JPEG_MODES:
        image.load()
        image.info.clear()
        image.save(target, codec, quality="keep", icc_profile=profile)
        return image.size
    # In place: each copy of the largest would be 200 MB.
    image.load()
    ImageOps.exif_transpose(image, in_place=True)
    image.info = _picture_of(image)
    still = image
    if codec == "JPEG" and still.mode not in _JPEG_MODES:
        still = still.convert("RGB")
    still.save(target, codec, icc_profile=profile, **_HASTE[codec])
    return still.size


def _stills(image: Image.Image) -> Iterator[Image.Image]:
    for frame in ImageSequence.Iterator(image):
        whole = frame.convert("RGBA")
        whole.info = _picture_of(frame)
        yield whole


def _picture_of(image: Image.Image) -> dict[str | tuple[int, int], object]:
    return {name: value for name, value in image.info.items() if name in _KEPT}
