"""A TOML or JSON file that says what something is to be."""

from __future__ import annotations

import tomllib
from pathlib import Path

import msgspec

from runtime.errors import UsageError


def read_document(file: Path) -> dict[str, object]:
    """What a file says; JSON by its name, else TOML.

    Raises:
        UsageError: it cannot be read, or is neither.
    """
    try:
        text = file.read_text(encoding="utf-8")
        if file.suffix == ".json":
            return msgspec.json.decode(text, type=dict[str, object])
        return tomllib.loads(text)
    except OSError as error:
        raise UsageError(f"cannot read {file}: {error.strerror}") from error
    except ValueError as error:  # of TOML, JSON and UTF-8
        raise UsageError(f"{file}: {error}") from error


def read_description(file: Path, noun: str, name: str) -> dict[str, object]:
    """What a file says of the thing that has this id; it need not repeat the id.

    Raises:
        UsageError: as `read_document`; it means another one.
    """
    document = read_document(file)
    if document.get("id", name) != name:
        text = f"expected {noun} {name!r}, got {document['id']!r}"
        raise UsageError(f"{file}: {text}")
    return document
