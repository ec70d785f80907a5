"""Images come out clean or not at all, and what kills a decoder kills nothing else."""

from __future__ import annotations

import io
import os
import signal
from pathlib import Path
from random import Random

import msgspec
import pytest
from PIL import Image, ImageSequence

from gateway.attachments import images_child
from gateway.attachments.image_cleaning import clean_image
from gateway.attachments.images import (
    BAD_IMAGE,
    IMAGE_TOO_LARGE,
    PORTRAIT_PIXELS,
    Cleaned,
    CleanImage,
    Cleaning,
    Drawing,
    DrawPortrait,
    ImageAnswer,
    ImageRequest,
    Portrait,
    Unclean,
)
from gateway.attachments.images_child import ImageForks
from gateway.attachments.kinds import MAX_FRAMES
from tests.gateway.attachments.pictures import (
    PAGE,
    SECRET_PLACE,
    animation,
    bomb,
    encoded,
    gradient,
    polyglot,
    still,
    with_secrets,
)

pytestmark = pytest.mark.covers("V2", "P5")
MAX_BYTES = 1 << 20
CODECS = ("JPEG", "PNG", "WEBP", "GIF")


def clean(data: bytes, codec: str, at: Path, most: int = MAX_BYTES) -> Cleaning:
    source, target = at / "image", at / "image.clean"
    source.write_bytes(data)
    return clean_image(CleanImage(str(source), str(target), codec, most))


def result(at: Path) -> bytes:
    return (at / "image.clean").read_bytes()


@pytest.mark.parametrize("codec", CODECS)
def test_nothing_but_the_picture_comes_out(codec: str, tmp_path: Path) -> None:
    data = with_secrets(codec) + SECRET_PLACE
    assert data.count(SECRET_PLACE) > (1 if codec != "GIF" else 0)
    cleaned = clean(data, codec, tmp_path)
    out = result(tmp_path)
    assert cleaned == Cleaned(len(out), 64, 48)
    assert SECRET_PLACE not in out
    with Image.open(io.BytesIO(out)) as image:
        assert image.format == codec
        assert not image.getexif()
        assert not {"comment", "exif", "xmp"} & set(image.info)


def test_what_exif_turned_is_turned(tmp_path: Path) -> None:
    cleaned = clean(with_secrets("JPEG", orientation=6), "JPEG", tmp_path)
    assert isinstance(cleaned, Cleaned)
    assert (cleaned.width, cleaned.height) == (48, 64)
    assert SECRET_PLACE not in result(tmp_path)


@pytest.mark.parametrize("mode", ["L", "LA", "P", "RGBA", "1", "I;16"])
def test_pictures_of_all_modes_pass(mode: str, tmp_path: Path) -> None:
    picture = gradient().convert("L").convert(mode)
    assert isinstance(clean(encoded(picture, "PNG"), "PNG", tmp_path), Cleaned)
    with Image.open(io.BytesIO(result(tmp_path))) as image:
        assert image.convert("RGBA").tobytes() == picture.convert("RGBA").tobytes()


def test_a_profile_of_colours_stays_unless_it_is_long(tmp_path: Path) -> None:
    for profile, kept in ((b"p" * 500, b"p" * 500), (b"p" * 200_000, None)):
        data = encoded(gradient(), "JPEG", icc_profile=profile)
        clean(data, "JPEG", tmp_path)
        with Image.open(io.BytesIO(result(tmp_path))) as image:
            assert image.info.get("icc_profile") == kept


@pytest.mark.parametrize("codec", ["GIF", "WEBP", "PNG"])
def test_an_animation_still_moves(codec: str, tmp_path: Path) -> None:
    cleaned = clean(animation(codec), codec, tmp_path)
    assert isinstance(cleaned, Cleaned)
    with Image.open(io.BytesIO(result(tmp_path))) as image:
        seconds = []
        for frame in ImageSequence.Iterator(image):
            frame.load()
            seconds.append(frame.info["duration"])
        assert seconds == [40, 40, 40]
        assert image.info["loop"] == 0


@pytest.mark.parametrize(
    ("data", "codec"),
    [
        (bomb(60_000, 60_000), "PNG"),
        (bomb(16_000, 16_000), "PNG"),
        (bomb(20_000, 1), "PNG"),
        (animation("GIF", MAX_FRAMES + 1, 4), "GIF"),
    ],
    ids=["bomb", "pixels", "side", "frames"],
)
def test_what_is_too_large_is_not_even_decoded(
    data: bytes, codec: str, tmp_path: Path
) -> None:
    answer = clean(data, codec, tmp_path)
    assert isinstance(answer, Unclean)
    assert answer.code == IMAGE_TOO_LARGE
    assert not (tmp_path / "image.clean").exists()


def test_what_became_too_large_is_refused(tmp_path: Path) -> None:
    answer = clean(still("PNG"), "PNG", tmp_path, most=20)
    assert isinstance(answer, Unclean)
    assert answer.code == IMAGE_TOO_LARGE


