"""What may be sent: the table against real content, and against what pretends."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.attachments.kinds import (
    CONTENT_TYPES,
    HEAD_BYTES,
    AttachmentLimits,
    Kind,
    find_type,
    is_markup,
    type_of_name,
)
from tests.gateway.attachments.pictures import still

pytestmark = pytest.mark.covers("V2", "P5")


def zipped() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", "x")
    return out.getvalue()


SAMPLES = {
    "image/jpeg": still("JPEG"),
    "image/png": still("PNG"),
    "image/gif": still("GIF"),
    "image/webp": still("WEBP"),
    "audio/mpeg": b"\xff\xfb\x90\x64" + b"\0" * 99,
    "audio/ogg": b"OggS\0\2",
    "audio/webm": b"\x1a\x45\xdf\xa3\x01",
    "audio/wav": b"RIFF\x24\0\0\0WAVEfmt ",
    "audio/amr": b"#!AMR\n",
    "audio/mp4": b"\0\0\0\x20ftypM4A ",
    "application/pdf": b"%PDF-1.7\n",
    "application/zip": zipped(),
    "application/gzip": b"\x1f\x8b\x08\0",
    "application/msword": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    "text/plain": "订单 SF123, 5 < 6\r\n".encode(),
}


@pytest.mark.parametrize("name", SAMPLES)
def test_content_is_what_it_is_and_nothing_else(name: str) -> None:
    head = SAMPLES[name][:HEAD_BYTES]
    assert CONTENT_TYPES[name].is_of(head)
    family = CONTENT_TYPES[name].is_of
    for other in set(SAMPLES) - {name, "text/plain"}:
        if CONTENT_TYPES[other].is_of is not family:
            assert not CONTENT_TYPES[other].is_of(head), other


@pytest.mark.parametrize(
    "page",
    [
        b"<!DOCTYPE html><p>",
        b"\xef\xbb\xbf \n<SVG onload=x>",
        b"<?xml version='1.0'?><svg/>",
        b"\0<script>",
        b"<!-- x --><b>",
    ],
)
def test_no_type_takes_a_page(page: bytes) -> None:
    assert is_markup(page)
    assert [each.name for each in CONTENT_TYPES.values() if each.is_of(page)] == []


@given(st.binary(max_size=64))
def test_text_has_no_byte_that_text_has_not(noise: bytes) -> None:
    assert not CONTENT_TYPES["text/plain"].is_of(noise + b"\0")


def test_pages_and_programs_may_not_be_sent_at_all() -> None:
    for name in ("text/html", "image/svg+xml", "application/xhtml+xml", "text/xml"):
        assert name not in CONTENT_TYPES
    assert find_type(Kind.FILE, "application/javascript") is None
    assert find_type(Kind.FILE, "") is None


def test_a_type_is_found_by_its_name_for_its_kinds() -> None:
    assert find_type(Kind.IMAGE, "Image/PNG; x=y") is CONTENT_TYPES["image/png"]
    assert find_type(Kind.FILE, "image/png") is CONTENT_TYPES["image/png"]
    assert find_type(Kind.IMAGE, "application/pdf") is None
    assert type_of_name("a.b.JPEG", Kind.FILE) is CONTENT_TYPES["image/jpeg"]
    assert type_of_name("x.mp4", Kind.FILE) is CONTENT_TYPES["video/mp4"]
    assert type_of_name("x.mp4", Kind.VOICE) is CONTENT_TYPES["audio/mp4"]
    assert type_of_name("x.svg", Kind.IMAGE) is None


def test_only_pictures_sound_and_video_are_shown_in_a_page() -> None:
    inline = {
        each.name.partition("/")[0] for each in CONTENT_TYPES.values() if each.is_inline
    }
    assert inline == {"image", "audio", "video"}
    assert all(
        each.codec for each in CONTENT_TYPES.values() if Kind.IMAGE in each.kinds
    )


def test_images_have_a_bound_of_their_own() -> None:
    limits = AttachmentLimits()
    assert limits.of(Kind.IMAGE) == 10 << 20
    assert {limits.of(each) for each in Kind if each is not Kind.IMAGE} == {20 << 20}
