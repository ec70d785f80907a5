"""Strategies for any frame and any body, derived from the declared schema."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import cast, get_args

import msgspec
from hypothesis import strategies as st
from msgspec import inspect

from gateway.wire.bodies import SentBody, UnknownBody
from gateway.wire.client_frames import ClientFrame
from gateway.wire.schema import CLIENT_FRAMES, SERVER_FRAMES
from gateway.wire.server_frames import ServerFrame

MAX_CHARS = 200
"""Of a text: longer ones find nothing more."""
MAX_ITEMS = 3
"""The same, in a list or a map."""
CHARACTERS = st.characters(codec="utf-8")

Anything = st.SearchStrategy[object]
"""What it gives, its maker knows."""


@cache
def any_struct(struct: type[msgspec.Struct]) -> Anything:
    """Any instance that the schema admits."""
    info = inspect.type_info(struct)
    assert isinstance(info, inspect.StructType)
    return st.builds(struct, **{each.name: any_of(each.type) for each in info.fields})


def any_struct_of(structs: Iterable[type[msgspec.Struct]]) -> Anything:
    """Any instance of any of them."""
    return st.one_of([any_struct(each) for each in structs])


def any_of(kind: inspect.Type) -> Anything:  # noqa: PLR0912 - a row per type
    """Any value of a type within its limits."""
    match kind:
        case inspect.Metadata(type=inner):
            return any_of(inner)
        case inspect.NoneType():
            return st.none()
        case inspect.BoolType():
            return st.booleans()
        case inspect.IntType():
            return any_integer(kind)
        case inspect.StrType():
            return any_text(kind)
        case inspect.LiteralType(values=values):
            return st.sampled_from(values)
        case inspect.VarTupleType(item_type=item, min_length=least, max_length=most):
            return st.lists(
                any_of(item), min_size=least or 0, max_size=items(most)
            ).map(tuple)
        case inspect.DictType(key_type=key, value_type=value, max_length=most):
            return st.dictionaries(any_of(key), any_of(value), max_size=items(most))
        case inspect.UnionType(types=types):
            return st.one_of([any_of(each) for each in types])
        case inspect.StructType(cls=cls):
            return st.nothing() if cls is UnknownBody else any_struct(cls)
        case _:
            raise AssertionError(f"expected a type of the wire, got {kind}")


def any_integer(kind: inspect.IntType) -> Anything:
    """Within its bounds."""
    assert kind.gt is None
    below = None if kind.lt is None else kind.lt - 1
    return st.integers(kind.ge, below if kind.le is None else kind.le)


def any_text(kind: inspect.StrType) -> Anything:
    """Of its form and length."""
    least, most = kind.min_length or 0, kind.max_length or MAX_CHARS
    if kind.pattern is None:
        return st.text(CHARACTERS, min_size=least, max_size=min(most, MAX_CHARS))
    texts = st.from_regex(kind.pattern, alphabet=CHARACTERS)
    return texts.filter(lambda text: least <= len(text) <= most)


def items(most: int | None) -> int:
    """How many there are at most."""
    return MAX_ITEMS if most is None else min(most, MAX_ITEMS)


ANY_SENT_BODY = cast("st.SearchStrategy[SentBody]", any_struct_of(get_args(SentBody)))
ANY_CLIENT_FRAME = cast("st.SearchStrategy[ClientFrame]", any_struct_of(CLIENT_FRAMES))
ANY_SERVER_FRAME = cast("st.SearchStrategy[ServerFrame]", any_struct_of(SERVER_FRAMES))
"""No server sends a body that nobody knows."""
