"""PURE: what an agent's commands lead to, and what the events mean.

Rules that depend on how many slots are taken get that told; the slots themselves are in
`slots`, the statuses in `table`.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Final, assert_never

from msgspec.structs import replace

from actors.agent.limits import MAX_CAPACITY, MAX_GROUPS, MAX_VISITS
from actors.agent.messages import (
    MAX_REASON_CHARS,
    AgentCommand,
    AgentEvent,
    AgentRegistered,
    AgentState,
    AgentStatus,
    CheckPresence,
    Freed,
    GuestOf,
    PresenceChanged,
    PresenceLost,
    RegisterAgent,
    Registered,
    SetCapacity,
    SetStatus,
    SlotFreed,
    StatusChanged,
    StatusSet,
    VisitChanged,
    WrapUpOver,
)
from actors.agent.table import ASKED, TRANSITIONS, Consequence, Guard, Trigger
from actors.assignment.routing import Exclusion
from actors.assignment.standing import MAX_SKILL_LEVEL
from actors.ids import SessionId, room_at
from actors.refusal import Refused, Rule
from actors.rules.setting_values import LostAgent
from actors.rules.settings import ServiceSettings
from runtime.decision import Deadline, Decision
from runtime.journal import Capacity, IndexRow

AgentEffect = AgentCommand | Consequence
AgentDecision = Decision[AgentEvent, AgentEffect, AgentState]

SILENT: Final = "silent"
"""Reason of a rest that a lapsed offer led to (Q7)."""

PRESENCE: Final = "presence"
WRAP_UP: Final = "wrap_up"
"""Keys of the durable deadlines."""

AFTER_SERVICE: Final = frozenset({Freed.CLOSED, Freed.MOVED})
"""Causes by which a session that was served lets go of its slot."""

_WHY_NOT: Final[dict[AgentStatus, Exclusion]] = {
    AgentStatus.OFFLINE: Exclusion.OFFLINE,
    AgentStatus.NOT_READY: Exclusion.NOT_READY,
    AgentStatus.REST: Exclusion.REST,
    AgentStatus.ARRANGE: Exclusion.WRAPPING_UP,
}


def refuse(rule: Rule, text: str) -> AgentDecision:
    """Nothing happens but this answer."""
    return Decision(answer=Refused(rule, text))


def refuse_unknown() -> AgentDecision:
    """Nobody registered this agent."""
    return refuse(Rule.NO_SUCH_AGENT, "there is no such agent")


# --- what is asked of the administration


def register(state: AgentState, command: RegisterAgent, entity: str) -> AgentDecision:
    """The agent is created, or becomes what the command says."""
    fault = _capacity_fault(command.capacity) or _fault(command)
    if fault:
        return refuse(Rule.BAD_VALUE, fault)
    is_usual = command.capacity == state.usual_capacity
    skills = command.skills
    event = AgentRegistered(
        command.nickname,
        tuple(dict.fromkeys(command.groups)),
        state.capacity if is_usual else command.capacity,
        state.skills if skills is None else tuple(dict(skills).items()),
        usual_capacity=command.capacity,
    )
    return _registered(state, event, command, entity)


def _registered(
    state: AgentState,
    event: AgentRegistered,
    command: RegisterAgent | SetCapacity,
    entity: str,
) -> AgentDecision:
    if apply(state, event, 0) == state:
        return Decision(answer=Registered())
    return Decision(
        (event,),
        Registered(),
        (command,),
        capacities=(Capacity(entity, event.capacity),),
    )


def _capacity_fault(capacity: int) -> str:
    if not 1 <= capacity <= MAX_CAPACITY:
        return f"expected a capacity of 1 to {MAX_CAPACITY}, got {capacity}"
    return ""


def _fault(command: RegisterAgent) -> str:
    if len(command.groups) > MAX_GROUPS:
        return f"expected at most {MAX_GROUPS} groups, got {len(command.groups)}"
    for skill, level in command.skills or ():
        if not 1 <= level <= MAX_SKILL_LEVEL:
            return f"expected a level of 1 to {MAX_SKILL_LEVEL} in {skill}, got {level}"
    return ""


def set_capacity(state: AgentState, command: SetCapacity, entity: str) -> AgentDecision:
    """The capacity alone changes (Q2)."""
    fault = _capacity_fault(command.capacity)
    if fault:
        return refuse(Rule.BAD_VALUE, fault)
    event = AgentRegistered(
        state.nickname,
        state.groups,
        command.capacity,
        state.skills,
        command.by,
        state.usual_capacity,
    )
    return _registered(state, event, command, entity)


# --- the status


def ask_status(
    state: AgentState, command: SetStatus, *, is_connected: bool
) -> AgentDecision:
    """He, or a supervisor, asks for a status."""
    status = command.status
    trigger = ASKED.get(status)
    if trigger is None:
        text = f"{status.value} cannot be asked for: it follows from the work"
        return refuse(Rule.BAD_VALUE, text)
    if len(command.reason) > MAX_REASON_CHARS:
        text = f"expected at most {MAX_REASON_CHARS} characters as reason"
        return refuse(Rule.BAD_VALUE, text)
    # A reason is for being away: there is none for being free.
    reason = "" if status is AgentStatus.FREE else command.reason
    row = TRANSITIONS[state.status][trigger]
    if (status, reason) == (state.status, state.reason):
        return Decision(answer=StatusSet(status))
    changed = StatusChanged(status, reason, command.by, command.by_name)
    events: tuple[AgentEvent, ...] = (changed,)
    effects: tuple[AgentEffect, ...] = row.consequences
    comes = AgentStatus.OFFLINE is state.status is not status
    if comes and (state.absent_since_ms or not is_connected):
        # From now on he is expected, also when somebody else brings him on line; how
        # long he was away before, and that its end is past, means nothing any more.
        events += (PresenceChanged(is_connected),)
        effects += (CheckPresence(),)
    return Decision(events, StatusSet(status), effects)


def _by_rule(
    state: AgentState,
    trigger: Trigger,
    settings: ServiceSettings,
    first: tuple[AgentEffect, ...] = (),
    reason: str = "",
) -> AgentDecision:
    """What happens by itself; nothing but `first` where the table has no row."""
    row = TRANSITIONS[state.status].get(trigger)
    if row is None or not _holds(row.guard, settings):
        return Decision(effects=first)
    events = () if row.next is state.status else (StatusChanged(row.next, reason),)
    return Decision(events, effects=first + row.consequences)


def _holds(guard: Guard | None, settings: ServiceSettings) -> bool:
    match guard:
        case None:
            return True
        case Guard.WRAPS_UP:
            return settings.wrap_up_seconds > 0
        case Guard.RESTS_ON_SILENCE:
            return settings.rests_on_silence
        case _:
            assert_never(guard)


def slot_freed(
    state: AgentState,
    freed: SlotFreed,
    settings: ServiceSettings,
    *,
    is_known: bool,
    is_last: bool,
) -> AgentDecision:
    """A session lets go of a slot.

    Args:
        state: of the agent.
        freed: the word; a session that starts again repeats it.
        settings: the rules.
        is_known: it has that slot, as far as is known here: this is no repetition.
        is_last: no other slot is in use.
    """
    if is_known and freed.cause is Freed.LAPSED:
        return _by_rule(state, Trigger.LAPSED, settings, (freed,), SILENT)
    if is_known and is_last and freed.cause in AFTER_SERVICE:
        return _by_rule(state, Trigger.LAST_ENDED, settings, (freed,))
    return Decision(effects=(freed,))


def wrap_up_over(
    state: AgentState, over: WrapUpOver, settings: ServiceSettings
) -> AgentDecision:
    """The deadline of `arrange`; an earlier one's means nothing."""
    if state.since_ms != over.since_ms:
        return Decision()
    return _by_rule(state, Trigger.WRAP_UP_OVER, settings)


