"""A durable actor: command → decision → events → journal → applied → effects.

The pure part decides and applies; this shell stages what a drained batch decided,
appends it once, and handles no further command until the outcome is known. Answers,
tells to others, publications and timers of staged commands wait behind the output gate:
nobody outside sees a state that is not on disk.

A command that takes claims is appended alone, so that a refused claim undoes nothing
else. A repeated operation gets its first answer, whatever the state is by now: from
memory when it is recent, else from the store. An unknown outcome is resolved by
re-reading the sequence; a stale one means another writer, and ends the incarnation.

Source: Akka's EventSourcedBehavior (command handler, event handler, effects after the
write); Orleans' conditional writes.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from typing import Final, TypeVar

from msgspec.structs import replace

from runtime.actor import HOLD, LATER
from runtime.behaviour import Behaviour
from runtime.deadline_timers import DeadlineTimers
from runtime.decision import Decision, written
from runtime.entity_codec import EntityCodec
from runtime.errors import Fenced, Restarting
from runtime.journal import (
    NEW_TICKET,
    Answer,
    Append,
    ClaimRefused,
    Committed,
    Duplicate,
    EntityRecord,
    FindOperations,
    FoundOperations,
    IndexRow,
    Journal,
    Operation,
    Outage,
    Outcome,
    ReadEntity,
    Stale,
    StoreFull,
    Superseded,
    Unknown,
)
from runtime.passivation import Leave
from runtime.recent_operations import RecentOperations
from runtime.staged import Staged, Taken, made_sure
from runtime.timers import CallBack
from runtime.unknown_outcome import resolve_unknown

C = TypeVar("C")
S = TypeVar("S")
E = TypeVar("E")
F = TypeVar("F")

SNAPSHOT_EVENTS: Final = 200
"""Events between snapshots: a recovery replays at most about this many."""
RETRY_SECONDS: Final = 0.1
"""Wait before asking a store again that could not say what became of an append."""


class Durable(Behaviour[C, S, E, F]):
    """Base of durable actors: commands C, state S, events E, effects F.

    `seq` is the entity's last number, `ticket` its place in the line it waits in,
    `state` its state as it is on disk.

    Args:
        entity: its name in the journal, `kind/id`.
        journal: where its truth is.
        codec: how events, states and answers become bytes.
        outages: stretches in which nothing ran, oldest first; they extend deadlines.
    """

    def __init__(
        self,
        entity: str,
        journal: Journal,
        codec: EntityCodec[S, E],
        outages: Sequence[Outage],
    ) -> None:
        self.entity = entity
        self.seq = 0
        self.ticket = 0
        self._journal = journal
        self._codec = codec
        self._state = self.state = self.initial()
        self._index: IndexRow | None = None
        self._snapshot_seq = 0
        self._at_ms = 0
        self._staged: list[Staged[C, E, F, S]] = []
        self._events: list[bytes] = []
        self._backlog: deque[Taken[C]] = deque()
        self._append: Append | None = None
        self._is_held = False
        self._is_new = False
        self._recent = RecentOperations()
        self._timers: DeadlineTimers[C] = DeadlineTimers(outages)

    # --- recovery

    def on_start(self) -> object:
        """Reads the journal; commands wait until that is done.

        What is known to be new (`_is_new`) need not be looked for; if it is there
        nevertheless, its first append is `Stale`.
        """
        if self._is_new:
            self._recovered()
            return None
        self._is_held = True
        self._read_on()
        return HOLD

    def _read_on(self) -> None:
        query = ReadEntity(self.entity, self.seq, use_snapshot=self.seq == 0)
        self._journal.query(query, self.context.guarded(self._on_record))

    def _on_record(self, record: Answer) -> None:
        if not isinstance(record, EntityRecord):
            self._retry(self._read_on)  # not its fault: the store has no room
            return
        state = self._state
        if record.snapshot is not None:
            state = self._codec.decode_state(record.snapshot)
            self.seq = self._snapshot_seq = record.snapshot_seq
        for stored in record.events:
            event = self._codec.decode_event(stored.body)
            state = self.apply(state, event, stored.at_ms)
            self.seq = stored.seq
        self._state = self.state = state
        if self.seq < record.seq:
            self._read_on()
            return
        if record.index is not None:
            self.ticket = record.index.ticket or 0
            self._index = _bare(record.index)
        self._recovered()
        self._go_on()

    def _recovered(self) -> None:
        self._recent.is_complete = self.seq == 0
        self._arm()
        self.context.finish(when_idle=self.is_over(self.state))
        self.on_recovered()

    # --- commands

    def receive(self, message: C) -> object:
        """Decides one command; its answer waits behind the gate."""
        taken = Taken(message, self.context.asker)
        try:
            self._consider(taken)
        except Exception:
            if not self._staged or self._is_held:
                raise
            self._flush_before(taken)  # what came before it is not its victim
        return HOLD if self._is_held else LATER

    def _consider(self, taken: Taken[C]) -> None:
        command = taken.command
        key = self.operation_key(command)
        first = None if key is None else self._recent.find(key)
        if first is not None:
            self._settle(Staged(taken, None, self._again(command, first)))
            return
        if not self._staged:
            self._at_ms = self.context.node.wall_ms()
        decision = self.decide(self._state, command, self._at_ms)
        if decision.is_solo and self._staged:
            self._flush_before(taken)
            return
        is_known = key is None or self._recent.is_complete or bool(decision.events)
        self._settle(Staged(taken, key, decision, is_unsure=not is_known))
        if decision.is_solo:
            self._flush()

    def _settle(self, staged: Staged[C, E, F, S]) -> None:
        decision = staged.decision
        if not (decision.events or self._staged or staged.is_unsure):
            self._release(staged, position=0)
            return
        codec = self._codec
        state = self._after(decision)
        bodies = [codec.encode_event(event) for event in decision.events]
        if staged.operation is not None and bodies:
            answer = codec.encode_answer(decision.answer)
            self._recent.remember(staged.operation, answer)
        # Nothing of it is staged before all of it can be.
        self._state = state
        self._events += bodies
        self._staged.append(staged)

    def _after(self, decision: Decision[E, F, S]) -> S:
        if decision.after is not None:
            return decision.after
        state = self._state
        for event in decision.events:
            state = self.apply(state, event, self._at_ms)
        return state

    def end_turn(self) -> object:
        """Appends what the drained batch staged."""
        if self._staged:
            self._flush()
        return HOLD if self._is_held else None

    def _go_on(self) -> None:
        """Appends what is staged, or goes on with what had to wait and the mailbox."""
        self._is_held = False
        if self._backlog:
            self._put_back()
        if self._staged:
            self._flush()
        else:
            self.context.resume()

    def _put_back(self) -> None:
        self.context.put_back([each.ask or each.command for each in self._backlog])
        self._backlog.clear()

    # --- the commit

    def _flush_before(self, taken: Taken[C]) -> None:
        self._backlog.appendleft(taken)
        self._flush()

    def _flush(self) -> None:
        """Finds out which refusals repeat something old, then appends.

        All of a batch at once: whoever is refused must not keep the others waiting.
        """
        self._is_held = True
        keys = tuple(each.operation or 0 for each in self._staged if each.is_unsure)
        if keys:
            query = FindOperations(self.entity, keys)
            self._journal.query(query, self.context.guarded(self._on_found))
        else:
            self._write()

    def _on_found(self, found: Answer) -> None:
        answers = found.answers if isinstance(found, FoundOperations) else None
        self._staged = made_sure(self._staged, answers, self._again)
        self._write()

    def _again(self, command: C, first: bytes) -> Decision[E, F, S]:
        answer = self._codec.decode_answer(first)
        return Decision(answer=self.repeated(command, answer))

    def _write(self) -> None:
        if not self._events:
            self._release_all(self._clear(), position=0)
            return
        self._append = self._build()
        self._send()

    def _send(self, _: object = None) -> None:
        if self._append is not None:
            done = self.context.guarded(self._on_outcome)
            self._journal.append(self._append, done)

    def _build(self) -> Append:
        together = written([staged.decision for staged in self._staged])
        seq = self.seq + len(self._events)
        is_due = seq - self._snapshot_seq >= SNAPSHOT_EVENTS
        return Append(
            entity=self.entity,
            expected_seq=self.seq,
            at_ms=self._at_ms,
            events=tuple(self._events),
            index=self._changed_index(),
            claims=together.claims,
            releases=together.releases,
            releases_all=together.releases_all,
            capacities=together.capacities,
            operations=self._done(),
            outbox=together.outbox,
            snapshot=self._codec.encode_state(self._state) if is_due else None,
            marks=together.marks,
        )

    def _done(self) -> tuple[Operation, ...]:
        """What is staged that may be repeated, with its first answer."""
        done: list[Operation] = []
        for staged in self._staged:
            # One that was refused may have come again, and not have been refused then.
            key = staged.operation if staged.decision.events else None
            answer = None if key is None else self._recent.find(key)
            if key is not None and answer is not None:
                done.append(Operation(key, answer))
        return tuple(done)

    def _changed_index(self) -> IndexRow | None:
        """The index row when it differs; a place that is kept keeps its ticket."""
        row = self.index_row(self._state)
        bare = _bare(row)
        if bare == self._index:
            return None
        is_same_place = self._index is not None and self._index.place == row.place
        return bare if is_same_place else row

    def _on_outcome(self, outcome: Outcome) -> None:
        match outcome:
            case Committed(seq, position):
                self._committed(seq, position)
            case Duplicate(operation, answer):
                staged = self._roll_back()
                self._recent.remember(operation, answer)
                self._backlog.extendleft(each.taken for each in reversed(staged))
                self._go_on()
            case ClaimRefused() | StoreFull():
                self._refuse(outcome)
            case Unknown():
                self._read_again()
            case Stale() | Superseded():
                raise Fenced(f"{self.entity} is past {self.seq}: {outcome}")

    def _committed(self, seq: int, position: int) -> None:
        append = self._append
        if append is not None and append.index is not None:
            self._index = _bare(append.index)
            if append.index.ticket == NEW_TICKET:
                self.ticket = position
        if append is not None and append.snapshot is not None:
            self._snapshot_seq = seq
        self.seq = seq
        self.state = self._state
        staged = self._clear()
        for each in staged:
            self.context.node.count_committed(each.decision.events)
        self._arm()
        self.context.finish(when_idle=self.is_over(self.state))
        self._release_all(staged, position)

    def _refuse(self, refusal: ClaimRefused | StoreFull) -> None:
        """Refuses what was to be written; the rest is decided anew without it."""
        staged = self._roll_back()
        written = [each.taken for each in staged if each.decision.events]
        unwritten = [each.taken for each in staged if not each.decision.events]
        self._backlog.extendleft(reversed(written + unwritten))
        for taken in written:
            self._backlog.popleft()  # should it crash us, the others stay in line
            decision = self.refused(taken.command, refusal)
            if isinstance(refusal, StoreFull) and decision.error and not taken.ask:
                self._come_again(taken.command)
            self._settle(Staged(taken, None, decision))
        self._go_on()

    def _come_again(self, refused: C) -> None:
        """A tell that found the store full comes again by itself: nobody else knows."""
        keys = [
            each.key for each in self.deadlines(self.state) if each.command == refused
        ]
        key = keys[0] if keys else f"{refused}"
        self.context.start_timer(key, RETRY_SECONDS, refused)

    def _roll_back(self) -> list[Staged[C, E, F, S]]:
        self._state = self.state
        staged = self._clear()
        for each in staged:
            if each.operation is not None:
                self._recent.forget(each.operation)
        return staged

    def _clear(self) -> list[Staged[C, E, F, S]]:
        staged, self._staged = self._staged, []
        self._events = []
        self._append = None
        return staged

    def _release_all(self, staged: list[Staged[C, E, F, S]], position: int) -> None:
        failure: Exception | None = None
        for each in staged:
            try:
                self._release(each, position)
            except Exception as error:  # noqa: BLE001 - the others are not its victims
                failure = error
        if failure is not None:
            raise failure
        self.on_released()
        self._go_on()

    def _release(self, staged: Staged[C, E, F, S], position: int) -> None:
        decision = staged.decision
        ask = staged.taken.ask
        if ask is not None:
            self.context.answer(ask, decision.answer, decision.error)
        for effect in decision.effects:
            self.perform(effect, position)

    # --- an unknown outcome

    def _read_again(self) -> None:
        query = ReadEntity(self.entity, self.seq)
        self._journal.query(query, self.context.guarded(self._on_reread))

    def _on_reread(self, record: Answer) -> None:
        if self._append is None or not isinstance(record, EntityRecord):
            self._retry(self._read_again)
            return
        outcome = resolve_unknown(self._append, record)
        if outcome is None:
            self._send()
        else:
            self._on_outcome(outcome)

    def _retry(self, call: Callable[[], None]) -> None:
        again = CallBack(self.context.guarded(lambda _: call()))
        self.context.node.timers.arm(RETRY_SECONDS, again)

    # --- timers and the end

    def _arm(self) -> None:
        """Brings the timers in line with the committed state."""
        self._timers.follow(self.deadlines(self.state), self.context)

    def arm_anew(self) -> None:
        """Arms all timers afresh: what they follow from beside the state has changed.

        What is due by now is received again, also when it was just received.
        """
        self._timers.forget(self.context)
        self._arm()

    def may_leave(self) -> Leave | None:
        """It may, with its next deadline, unless timers of the shell's own run."""
        running = self.context.timer_keys
        return self._timers.may_leave(running, is_stored=self.seq > 0)

    def on_end(self) -> None:
        """Tells askers that the outcome is unknown; untouched commands stay in line."""
        lost = Restarting(f"{self.entity} ended before the outcome was known")
        for staged in self._staged:
            self.context.answer(staged.taken.ask, None, lost)
        self._put_back()


def _bare(row: IndexRow) -> IndexRow:
    """A row without its ticket."""
    return row if row.ticket is None else replace(row, ticket=None)
