"""PURE: what a customer's commands lead to, and what the events mean (M12)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, assert_never

from msgspec.structs import replace

from actors.customers.events import (
    Blocked,
    BlockEnforced,
    CustomerEvent,
    LevelSet,
    NoteAdded,
    ProfileSet,
    TagsSet,
    Unblocked,
)
from actors.customers.mark import Standing, blocked, encode
from actors.customers.messages import (
    BlockSettled,
    BlockUnsettled,
    ChangeCustomer,
    Changed,
    CloseSessions,
    Customer,
    CustomerCommand,
    CustomerEffect,
    CustomerState,
    EnforceBlock,
    GetCustomer,
    WakeCustomer,
)
from actors.customers.profile import (
    MAX_NOTES,
    Block,
    CustomerChange,
    CustomerNote,
    Profile,
    fault_of,
)
from actors.ids import VisitorId, customer_mark
from actors.refusal import Refused, Rule
from runtime.decision import Deadline, Decision
from runtime.journal import IndexRow, Mark
from runtime.operation import operation_key

CustomerDecision = Decision[CustomerEvent, CustomerEffect, CustomerState]

MAX_CHANGES: Final = 10_000
"""Of one customer, for ever: his journal is read as a whole."""
ENFORCE_MS: Final = 15_000
"""After a block: an opening that had looked before it has been answered, or has failed,
by then."""


def decide(
    visitor: VisitorId, state: CustomerState, command: CustomerCommand, now_ms: int
) -> CustomerDecision:
    """What a command leads to; `GetCustomer` is answered by the shell."""
    match command:
        case ChangeCustomer():
            return _change(visitor, state, command, now_ms)
        case EnforceBlock(since_ms):
            block = _unsettled(state, since_ms)
            if block is None:
                return Decision()
            is_last = now_ms >= since_ms + ENFORCE_MS
            return Decision(effects=(CloseSessions(block.by, since_ms, is_last),))
        case BlockSettled(since_ms):
            is_due = _unsettled(state, since_ms) is not None
            return Decision((BlockEnforced(),)) if is_due else Decision()
        case GetCustomer() | WakeCustomer() | BlockUnsettled():
            return Decision()
        case _:
            assert_never(command)


def _unsettled(state: CustomerState, since_ms: int) -> Block | None:
    """The block of then, while something is left to be done of it."""
    block = state.block
    if block is None or block.since_ms != since_ms or state.is_enforced:
        return None
    return block


def _change(
    visitor: VisitorId, state: CustomerState, command: ChangeCustomer, now_ms: int
) -> CustomerDecision:
    if fault := fault_of(command.change, now_ms):
        return Decision(answer=Refused(Rule.BAD_VALUE, fault))
    events = tuple(_events(state, command))
    if state.changes + len(events) > MAX_CHANGES:
        text = f"expected a customer who was changed at most {MAX_CHANGES} times"
        return Decision(answer=Refused(Rule.WRONG_STATE, text))
    after = state
    for event in events:
        after = apply(after, event, now_ms)
    is_blocked = any(isinstance(event, Blocked) for event in events)
    marks: tuple[Mark, ...] = ()
    if standing_of(state) != standing_of(after):
        marks = (Mark(customer_mark(visitor), encode(standing_of(after))),)
    return Decision(
        events,
        Changed(),
        (CloseSessions(command.by, now_ms),) if is_blocked else (),
        marks=marks,
        after=after,
    )


def _events(state: CustomerState, command: ChangeCustomer) -> Iterator[CustomerEvent]:
    """What is different by it."""
    change, by = command.change, command.by
    profile = _changed(state.profile, change)
    if profile != state.profile:
        yield ProfileSet(profile, by)
    if change.tags is not None:
        tags = tuple(dict.fromkeys(change.tags))
        if tags != state.tags:
            yield TagsSet(tags, by)
    if change.level is not None and change.level != state.level:
        yield LevelSet(change.level, by)
    if change.note.strip():
        yield NoteAdded(change.note.strip(), by, command.by_name)
    block, old = change.block, state.block
    if block is not None and _differs(block.reason, block.until_ms, old):
        yield Blocked(block.reason, block.until_ms, by)
    if change.unblocks and old is not None:
        yield Unblocked(by)


def _differs(reason: str, until_ms: int, old: Block | None) -> bool:
    return old is None or (old.reason, old.until_ms) != (reason, until_ms)


def _changed(profile: Profile, change: CustomerChange) -> Profile:
    given = {
        "nickname": change.nickname,
        "phone": change.phone,
        "email": change.email,
        "language": change.language,
    }
    told = {name: value for name, value in given.items() if value is not None}
    profile = replace(profile, **told)
    if change.fields is None:
        return profile
    return replace(profile, fields=tuple(each for each in change.fields if each.value))


def apply(state: CustomerState, event: CustomerEvent, at_ms: int) -> CustomerState:
    """The state after an event; accepts every event ever written."""
    state = replace(state, changes=state.changes + 1)
    match event:
        case ProfileSet(profile):
            return replace(state, profile=profile)
        case TagsSet(tags):
            return replace(state, tags=tags)
        case LevelSet(level):
            return replace(state, level=level)
        case NoteAdded(text, by, by_name):
            note = CustomerNote(text, by, by_name, at_ms)
            return replace(state, notes=(*state.notes, note)[-MAX_NOTES:])
        case Blocked(reason, until_ms, by):
            block = Block(reason, until_ms, by, at_ms)
            return replace(state, block=block, is_enforced=False)
        case Unblocked():
            return replace(state, block=None, is_enforced=True)
        case BlockEnforced():
            return replace(state, is_enforced=True)
        case _:
            assert_never(event)


def standing_of(state: CustomerState) -> Standing:
    """What openings must know."""
    if state.block is None:
        return Standing(state.level)
    return blocked(state.level, state.block.until_ms)


def view_of(
    visitor: VisitorId, state: CustomerState, seq: int, now_ms: int
) -> Customer:
    """What is told of a customer; a block that is over is none."""
    block = state.block
    return Customer(
        visitor,
        seq,
        state.profile,
        state.tags,
        state.level,
        state.notes[::-1],
        block if block is not None and block.holds(now_ms) else None,
    )


def deadlines(state: CustomerState) -> tuple[Deadline[CustomerCommand], ...]:
    """A new block is enforced once more, for what was being opened meanwhile."""
    block = state.block
    if block is None or state.is_enforced:
        return ()
    since_ms = block.since_ms
    again = EnforceBlock(since_ms)
    return (Deadline("block", since_ms, since_ms + ENFORCE_MS, again),)


def index_row(state: CustomerState) -> IndexRow:
    """A start wakes only who has something left to do."""
    due = deadlines(state)
    return IndexRow(
        is_open=bool(due),
        state="blocked" if state.block is not None else "known",
        due_ms=due[0].due_ms if due else None,
        armed_ms=due[0].armed_ms if due else None,
    )


def key_of(command: CustomerCommand) -> int | None:
    """Identifies a change over repetitions."""
    if isinstance(command, ChangeCustomer):
        return operation_key("change", command.by, command.operation)
    return None
