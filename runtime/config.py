"""Typed configuration of the process: declared as structs, read once, passed on.

A package declares its section as a frozen msgspec Struct whose fields are annotated
with `Setting` (meaning, unit) and have their default in the field. A field that is
itself a Struct is a section. The field `bind` of the section `http` is `bind` under
`[http]` in the file and `TRIODESK_HTTP_BIND` in the environment, which wins.
A field that is a tuple of Structs is a list of `[[…]]` tables, in the file alone; the
fields of these are annotated, too.

Rules: only this file reads `os.environ` for settings (a terminal's own variables are
the terminal clients'); an unknown name is refused, with the name that
was probably meant; all mistakes are told at once; a secret's value is never shown.
What a shop may change while the service runs is data, not configuration.
"""

from __future__ import annotations

import difflib
import os
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Annotated, Final, TypeVar, get_args, get_origin, get_type_hints

import msgspec

from runtime.errors import UsageError

PREFIX: Final = "TRIODESK_"
REDACTED: Final = "(set, not shown)"
MAX_PORT: Final = 65_535

S = TypeVar("S", bound=msgspec.Struct)


@dataclass(frozen=True, slots=True)
class Setting:
    """What stands beside a field in `Annotated`.

    Attributes:
        meaning: one line for the operator.
        unit: of the value, or "".
        is_secret: the value is never printed.
        in_file: False = from the environment alone (where the file is, for one).
        zh: the meaning in Chinese, where settings are shown to who reads no English.
    """

    meaning: str
    unit: str = ""
    is_secret: bool = False
    in_file: bool = True
    zh: str = ""


@dataclass(frozen=True, slots=True)
class Bind:
    """An address to listen on; port 0 = any free one."""

    host: str
    port: int

    @classmethod
    def parse(cls, text: str) -> Bind:
        """Reads `host:port` or `[ipv6]:port`.

        Raises:
            ValueError: it is neither.
        """
        host, colon, port = text.rpartition(":")
        is_bracketed = host.startswith("[") and host.endswith("]")
        bare = host[1:-1] if is_bracketed else host
        is_number = port.isascii() and port.isdigit() and int(port) <= MAX_PORT
        if not (colon and bare and is_number) or (":" in bare) is not is_bracketed:
            msg = f"expected host:port as in 127.0.0.1:8080 or [::1]:8080, got {text!r}"
            raise ValueError(msg)
        return cls(bare, int(port))

    def __str__(self) -> str:
        """Prints what `parse` reads."""
        return (
            f"[{self.host}]:{self.port}"
            if ":" in self.host
            else f"{self.host}:{self.port}"
        )


@dataclass(frozen=True, slots=True)
class Described:
    """One setting as it is in force, for `doctor`.

    Attributes:
        variable: that sets it; "" = the file alone does.
        source: `default`, the file's name, or the name of the variable.
    """

    name: str
    variable: str
    value: str
    default: str
    unit: str
    meaning: str
    source: str


@dataclass(frozen=True, slots=True)
class _Leaf:
    path: tuple[str, ...]
    kind: object
    setting: Setting
    default: object

    @property
    def name(self) -> str:
        return ".".join(self.path)

    @property
    def variable(self) -> str:
        return PREFIX + "_".join(self.path).upper()

    @property
    def table(self) -> type[msgspec.Struct] | None:
        """The form of its tables, where it is a list of them."""
        kind = get_args(self.kind)[0]
        row = get_args(kind)[0] if get_origin(kind) is tuple else None
        is_table = isinstance(row, type) and issubclass(row, msgspec.Struct)
        return row if is_table else None


@dataclass(frozen=True, slots=True)
class _Given:
    text: object
    source: str


def environment() -> dict[str, str]:
    """The variables of this process that are meant for the service."""
    return {name: text for name, text in os.environ.items() if name.startswith(PREFIX)}


def load(kind: type[S], env: Mapping[str, str], file: Path | None) -> S:
    """Builds `kind` from the defaults, the file and the environment, in this order.

    Args:
        kind: the struct that holds the sections.
        env: variables; only those that begin with `TRIODESK_` are looked at.
        file: a TOML file, or None.

    Raises:
        UsageError: unknown names, wrong values, an unreadable file; one line for each.
    """
    leaves = tuple(_leaves(kind, ()))
    given = _given(leaves, env, file)
    problems: list[str] = []
    values: dict[tuple[str, ...], object] = {}
    for leaf in leaves:
        if leaf.path not in given:
            continue
        try:
            values[leaf.path] = _convert(leaf, given[leaf.path])
        except ValueError as error:
            problems.append(f"{given[leaf.path].source}: {error}")
    _refuse(problems)
    return _build(kind, (), values)


def describe(
    kind: type[S], env: Mapping[str, str], file: Path | None
) -> tuple[Described, ...]:
    """What is in force and where it comes from, in the order of declaration.

    Raises:
        UsageError: as `load`.
    """
    loaded = load(kind, env, file)
    leaves = tuple(_leaves(kind, ()))
    given = _given(leaves, env, file)
    rows: list[Described] = []
    for leaf in leaves:
        value: object = loaded
        for name in leaf.path:
            value = getattr(value, name)
        source = given[leaf.path].source if leaf.path in given else "default"
        if leaf.table is not None and isinstance(value, tuple):
            rows += _described_tables(leaf.name, leaf.table, value, source)
        else:
            rows.append(_described(leaf, leaf.name, leaf.variable, value, source))
    return tuple(rows)


