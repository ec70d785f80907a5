"""PURE: whether a scenario can be played: every fault, with its key and a code.

Shapes, kinds and bounds of single values are the structs' (`scenario`); what one value
must be because of another is looked at here.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from enum import Enum
from typing import Final, cast

import msgspec
from msgspec.structs import fields

from actors.rules.settings import ServiceSettings
from admin.simulation.distribution import Distribution, Never
from admin.simulation.scenario import (
    MAX_AGENTS,
    MAX_SESSIONS,
    PLAYED,
    Arrivals,
    Scenario,
    Shift,
    Team,
    seconds_of,
)


class Code(Enum):
    """What kind of fault it is; these words do not change."""

    NO_FILE = "no_file"
    NOT_TOML = "not_toml"
    BAD_VALUE = "bad_value"
    MISSING_KEY = "missing_key"
    UNKNOWN_KEY = "unknown_key"
    NOT_PLAYED = "not_played"
    """A setting of the service that means nothing to a simulated day."""
    NO_SUCH_GROUP = "no_such_group"
    TWICE = "twice"
    BAD_TIME = "bad_time"
    TOO_MANY = "too_many"
    NOTHING_TO_PLAY = "nothing_to_play"
    NO_END = "no_end"


class Fault(msgspec.Struct, frozen=True):
    """One; `key` is as in `agents[0].groups[1]`, "" = of the file itself."""

    code: Code
    key: str
    expected: str
    got: str

    def __str__(self) -> str:
        where = f"{self.key}: " if self.key else ""
        return f"{where}expected {self.expected}, got {self.got} ({self.code.value})"


# --- what the structs refuse

_PLACE: Final = re.compile(r" - at `(?P<kind>key in )?\$\.?(?P<path>[^`]*)`$")
_STEP: Final = re.compile(r"\[(\d+)\]|([^.\[\]]+)")
_MISSING: Final = re.compile(r"Object missing required field `([^`]+)`")
_UNKNOWN: Final = re.compile(r"Object contains unknown field `([^`]+)`")
_EXPECTED: Final = re.compile(r"Expected (.+?)(?:, got .+)?$", re.DOTALL)


def fault_of(text: str, document: object) -> Fault:
    """The fault of which msgspec's text tells; `document` is what was decoded."""
    place = _PLACE.search(text)
    path = place["path"] if place else ""
    text = text[: place.start()] if place else text
    at = f"{path}." if path else ""
    if missing := _MISSING.match(text):
        return Fault(Code.MISSING_KEY, at + missing[1], "a value", "none")
    if unknown := _UNKNOWN.match(text):
        return Fault(Code.UNKNOWN_KEY, at + unknown[1], "a key that there is", "this")
    expected = _EXPECTED.match(text)
    what = expected[1] if expected else "another value"
    return Fault(Code.BAD_VALUE, path, what, _shown(_value(document, path)))


def _value(document: object, path: str) -> object:
    """What stands at a path; of a table with free keys the table."""
    for number, name in _STEP.findall(path):
        if number:
            document = cast("Sequence[object]", document)[int(number)]
        else:
            document = cast("Mapping[str, object]", document)[name]
    return document


def _shown(value: object) -> str:
    return f"{value!r}" if isinstance(value, str | int | float | bool) else "a table"


# --- what the structs cannot say


_SETTINGS: Final = frozenset(each.name for each in fields(ServiceSettings))


def unplayed(document: Mapping[str, object]) -> Iterator[Fault]:
    """Settings that the service has and a simulated day does not play."""
    service = document.get("service")
    for key in service if isinstance(service, Mapping) else ():
        if key not in PLAYED and key in _SETTINGS:
            expected = f"one of {', '.join(sorted(PLAYED))}"
            yield Fault(Code.NOT_PLAYED, f"service.{key}", expected, "this")


def faults_of(scenario: Scenario) -> tuple[Fault, ...]:
    """All that is wrong; none: it can be played."""
    groups = tuple(each.id for each in scenario.groups)
    teams = tuple(each.id for each in scenario.agents)
    return (
        *_of_time(scenario),
        *_twice("groups", groups),
        *_twice("agents", teams),
        *_of_groups(scenario, groups),
        *(
            fault
            for number, team in enumerate(scenario.agents)
            for fault in _of_team(f"agents[{number}]", team, groups)
        ),
        *(
            fault
            for number, stream in enumerate(scenario.arrivals)
            for fault in _of_stream(f"arrivals[{number}]", stream, groups)
        ),
        *_of_visits(scenario, groups),
        *_of_numbers(scenario),
    )


