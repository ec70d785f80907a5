"""PURE: the schema as a TypeScript module: types for people, shapes for the codec.

`python -m gateway.wire.typescript` prints it. A frame is an array on the wire and an
object in a program: its shape says which field stands where, what it must look like,
and what it is where it was left out. Each shape is a constant of its own, so that a
bundler leaves out what a page does not use. Bounds stand at what clients send: a frame
beyond them would end its connection.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from enum import IntEnum
from textwrap import indent
from typing import Final

import msgspec
from msgspec import inspect

from gateway.wire.bodies import UnknownBody
from gateway.wire.codes import TEMPORARY, CloseCode, ErrorCode
from gateway.wire.schema import (
    CLIENT_FRAMES,
    SERVER_FRAMES,
    Field,
    Layout,
    layout_of,
    parts_of,
)
from gateway.wire.terms import (
    BATCH_TAG,
    JSON_SUBPROTOCOL,
    MAX_BATCH_IN,
    MAX_PREVIEW_CHARS,
    MAX_TEXT_CHARS,
    PROTOCOL_MINOR,
    SUBPROTOCOL,
    TYPING_RESEND_SECONDS,
)

PURE: Final = "/* @__PURE__ */ "
"""Before each call, also of what is in another one: a bundler leaves out only what is
pure with all its arguments."""
_HEAD: Final = f"""\
// The wire of {SUBPROTOCOL}, made by `python -m gateway.wire.typescript`.
// gateway/PROTOCOL.md says what it all means.

import {{ bool, frame, int, kinds, list, nullable, part }} from "./shape.ts";
import {{ record, sized, table, text, within }} from "./shape.ts";

export const SUBPROTOCOL = {json.dumps(SUBPROTOCOL)};
export const JSON_SUBPROTOCOL = {json.dumps(JSON_SUBPROTOCOL)};
export const PROTOCOL_MINOR = {PROTOCOL_MINOR};
export const BATCH_TAG = {BATCH_TAG};
export const MAX_BATCH_IN = {MAX_BATCH_IN};
export const MAX_TEXT_CHARS = {MAX_TEXT_CHARS};
export const MAX_PREVIEW_CHARS = {MAX_PREVIEW_CHARS};
export const TYPING_RESEND_SECONDS = {TYPING_RESEND_SECONDS};
"""


def module() -> str:
    """The whole module."""
    client = [layout_of(frame) for frame in CLIENT_FRAMES]
    server = [layout_of(frame) for frame in SERVER_FRAMES]
    sent = {each.name for each in _in_order(client)}
    known = {each.name: each for each in _in_order([*client, *server])}
    return "\n".join(
        (
            _HEAD,
            _constants("ErrorCode", _numbers(ErrorCode)),
            _constants("CloseCode", _numbers(CloseCode)),
            _temporary(),
            *(_declared(each, is_sent=each.name in sent) for each in known.values()),
            _union("ClientFrame", client),
            _union("ServerFrame", server),
        )
    )


def _in_order(frames: Iterable[Layout]) -> Iterator[Layout]:
    """Parts before the frames that hold them."""
    for frame in frames:
        yield from reversed(tuple(parts_of(frame)))
        yield frame


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


def _declared(layout: Layout, *, is_sent: bool) -> str:
    return _type(layout, is_sent=is_sent) + _shape(layout, is_sent=is_sent)


def _type(layout: Layout, *, is_sent: bool) -> str:
    fields = [_line(field, is_sent=is_sent) for field in layout.fields]
    if layout.tag is not None:
        fields.insert(0, f"frame: {json.dumps(layout.wire_name)}")
    if layout.kind:
        fields.insert(0, f"kind: {json.dumps(layout.kind)}")
    body = indent("".join(f"readonly {field};\n" for field in fields), "  ")
    return f"export interface {layout.name} {{\n{body}}}\n"


def _line(field: Field, *, is_sent: bool) -> str:
    """What is received has all its fields: the codec puts in what was left out."""
    mark = "?" if is_sent and not field.is_required else ""
    return f"{field.name}{mark}: {_text(field)}"


def _shape(layout: Layout, *, is_sent: bool) -> str:
    placed = [_placed(field, is_sent=is_sent) for field in layout.fields]
    fields = indent("".join(f"{each},\n" for each in placed), "  ")
    if layout.tag is not None:
        head = f"frame<{layout.name}>({layout.tag}, {json.dumps(layout.wire_name)}, "
    elif layout.is_map:
        head = f"record<{layout.name}>({json.dumps(layout.kind)}, "
    else:
        head = f"part<{layout.name}>("
    return f"export const {layout.wire_name} = {PURE}{head}[\n{fields}]);\n"


def _made(shape: str, *arguments: object) -> str:
    return f"{PURE}{shape}({', '.join(map(str, arguments))})"


def _placed(field: Field, *, is_sent: bool) -> str:
    form = _bounded(field.type) if is_sent else _form(field.type)
    if field.may_be_nil:
        form = _made("nullable", form)
    if field.is_required:
        return f"[{json.dumps(field.name)}, {form}]"
    default = json.dumps(msgspec.to_builtins(field.default), ensure_ascii=False)
    return f"[{json.dumps(field.name)}, {form}, {default}]"


def _bounded(kind: inspect.Type) -> str:
    """The form, and what it must keep to be taken."""
    match kind:
        case inspect.StrType(min_length=least, max_length=most, pattern=pattern):
            return _sized("text", least, most, pattern)
        case inspect.VarTupleType(item_type=item, min_length=least, max_length=most):
            return _sized(_made("list", _bounded(item)), least, most)
        case inspect.DictType(value_type=value, min_length=least, max_length=most):
            return _sized(_made("table", _bounded(value)), least, most)
        case inspect.IntType(ge=least, le=int(most)):
            return _made("within", "int", least, most)
        case inspect.IntType(ge=int(least)) if least > 0:
            return _made("within", "int", least)
        case _:
            return _form(kind)


def _sized(
    form: str, least: int | None, most: int | None, pattern: str | None = None
) -> str:
    if most is None:
        return form
    bounds = [form, str(least or 0), str(most)]
    if pattern is not None:
        # JavaScript has no \Z: its $ is the end.
        in_javascript = pattern.replace("/", r"\/").replace(r"\Z", "$")
        bounds.append(f"/{in_javascript}/u")
    return _made("sized", *bounds)


def _form(kind: inspect.Type) -> str:
    match kind:
        case inspect.BoolType():
            return "bool"
        case inspect.IntType():
            return "int"
        case inspect.StrType() | inspect.LiteralType():
            return "text"
        case inspect.VarTupleType(item_type=item):
            return _made("list", _form(item))
        case inspect.DictType(value_type=value):
            return _made("table", _form(value))
        case inspect.StructType(cls=cls):
            return layout_of(cls).wire_name
        case inspect.UnionType(types=types):
            forms = [_form(each) for each in types if not _is_unknown(each)]
            are_words = set(forms) == {"text"}
            return "text" if are_words else _made("kinds", f"[{', '.join(forms)}]")
        case _:
            raise TypeError(kind)


def _is_unknown(kind: inspect.Type) -> bool:
    """What a client makes of a kind that it does not know never travels."""
    return isinstance(kind, inspect.StructType) and kind.cls is UnknownBody


def _union(name: str, frames: Iterable[Layout]) -> str:
    members = "".join(f"\n  | {frame.name}" for frame in frames)
    return f"export type {name} ={members};\n"


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
