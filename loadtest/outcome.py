"""PURE: what a load test found, as its parts write it and its report reads it.

A scenario's process writes one `Played`; the run gathers them into one `Outcome`, which
is the JSON report. Nothing here is a judgement: `verdict` makes that from these facts.
Times within a scenario (`at_seconds`, `began_seconds`) count from its beginning.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

import msgspec

from loadtest.histogram import Recorded

FORMAT: Final = 1
"""Of the JSON report; a reader refuses another."""
MAX_EXAMPLES: Final = 5
"""Violations of one promise that are told in detail; all are counted."""
LOAD_BOUND_CORES: Final = 0.8
"""A load process that used more of its core than this over the measured phase was too
busy to send on time: what it measured is its own slowness, too. A greenlet that is due
waits for those that run; beyond 80 % of a core such waits are of the order of the
server's answers."""


class MeasureName(StrEnum):
    """What is timed. Open loop: from the moment that it was meant to begin."""

    SENT_ACKNOWLEDGED = "sent_to_acknowledged"
    SENT_RECEIVED = "sent_to_received"
    SLOT_FREED_ASSIGNED = "slot_freed_to_assigned"
    OFFER_LATENESS = "offer_lateness"
    """From an offer's deadline to the word that it was over."""
    TYPING_SHOWN = "typing_to_shown"
    OPENED_QUEUED = "opened_to_queued"
    RECONNECTED = "reconnected_to_caught_up"


class RateName(StrEnum):
    """What is counted per second."""

    SESSIONS = "sessions"
    MESSAGES = "messages"
    TYPING = "typing"
    RECONNECTIONS = "reconnections"
    OFFERS = "offers"


class Promise(StrEnum):
    """What is watched while the load runs."""

    CAPACITY = "capacity"
    """Nobody holds more sessions than his slots."""
    ONE_AGENT = "one_agent"
    """No session has two agents."""
    NOT_LOST = "not_lost"
    """What was acknowledged arrives."""
    ONCE = "once"
    """What was acknowledged arrives once."""
    IN_ORDER = "in_order"
    """Messages arrive in the order of their numbers, without gaps."""
    OFFER_IN_TIME = "offer_in_time"
    """An offer is answered, or moves on at its deadline."""
    TYPING_ENDS = "typing_ends"
    """Typing is gone after its time to live."""
    NOBODY_WAITS_BESIDE_FREE = "nobody_waits_beside_free"
    """Nobody waits beside an agent who may serve him and has a slot."""
    FIRST_COME = "first_come"
    """Of equal class and priority the first is first."""
    BACK_TO_BASE = "back_to_base"
    """After a soak, memory, tasks, descriptors and rows are what they were."""


class Machine(msgspec.Struct, frozen=True):
    """Where it ran: server and load alike.

    Attributes:
        cpu: model, as the kernel tells it.
        cores: that the test may use.
        system: kernel and its release.
        file_system: of the data directory; "" if nobody tells.
    """

    cpu: str
    cores: int
    memory_bytes: int
    system: str
    python: str
    file_system: str = ""


class Setting(msgspec.Struct, frozen=True):
    """A setting of the server that is not its default."""

    name: str
    value: str


class Server(msgspec.Struct, frozen=True):
    """What was loaded.

    Attributes:
        version: of triodesk; "" if nobody tells.
        url: of its gateway if it ran already; "": the test started it.
    """

    version: str
    settings: tuple[Setting, ...] = ()
    url: str = ""


class Parameter(msgspec.Struct, frozen=True):
    """How a scenario was played.

    Attributes:
        name: as it is given on the command line.
        unit: "" of a plain number; else as in `12 s`.
    """

    name: str
    value: float
    unit: str = ""


class Phase(msgspec.Struct, frozen=True):
    """A part of a scenario, such as `ramp`, `steady`, `drain`.

    Attributes:
        is_measured: its latencies count.
    """

    name: str
    began_seconds: float
    seconds: float
    is_measured: bool = True


class Rate(msgspec.Struct, frozen=True):
    """What was meant to be done per second, and what was done, while measured.

    Attributes:
        offered_per_second: None of a closed loop, which has no plan.
    """

    name: RateName
    achieved_per_second: float
    offered_per_second: float | None = None


class Measure(msgspec.Struct, frozen=True):
    """How long one kind of thing took, in the measured phases."""

    name: MeasureName
    recorded: Recorded


