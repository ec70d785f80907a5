"""Names of files: harmless on every screen and disk, and told to every browser."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.attachments.kinds import CONTENT_TYPES
from gateway.attachments.names import (
    MAX_NAME_BYTES,
    clean_name,
    disposition,
    saved_name,
)

pytestmark = pytest.mark.covers("V2", "P5")
PNG, TEXT = CONTENT_TYPES["image/png"], CONTENT_TYPES["text/plain"]


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("照片.png", "照片.png"),
        ("../../etc/x.png", "x.png"),
        ("C:\\temp\\x.PNG", "x.PNG"),
        ("evil.html", "evil.html.png"),
        ("photo\u202egnp.exe", "photognp.exe.png"),
        ("a\r\nSet-Cookie: b.png", "aSet-Cookie_ b.png"),
        ('a"; b.png', "a_; b.png"),
        ("..", "file.png"),
        ("", "file.png"),
        (".png", "file.png"),
        ("con.png", "_con.png"),
        ("LPT1.x.png", "_LPT1.x.png"),
        ("a. .png", "a.png"),
        ("é.png", "é.png"),
    ],
)
def test_what_harms_is_gone(raw: str, clean: str) -> None:
    assert clean_name(raw, PNG) == clean


@given(st.text(max_size=300))
def test_every_name_comes_out_harmless(raw: str) -> None:
    for each in (PNG, TEXT):
        name = clean_name(raw, each)
        assert clean_name(name, each) == name
        assert len(name.encode()) <= MAX_NAME_BYTES
        assert name.rpartition(".")[2].lower() in each.extensions
        assert not name.startswith((".", " "))
        assert not set(name) & set('/\\<>:"|?*')
        assert all(unicodedata.category(sign)[0] != "C" for sign in name)


@pytest.mark.parametrize(
    ("told", "saved"),
    [
        ("照片.png", "照片.png"),
        ("../../.bashrc", "bashrc"),
        ("/etc/passwd", "passwd"),
        ("C:\\temp\\x.exe", "x.exe"),
        ("..", "file"),
        ("", "file"),
        ("nul.tar.gz", "_nul.tar.gz"),
        ("0.\xa0", "0"),
        ("\u3000.. a .\xa0. ", "a"),
    ],
)
def test_a_server_names_a_file_and_nothing_else(told: str, saved: str) -> None:
    assert saved_name(told) == saved


@given(st.text(max_size=300))
def test_what_is_saved_stays_in_its_directory(told: str) -> None:
    name = saved_name(told)
    assert saved_name(name) == name == Path("x", name).name
    assert 0 < len(name.encode()) <= MAX_NAME_BYTES
    assert not name.startswith((".", " "))
    assert all(unicodedata.category(sign)[0] != "C" for sign in name)
    assert saved_name(clean_name(told, TEXT)) == clean_name(told, TEXT)


def test_a_long_name_keeps_its_end() -> None:
    name = clean_name("长" * 300 + ".txt", TEXT)
    assert name.endswith("长.txt")
    assert MAX_NAME_BYTES - 3 < len(name.encode()) <= MAX_NAME_BYTES


@pytest.mark.parametrize("how", ["inline", "attachment"])
@given(raw=st.text(max_size=300))
def test_a_browser_reads_the_name_back(how: str, raw: str) -> None:
    name = clean_name(raw, PNG)
    field = disposition(name, is_inline=how == "inline")
    assert field.isascii()
    assert field.isprintable()
    match = re.fullmatch(
        r"(\w+); filename=\"([^\"\\%]+)\"; filename\*=UTF-8''(\S+)", field
    )
    assert match is not None
    assert (match[1], unquote(match[3])) == (how, name)
