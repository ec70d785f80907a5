"""PURE: what the arguments of a command gave, as what is asked with them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

import msgspec

from runtime.errors import UsageError

T = TypeVar("T")
Given = Mapping[str, object]
"""Arguments by name."""


def some(given: Given, names: Iterable[str]) -> dict[str, object]:
    """Those of them that were given."""
    return {name: given[name] for name in names if given.get(name) is not None}


def converted(values: object, kind: type[T]) -> T:
    """The values, as such a thing.

    Raises:
        UsageError: a value is out of its bounds.
    """
    try:
        return msgspec.convert(values, kind)
    except msgspec.ValidationError as error:
        expected, _, field = str(error).rpartition(" - at `$.")
        named = f"{field.rstrip('`')}: {expected}" if expected else str(error)
        raise UsageError(named) from None