def _of_time(scenario: Scenario) -> Iterator[Fault]:
    if seconds_of(scenario.end) <= seconds_of(scenario.start):
        yield Fault(
            Code.BAD_TIME, "end", f"later than start {scenario.start}", scenario.end
        )


def _twice(key: str, ids: Sequence[str]) -> Iterator[Fault]:
    for number, name in enumerate(ids):
        if name in ids[:number]:
            place = f"{key}[{number}].id"
            yield Fault(Code.TWICE, place, "an id of its own", f"{name!r} again")


def _known(key: str, group: str, groups: Collection[str]) -> Iterator[Fault]:
    if group not in groups:
        expected = f"one of the groups {', '.join(groups)}"
        yield Fault(Code.NO_SUCH_GROUP, key, expected, repr(group))


def _of_groups(scenario: Scenario, groups: Collection[str]) -> Iterator[Fault]:
    for number, group in enumerate(scenario.groups):
        key = f"groups[{number}].overflow"
        if group.overflow == group.id:
            yield Fault(Code.BAD_VALUE, key, "another group", repr(group.id))
        elif group.overflow:
            yield from _known(key, group.overflow, groups)
    if scenario.service.overflow:
        yield from _known("service.overflow", scenario.service.overflow, groups)


def _of_team(key: str, team: Team, groups: Collection[str]) -> Iterator[Fault]:
    for number, group in enumerate(team.groups):
        yield from _known(f"{key}.groups[{number}]", group, groups)
    if team.declines + team.misses > 1:
        got = f"{team.declines} + {team.misses}"
        yield Fault(Code.BAD_VALUE, f"{key}.misses", "declines + misses <= 1", got)
    yield from _finite(f"{key}.answering", team.answering)
    if team.losses is not None:
        yield from _finite(f"{key}.losses.seconds", team.losses.seconds)
    last = "00:00"
    for number, shift in enumerate(team.shifts):
        yield from _of_shift(f"{key}.shifts[{number}]", shift, last)
        last = shift.end


def _of_shift(key: str, shift: Shift, last: str) -> Iterator[Fault]:
    begin, end = seconds_of(shift.begin), seconds_of(shift.end)
    if begin < seconds_of(last):
        yield Fault(Code.BAD_TIME, f"{key}.from", f"not before {last}", shift.begin)
    if end <= begin:
        yield Fault(Code.BAD_TIME, f"{key}.to", f"later than {shift.begin}", shift.end)
    for number, each in enumerate(shift.breaks):
        at_seconds = seconds_of(each.at)
        if not begin <= at_seconds < end:
            place = f"{key}.breaks[{number}].at"
            yield Fault(
                Code.BAD_TIME, place, "a time after the last, in the shift", each.at
            )
        begin = at_seconds + round(60 * each.minutes)


def _of_stream(key: str, stream: Arrivals, groups: Collection[str]) -> Iterator[Fault]:
    yield from _known(f"{key}.group", stream.group, groups)
    yield from _finite(f"{key}.handling", stream.handling)
    if stream.profile and not sum(stream.profile):
        yield Fault(Code.BAD_VALUE, f"{key}.profile", "a weight above 0", "none")


def _finite(key: str, distribution: Distribution) -> Iterator[Fault]:
    if isinstance(distribution, Never):
        yield Fault(Code.NO_END, key, "a kind that ends", "never")


def _of_visits(scenario: Scenario, groups: Collection[str]) -> Iterator[Fault]:
    for number, visit in enumerate(scenario.visits):
        yield from _known(f"visits[{number}].group", visit.group, groups)


def _of_numbers(scenario: Scenario) -> Iterator[Fault]:
    agents = sum(team.count for team in scenario.agents)
    if agents > MAX_AGENTS:
        yield Fault(
            Code.TOO_MANY, "agents", f"at most {MAX_AGENTS} agents", str(agents)
        )
    sessions = len(scenario.visits) + sum(each.sessions for each in scenario.arrivals)
    if sessions > MAX_SESSIONS:
        expected = f"at most {MAX_SESSIONS} sessions"
        yield Fault(Code.TOO_MANY, "arrivals", expected, f"{sessions:g}")
    if not sessions:
        yield Fault(Code.NOTHING_TO_PLAY, "arrivals", "somebody who comes", "nobody")