class Sample(msgspec.Struct, frozen=True):
    """One second of a scenario.

    Attributes:
        done: what was acknowledged or, in a scenario without messages, assigned.
        p50_seconds, p99_seconds: of the scenario's first measure; None: nothing ended.
        server_cores: processor time per time, of the server and its ports.
        server_bytes: memory in use, of the server and its ports.
    """

    at_seconds: float
    done: int
    p50_seconds: float | None = None
    p99_seconds: float | None = None
    server_cores: float | None = None
    server_bytes: int | None = None
    load_cores: float | None = None


class Violation(msgspec.Struct, frozen=True):
    """A broken promise, as one client saw it.

    Attributes:
        who: ids of those concerned: session, agent, visitor.
        expected, came: in words, for an engineer.
    """

    at_seconds: float
    who: str
    expected: str
    came: str


class Watched(msgspec.Struct, frozen=True):
    """A promise that was watched while the load ran.

    Attributes:
        looked_at: occasions on which it could have been seen broken.
        minimum: fewer occasions than this prove nothing.
        violated: how often it was broken.
        examples: the first of them, at most `MAX_EXAMPLES`.
    """

    promise: Promise
    looked_at: int
    minimum: int = 1
    violated: int = 0
    examples: tuple[Violation, ...] = ()


class Finding(msgspec.Struct, frozen=True):
    """What the auditor found broken.

    Attributes:
        kind: as `loadtest.audit.broken.Broken` names it.
    """

    kind: str
    count: int


class Audit(msgspec.Struct, frozen=True):
    """What the auditor read in the journal and the clients' ledgers afterwards.

    Attributes:
        messages, sessions: acknowledged and opened, that it looked at.
        minimum: fewer sessions than this prove nothing.
        examples: in words, for an engineer.
    """

    messages: int
    sessions: int
    minimum: int = 1
    findings: tuple[Finding, ...] = ()
    examples: tuple[str, ...] = ()


class Growth(msgspec.Struct, frozen=True):
    """What a soak watches: whether it grows.

    Attributes:
        name: `memory`, `tasks`, `descriptors`, or a table of the journal.
        unit: `bytes` or "" of a number.
        slope_per_hour: by least squares over the steady phase.
        before, after: at rest, before the load and when it was gone.
        bound: the most that `after` may exceed `before` by.
    """

    name: str
    slope_per_hour: float
    before: float
    after: float
    bound: float
    unit: str = ""


class Played(msgspec.Struct, frozen=True):
    """One scenario as it was played.

    Attributes:
        name: of the scenario.
        seconds: from its beginning to the end of its last phase.
        measures: the first is the one whose course `samples` tells.
        load_cores: processor time per time of the load process, while measured.
        audit: None where the journal is not at hand: a server that ran already.
        settings: of the server, on top of those of all scenarios.
        failure: why it could not be played to its end, in words; "" if it was.
    """

    name: str
    seconds: float
    parameters: tuple[Parameter, ...] = ()
    phases: tuple[Phase, ...] = ()
    rates: tuple[Rate, ...] = ()
    measures: tuple[Measure, ...] = ()
    samples: tuple[Sample, ...] = ()
    load_cores: float = 0.0
    watched: tuple[Watched, ...] = ()
    audit: Audit | None = None
    growth: tuple[Growth, ...] = ()
    settings: tuple[Setting, ...] = ()
    failure: str = ""

    @property
    def is_load_bound(self) -> bool:
        """The load process, not the server, was what could do no more."""
        return self.load_cores > LOAD_BOUND_CORES


class Outcome(msgspec.Struct, frozen=True):
    """A whole run: the JSON report.

    Attributes:
        began_at: UTC, ISO 8601.
        seconds: from the first scenario's beginning to the last one's end.
        form: `usual` or `short`.
        busy: processes that wanted a core when it began, mean of a minute: what others
            did on the machine.
    """

    began_at: str
    seconds: float
    seed: int
    machine: Machine
    server: Server
    played: tuple[Played, ...]
    form: str = "usual"
    busy: float = 0.0
    format: int = FORMAT


def is_busy(outcome: Outcome) -> bool:
    """Others used the machine so much that durations are partly theirs."""
    return outcome.busy > outcome.machine.cores / 2


class Progress(msgspec.Struct, frozen=True):
    """A line on standard output of a scenario's process, about once a second.

    Attributes:
        seconds, of_seconds: gone, and planned in all.
        done_per_second: as in `Sample.done`, of the last second.
        violated: broken promises so far.
    """

    seconds: float
    of_seconds: float
    done_per_second: int
    violated: int
