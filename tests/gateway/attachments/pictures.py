"""Images for tests, honest and hostile, made here."""

from __future__ import annotations

import io
import struct
import zlib

from PIL import Image

SECRET_PLACE = b"N 52 31 12"
GPS_IFD = 0x8825
ORIENTATION = 0x0112


def encoded(image: Image.Image, codec: str, **how: object) -> bytes:
    out = io.BytesIO()
    image.save(out, codec, **how)
    return out.getvalue()


def gradient(width: int = 64, height: int = 48, mode: str = "RGB") -> Image.Image:
    ramp = Image.linear_gradient("L").resize((width, height))
    return ramp.convert(mode)


def still(codec: str) -> bytes:
    return encoded(gradient(), codec)


def with_secrets(codec: str, orientation: int = 1) -> bytes:
    """Carries a place and a maker in EXIF, and a comment where the format has one."""
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    exif[0x010F] = "Maker " + SECRET_PLACE.decode()
    exif.get_ifd(GPS_IFD)[1] = "N"
    exif.get_ifd(GPS_IFD)[29] = SECRET_PLACE.decode()
    return encoded(gradient(), codec, exif=exif, comment=SECRET_PLACE)


def animation(codec: str, frames: int = 3, side: int = 32) -> bytes:
    stills = [
        Image.new("RGB", (side, side), (each * 20 % 256, 90, 200))
        for each in range(frames)
    ]
    return encoded(
        stills[0],
        codec,
        save_all=True,
        append_images=stills[1:],
        duration=40,
        loop=0,
    )


def png_chunk(name: bytes, data: bytes) -> bytes:
    check = zlib.crc32(name + data)
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", check)


def bomb(width: int, height: int) -> bytes:
    """A PNG that says it is so large; a few KB of zeros follow."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\0" * 3_000_000, 9)
    chunks = ((b"IHDR", head), (b"IDAT", pixels), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(png_chunk(*each) for each in chunks)


PAGE = b"<html><script>steal()</script>"


def polyglot() -> bytes:
    """A GIF for who looks for one, a page for who guesses: both are whole."""
    return encoded(gradient(), "GIF", comment=PAGE) + PAGE
