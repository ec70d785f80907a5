"""PURE: the schema as TypeScript types, for clients in browsers and Node.

`python -m gateway.wire.typescript` prints them. Frames become labelled tuples; fields
with a default are optional, as on the wire.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from enum import IntEnum
from textwrap import indent
from typing import Final

from msgspec import inspect

from gateway.wire.codes import TEMPORARY, CloseCode, ErrorCode
from gateway.wire.schema import (
    CLIENT_FRAMES,
    SERVER_FRAMES,
    Field,
    Layout,
    layout_of,
    parts_of,
)
from gateway.wire.terms import BATCH_TAG, JSON_SUBPROTOCOL, SUBPROTOCOL

_HEAD: Final = f"""\
// The wire of {SUBPROTOCOL}, made by `python -m gateway.wire.typescript`.
// gateway/PROTOCOL.md says what it all means.

export const SUBPROTOCOL = {json.dumps(SUBPROTOCOL)};
export const JSON_SUBPROTOCOL = {json.dumps(JSON_SUBPROTOCOL)};
"""


def module() -> str:
    """The whole module."""
    client = [layout_of(frame) for frame in CLIENT_FRAMES]
    server = [layout_of(frame) for frame in SERVER_FRAMES]
    known = {each.name: each for each in _in_order([*client, *server])}
    return "\n".join(
        (
            _HEAD,
            _constants("Tag", _tags(known.values())),
            _constants("ErrorCode", _numbers(ErrorCode)),
            _constants("CloseCode", _numbers(CloseCode)),
            _temporary(),
            *map(_type, known.values()),
            _union("ClientFrame", client),
            _union("ServerFrame", server),
            _batches(),
        )
    )


def _in_order(frames: Iterable[Layout]) -> Iterator[Layout]:
    """Parts before the frames that hold them."""
    for frame in frames:
        yield from reversed(tuple(parts_of(frame)))
        yield frame


def _tags(layouts: Iterable[Layout]) -> Iterator[tuple[str, int]]:
    yield "BATCH", BATCH_TAG
    for layout in layouts:
        if layout.tag is not None:
            yield layout.wire_name, layout.tag


def _numbers(codes: type[IntEnum]) -> Iterator[tuple[str, int]]:
    return ((code.name, code.value) for code in codes)


def _constants(name: str, numbers: Iterable[tuple[str, int]]) -> str:
    lines = "".join(f"  {key}: {value},\n" for key, value in numbers)
    return f"export const {name} = {{\n{lines}}} as const;\n"


def _temporary() -> str:
    codes = ", ".join(f"ErrorCode.{code.name}" for code in sorted(TEMPORARY))
    return (
        "/** The same request, with the same id, may succeed later. */\n"
        f"export const TEMPORARY: readonly number[] = [{codes}];\n"
    )


def _type(layout: Layout) -> str:
    fields = [_line(field) for field in layout.fields]
    if layout.tag is not None:
        fields.insert(0, f"tag: {layout.tag}")
    if layout.kind:
        fields.insert(0, f"kind: {json.dumps(layout.kind)}")
    body = indent("".join(f"{field},\n" for field in fields), "  ")
    opening, closing = "{}" if layout.is_map else "[]"
    return f"export type {layout.name} = {opening}\n{body}{closing};\n"


def _line(field: Field) -> str:
    mark = "" if field.is_required else "?"
    return f"{field.name}{mark}: {_text(field)}"


def _union(name: str, frames: Iterable[Layout]) -> str:
    members = "".join(f"\n  | {frame.name}" for frame in frames)
    return f"export type {name} ={members};\n"


def _batches() -> str:
    return (
        f"export type ClientBatch = [tag: {BATCH_TAG}, frames: ClientFrame[]];\n"
        f"export type ServerBatch = [tag: {BATCH_TAG}, frames: ServerFrame[]];\n"
    )


def _text(field: Field) -> str:
    text = _of(field.type)
    return f"{text} | null" if field.may_be_nil else text


def _of(kind: inspect.Type) -> str:  # noqa: C901 - one row per type
    match kind:
        case inspect.BoolType():
            return "boolean"
        case inspect.IntType():
            return "number"
        case inspect.StrType():
            return "string"
        case inspect.LiteralType(values=values):
            return " | ".join(map(json.dumps, values))
        case inspect.VarTupleType(item_type=item):
            return f"readonly ({_of(item)})[]"
        case inspect.DictType(value_type=value):
            return f"Record<string, {_of(value)}>"
        case inspect.StructType(cls=cls):
            return cls.__name__
        case inspect.UnionType(types=types):
            return " | ".join(map(_of, types))
        case _:
            raise TypeError(kind)


if __name__ == "__main__":
    sys.stdout.write(module())