def presence_lost(
    state: AgentState, lost: PresenceLost, settings: ServiceSettings
) -> AgentDecision:
    """The end of the grace; one of an earlier absence means nothing."""
    if state.absent_since_ms != lost.since_ms:
        return Decision()
    return _by_rule(state, Trigger.ABSENT, settings)


def check_presence(
    state: AgentState, check: CheckPresence, *, is_connected: bool, has_sessions: bool
) -> AgentDecision:
    """He is expected while he is not off-line, and while sessions are with him."""
    is_expected = state.status is not AgentStatus.OFFLINE or has_sessions
    if is_connected == (state.absent_since_ms == 0):
        return Decision()
    if not is_connected and not is_expected:
        return Decision()
    return Decision((PresenceChanged(is_connected),), effects=(check,))


def guest_of(state: AgentState, told: GuestOf) -> AgentDecision:
    """A session says that he takes part in it, as often as it likes (S11)."""
    if (told.session in state.visits) is told.is_in:
        return Decision()
    event = VisitChanged(told.session, told.is_in)
    return Decision((event,), effects=(Consequence.SHOW,))


# --- what the state means


def guest_in(state: AgentState) -> tuple[SessionId, ...]:
    """The sessions in which he is a guest; in conversations he stays a member."""
    return tuple(SessionId(each) for each in state.visits if not room_at(each))


