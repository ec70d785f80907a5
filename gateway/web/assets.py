"""What browsers load of the pages: built by `build.mjs`, kept in memory.

It is some tens of kilobytes, read once at the start: no request touches the disk.
"""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Final

import msgspec
from quart import Response, request

from runtime.http_app import HttpRefused

BUILT: Final = Path(__file__).parent / "built"
"""Where `make install` builds to, and a wheel carries it."""
MANIFEST: Final = "manifest.json"
FOREVER_SECONDS: Final = 365 * 24 * 3_600
"""Of what is named by its content (RFC 8246)."""
_TYPES: Final = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
}


class Manifest(msgspec.Struct, frozen=True):
    """What was built; paths are below the directory of the build.

    Attributes:
        files: all paths.
        names: what the service calls some of them, `page.js`, and their paths.
        first: what the page imports at once.
    """

    files: tuple[str, ...] = ()
    names: dict[str, str] = {}
    first: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Asset:
    """One file.

    Attributes:
        content: as it was built.
        compressed: the same by gzip.
        content_type: as browsers are told it.
        tag: of this content, for `ETag`.
    """

    content: bytes
    compressed: bytes
    content_type: str
    tag: str

    @classmethod
    def read(cls, path: Path) -> Asset:
        """One file of the disk."""
        content = path.read_bytes()
        tag = hashlib.sha256(content).hexdigest()[:32]
        return cls(content, gzip.compress(content, mtime=0), _TYPES[path.suffix], tag)

    def answer(self, max_age_seconds: int, *, is_immutable: bool = False) -> Response:
        """To the current request.

        Args:
            max_age_seconds: a browser may keep it for so long.
            is_immutable: what has this name never changes.
        """
        cached = f"public, max-age={max_age_seconds}"
        headers = {
            "Cache-Control": f"{cached}, immutable" if is_immutable else cached,
            "Vary": "Accept-Encoding",
        }
        if request.if_none_match.contains_weak(self.tag):
            answer = Response(b"", status=HTTPStatus.NOT_MODIFIED, headers=headers)
        elif request.accept_encodings.quality("gzip") > 0:
            headers["Content-Encoding"] = "gzip"
            answer = self._whole(self.compressed, headers)
        else:
            answer = self._whole(self.content, headers)
        # Both encodings are the same content: the tag is weak (RFC 9110 section 8.8.1).
        answer.set_etag(self.tag, weak=True)
        return answer

    def _whole(self, data: bytes, headers: dict[str, str]) -> Response:
        return Response(data, headers=headers, content_type=self.content_type)


class Assets:
    """All files, by their paths.

    Args:
        files: by the paths of the manifest.
        manifest: what they are for.
    """

    def __init__(self, files: Mapping[str, Asset], manifest: Manifest) -> None:
        self._files = files
        self._names = manifest.names
        self.first: Final = manifest.first

    @classmethod
    def load(cls, directory: Path = BUILT) -> Assets:
        """What was built there; nothing, where nothing was built yet."""
        try:
            text = (directory / MANIFEST).read_bytes()
        except FileNotFoundError:
            return cls({}, Manifest())
        manifest = msgspec.json.decode(text, type=Manifest)
        files = {path: Asset.read(directory / path) for path in manifest.files}
        return cls(files, manifest)

    def find(self, path: str) -> Asset | None:
        """The file at a path, if there is one."""
        return self._files.get(path)

    def path_of(self, name: str) -> str:
        """The path of what the service calls so; "" where there is none."""
        return self._names.get(name, "")

    def named(self, name: str) -> Asset:
        """The file of that name.

        Raises:
            HttpRefused: 503 `not_built`.
        """
        found = self.find(self.path_of(name))
        if found is None:
            detail = f"{name} has not been built: run `make install`, start again"
            raise HttpRefused(HTTPStatus.SERVICE_UNAVAILABLE, "not_built", detail)
        return found
