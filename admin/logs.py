"""Log lines: one listener of the events, for people (text) or for machines (JSON).

A line has the time, the level (who must act), the event's name and its fields. Fields
are numbers, names and ids; a value of any other type is printed as the name of its
type, so that nothing people wrote gets into a log by accident. What texts of exceptions
may have in them is taken out (`admin.redaction`). Control characters are escaped: a
name from outside cannot forge a line.

One type of event prints at most `MAX_LINES` lines in `WINDOW_SECONDS`; the next line of
that type says how many were left out.

Lines are written straight to the file descriptor, never through a buffer of Python's:
the watchdog's report arrives in a signal handler, and a buffered stream refuses to be
entered twice.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final, Literal

import msgspec

from admin.redaction import redacted, redacted_message, redacted_trace
from runtime.observe import Duty, Event, Events, Subscription

MAX_LINES: Final = 20
"""Lines of one type in a window: enough to see a pattern, too few to fill a disk."""
WINDOW_SECONDS: Final = 10.0
MAX_TYPES: Final = 1_000
"""Types of events that are told apart; far more than there are."""
MAX_TRACE_LINES: Final = 12
"""Of a text with several lines: the last ones of a trace say most."""
MAX_VALUE_CHARS: Final = 200
"""Of one field's text."""
MAX_READ_CHARS: Final = 4_000
"""Of it, in which secrets are looked for."""
_MESSAGES: Final = frozenset({"error", "reason"})
"""Fields that have what an exception says."""

STANDARD_ERROR: Final = 2

Format = Literal["json", "text"]
Value = str | int | float | bool | list[str] | None

_WORD_START: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


class Line(msgspec.Struct, frozen=True, omit_defaults=True):
    """One JSON line. `left_out`: lines of this type suppressed since its last one."""

    at: str
    level: str
    event: str
    source: str
    fields: dict[str, Value]
    left_out: int = 0


@dataclass(slots=True)
class _Window:
    began: float
    count: int = 0
    left_out: int = 0


def write_to(descriptor: int) -> Callable[[str], None]:
    """A sink that writes each line with a system call of its own."""

    def write(line: str) -> None:
        rest = line.encode(errors="backslashreplace")
        while rest:
            rest = rest[os.write(descriptor, rest) :]

    return write


def choose_format(wanted: Literal["auto", "json", "text"], descriptor: int) -> Format:
    """What `auto` means: text on a terminal, JSON otherwise."""
    if wanted != "auto":
        return wanted
    return "text" if os.isatty(descriptor) else "json"


class Logs:
    """Prints events.

    Args:
        write: takes one line with its line end.
        form: of the lines.
        level: less urgent events are not printed.
        now: wall time, seconds since the epoch.
    """

    def __init__(
        self,
        write: Callable[[str], None],
        form: Format,
        level: Duty = Duty.INFO,
        now: Callable[[], float] = time.time,
    ) -> None:
        self._write = write
        self._render = _json if form == "json" else _text
        self._level = level
        self._now = now
        self._windows: dict[type[Event], _Window] = {}

    def listen(self, events: Events) -> Subscription:
        """Prints everything that happens from now on."""
        return events.subscribe(Event, self.print)

    def print(self, event: Event) -> None:
        """Prints one event, unless it is below the level or one repeat too many."""
        if event.duty < self._level:
            return
        now = self._now()
        left_out = self._left_out(type(event), now)
        if left_out is not None:
            self._write(self._render(_line(event, now, left_out)) + "\n")

    def _left_out(self, kind: type[Event], now: float) -> int | None:
        """None = leave this one out; else how many were left out before it."""
        window = self._windows.get(kind)
        if window is None:
            if len(self._windows) >= MAX_TYPES:
                return None
            window = self._windows[kind] = _Window(now)
        left_out = window.left_out
        # A clock set back begins a new window, too: it must not silence a type.
        if not 0 <= now - window.began < WINDOW_SECONDS:
            window.began, window.count, window.left_out = now, 0, 0
        if window.count >= MAX_LINES:
            window.left_out += 1
            return None
        window.count += 1
        return left_out


def event_name(kind: type) -> str:
    """`LoopBlocked` → `loop_blocked`."""
    return _WORD_START.sub("_", kind.__name__).lower()


def _line(event: Event, now: float, left_out: int) -> Line:
    return Line(
        at=datetime.fromtimestamp(now, UTC).isoformat(timespec="milliseconds"),
        level=event.duty.name.lower(),
        event=event_name(type(event)),
        source=type(event).__module__,
        fields={name: _field(event, name) for name in event.__struct_fields__},
        left_out=left_out,
    )


def _field(event: Event, name: str) -> Value:
    value: object = getattr(event, name)
    if isinstance(value, str) and name == "trace":
        lines = tuple(redacted_trace(value))
        return [_cut(one) for one in lines[-MAX_TRACE_LINES:]]
    if isinstance(value, str) and name in _MESSAGES:
        return _cut(redacted_message(value[:MAX_READ_CHARS]))
    return _value(value)


def _value(value: object) -> Value:
    match value:
        case None | bool() | int() | float():
            return value
        case str():
            return _clean(value)
        case tuple() if all(isinstance(one, str) for one in value):
            return [_clean(one) for one in value]
        case _:
            return f"<{type(value).__name__}>"


def _clean(text: str) -> str:
    """Without secrets, and as `_cut`."""
    return _cut(redacted(text[:MAX_READ_CHARS]))


def _cut(text: str) -> str:
    """Bounded, and without characters that end a line or move a cursor."""
    cut = text if len(text) <= MAX_VALUE_CHARS else text[:MAX_VALUE_CHARS] + "…"
    return "".join(one if one.isprintable() else f"\\u{ord(one):04x}" for one in cut)


def _json(line: Line) -> str:
    return msgspec.json.encode(line).decode()


def _text(line: Line) -> str:
    clock = line.at[11:23]
    words = [f"{clock} {line.level.upper():7} {line.event}"]
    below: list[str] = []
    for name, value in line.fields.items():
        match value:
            case list():
                below.extend(f"\n    {one}" for one in value)
            case float():
                words.append(f"{name}={value:.6g}")
            case _:
                words.append(f"{name}={value}")
    if line.left_out:
        words.append(f"left_out={line.left_out}")
    return " ".join(words) + "".join(below)