def is_able(state: AgentState) -> bool:
    """True while new sessions may come: free, and somebody is connected (Q12)."""
    return state.status is AgentStatus.FREE and state.absent_since_ms == 0


def is_foreign(state: AgentState, within: Collection[str] | None) -> bool:
    """True if he is in none of those groups; None: that does not matter."""
    return within is not None and set(within).isdisjoint(state.groups)


def why_not(state: AgentState, *, has_room: bool) -> Exclusion | None:
    """Why he can take no session now; None: he can."""
    if state.status is not AgentStatus.FREE:
        return _WHY_NOT[state.status]
    if state.absent_since_ms:
        return Exclusion.DISCONNECTED
    return None if has_room else Exclusion.FULL


def shown_status(state: AgentState, served: int) -> AgentStatus:
    """As people see it: `busy` is `free` at capacity."""
    if state.status is AgentStatus.FREE and served >= state.capacity:
        return AgentStatus.BUSY
    return state.status


def free_since_ms(state: AgentState) -> int:
    """When he became free; 0 while he is not."""
    return state.since_ms if state.status is AgentStatus.FREE else 0


def deadlines(
    state: AgentState, settings: ServiceSettings
) -> tuple[Deadline[AgentCommand], ...]:
    """The end of the grace without a connection, and of the wrap-up (Q12, Q13)."""
    found: list[Deadline[AgentCommand]] = []
    since_ms = state.absent_since_ms if settings.agent_grace_seconds else 0
    if since_ms:
        due_ms = since_ms + round(settings.agent_grace_seconds * 1000)
        found.append(Deadline(PRESENCE, since_ms, due_ms, PresenceLost(since_ms)))
    if state.status is AgentStatus.ARRANGE:
        since_ms = state.since_ms
        due_ms = wrap_up_until_ms(state, settings)
        found.append(Deadline(WRAP_UP, since_ms, due_ms, WrapUpOver(since_ms)))
    return tuple(found)


def frees_plainly(settings: ServiceSettings) -> bool:
    """Whether the end of a session, or of an offer, changes no status."""
    return not (settings.wrap_up_seconds or settings.rests_on_silence)


def requeues(settings: ServiceSettings) -> bool:
    """Whether the sessions of an agent who stays away go back to the line (Q12)."""
    return settings.lost_agent is LostAgent.REQUEUE


def wrap_up_until_ms(state: AgentState, settings: ServiceSettings) -> int:
    """When `arrange` ends, before outages extend it; 0 in other statuses."""
    if state.status is not AgentStatus.ARRANGE:
        return 0
    return state.since_ms + round(settings.wrap_up_seconds * 1000)


def index_row(state: AgentState) -> IndexRow:
    """Registered agents are open, so that a start finds them."""
    return IndexRow(is_open=bool(state.capacity), state=state.status.value)


def apply(state: AgentState, event: AgentEvent, at_ms: int) -> AgentState:
    """The state after an event."""
    match event:
        case AgentRegistered(nickname, groups, capacity, skills, _, usual_capacity):
            return replace(
                state,
                nickname=nickname,
                groups=groups,
                capacity=capacity,
                skills=skills,
                usual_capacity=usual_capacity,
            )
        case StatusChanged(status, reason, by, by_name):
            is_same = status is state.status
            return replace(
                state,
                status=status,
                reason=reason,
                since_ms=state.since_ms if is_same else at_ms,
                by=by,
                by_name=by_name,
            )
        case PresenceChanged(is_there):
            return replace(state, absent_since_ms=0 if is_there else at_ms)
        case VisitChanged(session, is_in):
            others = tuple(each for each in state.visits if each != session)
            visits = (*others, session) if is_in else others
            return replace(state, visits=visits[-MAX_VISITS:])
        case _:
            assert_never(event)
