"""The types for TypeScript say what the schema says."""

from __future__ import annotations

import re
from pathlib import Path

import gateway.web
from gateway.wire.codes import CloseCode, ErrorCode
from gateway.wire.schema import CLIENT_FRAMES, SERVER_FRAMES, layout_of
from gateway.wire.typescript import PURE, module

MODULE = module()
TEXT = MODULE.replace(PURE, "")
"""As people read it."""


def constants(name: str) -> dict[str, int]:
    body = re.search(rf"export const {name} = \{{(.*?)\}} as const", TEXT, re.DOTALL)
    assert body is not None
    return {key: int(value) for key, value in re.findall(r"(\w+): (\d+),", body[1])}


def test_codes_are_the_schemas() -> None:
    assert constants("ErrorCode") == {code.name: code.value for code in ErrorCode}
    assert constants("CloseCode") == {code.name: code.value for code in CloseCode}


def test_each_frame_has_its_tag_and_its_name() -> None:
    layouts = [layout_of(frame) for frame in (*CLIENT_FRAMES, *SERVER_FRAMES)]
    frames = re.findall(r'frame<(\w+)>\((\d+), "(\w+)", \[', TEXT)
    found = {(name, int(tag), wire_name) for name, tag, wire_name in frames}
    assert found == {(each.name, each.tag, each.wire_name) for each in layouts}


def test_what_is_sent_may_leave_out_what_has_a_default() -> None:
    assert (
        "export interface Open {\n"
        '  readonly frame: "OPEN";\n'
        "  readonly request: number;\n"
        "  readonly operation: string;\n"
        "  readonly group?: string;\n"
        "  readonly channel?: string;\n"
        "}\n"
        'export const OPEN = frame<Open>(12, "OPEN", [\n'
        '  ["request", int],\n'
        '  ["operation", sized(text, 1, 64)],\n'
        '  ["group", sized(text, 0, 64), ""],\n'
        '  ["channel", sized(text, 0, 64), ""],\n'
        "]);\n"
    ) in TEXT


def test_what_is_sent_keeps_the_bounds_of_the_server() -> None:
    assert '["width", within(int, 1, 65535)],\n' in TEXT
    assert '["limit", within(int, 1, 100), 100],\n' in TEXT
    assert '["number", within(int, 1)],\n' in TEXT
    assert r'["type", sized(text, 0, 127, /^audio\/[a-z0-9][a-z0-9.+_-]*$/u)],' in TEXT
    assert '["values", sized(table(sized(text, 0, 200)), 0, 20), {}],\n' in TEXT


def test_what_is_received_has_all_its_fields() -> None:
    assert "  readonly wait_seconds: number | null;\n" in TEXT
    assert '  ["wait_seconds", nullable(int), null],\n' in TEXT


def test_a_body_says_its_kind_and_one_that_nobody_sends_is_none() -> None:
    assert 'record<TextBody>("text", [\n  ["text", sized(text, 1, 8000)],\n]);' in TEXT
    assert "UNKNOWN_BODY," not in TEXT.split("export const MESSAGE ")[1]


def test_every_type_is_defined_once_and_before_it_is_used() -> None:
    seen = {"Record"}
    for name, body in re.findall(
        r"export interface (\w+) \{(.*?)\n\}", TEXT, re.DOTALL
    ):
        assert set(re.findall(r"\b[A-Z]\w+", re.sub(r'"[^"]*"', "", body))) <= seen
        assert name not in seen
        seen.add(name)


def test_the_module_of_the_sdk_is_this_one() -> None:
    path = Path(gateway.web.__file__).parent / "sdk" / "wire.ts"
    assert path.read_text() == MODULE, "python -m gateway.wire.typescript > it"


def test_a_bundler_may_leave_out_each_shape_with_all_that_is_in_it() -> None:
    calls = r"\b(?:frame|record|part|kinds|nullable|list|table|sized|within)[<(]"
    shapes = MODULE.split("// gateway/PROTOCOL.md", 1)[1]
    pure = len(re.findall(re.escape(PURE) + calls, shapes))
    assert len(re.findall(calls, shapes)) == pure > len(CLIENT_FRAMES)
