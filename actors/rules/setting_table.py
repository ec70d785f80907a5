"""PURE: the settings of service as rows of a table, and values given by people (M3)."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from enum import Enum
from typing import Final, get_args, get_type_hints

import msgspec
from msgspec import Meta
from msgspec.structs import fields

from actors.refusal import Refused, Rule
from actors.rules.setting_values import MAX_SECONDS, Value
from actors.rules.settings import OF_THE_DESK, ServiceSettings
from runtime.config import Setting


class Override(msgspec.Struct, frozen=True, array_like=True):
    """A setting that is not as the configuration has it."""

    name: str
    value: Value


class Bounds(msgspec.Struct, frozen=True):
    """What a number may be, or how many characters a text may have.

    `is_above`: more than `least`; else `least`, too.
    """

    least: float
    most: float
    is_above: bool = False


class SettingRow(msgspec.Struct, frozen=True):
    """A row of the table.

    Attributes:
        meaning, meaning_zh: in one line, in both languages.
        unit: of the value, or "".
        range: what values may be, in words.
        choices: all there are, of an enum.
        bounds: of a number or a text.
        is_of_desk: one value for the whole desk; else each service rule has its own.
    """

    name: str
    meaning: str
    meaning_zh: str
    unit: str
    default: Value
    range: str
    choices: tuple[str, ...]
    bounds: Bounds | None
    is_of_desk: bool


def stored(value: object) -> Value:
    """A setting's value as it is stored."""
    found = msgspec.to_builtins(value)
    assert isinstance(found, Value), "every setting is one value"  # noqa: S101
    return found


def written(value: Value) -> str:
    """A value as people write it, so that `override` reads it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"{value:.15g}" if isinstance(value, float) else str(value)


_HINTS: Final = get_type_hints(ServiceSettings, include_extras=True)


def _row(name: str, default: object) -> SettingRow:
    kind, *notes = get_args(_HINTS[name])
    setting = next(note for note in notes if isinstance(note, Setting))
    meta = next((note for note in notes if isinstance(note, Meta)), None)
    bounds = meta and _bounds(meta)
    return SettingRow(
        name,
        setting.meaning,
        setting.zh,
        setting.unit,
        stored(default),
        _range(kind, bounds),
        _choices(kind),
        bounds,
        name in OF_THE_DESK,
    )


def _choices(kind: type) -> tuple[str, ...]:
    return tuple(str(one.value) for one in kind) if issubclass(kind, Enum) else ()


def _bounds(meta: Meta) -> Bounds:
    if meta.max_length is not None:
        return Bounds(0, meta.max_length)
    assert meta.le is not None, "every number has a bound"  # noqa: S101
    if meta.gt is not None:
        return Bounds(meta.gt, meta.le, is_above=True)
    return Bounds(meta.ge or 0, meta.le)


def _range(kind: type, bounds: Bounds | None) -> str:
    if bounds is None:
        return " | ".join(_choices(kind) or ("true", "false"))
    if kind is str:
        return f"up to {bounds.most:.0f} characters"
    least = f"> {bounds.least:g}" if bounds.is_above else f"{bounds.least:g}"
    days = " (366 days)" if bounds.most == MAX_SECONDS else ""
    return f"{least} … {bounds.most:.0f}{days}"


SETTINGS: Final = {
    field.name: _row(field.name, field.default) for field in fields(ServiceSettings)
}
"""The table, in the order of declaration."""


def override(name: str, given: Value) -> Override | Refused:
    """A setting's new value, where it is one; words for numbers are understood."""
    if name not in SETTINGS:
        close = get_close_matches(name, SETTINGS, n=1)
        hint = f"; did you mean {close[0]}?" if close else ""
        return Refused(Rule.BAD_VALUE, f"there is no setting {name!r}{hint}")
    try:
        value: object = msgspec.convert(given, _HINTS[name], strict=False)
    except msgspec.ValidationError as error:
        text = f"{name}: {error}, got {given!r}; range: {SETTINGS[name].range}"
        return Refused(Rule.BAD_VALUE, text)
    return Override(name, stored(value))


def overridden(base: ServiceSettings, changed: Iterable[Override]) -> ServiceSettings:
    """Settings with some of them changed.

    What is stored and no setting any more, or out of a range that was narrowed since,
    is passed over: an upgrade must not keep the service from starting.
    """
    values = {
        each.name: each.value
        for each in changed
        if isinstance(override(each.name, each.value), Override)
    }
    if not values:
        return base
    return msgspec.convert(msgspec.to_builtins(base) | values, ServiceSettings)
