"""What a backup says of itself, and whom it believes."""

from __future__ import annotations

import msgspec
import pytest

from admin.upkeep.manifest import (
    FORMAT,
    KeptFile,
    Manifest,
    decode_manifest,
    encode_manifest,
)
from runtime.errors import UsageError

MANIFEST = Manifest(
    format=FORMAT,
    program="1.2.3",
    begun_ms=1_000,
    ended_ms=2_000,
    dump="",
    position=7,
    last_ms=900,
    files=(KeptFile("journal.db", 10, "aa"), KeptFile("robot/1-2", 5, "bb")),
)


def test_a_manifest_comes_back_as_it_was() -> None:
    assert decode_manifest(encode_manifest(MANIFEST)) == MANIFEST
    assert MANIFEST.size == 15


@pytest.mark.parametrize("data", [b"", b"{}", b"[1]", encode_manifest(MANIFEST)[:-9]])
def test_what_is_no_manifest_is_refused(data: bytes) -> None:
    with pytest.raises(UsageError, match="expected the manifest of a backup"):
        decode_manifest(data)


def test_another_format_names_the_program_that_can_read_it() -> None:
    other = msgspec.structs.replace(MANIFEST, format=FORMAT + 1)
    with pytest.raises(UsageError, match=r"restore it with triodesk 1\.2\.3"):
        decode_manifest(encode_manifest(other))


@pytest.mark.parametrize("path", ["/etc/passwd", "../x", "a/../../x", ".", "", "a//b"])
def test_a_path_that_leads_elsewhere_is_refused(path: str) -> None:
    other = msgspec.structs.replace(MANIFEST, files=(KeptFile(path, 1, "aa"),))
    with pytest.raises(UsageError, match="paths below the backup"):
        decode_manifest(encode_manifest(other))
