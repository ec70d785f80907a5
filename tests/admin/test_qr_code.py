"""QR codes as paths: what is drawn is what was made."""

from __future__ import annotations

import re

import pytest
import segno
from hypothesis import given
from hypothesis import strategies as st

from admin.qr_code import QUIET_ZONE, qr_code

RUN = re.compile(r"M(\d+) (\d+)h(\d+)v1h-(\d+)z")
FINDER = ("#######", "#.....#", "#.###.#", "#.###.#", "#.###.#", "#.....#", "#######")


def drawn(text: str) -> list[str]:
    code = qr_code(text)
    rows = [["."] * code.modules for _ in range(code.modules)]
    runs = RUN.findall(code.path)
    assert "".join(f"M{x} {y}h{w}v1h-{b}z" for x, y, w, b in runs) == code.path
    for x, y, width, back in runs:
        assert width == back
        for at in range(int(x), int(x) + int(width)):
            rows[int(y)][at] = "#"
    return ["".join(row) for row in rows]


@pytest.mark.covers("W10")
@given(st.text(max_size=100))
def test_every_module_is_drawn_once_and_a_white_border_is_left(text: str) -> None:
    made = segno.make_qr(text or "x", error="m")
    inner = ["".join(".#"[module] for module in row) for row in made.matrix]
    edge, white = "." * QUIET_ZONE, "." * (len(inner) + 2 * QUIET_ZONE)
    around = [white] * QUIET_ZONE
    expected = around + [edge + row + edge for row in inner] + around
    assert drawn(text or "x") == expected


def test_cameras_find_its_corners() -> None:
    rows = drawn("otpauth://totp/triodesk:ann@example.com?secret=ABC&issuer=triodesk")
    first, last = slice(4, 11), slice(-11, -4)
    for down, across in ((first, first), (first, last), (last, first)):
        assert tuple(row[across] for row in rows[down]) == FINDER
