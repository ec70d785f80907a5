"""The reference page of webhooks, `admin/WEBHOOKS.md`; this prints it.

Made from the declaration of the payload, so that it cannot say something else.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterator
from typing import Final, get_args, get_origin, get_type_hints

import msgspec

from actors.webhooks.carrier import (
    BREAKER_FAILURES,
    BREAKER_REST_SECONDS,
    MAX_AT_ONCE,
)
from actors.webhooks.courier import KEPT_MS
from actors.webhooks.kinds import USUAL_KINDS, EventKind
from actors.webhooks.payload import (
    VERSION,
    Copied,
    Named,
    Noted,
    Said,
    SessionData,
    Told,
)
from actors.webhooks.signed_post import REQUEST_SECONDS
from actors.webhooks.webhook import MAX_ATTEMPTS, MAX_PENDING, PAUSES_SECONDS
from runtime.webhook_signature import TOLERANCE_SECONDS

MEANINGS: Final = {
    EventKind.OPENED: "a visitor came",
    EventKind.QUEUED: "it waits in a group's line, for the first time or again",
    EventKind.ASSIGNED: "an agent serves it",
    EventKind.TRANSFERRED: "another agent serves it, in place of `previous_agent`",
    EventKind.CLOSED: "it is over",
    EventKind.MESSAGE: "somebody wrote; only where it is asked for by name",
    EventKind.RATED: "the visitor rated",
    EventKind.ANNOTATED: "something else was noted: a tag, a remark, the outcome",
    EventKind.MESSAGE_LEFT: "nobody can serve: the visitor leaves a message",
    EventKind.COPIED: "an agent sends a copy (CC) there; only where it is asked for",
}
_TYPES: Final[dict[object, str]] = {
    str: "string",
    int: "integer",
    msgspec.Raw: "object",
}
_SHAPES: Final[tuple[type[msgspec.Struct], ...]] = (
    Told,
    SessionData,
    Named,
    Said,
    Noted,
    Copied,
)
_DAY_MS: Final = 24 * 3_600_000
_PAUSES: Final = ", ".join(f"{each:g}" for each in PAUSES_SECONDS)
_PROSE: Final = f"""# Webhooks

Made by `python -m admin.webhook_reference`.

What happens in sessions is told to others' servers by POST, in JSON, at least once,
signed as [Standard Webhooks](https://www.standardwebhooks.com) 1.0 has it. All of it
stands in the commit of what it tells of, so a crash loses nothing; a repetition has the
same `webhook-id`.

- `webhook-id`: id of what happened, a number that grows in the order of commits, the
  same in each attempt.
- `webhook-timestamp`: seconds since 1970 of the attempt; refuse what is more than
  {TOLERANCE_SECONDS} s away.
- `webhook-signature`: `v1,` and base64 of HMAC-SHA256 over `id.timestamp.body`; two of
  them, apart by a space, while a secret is replaced.

A status of 200 to 299 within {REQUEST_SECONDS:g} s is a delivery. Anything else,
redirects included, is tried again, {MAX_ATTEMPTS} attempts at most, after {_PAUSES} s,
each a fifth more or less; `Retry-After` in seconds is honoured up to a day, and 410
ends it at once. After {BREAKER_FAILURES} failures in a row a receiver is tried with one
delivery every {BREAKER_REST_SECONDS:g} s. Up to {MAX_AT_ONCE} requests are under way to
one receiver, so order is not promised: go by `webhook-id`. What was delivered, or given
up, can be replayed for {KEPT_MS // _DAY_MS} days. One
webhook has at most {MAX_PENDING:,} deliveries that wait; what comes then is given up,
and can be replayed.

## Events

| `type` | when |
| --- | --- |
"""


def page() -> str:
    """The page."""
    kinds = "\n".join(f"| `{kind.value}` | {MEANINGS[kind]} |" for kind in EventKind)
    usual = len(USUAL_KINDS)
    text = f"{_PROSE}{kinds}\n\nA webhook that names none is told {usual} of them.\n"
    return text + "".join(map(_shape, _SHAPES)) + _example()


def _shape(kind: type[msgspec.Struct]) -> str:
    doc = inspect.getdoc(kind) or ""
    head, _, attributes = doc.partition("\n\nAttributes:\n")
    meanings = dict(_meanings(attributes))
    lines = [
        f"\n## {kind.__name__}",
        f"\n{head}\n",
        "| field | type | meaning |",
        "| --- | --- | --- |",
    ]
    hints = get_type_hints(kind)
    lines += [
        f"| `{name}` | {_type(hints[name])} | {meanings[name]} |"
        for name in kind.__struct_fields__
    ]
    return "\n".join(lines) + "\n"


def _meanings(attributes: str) -> Iterator[tuple[str, str]]:
    """Fields and what is said of them; a line that goes on is indented more."""
    name, said = "", ""
    for line in attributes.splitlines():
        if line.startswith("        "):
            said += " " + line.strip()
            continue
        if name:
            yield name, said
        name, _, said = (each.strip() for each in line.strip().partition(":"))
    yield name, said


def _type(hint: object) -> str:
    """As JSON has it; what may be left out is said by its meaning."""
    if get_origin(hint) is tuple:
        return f"array of {_type(get_args(hint)[0])}"
    kinds = [each for each in get_args(hint) or (hint,) if each is not type(None)]
    return " or ".join(_TYPES.get(each) or each.__name__ for each in kinds)


def _example() -> str:
    data = SessionData(
        "01m8168syaf7ts98qgkegs2qwd",
        "web",
        Named("user-7", "小王"),
        "serving",
        Named("presale", "售前咨询"),
        Named("xiaohong", "小红"),
        way="auto",
    )
    told = Told(EventKind.ASSIGNED.value, VERSION, "2026-01-31T08:00:00.123Z", data)
    text = msgspec.json.format(msgspec.json.encode(told), indent=2).decode()
    return f"\n## Example\n\n```json\n{text}\n```\n"


if __name__ == "__main__":
    sys.stdout.write(page())
