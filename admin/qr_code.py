"""PURE: a text as a QR code, as a page draws it without a script or style of ours.

Source: ISO/IEC 18004; SVG 2, path data.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Final

import msgspec
import segno

QUIET_ZONE: Final = 4
"""Modules of white around it; less, and some cameras find nothing."""


class QrCode(msgspec.Struct, frozen=True):
    """A square to be drawn black on white, also in the dark.

    Attributes:
        modules: its width and height, the quiet zone among them.
        path: of SVG, one module to the unit: what is black.
    """

    modules: int
    path: str


def qr_code(text: str) -> QrCode:
    """The code of a text of at most 2,331 bytes.

    Raises:
        segno.DataOverflowError: it is longer.
    """
    rows = tuple(segno.make_qr(text, error="m").matrix_iter(border=QUIET_ZONE))
    drawn = (_runs(row, y) for y, row in enumerate(rows))
    return QrCode(len(rows), "".join(run for row in drawn for run in row))


def _runs(row: Iterable[int], y: int) -> Iterator[str]:
    x = 0
    for is_black, modules in groupby(row):
        width = len(tuple(modules))
        if is_black:
            yield f"M{x} {y}h{width}v1h-{width}z"
        x += width
