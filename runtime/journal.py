"""What a journal is: the types of an append, its outcomes, and the two interfaces.

The journal is the only durable truth of live state. One `Append` is all or nothing;
a batch of appends is decided one by one in the order of arrival, and a refused one
refuses the later ones *of its entity* and fails no other. A refusal is a value, never
an exception.

`JournalBackend` is synchronous and is where the constraints live (memory, SQLite).
`Journal` is what actors hold: it never blocks, gathers appends while one commit runs
and makes the next commit of them (group commit).

Source: `runtime.durable` for the writer's side; Akka Persistence and Orleans for the
conditional append ("expected sequence") that fences a second writer.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

import msgspec

from runtime.journal_erasing import Erasure, Forget, Forgotten

NEW_TICKET = -1
"""In `IndexRow.ticket`: the position of this append's first event goes here."""

EXCLUSIVE = 0
"""Slot of a claim on a resource that has one place and no capacity row."""

MAX_BATCH_APPENDS = 1_000
"""Appends in one commit: past this the gain is small and the first one waits."""

MAX_READ_EVENTS = 10_000
"""Events in one answer to `ReadEntity`; a longer tail is read in several steps."""

MAX_READ_BYTES = 4 * 1024 * 1024
"""Bytes of bodies in an answer to `ReadEntity` or `ReadOutbox`; one row always fits."""

MAX_INDEX_PAGE = 1_000
"""Rows in one answer to `OpenEntities`."""

MAX_FOLLOWED_EVENTS = 1_000
"""Events in one answer to `FollowEvents`: about 2 ms of the store, whoever waits."""


class _Row(msgspec.Struct, frozen=True, array_like=True):
    """Base of everything that crosses the store's port."""


class Claim(_Row, frozen=True):
    """A place held by one entity: `agent/42` slot 3, or `visitor/7/web` exclusively.

    Slots of a resource with a capacity count from 1; it commits only if
    `1 <= slot <= capacity`, fewer than `capacity` are held, and this one is free.
    """

    resource: str
    slot: int = EXCLUSIVE


class Capacity(_Row, frozen=True):
    """Sets how many slots of a resource may be held; a cut evicts nobody."""

    resource: str
    slots: int


class Operation(_Row, frozen=True):
    """Remembers that an operation was done, and the first answer it got.

    `key` is `operation_key(sender, client_id)`; unique per entity for as long as the
    entity's events live.
    """

    key: int
    answer: bytes


class Mark(_Row, frozen=True):
    """A fact to be looked up by its key; a later one replaces it.

    For what must be known of entities that are over, or of many at once, without
    reading them: who served a visitor last, when an agent was last given work.
    """

    key: str
    value: str


class OutboxRow(_Row, frozen=True):
    """An effect on the outside world, to be sent at least once with its row id."""

    topic: str
    body: bytes


class IndexRow(_Row, frozen=True):
    """What a start needs to know of an entity without reading its events.

    Attributes:
        is_open: False removes the entity from `OpenEntities`.
        state: name of the state, for people and for figures.
        place: where it waits or is served (`group/presale`, `agent/42`), or "".
        ticket: order within the place; `NEW_TICKET` = this commit's position,
            `None` = keep what is stored (or 0).
        due_ms: next deadline, wall time in ms, or None.
        armed_ms: when that deadline was set (downtime after it extends the deadline).
        detail: whatever else who reads the place must know, in the entity's encoding.
    """

    is_open: bool
    state: str
    place: str = ""
    ticket: int | None = None
    due_ms: int | None = None
    armed_ms: int | None = None
    detail: bytes = b""


