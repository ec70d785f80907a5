"""The reference page says what the schema says, and leaves nothing out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import get_args

import msgspec
import pytest
from msgspec import inspect
from msgspec.structs import replace

from actors.session.terms import CloseReason
from gateway.reference import page
from gateway.reference_types import type_text
from gateway.wire import words
from gateway.wire.client_frames import ClientBatch
from gateway.wire.codes import CloseCode, ErrorCode
from gateway.wire.schema import (
    CLIENT_FRAMES,
    SERVER_FRAMES,
    Layout,
    layout_of,
    parts_of,
)
from gateway.wire.terms import (
    NoteName,
    NoticeName,
    Role,
    SenderRole,
    SessionStateName,
    ShownStatus,
)

PAGE = Path(__file__).parents[2] / "gateway" / "PROTOCOL.md"


def layouts() -> Iterator[Layout]:
    for frame in (*CLIENT_FRAMES, *SERVER_FRAMES):
        layout = layout_of(frame)
        yield layout
        yield from parts_of(layout)


def test_the_page_is_what_the_code_says() -> None:
    assert page() == PAGE.read_text("utf-8"), "python -m gateway.reference writes it"


def test_a_type_that_the_wire_does_not_have_has_no_name() -> None:
    field = layout_of(CLIENT_FRAMES[0]).fields[0]
    with pytest.raises(TypeError, match="FloatType"):
        type_text(replace(field, type=inspect.type_info(float)))


def test_the_page_names_figures_and_no_constants() -> None:
    assert not re.search(r"\bMAX_\w+", page()), "a reader has no constants"


def test_everything_on_the_wire_has_a_meaning() -> None:
    bare = [layout.name for layout in layouts() if not layout.meaning]
    bare += [
        f"{layout.name}.{field.name}"
        for layout in layouts()
        for field in layout.fields
        if not field.meaning
    ]
    bare += [code.name for code in (*ErrorCode, *CloseCode) if not code.meaning]
    assert bare == []


@pytest.mark.parametrize("frame", [*CLIENT_FRAMES, *SERVER_FRAMES])
def test_a_docstring_describes_fields_that_are_there(
    frame: type[msgspec.Struct],
) -> None:
    described = re.findall(r"^        (\w+): ", frame.__doc__ or "", re.MULTILINE)
    assert set(described) <= set(frame.__struct_fields__)


def test_no_two_frames_of_a_side_share_a_tag() -> None:
    for frames in (CLIENT_FRAMES, SERVER_FRAMES):
        tags = [layout_of(frame).tag for frame in frames] + [layout_of(ClientBatch).tag]
        assert len(set(tags)) == len(tags)


def values(literal: object) -> set[str]:
    return {value for value in get_args(literal) if isinstance(value, str)}


@pytest.mark.parametrize(
    ("meanings", "names"),
    [
        (words.STATES, values(SessionStateName)),
        (words.STATUSES, values(ShownStatus)),
        (words.NOTICES, values(NoticeName)),
        (words.NOTES, values(NoteName)),
        (words.ROLES, values(Role) | values(SenderRole)),
        (words.REASONS, {reason.value for reason in CloseReason}),
    ],
)
def test_every_word_is_explained(meanings: Mapping[str, str], names: set[str]) -> None:
    assert set(meanings) == names
