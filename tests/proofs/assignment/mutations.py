"""Rules of assignment, each broken on purpose: what the proof must find.

A mutation replaces text of the product's source, which must stand there exactly once,
so that none can go stale unnoticed.
"""

from __future__ import annotations

from typing import Final, NamedTuple


class Edit(NamedTuple):
    """Text of one file, and what stands there instead."""

    path: str
    old: str
    new: str


class Mutation(NamedTuple):
    """One rule that is broken."""

    name: str
    edits: tuple[Edit, ...]


def _one(name: str, path: str, old: str, new: str) -> Mutation:
    return Mutation(name, (Edit(path, old, new),))


MUTATIONS: Final = (
    _one(
        "an agent does not count who serves",
        "actors/agent/slots.py",
        "            self._taken[slot] = session\n            return Heard.HELD",
        "            self._give_back(slot)\n            return Heard.HELD",
    ),
    _one(
        "a session takes no claim on its slot",
        "actors/session/conclusion.py",
        "claims=_in_order(holds - held),",
        "claims=_in_order(x for x in holds - held if x.resource[0] == 'v'),",
    ),
    _one(
        "a session keeps its claim when it ends",
        "actors/session/conclusion.py",
        "releases_all=is_over,",
        "",
    ),
    _one(
        "a freed slot is not announced",
        "actors/agent/slot_office.py",
        "now_ms\n        self.changed(moment)\n        return True",
        "now_ms\n        return True",
    ),
    _one(
        "who comes on line is not announced",
        "actors/agent/actor.py",
        "and not self._connections\n                office.changed(moment)",
        "and not self._connections",
    ),
    _one(
        "who becomes free is not announced",
        "actors/agent/actor.py",
        "case Consequence.ANNOUNCE:\n                office.changed(moment)",
        "case Consequence.ANNOUNCE:\n                pass",
    ),
    _one(
        "a raised capacity is not announced",
        "actors/agent/actor.py",
        "office.read()\n        office.changed(moment)\n",
        "office.read()\n",
    ),
    _one(
        "a group that is joined hears nothing",
        "actors/agent/actor.py",
        "        office.groups = groups\n",
        "        office.groups = office.groups or groups\n",
    ),
    _one(
        "an auction waits for a group that was left",
        "actors/agent/auction.py",
        "        self._owing.pop(group, None)\n        left =",
        "        left =",
    ),
    _one(
        "the worst bid of all groups wins",
        "actors/agent/auction.py",
        "best = min(",
        "best = max(",
    ),
    Mutation(
        "the last in line comes first",
        (
            Edit(
                "actors/assignment/hall.py",
                "lane.open.put(waiting.ticket, waiting)",
                "lane.open.put(-waiting.ticket, waiting)",
            ),
            Edit(
                "actors/assignment/lobby.py",
                "found.ticket < known.ticket",
                "found.ticket > known.ticket",
            ),
            Edit(
                "actors/assignment/waiting.py",
                "other.ticket < one.ticket",
                "other.ticket > one.ticket",
            ),
        ),
    ),
    Mutation(
        "urgency is ignored",
        (
            Edit(
                "actors/assignment/lobby.py",
                "return min(heads.values(), key=CLAIM, default=None)",
                "return max(heads.values(), key=CLAIM, default=None)",
            ),
            Edit(
                "actors/assignment/lobby.py",
                "CLAIM(found) < CLAIM(best)",
                "CLAIM(found) > CLAIM(best)",
            ),
        ),
    ),
    _one(
        "who comes back from an offer stands behind",
        "actors/session/fold.py",
        "queue_class=QueueClass.RETURNED, keeps_ticket=True)",
        "queue_class=QueueClass.RETURNED)",
    ),
    _one(
        "an offer lapses before its time",
        "actors/session/deadlines.py",
        'Deadline("offer", offer.since_ms, offer.expires_ms, over)',
        'Deadline("offer", offer.since_ms, offer.expires_ms - 500, over)',
    ),
    _one(
        "an offer rings for twice its time",
        "actors/session/offers.py",
        "case.now_ms + command.accept_ms if",
        "case.now_ms + 2 * command.accept_ms if",
    ),
    _one(
        "no deadline is armed after a start",
        "runtime/durable.py",
        "self._recent.is_complete = self.seq == 0\n        self._arm()",
        "self._recent.is_complete = self.seq == 0",
    ),
    Mutation(
        "the back-off is ignored",
        (
            Edit(
                "actors/assignment/core.py",
                "now_ms < standing.again_ms or standing.silent == standing.never",
                "standing.silent == standing.never",
            ),
            Edit(
                "actors/assignment/core.py",
                "        if now_ms < standing.again_ms:\n            return False\n",
                "",
            ),
        ),
    ),
    _one(
        "the silent agent gets it again beside others",
        "actors/assignment/core.py",
        "self._candidate(waiting, (standing.never, standing.silent))",
        "self._candidate(waiting, (standing.never,))",
    ),
    _one(
        "a transfer frees the old slot at once",
        "actors/session/reading.py",
        "    if state.phase is SessionPhase.SERVING:\n        held.add",
        "    if state.phase is SessionPhase.SERVING and not state.transfer:\n"
        "        held.add",
    ),
    _one(
        "a refused transfer leaves the session with nobody",
        "actors/session/fold.py",
        "transfer=None, line=_asked_for(state.line), quiet=quiet)",
        "transfer=None, line=_asked_for(state.line), agent='')",
    ),
    _one(
        "a refused transfer to an agent goes on",
        "actors/session/offers.py",
        "return (lapsed, TransferEnded(end))",
        "return (lapsed,) if end else ()",
    ),
    _one(
        "a late accept wins",
        "actors/session/offers.py",
        "(ringing.offer, ringing.agent) == (command.offer, command.sender.id)",
        "ringing.agent == command.sender.id",
    ),
    _one(
        "the agent is not told that a session closed",
        "actors/session/actor.py",
        "directory.agent(to).tell(SlotFreed(session, slot, cause))",
        "cause.value != 'closed' and "
        "directory.agent(to).tell(SlotFreed(session, slot, cause))",
    ),
    _one(
        "a repeated operation happens again",
        "runtime/durable.py",
        "key = self.operation_key(command)\n",
        "key = None\n",
    ),
    _one(
        "a group that starts forgets who waited",
        "actors/assignment/actor.py",
        '        self._load("")\n',
        "        self.context.ref.tell(QueueRead((), is_last=True))\n",
    ),
    Mutation(
        "an agent whose connection is lost gets new sessions",
        (
            Edit(
                "actors/agent/core.py",
                "state.status is AgentStatus.FREE and state.absent_since_ms == 0",
                "state.status is AgentStatus.FREE",
            ),
            Edit(
                "actors/agent/core.py",
                "    if state.absent_since_ms:\n        return Exclusion",
                "    if state.absent_since_ms < 0:\n        return Exclusion",
            ),
        ),
    ),
    _one(
        "an absent agent has no grace",
        "actors/agent/core.py",
        "since_ms + round(settings.agent_grace_seconds * 1000)",
        "since_ms + 100",
    ),
    _one(
        "an absent agent stays on line for ever",
        "actors/agent/core.py",
        "    if since_ms:\n        due_ms",
        "    if since_ms < 0:\n        due_ms",
    ),
    _one(
        "nobody wraps up",
        "actors/agent/core.py",
        "return settings.wrap_up_seconds > 0",
        "return settings.wrap_up_seconds < 0",
    ),
    _one(
        "a wrap-up never ends",
        "actors/agent/core.py",
        "    if state.status is AgentStatus.ARRANGE:\n        since_ms",
        "    if state.status is AgentStatus.BUSY:\n        since_ms",
    ),
    _one(
        "offers go on ringing at who left",
        "actors/agent/actor.py",
        "self._tell_sessions(WithdrawOffer(self._agent))",
        "pass",
    ),
    _one(
        "what is asked for in skill is ignored",
        "actors/assignment/lobby.py",
        "        if waiting.level:\n",
        "        if waiting.level < 0:\n",
    ),
    _one(
        "a visitor who left waits on",
        "actors/session/presence.py",
        "if is_away and grace_ms and not is_awaited",
        "if is_away and grace_ms < 0 and not is_awaited",
    ),
    _one(
        "the index forgets how somebody stands",
        "actors/session/deadlines.py",
        "detail = encode_standing(standing_of(state))",
        "detail = encode_standing(Standing(state.line.since_ms))",
    ),
    _one(
        "a change is shown to nobody",
        "actors/session/actor.py",
        "self._publish(self._view())\n                self._show_rooms()",
        "pass\n                self._show_rooms()",
    ),
)
