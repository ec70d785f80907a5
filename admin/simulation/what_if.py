"""PURE: what would be otherwise: one change of a scenario per `--what-if`.

    agents.sales+2                two more agents in the team `sales`
    agents.sales.capacity=5       a key of the team, as the scenario's file has it
    capacity=5                    a key of all teams
    strategy=least_loaded         a setting: of [service], and of groups that differ
    groups.vip.max_waiting=20     a key of one group
    arrivals*1.2                  sessions of all streams; `arrivals.vip`: of a group's
    target.seconds=30             a key of [target]; so with [faults]

`=` sets, `+`, `-` and `*` reckon with a figure that is there. Values are TOML; words
need no quotes. Several changes together make one variant.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from operator import add, mul, sub
from typing import Final, cast

import msgspec

from admin.simulation.scenario import PLAYED, Scenario
from runtime.errors import UsageError

_SET: Final = re.compile(r"(?P<where>[^=]+)(?P<op>=)(?P<value>.+)", re.DOTALL)
_RECKON: Final = re.compile(r"(?P<where>.+?)(?P<op>[-+*])(?P<value>\d+(\.\d+)?)")
_RECKONED: Final[dict[str, Callable[[float, float], float]]] = {
    "+": add,
    "-": sub,
    "*": mul,
}
_FIRST_KEYS: Final = {"agents": "count", "arrivals": "sessions"}
"""What is meant where a stream or team is named and no key of it."""
_NAMED_BY: Final = {"agents": "id", "groups": "id", "arrivals": "group"}
_OF_TEAMS: Final = ("capacity", "count", "declines", "misses", "stagger_minutes")
_TABLES: Final = ("service", "target", "faults")

Table = dict[str, object]


class Fault(StrEnum):
    """Why a change cannot be made."""

    BAD_FORM = "bad_form"
    NO_SUCH_KEY = "no_such_key"
    NO_SUCH_NAME = "no_such_name"
    NO_FIGURE = "no_figure"
    """It is reckoned with what is no figure, or is not there."""
    BAD_VALUE = "bad_value"


class WhatIfRefused(UsageError):
    """The change cannot be made; `code` says why in a word."""

    def __init__(self, code: Fault, change: str, text: str) -> None:
        super().__init__(f"--what-if {change!r}: {text} ({code})")
        self.code = code


class Change(msgspec.Struct, frozen=True):
    """One change.

    Attributes:
        text: as it was asked for.
        where: the parts of its key.
        operation: `=`, `+`, `-` or `*`.
        value: for `=` as TOML has it, else a figure.
    """

    text: str
    where: tuple[str, ...]
    operation: str
    value: object


def read_change(text: str) -> Change:
    """What is asked for.

    Raises:
        WhatIfRefused: it is no change (`BAD_FORM`).
    """
    found = _SET.fullmatch(text) or _RECKON.fullmatch(text)
    if found is None:
        expected = "expected KEY=VALUE, KEY+N, KEY-N or KEY*N"
        raise WhatIfRefused(Fault.BAD_FORM, text, expected)
    where = tuple(part.strip() for part in found["where"].split("."))
    return Change(text, where, found["op"], _value(found["value"].strip()))


def _value(text: str) -> object:
    """As TOML has it; what TOML does not know is a word."""
    try:
        return tomllib.loads(f"value = {text}")["value"]
    except tomllib.TOMLDecodeError:
        return text


def changed(scenario: Scenario, changes: Iterable[Change]) -> Scenario:
    """The scenario with all the changes, made one after another.

    Raises:
        WhatIfRefused: one cannot be made.
    """
    for change in changes:
        scenario = _changed(scenario, change)
    return scenario


def _changed(scenario: Scenario, change: Change) -> Scenario:
    tree = cast("Table", msgspec.to_builtins(scenario))
    for table, key in _places(tree, change):
        table[key] = _new_value(table, key, change)
    try:
        return msgspec.convert(tree, Scenario)
    except msgspec.ValidationError as error:
        raise WhatIfRefused(Fault.BAD_VALUE, change.text, str(error)) from None


def _places(tree: Table, change: Change) -> list[tuple[Table, str]]:
    """The tables and keys that are changed, at least one."""
    match change.where:
        case (key,) if key in PLAYED:
            own = [
                group for group in _tables(tree, "groups") if group.get(key) is not None
            ]
            return [(table, key) for table in (_table(tree, "service"), *own)]
        case (key,) if key in _OF_TEAMS:
            return [(team, key) for team in _tables(tree, "agents")]
        case ("arrivals",):
            return [(stream, "sessions") for stream in _tables(tree, "arrivals")]
        case (("agents" | "arrivals") as kind, name):
            return _of(tree, change, name, _FIRST_KEYS[kind])
        case (("agents" | "groups" | "arrivals"), name, key):
            return _of(tree, change, name, key)
        case (table, key) if table in _TABLES and key in _table(tree, table):
            return [(_table(tree, table), key)]
    keys = f"agents.TEAM, groups.GROUP.KEY, arrivals, {', '.join(sorted(PLAYED))}"
    text = f"expected a key such as {', '.join(_OF_TEAMS)}, {keys}"
    raise WhatIfRefused(Fault.NO_SUCH_KEY, change.text, text)


def _of(tree: Table, change: Change, name: str, key: str) -> list[tuple[Table, str]]:
    """The key of all tables of a kind that bear a name."""
    kind = change.where[0]
    tables = _tables(tree, kind)
    named = [table for table in tables if table[_NAMED_BY[kind]] == name]
    if not named:
        there = sorted({str(table[_NAMED_BY[kind]]) for table in tables})
        text = f"expected {kind} of one of {', '.join(there)}, got {name!r}"
        raise WhatIfRefused(Fault.NO_SUCH_NAME, change.text, text)
    if key not in named[0]:
        text = f"expected one of {', '.join(named[0])}, got {key!r}"
        raise WhatIfRefused(Fault.NO_SUCH_KEY, change.text, text)
    return [(table, key) for table in named]


def _new_value(table: Table, key: str, change: Change) -> object:
    if change.operation == "=":
        return change.value
    was = table[key]
    if isinstance(was, bool) or not isinstance(was, int | float):
        text = f"expected a figure to reckon with, there is {was!r}"
        raise WhatIfRefused(Fault.NO_FIGURE, change.text, text)
    figure = _RECKONED[change.operation](was, cast("float", change.value))
    return round(figure) if isinstance(was, int) else figure


def _table(tree: Table, name: str) -> Table:
    return cast("Table", tree[name])


def _tables(tree: Table, name: str) -> Sequence[Table]:
    return cast("Sequence[Table]", tree[name])
