"""PURE: how the reference page writes the types and defaults of fields."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import msgspec
from msgspec import inspect

from gateway.wire.schema import Field

_SAFE_INTEGER: Final = 2**53


def type_text(field: Field) -> str:
    """A field's type and limits, for people.

    Raises:
        TypeError: no type that the wire has.
    """
    text = _type(field.type)
    return f"{text} or nil" if field.may_be_nil else text


def _type(kind: inspect.Type) -> str:  # noqa: C901 - one row per type
    match kind:
        case inspect.BoolType():
            return "bool"
        case inspect.IntType(ge=ge, lt=lt, le=le):
            return "int" if lt == _SAFE_INTEGER else f"int {ge} … {le}"
        case inspect.StrType(min_length=least, max_length=most):
            return _text(least or 0, most)
        case inspect.LiteralType(values=values):
            return ", ".join(f"`{value}`" if value else "empty" for value in values)
        case inspect.VarTupleType(item_type=item, max_length=most):
            return f"list of {_type(item)}" + (f", ≤ {most}" if most else "")
        case inspect.DictType(key_type=key, value_type=value, max_length=most):
            return f"map of {_type(key)} to {_type(value)}, ≤ {most}"
        case inspect.StructType(cls=cls):
            return f"[{cls.__name__}](#{cls.__name__.lower()})"
        case inspect.UnionType(types=types):
            return _union(types)
        case _:
            raise TypeError(kind)


def _union(types: Iterable[inspect.Type]) -> str:
    are_bodies = all(
        isinstance(each, inspect.StructType) and isinstance(each.tag, str)
        for each in types
    )
    return "[body](#bodies)" if are_bodies else " or ".join(map(_type, types))


def _text(least: int, most: int | None) -> str:
    if most is None:
        return "text"
    return f"text, {least} … {most:,} characters" if least else f"text, ≤ {most:,}"


def default_text(field: Field) -> str:
    """What a field is where it was left out; "" where it may not be."""
    if field.is_required:
        return ""
    match field.default:
        case None:
            return "nil"
        case bool(value):
            return str(value).lower()
        case str(value):
            return f'"{value}"'
        case dict():
            return "{}"
        case tuple():
            return "[]"
        case msgspec.Struct():
            return "of its fields"
        case value:
            return str(value)