def _described_tables(
    name: str, table: type[msgspec.Struct], rows: Sequence[object], source: str
) -> Iterator[Described]:
    """The first table's fields as `name.1.field`, and so on."""
    for number, row in enumerate(rows, start=1):
        for leaf in _leaves(table, (), may_lack_default=True):
            value = getattr(row, leaf.name)
            yield _described(leaf, f"{name}.{number}.{leaf.name}", "", value, source)


def _described(
    leaf: _Leaf, name: str, variable: str, value: object, source: str
) -> Described:
    is_hidden = leaf.setting.is_secret and bool(value)
    return Described(
        name=name,
        variable=variable,
        value=REDACTED if is_hidden else _shown(value),
        default="" if leaf.default is msgspec.NODEFAULT else _shown(leaf.default),
        unit=leaf.setting.unit,
        meaning=leaf.setting.meaning,
        source=source,
    )


def _shown(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(map(_shown, value))
    return str(value.value if isinstance(value, Enum) else value)


def _leaves(
    kind: type[msgspec.Struct],
    path: tuple[str, ...],
    *,
    may_lack_default: bool = False,
) -> Iterator[_Leaf]:
    hints = get_type_hints(kind, include_extras=True)
    for field in msgspec.structs.fields(kind):
        here, hint = (*path, field.name), hints[field.name]
        if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
            yield from _leaves(hint, here)
            continue
        notes = get_args(hint)[1:] if get_origin(hint) is Annotated else ()
        setting = next((note for note in notes if isinstance(note, Setting)), None)
        lacks = field.default is msgspec.NODEFAULT and not may_lack_default
        if setting is None or lacks:
            msg = f"{kind.__name__}.{field.name} needs a Setting and a default"
            raise UsageError(msg)
        yield _Leaf(here, hint, setting, field.default)


def _given(
    leaves: tuple[_Leaf, ...], env: Mapping[str, str], file: Path | None
) -> dict[tuple[str, ...], _Given]:
    """What the file and the environment say; unknown names are refused here."""
    problems: list[str] = []
    given: dict[tuple[str, ...], _Given] = {}
    names = {leaf.name: leaf for leaf in leaves}
    for name, value in _flat(_read(file), ""):
        leaf = names.get(name)
        if leaf is None:
            problems.append(f"{file}: unknown setting {name}{_meant(name, names)}")
        elif not leaf.setting.in_file:
            problems.append(f"{file}: {name} is set by {leaf.variable}, not in a file")
        else:
            given[leaf.path] = _Given(value, f"{file}: {name}")
    variables = {leaf.variable: leaf for leaf in leaves if leaf.table is None}
    for name in sorted(env):
        if name in variables:
            given[variables[name].path] = _Given(env[name], name)
        elif name.startswith(PREFIX):
            problems.append(f"unknown variable {name}{_meant(name, variables)}")
    _refuse(problems)
    return given


def _read(file: Path | None) -> Mapping[str, object]:
    if file is None:
        return {}
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        msg = f"cannot read {file}: {error.strerror}"
        raise UsageError(msg) from error
    except ValueError as error:  # TOML's errors and those of UTF-8
        msg = f"{file} is not a TOML file: {error}"
        raise UsageError(msg) from error


def _flat(table: Mapping[str, object], prefix: str) -> Iterator[tuple[str, object]]:
    for key, value in table.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield prefix + key, value


def _meant(name: str, known: Mapping[str, _Leaf]) -> str:
    first = name.partition(".")[0]
    if first in known and known[first].table is not None:
        return f"; write [[{first}]] for its tables"
    close = difflib.get_close_matches(name, known, n=1)
    return f"; did you mean {close[0]}?" if close else ""


def _convert(leaf: _Leaf, given: _Given) -> object:
    """The typed value; raises ValueError (msgspec's error is one)."""
    kind = get_args(leaf.kind)[0]
    if kind is Bind:
        return Bind.parse(str(given.text))
    if leaf.table is not None:
        return tuple(_tables(leaf.name, leaf.table, given.text))
    is_variable = given.source == leaf.variable
    try:
        return msgspec.convert(given.text, leaf.kind, strict=not is_variable)
    except msgspec.ValidationError as error:
        if leaf.setting.is_secret:
            msg = "the value has the wrong form (not shown)"
            raise ValueError(msg) from None
        msg = f"{error}, got {given.text!r}"
        raise ValueError(msg) from error


def _tables(
    name: str, table: type[msgspec.Struct], given: object
) -> Iterator[msgspec.Struct]:
    """The typed tables; raises ValueError for the first that is wrong."""
    known = {leaf.name: leaf for leaf in _leaves(table, (), may_lack_default=True)}
    rows = given if isinstance(given, list) else [given]
    for number, row in enumerate(rows, start=1):
        if not isinstance(row, Mapping):
            msg = f"expected tables, each under [[{name}]], got {row!r}"
            raise ValueError(msg)  # noqa: TRY004 - it is the operator's mistake
        for field in row:
            if field not in known:
                msg = f"table {number}: unknown setting {field}{_meant(field, known)}"
                raise ValueError(msg)
        try:
            yield msgspec.convert(row, table)
        except msgspec.ValidationError as error:
            msg = f"table {number}: {error}"
            raise ValueError(msg) from error


def _build(
    kind: type[S], path: tuple[str, ...], values: Mapping[tuple[str, ...], object]
) -> S:
    hints = get_type_hints(kind)
    chosen: dict[str, object] = {}
    for field in msgspec.structs.fields(kind):
        here, hint = (*path, field.name), hints[field.name]
        if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
            chosen[field.name] = _build(hint, here, values)
        elif here in values:
            chosen[field.name] = values[here]
    return kind(**chosen)


def _refuse(problems: list[str]) -> None:
    if problems:
        raise UsageError("configuration refused:\n  " + "\n  ".join(problems))
