"""What visitors' browsers load, by gzip: `pytest -s` prints it."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from gateway.web.assets import Assets
from tests.gateway.web.in_node import run
from tests.gateway.web.test_build import build

KIB = 1024
LAUNCHER_BYTES = 4_600
"""On every page of a shop, also for those who never chat: 4.5 KiB."""
WIDGET_BYTES = 35 * KIB
"""The same with the SDK: what a shop of its own looks would load."""
FIRST_BYTES = 40 * KIB
"""All that stands before the first message can be read, in either language."""


class Built:
    """A build of its own: what the service knows of it, and sizes by path, packed."""

    def __init__(self, into: Path) -> None:
        files = build(into)
        self.assets = Assets.load(into)
        self.sizes = {path: len(gzip.compress(data)) for path, data in files.items()}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return Built(tmp_path_factory.mktemp("built"))


def told(what: str, size: int) -> int:
    print(f"{what}: {size / KIB:.1f} KiB by gzip")  # noqa: T201 - to be looked at
    return size


@pytest.mark.covers("V1")
def test_a_launcher_and_the_sdk_are_small(built: Built, tmp_path: Path) -> None:
    launcher = told("launcher", built.sizes["widget.js"])
    assert launcher <= LAUNCHER_BYTES
    out = tmp_path / "sdk.js"
    usual = ("--bundle", "--minify", "--format=esm", "--charset=utf8")
    bundler = ("node_modules/esbuild/bin/esbuild", "--log-level=warning")
    run(*bundler, "gateway/web/sdk/visitor.ts", *usual, f"--outfile={out}")
    sdk = told("SDK of a visitor", len(gzip.compress(out.read_bytes())))
    assert launcher + sdk <= WIDGET_BYTES


@pytest.mark.covers("V1")
def test_what_a_page_loads_at_first_is_bounded(built: Built) -> None:
    names = ("widget.js", "page.js", "page.css")
    paths = {*map(built.assets.path_of, names), *built.assets.first}
    words = [size for path, size in built.sizes.items() if "/words_" in path]
    assert len(words) > 1
    first = sum(built.sizes[path] for path in paths) + max(words)
    assert told("all that is loaded at first", first) <= FIRST_BYTES, built.sizes