class Append(_Row, frozen=True):
    """One entity's conditional append; everything in it commits, or nothing does.

    Attributes:
        entity: `kind/id`; the part before the first slash is the kind.
        expected_seq: the entity's last number as its writer knows it (0 = new).
        at_ms: wall time of the events, in ms.
        events: at least one encoded event.
        claims, releases: a release deletes only where this entity is the holder;
            releases happen before claims, so a swap is one append.
        releases_all: release whatever this entity holds (closing without its state).
        snapshot: encoded state after these events, replaces an older one.
        marks: set in this commit.
        erasure: of the events before, see there.
    """

    entity: str
    expected_seq: int
    at_ms: int
    events: tuple[bytes, ...]
    index: IndexRow | None = None
    claims: tuple[Claim, ...] = ()
    releases: tuple[Claim, ...] = ()
    releases_all: bool = False
    capacities: tuple[Capacity, ...] = ()
    operations: tuple[Operation, ...] = ()
    outbox: tuple[OutboxRow, ...] = ()
    snapshot: bytes | None = None
    marks: tuple[Mark, ...] = ()
    erasure: Erasure | None = None


class Committed(_Row, frozen=True, tag="committed"):
    """On disk. `seq` is the entity's new last number, `position` of the first event."""

    seq: int
    position: int


class Stale(_Row, frozen=True, tag="stale"):
    """Another writer has been here: the entity's last number is `seq`."""

    seq: int


class ClaimRefused(_Row, frozen=True, tag="claim"):
    """`holder` has that place; "" = beyond the capacity, or all slots are held."""

    claim: Claim
    holder: str


class Duplicate(_Row, frozen=True, tag="duplicate"):
    """The operation was done before; `answer` is what it was answered then."""

    operation: int
    answer: bytes


class Superseded(_Row, frozen=True, tag="superseded"):
    """An earlier append of the same entity in the same commit was refused."""


class StoreFull(_Row, frozen=True, tag="full"):
    """Certainly not committed: the disk is full or refuses writes; try again later."""

    reason: str


class Unknown(_Row, frozen=True, tag="unknown"):
    """The store ended with this in flight: read the sequence before anything else."""


Refusal = Stale | ClaimRefused | Duplicate | Superseded | StoreFull
Outcome = Committed | Refusal | Unknown


class StoredEvent(_Row, frozen=True):
    """One event as it was committed."""

    seq: int
    position: int
    at_ms: int
    body: bytes


class EntityRecord(_Row, frozen=True, tag="record"):
    """Answer to `ReadEntity`: the tail of events after `after_seq`, oldest first.

    `snapshot` is given only when the reader asked from the start and one exists; the
    events then are those after `snapshot_seq`. `seq` is the entity's last number, so
    `events[-1].seq < seq` means that there is more to read. `seq` 0: no such entity.
    """

    seq: int
    events: tuple[StoredEvent, ...]
    snapshot: bytes | None = None
    snapshot_seq: int = 0
    index: IndexRow | None = None


class OpenEntity(_Row, frozen=True):
    """One row of the index; `ticket` is a number here, never `NEW_TICKET`."""

    entity: str
    seq: int
    index: IndexRow


class Holding(_Row, frozen=True):
    """A committed claim."""

    claim: Claim
    holder: str


class StoredOutboxRow(_Row, frozen=True):
    """An outbox row with its id, which receivers use to tell a repetition."""

    id: int
    entity: str
    row: OutboxRow


class FollowedEvent(_Row, frozen=True):
    """One event, and whose it is."""

    entity: str
    event: StoredEvent


class Outage(_Row, frozen=True):
    """A stretch of wall time in which nothing ran, in ms.

    It may begin after its end: the machine's clock was set back meanwhile.
    """

    ended_ms: int
    started_ms: int


class ReadEntity(_Row, frozen=True, tag="read"):
    """Events of `entity` after `after_seq`; `use_snapshot` allows skipping to one.

    `max_events` is at least 1, `max_bytes` counts bodies, of which one always fits: who
    wants a few is not given thousands.
    """

    entity: str
    after_seq: int = 0
    use_snapshot: bool = False
    max_events: int = MAX_READ_EVENTS
    max_bytes: int = MAX_READ_BYTES


class OpenEntities(_Row, frozen=True, tag="open"):
    """Open entities of a kind, after a name, perhaps of one place; a page at a time."""

    kind: str
    after: str = ""
    place: str | None = None


class Holders(_Row, frozen=True, tag="holders"):
    """All claims on one resource."""

    resource: str


