"""The types for TypeScript say what the schema says."""

from __future__ import annotations

import re

from gateway.wire.codes import CloseCode, ErrorCode
from gateway.wire.schema import CLIENT_FRAMES, SERVER_FRAMES, layout_of
from gateway.wire.typescript import module

TEXT = module()


def constants(name: str) -> dict[str, int]:
    body = re.search(rf"export const {name} = \{{(.*?)\}} as const", TEXT, re.DOTALL)
    assert body is not None
    return {key: int(value) for key, value in re.findall(r"(\w+): (\d+),", body[1])}


def test_tags_and_codes_are_the_schemas() -> None:
    layouts = [layout_of(frame) for frame in (*CLIENT_FRAMES, *SERVER_FRAMES)]
    tags = {layout.wire_name: layout.tag for layout in layouts}
    assert constants("Tag") == {"BATCH": 0, **tags}
    assert constants("ErrorCode") == {code.name: code.value for code in ErrorCode}
    assert constants("CloseCode") == {code.name: code.value for code in CloseCode}


def test_a_frame_is_a_tuple_whose_defaults_may_be_left_out() -> None:
    assert (
        "export type Open = [\n"
        "  tag: 12,\n"
        "  request: number,\n"
        "  operation: string,\n"
        "  group?: string,\n"
        "  channel?: string,\n"
        "];\n"
    ) in TEXT


def test_a_body_is_a_map_and_what_may_be_missing_is_null() -> None:
    assert 'export type TextBody = {\n  kind: "text",\n  text: string,\n};\n' in TEXT
    assert "  wait_seconds?: number | null,\n" in TEXT
    assert "  offer?: Offer | null,\n" in TEXT


def test_every_type_is_defined_once_and_before_it_is_used() -> None:
    seen = {"Record"}
    for name, body in re.findall(r"export type (\w+) =([^;]*);", TEXT):
        assert set(re.findall(r"\b[A-Z]\w+", re.sub(r'"[^"]*"', "", body))) <= seen
        assert name not in seen
        seen.add(name)
