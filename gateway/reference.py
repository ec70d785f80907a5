"""PURE: the reference page of the wire, derived from the schema (`PROTOCOL.md`).

`python -m gateway.reference` prints it. What it says of frames, fields, limits and
codes is read from where they are declared; the prose around it (`reference_prose`)
names the same constants.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from textwrap import dedent, fill
from typing import Final

import msgspec

from gateway.connection_table import LEGAL, ConnectionState
from gateway.content_rules import SENT_BY
from gateway.reference_prose import BODIES, LEAD
from gateway.reference_types import default_text, type_text
from gateway.wire import words
from gateway.wire.codes import TEMPORARY, CloseCode, ErrorCode, may_reconnect
from gateway.wire.schema import (
    CLIENT_FRAMES,
    SERVER_FRAMES,
    Field,
    Layout,
    layout_of,
    parts_of,
)

_COLUMNS: Final = 100
_LIST_MARKS: Final = "-0123456789"

_LOOKS = (
    ("Sessions: `state`", words.STATES),
    ("Sessions: `reason`", words.REASONS),
    ("Agents: `status`", words.STATUSES),
    ("NOTICE: `kind`", words.NOTICES),
    ("ANNOTATE: `note`", words.NOTES),
    ("`guests`: `part`", words.PARTS),
    ("Contributions: `state`", words.CONTRIBUTION_STATES),
    ("What was found: `kind`", words.ANSWER_KINDS),
    ("`role`", words.ROLES),
)


def page() -> str:
    """The whole page, in Markdown."""
    parts = [
        *map(_filled, LEAD.strip().split("\n\n")),
        "## Frames of the client\n",
        *(_frame(layout_of(frame), _senders(frame)) for frame in CLIENT_FRAMES),
        "## Frames of the server\n",
        *(_frame(layout_of(frame), "") for frame in SERVER_FRAMES),
        "## Bodies\n",
        *(_filled(block) for block in BODIES.strip().split("\n\n")),
        *(_part(part, _body_senders(part)) for part in _parts() if part.kind),
        "## Parts of frames\n",
        *(_part(part, "") for part in _parts() if not part.kind),
        "## Words\n",
        *(_words(title, meanings) for title, meanings in _LOOKS),
        "## Error codes\n",
        _table(("code", "name", "meaning", "again"), map(_error, ErrorCode)),
        "## Close codes\n",
        _table(("code", "name", "meaning", "the client"), map(_close, CloseCode)),
    ]
    return "\n".join(parts)


def _filled(block: str) -> str:
    """A paragraph, a list's item or a heading; what is indented stays as it is."""
    if block.startswith("    "):
        return f"```\n{dedent(block)}\n```\n"
    indent = "" if block[0] not in _LIST_MARKS else " " * (block.index(" ") + 1)
    return fill(block, _COLUMNS, subsequent_indent=indent) + "\n"


def _senders(frame: type[msgspec.Struct]) -> str:
    """Who may send it, where that is not everybody."""
    legal = LEGAL[ConnectionState.OPEN]
    roles = [role for role, frames in legal.items() if role and frame in frames]
    if not roles or len(roles) == len(legal):
        return ""
    return f" By: {', '.join(roles)}."


def _frame(layout: Layout, senders: str) -> str:
    names = ", ".join(field.name for field in layout.fields)
    form = f"`[{layout.tag}, {names}]`"
    return f"### {layout.wire_name}\n\n{form}\n\n{_body(layout, senders)}"


def _part(layout: Layout, senders: str) -> str:
    names = ", ".join(field.name for field in layout.fields)
    if layout.kind:
        names = f'kind: "{layout.kind}", {names}'
    form = f"`{{{names}}}`" if layout.is_map else f"`[{names}]`"
    return f"### {layout.name}\n\n{form}\n\n{_body(layout, senders)}"


def _body_senders(layout: Layout) -> str:
    """Who may send it, where that is not everybody who has a connection."""
    roles = [
        role.value
        for role, kinds in SENT_BY.items()
        if layout.name in {kind.__name__ for kind in kinds}
    ]
    return "" if len(roles) in {0, len(SENT_BY)} else f" By: {', '.join(roles)}."


def _body(layout: Layout, senders: str) -> str:
    rows = map(_row, layout.fields)
    table = _table(("field", "type", "default", "meaning"), rows)
    return f"{layout.meaning}{senders}\n\n{table}"


def _row(field: Field) -> tuple[str, ...]:
    meaning = field.meaning[0].upper() + field.meaning[1:]
    return field.name, type_text(field), default_text(field), meaning


def _parts() -> Iterator[Layout]:
    """Each part once, in the order in which frames name them."""
    seen: set[str] = set()
    for frame in (*CLIENT_FRAMES, *SERVER_FRAMES):
        for part in parts_of(layout_of(frame)):
            if part.name not in seen:
                seen.add(part.name)
                yield part


def _words(title: str, meanings: Mapping[str, str]) -> str:
    rows = ((f"`{word}`", meaning) for word, meaning in meanings.items())
    return f"### {title}\n\n" + _table(("word", "meaning"), rows)


def _error(code: ErrorCode) -> tuple[str, ...]:
    again = "later, with the same id" if code in TEMPORARY else ""
    return str(code.value), f"`{code.name}`", code.meaning, again


def _close(code: CloseCode) -> tuple[str, ...]:
    duty = "comes back" if may_reconnect(code) else "stays away, and asks a person"
    return str(code.value), f"`{code.name}`", code.meaning, duty


def _table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [heads, ("---",) * len(heads), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


if __name__ == "__main__":
    sys.stdout.write(page())