class FindOperations(_Row, frozen=True, tag="operations"):
    """Whether an entity did these operations, and what it answered."""

    entity: str
    keys: tuple[int, ...]


class FindMarks(_Row, frozen=True, tag="marks"):
    """What stands under some keys."""

    keys: tuple[str, ...]


class ReadOutbox(_Row, frozen=True, tag="outbox"):
    """Outbox rows with an id above `after`, oldest first, at most `limit`."""

    after: int
    limit: int


class SettleOutbox(_Row, frozen=True, tag="settle"):
    """Forgets outbox rows that were delivered."""

    ids: tuple[int, ...]


class FollowEvents(_Row, frozen=True, tag="follow"):
    """Events of all entities above position `after`, in the order of their commits.

    At most `limit`, `MAX_FOLLOWED_EVENTS` and `MAX_READ_BYTES`; `max_bytes` counts
    bodies, of which one always fits.
    """

    after: int
    limit: int = MAX_FOLLOWED_EVENTS
    max_bytes: int = MAX_READ_BYTES


class Beat(_Row, frozen=True, tag="beat"):
    """Records that the service was alive at `at_ms`."""

    at_ms: int


class Begin(_Row, frozen=True, tag="begin"):
    """A service starts: what ran before ended at its last commit or beat.

    Records the outage and answers all outages (`Outages`).
    """

    at_ms: int


class Page(_Row, frozen=True, tag="page"):
    """Answer to `OpenEntities`; fewer than `MAX_INDEX_PAGE` rows = the last page."""

    rows: tuple[OpenEntity, ...]


class Holdings(_Row, frozen=True, tag="holdings"):
    """Answer to `Holders`, by slot."""

    rows: tuple[Holding, ...]


class FoundOperations(_Row, frozen=True, tag="found_operations"):
    """Answer to `FindOperations`, in the order of the keys; None: it was never done."""

    answers: tuple[bytes | None, ...]


class FoundMarks(_Row, frozen=True, tag="found_marks"):
    """Answer to `FindMarks`: values in the order of the keys; None: never set."""

    values: tuple[str | None, ...]


class OutboxPage(_Row, frozen=True, tag="outbox_page"):
    """Answer to `ReadOutbox`."""

    rows: tuple[StoredOutboxRow, ...]


class FollowedEvents(_Row, frozen=True, tag="followed"):
    """Answer to `FollowEvents`; `last` is the position of the newest event of all."""

    rows: tuple[FollowedEvent, ...]
    last: int


class Outages(_Row, frozen=True, tag="outages"):
    """Answer to `Begin`, oldest first."""

    rows: tuple[Outage, ...]


class Done(_Row, frozen=True, tag="done"):
    """Answer to a query that only acts."""


Query = (
    ReadEntity
    | OpenEntities
    | Holders
    | FindOperations
    | FindMarks
    | ReadOutbox
    | SettleOutbox
    | FollowEvents
    | Beat
    | Begin
    | Forget
)
Answer = (
    EntityRecord
    | Page
    | Holdings
    | FoundOperations
    | FoundMarks
    | OutboxPage
    | FollowedEvents
    | Outages
    | Forgotten
    | Done
    | StoreFull
    | Unknown
)


class JournalBackend(Protocol):
    """A store of appends; synchronous, with one caller at a time."""

    def commit(self, batch: Sequence[Append]) -> list[Outcome]:
        """Decides the batch in order and makes what was accepted durable at once.

        Returns:
            One outcome per append. On a full disk every one is `StoreFull` and
            nothing of the batch is stored.
        """
        ...

    def answer(self, query: Query) -> Answer:
        """Answers one query from committed state."""
        ...

    def close(self) -> None:
        """Gives the store back; nothing may follow."""
        ...


class Journal(Protocol):
    """What actors hold. Calls return at once; `done` is called once, never inside."""

    def append(self, append: Append, done: Callable[[Outcome], None]) -> None:
        """Queues an append for the next commit and calls `done` with its outcome."""
        ...

    def query(self, query: Query, done: Callable[[Answer], None]) -> None:
        """Answers a query after the appends queued before it were decided."""
        ...
