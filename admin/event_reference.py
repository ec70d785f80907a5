"""The reference page of the log's events, `admin/EVENTS.md`; this prints it.

Made from the events' declarations, so that it cannot say something else.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterator
from typing import Final

# What the service is made of declares all events there are.
import admin.life
import admin.serve
from admin.logs import MAX_LINES, WINDOW_SECONDS, event_name
from runtime.observe import Duty, Event

_DECLARING: Final = (admin.life, admin.serve)
ROOTS: Final = ("runtime.", "actors.", "gateway.", "admin.")
_HEAD: Final = f"""\
# Events of the log

Made by `python -m admin.event_reference`.

The service writes a line for each to standard error: as JSON where nobody looks, as
text on a terminal (`TRIODESK_LOG_FORMAT`); those below `TRIODESK_LOG_LEVEL` are left
out. A line of JSON has `at`, `level`, `event`, `source` and `fields`. Of one event at
most {MAX_LINES} lines are written in {WINDOW_SECONDS:.0f} s;
`left_out` of the next says how many there were besides. `/metrics` counts all of them
(`triodesk_events_total`). Secrets, e-mail addresses, telephone numbers and what was
said are in no line; of what exceptions say, what is in quotes is left out, too.
"""
_WHO: Final = {
    Duty.ERROR: "somebody must act, now",
    Duty.WARNING: "somebody should look, soon",
    Duty.INFO: "milestones",
    Duty.DEBUG: "of use to developers",
}


def page() -> str:
    """The page."""
    return "\n".join((_HEAD, *_sections()))


def events() -> tuple[type[Event], ...]:
    """All that the service's modules declare, by name."""
    ours = (each for each in _below(Event) if each.__module__.startswith(ROOTS))
    return tuple(sorted(ours, key=event_name))


def _below(kind: type[Event]) -> Iterator[type[Event]]:
    for each in kind.__subclasses__():
        yield each
        yield from _below(each)


def _sections() -> Iterator[str]:
    for duty, who in _WHO.items():
        yield f"## `{duty.name.lower()}`: {who}\n"
        yield "| event | fields | |\n| --- | --- | --- |"
        yield from (_row(each) for each in events() if each.duty is duty)
        yield ""


def _row(kind: type[Event]) -> str:
    fields = ", ".join(f"`{name}`" for name in kind.__struct_fields__)
    said = " ".join((inspect.getdoc(kind) or "").split()).replace("|", "\\|")
    return f"| `{event_name(kind)}` | {fields} | {said} |"


if __name__ == "__main__":
    sys.stdout.write(page())
