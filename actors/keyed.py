"""PURE: values of the journal and the wire for people and their programs."""

from __future__ import annotations

import msgspec


def keyed(value: object) -> object:
    """A value with objects where the journal and the wire have arrays."""
    match value:
        case msgspec.Struct():
            names = value.__struct_fields__
            return {name: keyed(getattr(value, name)) for name in names}
        case dict():
            return {name: keyed(each) for name, each in value.items()}
        case tuple():
            return [keyed(each) for each in value]
        case _:
            return value