@pytest.mark.parametrize(
    ("data", "codec"),
    [
        (still("JPEG")[:-200], "JPEG"),
        (still("PNG")[:100], "PNG"),
        (still("JPEG"), "PNG"),
        (b"\x89PNG\r\n\x1a\n" + b"PK\x03\x04" * 9, "PNG"),
        (b"GIF89a", "GIF"),
        (bomb(5_000, 5_000), "PNG"),
    ],
    ids=["cut jpeg", "cut png", "other", "zip", "empty", "no pixels"],
)
def test_what_is_no_whole_image_is_refused(
    data: bytes, codec: str, tmp_path: Path
) -> None:
    answer = clean(data, codec, tmp_path)
    assert isinstance(answer, Unclean)
    assert answer.code == BAD_IMAGE
    assert str(tmp_path) not in answer.detail


def test_a_page_in_an_image_is_gone(tmp_path: Path) -> None:
    assert polyglot().count(PAGE) == 2
    assert isinstance(clean(polyglot(), "GIF", tmp_path), Cleaned)
    assert b"script" not in result(tmp_path)


# --- the forks


def in_fork(forks: ImageForks, data: bytes, at: Path) -> Cleaning:
    (at / "image").write_bytes(data)
    request = CleanImage(str(at / "image"), str(at / "clean"), "PNG", MAX_BYTES)
    answer = forks.handle(msgspec.msgpack.encode(request))
    cleaning: Cleaning = msgspec.msgpack.decode(answer, type=Cleaning)
    return cleaning


def test_a_fork_answers_as_the_function_would(tmp_path: Path) -> None:
    answer = in_fork(ImageForks(), still("PNG"), tmp_path)
    assert answer == Cleaned((tmp_path / "clean").stat().st_size, 64, 48)


def dies(_: CleanImage) -> Cleaning:
    os.kill(os.getpid(), signal.SIGSEGV)
    return Cleaned(1, 1, 1)


def raves(_: CleanImage) -> object:
    return ["cleaned", "many", -1]


def hoards(_: CleanImage) -> Cleaning:
    return Cleaned(len(bytearray(2 << 30)), 1, 1)


def spins(_: CleanImage) -> Cleaning:
    while True:
        pass


def sleeps(_: CleanImage) -> Cleaning:
    while True:
        signal.pause()


@pytest.mark.parametrize("clean_", [dies, raves, hoards, spins, sleeps])
def test_whatever_a_fork_dies_of_is_one_refusal(
    clean_: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        if clean_ is spins:  # else it is this that ends who hoards
            patch.setattr(images_child, "MAX_CPU_SECONDS", 1)
        if clean_ is sleeps:
            patch.setattr(images_child, "MAX_WALL_SECONDS", 0.05)
        answer = in_fork(ImageForks(clean_), still("PNG"), tmp_path)  # type: ignore[arg-type]
    assert isinstance(answer, Unclean)
    assert answer.code == BAD_IMAGE
    assert isinstance(in_fork(ImageForks(), still("PNG"), tmp_path), Cleaned)


# --- portraits


def drawn(data: bytes) -> Drawing:
    answer = ImageForks().handle(msgspec.msgpack.encode(DrawPortrait(data)))
    drawing: Drawing = msgspec.msgpack.decode(answer, type=Drawing)
    return drawing


@pytest.mark.covers("W10")
@pytest.mark.parametrize("codec", CODECS)
def test_a_portrait_is_a_small_square_without_secrets(codec: str) -> None:
    portrait = drawn(with_secrets(codec) + SECRET_PLACE)
    assert isinstance(portrait, Portrait)
    assert SECRET_PLACE not in portrait.image
    with Image.open(io.BytesIO(portrait.image)) as image:
        assert (image.format, image.mode) == ("WEBP", "RGB")
        assert image.size == (PORTRAIT_PIXELS, PORTRAIT_PIXELS)


@pytest.mark.covers("W10")
def test_a_portrait_of_noise_fits_its_pipe() -> None:
    size = (PORTRAIT_PIXELS, PORTRAIT_PIXELS)
    noise = Image.frombytes("RGB", size, Random(1).randbytes(3 * size[0] * size[1]))
    portrait = drawn(encoded(noise, "PNG"))
    assert isinstance(portrait, Portrait)
    assert len(portrait.image) < images_child.MAX_ANSWER_BYTES // 2


@pytest.mark.covers("W10")
@pytest.mark.parametrize(
    ("data", "code"),
    [
        (bomb(16_000, 16_000), IMAGE_TOO_LARGE),
        (still("JPEG")[:-200], BAD_IMAGE),
        (b"<svg/>", BAD_IMAGE),
        (b"", BAD_IMAGE),
    ],
)
def test_what_is_no_portrait_is_refused(data: bytes, code: str) -> None:
    answer = drawn(data)
    assert isinstance(answer, Unclean)
    assert answer.code == code


def boasts(_: ImageRequest) -> ImageAnswer:
    return Portrait(bytes(images_child.MAX_ANSWER_BYTES))


def test_a_fork_that_says_too_much_has_said_nothing() -> None:
    request = msgspec.msgpack.encode(DrawPortrait(b""))
    answer = ImageForks(boasts).handle(request)
    assert msgspec.msgpack.decode(answer, type=Drawing).code == BAD_IMAGE
