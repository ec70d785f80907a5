"""The clients' codec: plain msgpack, independent of the server's decoder.

A message is unpacked to lists and frames are built by position. No trio here.
What every field must look like is derived once from the schema's annotations. Unknown
server tags and trailing unknown fields are ignored; missing ones take their defaults.
A word (a state, a kind, a role) that a later server has and we do not know stands in
its field as it came: whoever shows it shows the word itself.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Mapping, Sequence
from typing import Final, Literal, Union, get_args, get_origin, get_type_hints

import msgpack
import msgspec

from gateway.wire.bodies import UnknownBody
from gateway.wire.body import Body
from gateway.wire.client_frames import ClientFrame, Hello, Send
from gateway.wire.codes import ErrorCode
from gateway.wire.customer_frames import ChangeCustomer
from gateway.wire.server_frames import ServerFrame
from gateway.wire.terms import BATCH_TAG, MAX_BATCH_IN
from runtime.errors import PeerError, UsageError

_Read = Callable[[object], object]

_KIND: Final = Body.__struct_config__.tag_field
_UNIONS: Final = (Union, types.UnionType)
_UNPACK_ERRORS: Final = (
    ValueError,  # also UnicodeDecodeError, FormatError, StackError, ExtraData
    TypeError,  # a map key that cannot be one
    OverflowError,
    RecursionError,
    msgpack.UnpackException,
)


class _Malformed(Exception):
    """A value is not what the schema says; `expected` names it."""

    def __init__(self, expected: str) -> None:
        super().__init__(f"expected {expected}")


def _items_of(item: object) -> _Read:
    kind, read_item = _shape(item)

    def read(value: object) -> object:
        if not isinstance(value, list) or any(type(each) is not kind for each in value):
            raise _Malformed(f"a list of {kind.__name__}")
        return tuple(value) if read_item is None else tuple(map(read_item, value))

    return read


def _shape(annotation: object) -> tuple[type, _Read | None]:
    """How a field travels, and what turns that into the field's value."""
    if get_origin(annotation) in _UNIONS:
        return dict, _Kinds(_members(annotation)).read
    if get_origin(annotation) is Literal:
        return str, None
    if get_origin(annotation) is tuple:
        return list, _items_of(get_args(annotation)[0])
    if isinstance(annotation, type) and issubclass(annotation, msgspec.Struct):
        if not annotation.__struct_config__.array_like:
            return dict, _Map(annotation).read
        return list, _Layout(annotation).read_nested
    if annotation in {int, str, bool} and isinstance(annotation, type):
        return annotation, None
    msg = f"expected a field type the client codec knows, got {annotation!r}"
    raise UsageError(msg)


def _without_none(annotation: object) -> tuple[object, bool]:
    """What a field is when it is there, and whether it may be None."""
    choices = get_args(annotation)
    if get_origin(annotation) in _UNIONS and types.NoneType in choices:
        (annotation,) = (each for each in choices if each is not types.NoneType)
        return annotation, True
    return annotation, False


class _Layout:
    """The positional form of one struct: how its fields are read."""

    __slots__ = (
        "_build",
        "_may_lack",
        "_name",
        "_readers",
        "_required",
        "_tag",
        "_types",
    )

    def __init__(self, struct: type[msgspec.Struct]) -> None:
        hints = get_type_hints(struct)  # without extras: limits are the server's duty
        fields = msgspec.structs.fields(struct)
        bare = [_without_none(hints[field.name]) for field in fields]
        shapes = [_shape(annotation) for annotation, _ in bare]
        self._name = struct.__name__
        self._tag = struct.__struct_config__.tag
        self._build: Callable[..., msgspec.Struct] = struct
        self._types = tuple(kind for kind, _ in shapes)
        self._may_lack = tuple(may_lack for _, may_lack in bare)
        self._readers = [(at, read) for at, (_, read) in enumerate(shapes) if read]
        self._required = sum(field.required for field in fields)

    def read(self, values: list[object]) -> msgspec.Struct:
        """Builds the struct; values beyond the known fields are ignored."""
        if len(values) < self._required:
            expected = f"{self._name} with {self._required} fields"
            raise _Malformed(expected)
        del values[len(self._types) :]
        shapes = zip(values, self._types, self._may_lack, strict=False)
        for value, kind, may_lack in shapes:
            # Not isinstance: True is no integer here.
            if type(value) is not kind and not (may_lack and value is None):
                raise _Malformed(kind.__name__)
        for at, read in self._readers:
            if at < len(values) and values[at] is not None:
                values[at] = read(values[at])
        return self._build(*values)

    def read_nested(self, value: object) -> object:
        if not isinstance(value, list):
            raise _Malformed(self._name)
        if self._tag is None:
            return self.read(value)
        if value[:1] != [self._tag]:
            raise _Malformed(self._name)
        return self.read(value[1:])


