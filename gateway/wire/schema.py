"""PURE: the declared schema as data: what pages, types and tests are derived from.

Read once from the classes of `client_frames`, `server_frames` and `terms`: nothing here
says anything of its own about a frame.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from inspect import cleandoc
from typing import Final, get_args

import msgspec
from msgspec import inspect

from gateway.wire import terms
from gateway.wire.client_frames import ClientFrame
from gateway.wire.server_frames import ServerFrame

_ATTRIBUTES: Final = "\nAttributes:\n"
_ENTRY: Final = re.compile(r"^    (\w+(?:, \w+)*): (.*)$")
_WORD_END: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")
_BOUND: Final = re.compile(r"`(MAX_\w+)`")

CLIENT_FRAMES: Final[tuple[type[msgspec.Struct], ...]] = get_args(ClientFrame)
SERVER_FRAMES: Final[tuple[type[msgspec.Struct], ...]] = get_args(ServerFrame)


class Field(msgspec.Struct, frozen=True):
    """A field of a layout.

    Attributes:
        name: as in the schema; on the wire it has none, but in a body.
        type: its form and limits.
        may_be_nil: nil stands for nothing.
        is_required: others may be left out from the end, and take `default`.
        default: what is taken for one that is left out.
        meaning: what it says.
    """

    name: str
    type: inspect.Type
    may_be_nil: bool
    is_required: bool
    default: object
    meaning: str


class Layout(msgspec.Struct, frozen=True):
    """A frame, or a part of one.

    Attributes:
        name: of the class.
        wire_name: `SET_TYPING` of a frame.
        tag: its first element; None of a part.
        kind: of a body; "" of all else.
        is_map: a map by the names of its fields; else an array by their order.
        meaning: what it says.
        fields: in order.
    """

    name: str
    wire_name: str
    tag: int | None
    kind: str
    is_map: bool
    meaning: str
    fields: tuple[Field, ...]


def layout_of(struct: type[msgspec.Struct]) -> Layout:
    """How a class travels."""
    info = inspect.type_info(struct)
    assert isinstance(info, inspect.StructType)  # noqa: S101 - for the type checker
    text = cleandoc(struct.__doc__ or "") + "\n"
    meaning, _, attributes = text.partition(_ATTRIBUTES)
    meanings = _meanings(attributes)
    return Layout(
        struct.__name__,
        _WORD_END.sub("_", struct.__name__).upper(),
        info.tag if isinstance(info.tag, int) else None,
        info.tag if isinstance(info.tag, str) else "",
        not info.array_like,
        meaning.strip(),
        tuple(_field(each, meanings) for each in info.fields),
    )


def _field(field: inspect.Field, meanings: Mapping[str, str]) -> Field:
    kind, described = _described(field.type)
    may_be_nil = False
    if isinstance(kind, inspect.UnionType):
        choices = [each for each in kind.types if each != inspect.NoneType()]
        may_be_nil = len(choices) < len(kind.types)
        if len(choices) == 1:
            kind, described = _described(choices[0])
    default = field.default
    if default is msgspec.NODEFAULT and field.default_factory is not msgspec.NODEFAULT:
        default = field.default_factory()
    meaning = _BOUND.sub(_value, meanings.get(field.name, described))
    return Field(field.name, kind, may_be_nil, field.required, default, meaning)


def _value(bound: re.Match[str]) -> str:
    """The figure of a bound that a docstring names: readers have no constants."""
    return f"{getattr(terms, bound[1])}"


def _described(kind: inspect.Type) -> tuple[inspect.Type, str]:
    """A type without what was said about it, and that."""
    if isinstance(kind, inspect.Metadata):
        schema = kind.extra_json_schema or {}
        return kind.type, str(schema.get("description", ""))
    return kind, ""


def _meanings(attributes: str) -> dict[str, str]:
    """The entries under `Attributes` of a docstring, each on one line."""
    found: dict[str, str] = {}
    names: list[str] = []
    for line in attributes.splitlines():
        entry = _ENTRY.match(line)
        if entry:
            names = entry[1].split(", ")
            found.update(dict.fromkeys(names, entry[2]))
        elif line.strip():
            found.update({name: f"{found[name]} {line.strip()}" for name in names})
    return found


def parts_of(layout: Layout) -> Iterator[Layout]:
    """The structs inside a layout, the outer before the inner; frames left out."""
    for field in layout.fields:
        for struct in _structs_in(field.type):
            part = layout_of(struct)
            if part.tag is None:
                yield part
                yield from parts_of(part)


def _structs_in(kind: inspect.Type) -> Iterator[type[msgspec.Struct]]:
    match kind:
        case inspect.StructType(cls=cls):
            yield cls
        case inspect.VarTupleType(item_type=item):
            yield from _structs_in(item)
        case inspect.UnionType(types=types):
            for each in types:
                yield from _structs_in(each)
        case _:
            pass