class _Map:
    """The form of a struct that travels as a map by the names of its fields."""

    __slots__ = ("_build", "_fields", "_name", "_required")

    def __init__(self, struct: type[msgspec.Struct]) -> None:
        hints = get_type_hints(struct)
        fields = msgspec.structs.fields(struct)
        self._name = struct.__name__
        self._build: Callable[..., msgspec.Struct] = struct
        self._fields = {field.name: _shape(hints[field.name]) for field in fields}
        self._required = {field.name for field in fields if field.required}

    def read(self, value: object) -> msgspec.Struct:
        """Builds the struct; keys beyond the known ones are ignored."""
        if not isinstance(value, dict) or not self._required <= value.keys():
            expected = f"{self._name} with {', '.join(sorted(self._required))}"
            raise _Malformed(expected)
        given: dict[str, object] = {}
        for name, (kind, read) in self._fields.items():
            if name in value:
                if type(value[name]) is not kind:
                    raise _Malformed(f"{name}: {kind.__name__}")
                given[name] = value[name] if read is None else read(value[name])
        return self._build(**given)


class _Kinds:
    """A map of which one key tells what it is."""

    __slots__ = ("_by_kind",)

    def __init__(self, structs: tuple[type[msgspec.Struct], ...]) -> None:
        self._by_kind = {
            each.__struct_config__.tag: _Map(each)
            for each in structs
            if each is not UnknownBody
        }

    def read(self, value: object) -> object:
        kind = value.get(_KIND) if isinstance(value, dict) else None
        if not isinstance(kind, str):
            raise _Malformed(f"a map with {_KIND}")
        form = self._by_kind.get(kind)
        return UnknownBody(kind) if form is None else form.read(value)


def _members(union: object) -> tuple[type[msgspec.Struct], ...]:
    if get_origin(union) not in _UNIONS:
        msg = f"expected a union of frames, got {union!r}"
        raise UsageError(msg)
    return get_args(union)


def tag_of(frame: type[msgspec.Struct]) -> int:
    """The tag of a frame class."""
    tag = frame.__struct_config__.tag
    if not isinstance(tag, int):
        msg = f"expected a frame with an integer tag, got {frame.__name__}"
        raise UsageError(msg)
    return tag


_LAYOUTS: Final[Mapping[int, _Layout]] = {
    tag_of(frame): _Layout(frame) for frame in _members(ServerFrame)
}
_TAGS: Final[Mapping[type[msgspec.Struct], int]] = {
    frame: tag_of(frame) for frame in _members(ClientFrame)
}
_CLIENT_AT: Final = 1 + Hello.__struct_fields__.index("client")
_FIELDS_AT: Final = 1 + ChangeCustomer.__struct_fields__.index("fields")
# Building a Packer costs as much as packing a frame; packing is not re-entrant.
_packer: Final = msgpack.Packer(use_bin_type=True)


def decode_server_message(data: bytes) -> list[ServerFrame]:
    """Decodes one message of the server; frames with unknown tags are left out.

    Raises:
        PeerError: `PROTOCOL`: the bytes are no frame or batch of this schema.
    """
    try:
        unpacked: object = msgpack.unpackb(data)
        return _read_message(unpacked)
    except _Malformed as error:
        raise PeerError(ErrorCode.PROTOCOL, str(error)) from None
    except _UNPACK_ERRORS as error:
        text = f"expected msgpack, got {type(error).__name__}"
        raise PeerError(ErrorCode.PROTOCOL, text) from None


def _read_message(unpacked: object) -> list[ServerFrame]:
    if not isinstance(unpacked, list) or not unpacked:
        raise _Malformed("a frame")
    if type(unpacked[0]) is not int or unpacked[0] != BATCH_TAG:
        return _read_frame(unpacked)
    if len(unpacked) == 1 or not isinstance(unpacked[1], list):
        raise _Malformed("a batch of frames")
    frames: list[ServerFrame] = []
    for inner in unpacked[1]:
        if not isinstance(inner, list) or not inner or inner[0] == BATCH_TAG:
            raise _Malformed("a frame in a batch")
        frames += _read_frame(inner)
    return frames


def _read_frame(unpacked: list[object]) -> list[ServerFrame]:
    tag = unpacked[0]
    if type(tag) is not int:
        raise _Malformed("an integer tag")
    layout = _LAYOUTS.get(tag)
    if layout is None:
        return []
    frame = layout.read(unpacked[1:])
    return [frame]  # type: ignore[list-item] # _LAYOUTS holds server frames only


def encode_client_frames(frames: Sequence[ClientFrame]) -> bytes:
    """Encodes frames into one message: alone, or as a batch.

    Raises:
        UsageError: no frame, or more than `MAX_BATCH_IN`.
        UnicodeEncodeError: a text holds half a surrogate pair.
    """
    if len(frames) == 1:
        return _pack(_write_frame(frames[0]))
    if not 0 < len(frames) <= MAX_BATCH_IN:
        msg = f"expected 1 to {MAX_BATCH_IN} frames in a batch, got {len(frames)}"
        raise UsageError(msg)
    return _pack([BATCH_TAG, [_write_frame(frame) for frame in frames]])


def _pack(value: list[object]) -> bytes:
    packed: bytes = _packer.pack(value)
    return packed


def _write_frame(frame: ClientFrame) -> list[object]:
    # Only what is not packed as it stands is turned into something else.
    fields: list[object] = [_TAGS[type(frame)], *msgspec.structs.astuple(frame)]
    if isinstance(frame, Send):
        fields[-1] = msgspec.to_builtins(frame.body)
    elif isinstance(frame, Hello):
        fields[_CLIENT_AT] = msgspec.structs.astuple(frame.client)
    elif isinstance(frame, ChangeCustomer) and frame.fields:
        fields[_FIELDS_AT] = [msgspec.structs.astuple(each) for each in frame.fields]
    return fields
