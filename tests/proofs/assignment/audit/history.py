"""Replays the journal in the order of commits and watches the promises at every step.

Knows the events by their tags alone; positions in a body count from the tag:

    session  1 opened [visitor, nickname, channel, group, stage, priority, skill, level,
                       prefer, …]
             2 assigned [agent, slot, reservation, order, way, group, by, routing]
             3 message [number, room, role, sender, name, body, cid]
             4 closed [reason, by, cause]
             5 queued [group, class, cause, by, priority, skill, level, only, silent, …]
             6 offered [agent, slot, offer, order, group, expires, routing]
             7 lapsed [agent, offer, cause, again]
             8 transfer [group, agent, note, cause, by]       9 transfer ended [cause]
            10 stage [stage, by, …]
            11 noted [what, value, by]           14 visitor's presence [is there]
            33 visitor is awaited, who was not there      34 he has come
            24 card [number, …]    35 … 38 what the robot is asked, and says of it
    agent    1 registered [nickname, groups, capacity, skills, by]
             2 status [status, reason, by]        3 presence [is there]
    group    1 defined [name, [strategy, reception, priority, …]]
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final, NamedTuple

import msgpack

from loadtest.findings import Findings
from tests.proofs.assignment.audit.broken import Broken
from tests.proofs.assignment.audit.lives import (
    NEW,
    RETURNED,
    AgentLife,
    Bid,
    GroupLife,
    Handing,
    Ringing,
    SessionLife,
    Spell,
    bid,
    why_not,
)
from tests.proofs.assignment.audit.rows import SLACK_MS, EventRow, Outages, Rules

Body = list[Any]
QUEUED, OFFERED, SERVING, CLOSED = "queued", "offered", "serving", "closed"
MESSAGE_LEFT: Final = "message_left"
_NOT_THE_LAST: Final = "not the last agent"
_MAY_HAVE_CHANGED: Final = frozenset({"no member", _NOT_THE_LAST})
"""What may have been otherwise when the group made its choice."""
BINDINGS_PER_MS: Final = 1_000_000
"""A group numbers its choices from the moment of its start."""
CALL_MS: Final = 5_000
"""An agent who crashes when he is called may be back, and heard, so much later."""
_ON_THE_WAY: Final = frozenset({"routing", QUEUED, OFFERED})
_BY_HAND_FROM: Final = frozenset({QUEUED, OFFERED, SERVING, MESSAGE_LEFT})


class Binding(NamedTuple):
    """A group's choice: whom it gave a slot to, when, and the number of that choice."""

    session: str
    spell: Spell
    agent: str
    order: int
    at_ms: int
    earlier: tuple[Spell, ...] = ()
    """What it asked for in that line until it was moved, about when it was chosen: the
    move may have come between the choice and its commit."""


class History:
    """The service's life up to the last event taken.

    Args:
        findings: where broken promises go.
        rules: the settings in force.
    """

    def __init__(self, findings: Findings[Broken], rules: Rules) -> None:
        self.sessions: dict[str, SessionLife] = {}
        self.agents: dict[str, AgentLife] = {}
        self.groups: dict[str, GroupLife] = {}
        self.seqs: dict[str, int] = {}
        self.waiting: dict[str, dict[str, SessionLife]] = {}
        """Who is in line, per group; who rings is not."""
        self.outages = Outages()
        self.bindings: list[Binding] = []
        self._bound: set[tuple[str, int]] = set()
        """Since whoever reads the list cleared it."""
        self.earlier: dict[str, list[tuple[Spell, int]]] = {}
        """What sessions asked for, and until when, since it was cleared."""
        self.changed_groups: set[str] = set()
        """Groups in which somebody was registered anew since it was cleared."""
        self.changed_agents: set[str] = set()
        """Who took another status since it was cleared."""
        self.moved_agents: set[str] = set()
        """Whose connection came or went since it was cleared."""
        self.idle_agents: set[str] = set()
        """Whose last session ended since it was cleared."""
        self.asked_offline: set[str] = set()
        """Who was ever set off-line by somebody: clients say so themselves."""
        self.shown_as: dict[tuple[str, int], tuple[str, str, str]] = {}
        """Phase, agent and offer of a session after its n-th event."""
        self.is_on_time = True
        """Nothing stands still and nobody dies: timers fire when they are due."""
        self.unheard_until_ms: dict[str, int] = {}
        """Agents whose actors are left alone: a group that starts hears nothing of
        them, whatever their rows say."""
        self.left_ms: dict[str, int] = {}
        """When visitors went last: where their coming could not be recorded, an older
        absence is all that the journal has, and the service knows better."""
        self.counts = {"assigned": 0, "offered": 0, "lapsed": 0, "swapped": 0}
        self._findings = findings
        self.rules = rules
        self._position = 0
        self._commit = 0
        self._last = ("", 0)
        self._channels: dict[tuple[str, str], str] = {}
        self._offers: set[str] = set()
        self._session_tags: dict[int, Callable[[SessionLife, Body, EventRow], None]] = {
            2: self._assigned,
            3: self._posted,
            4: self._closed,
            5: self._queued,
            6: self._offered,
            7: self._lapsed,
            8: self._handing_over,
            9: self._stays,
            10: self._staged,
            11: self._noted,
            12: _nothing,
            13: _nothing,
            14: self._visitor_presence,
            16: _nothing,
            32: _nothing,
            33: self._awaited,
            34: self._reached,
            24: self._card,
            35: _nothing,
            36: _nothing,
            37: _nothing,
            38: _nothing,
        }

    def take(self, row: EventRow) -> None:
        """Takes the next event."""
        entity = row.entity
        if row.position <= self._position:
            self._add(Broken.INCONSISTENT, f"position {row.position} comes late")
        if row.seq != self.seqs.get(entity, 0) + 1:
            self._add(Broken.GAP, f"{entity} has {row.seq} after {self.seqs[entity]}")
        if (entity, row.at_ms) != self._last or row.position != self._position + 1:
            self._commit = row.position
        self._last = (entity, row.at_ms)
        self._position = row.position
        self.seqs[entity] = row.seq
        kind, _, name = entity.partition("/")
        body: Body = msgpack.unpackb(row.body)
        if kind == "session":
            self._take_session(name, body, row)
        elif kind == "agent":
            self._take_agent(name, body, row)
        else:
            self._take_group(name, body)

    def _add(self, kind: Broken, text: str) -> None:
        self._findings.add(kind, f"{text} (at {self._position})")

    def waited_ms(self, spell: Spell, now_ms: int) -> int:
        """For how long somebody waits, leaving out the time in which nothing ran."""
        lost_ms = self.outages.extended(now_ms, spell.since_ms) - now_ms
        return max(0, now_ms - spell.since_ms - lost_ms)

    def bid(self, spell: Spell, now_ms: int) -> Bid:
        """See `lives.bid`."""
        group, waited_ms = self.groups[spell.group], self.waited_ms(spell, now_ms)
        return bid(spell, group, waited_ms, self.rules)

    def why_not(self, agent: AgentLife, spell: Spell, now_ms: int) -> str:
        """See `lives.why_not`; as things stand at the end of the replay."""
        last = self.agents.get(spell.prefer)
        return why_not(
            agent,
            spell,
            self.groups[spell.group],
            self.waited_ms(spell, now_ms),
            self.rules,
            is_last_there=last is not None
            and last.status != "offline"
            and spell.group in last.groups,
        )

    # --- sessions

    def _take_session(self, name: str, body: Body, row: EventRow) -> None:
        tag = body[0]
        life = self.sessions.get(name)
        if (life is None) != (tag == 1) or (
            life is not None and life.phase == CLOSED and tag != 11
        ):
            self._add(Broken.INCONSISTENT, f"{name} cannot have {body}")
            return
        if life is None:
            life = self._opened(name, body, row)
        else:
            self._leave_line(life)
            if life.is_refused and tag != 9:
                self._add(Broken.TRANSFER, f"{life} was refused and goes on: {body}")
            life.is_refused = False
            self._session_tags[tag](life, body, row)
        if life.is_waiting and life.spell is not None:
            self.waiting.setdefault(life.spell.group, {})[name] = life
        offer = "" if life.ringing is None else life.ringing.offer
        self.shown_as[name, row.seq] = (life.phase, life.agent, offer)

    def _leave_line(self, life: SessionLife) -> None:
        if life.spell is not None:
            self.waiting.get(life.spell.group, {}).pop(life.name, None)

    def _opened(self, name: str, body: Body, row: EventRow) -> SessionLife:
        _, visitor, _, channel, group, stage, priority, skill, level, prefer, *_ = body
        life = SessionLife(
            name, visitor, channel, group, stage, priority, skill, level, prefer
        )
        self.sessions[name] = life
        other = self._channels.get((visitor, channel))
        if other is not None:
            self._add(Broken.DOUBLED, f"{visitor} has {other} and {name} open")
        self._channels[visitor, channel] = name
        if stage == QUEUED:
            life.spell = Spell(
                group,
                row.position,
                row.position,
                row.at_ms,
                NEW,
                priority,
                skill,
                level,
                prefer=prefer,
            )
        return life

    def _assigned(self, life: SessionLife, body: Body, row: EventRow) -> None:
        _, agent, slot, reservation, order, way, group, by, routing, *_ = body
        old_agent, old_slot, handing = life.agent, life.slot, life.handing
        if way == "accepted":
            self._judge_accept(life, agent, slot, reservation, row)
        elif way == "auto" and not life.is_waiting:
            self._add(Broken.DOUBLE_ASSIGNED, f"{life} went to {agent} as well")
        elif way == "hand" and life.phase not in _BY_HAND_FROM:
            self._add(Broken.INCONSISTENT, f"{life} cannot be taken by hand")
        if life.phase == SERVING:
            self._release(old_agent, old_slot, life)
            self._judge_swap(life, agent, way, handing)
        if way == "accepted":
            life.ringing = None
        else:
            self._judge_silent_end(life)
            self._stop_ringing(life)
            self._claim(agent, slot, life)
            if way == "auto":
                self._bind(life, agent, order, routing, row)
        if (order > 0) == (way == "hand"):
            self._add(Broken.INCONSISTENT, f"{life} was bound as number {order}")
        life.phase, life.agent, life.slot = SERVING, agent, slot
        life.group = group or life.group
        life.spell = life.handing = None
        life.prefer = ""
        self.counts["assigned"] += 1
        life.takers.add(by)

    def _judge_accept(
        self,
        life: SessionLife,
        agent: str,
        slot: int,
        offer: str,
        row: EventRow,
    ) -> None:
        ringing = life.ringing
        if ringing is None or ringing.offer != offer or offer not in self._offers:
            self._add(Broken.OFFER_DOUBLE_FIRES, f"{offer} rings no more: {life}")
            return
        self._offers.discard(offer)
        life.ends[offer] = ("accepted", agent)
        if (ringing.agent, ringing.slot) != (agent, slot):
            text = f"{ringing} was accepted by {agent}/{slot}"
            self._add(Broken.DOUBLE_ASSIGNED, text)
        if ringing.expires_ms and self.is_on_time:
            due_ms = self.outages.extended(ringing.expires_ms, ringing.since_ms)
            if row.at_ms > due_ms + SLACK_MS:
                text = f"{ringing} was accepted at {row.at_ms}, due {due_ms}"
                self._add(Broken.OFFER_DOUBLE_FIRES, text)

    def _judge_swap(
        self, life: SessionLife, agent: str, way: str, handing: Handing | None
    ) -> None:
        self.counts["swapped"] += 1
        if way == "hand":
            return
        if handing is None:
            text = f"{life} is served and went to {agent} too"
            self._add(Broken.DOUBLE_ASSIGNED, text)
        elif agent == life.agent or handing.agent not in ("", agent):
            self._add(Broken.TRANSFER, f"{handing} ended at {agent}: {life}")

    def _offered(self, life: SessionLife, body: Body, row: EventRow) -> None:
        _, agent, slot, offer, order, _, expires_ms, routing, *_ = body
        if not life.is_waiting:
            self._add(Broken.DOUBLE_ASSIGNED, f"{life} was offered to {agent} as well")
        if offer in self._offers:
            self._add(Broken.OFFER_DOUBLE_FIRES, f"{offer} rings twice")
        self._stop_ringing(life)
        self._offers.add(offer)
        self._claim(agent, slot, life)
        self._bind(life, agent, order, routing, row)
        life.ringing = Ringing(offer, agent, slot, row.at_ms, expires_ms)
        accept_ms = self.rules.accept_ms
        if expires_ms != (row.at_ms + accept_ms if accept_ms else 0):
            self._add(Broken.INCONSISTENT, f"{life.ringing} has a wrong deadline")
        if life.phase == QUEUED:
            life.phase = OFFERED
        self.counts["offered"] += 1

    def _lapsed(self, life: SessionLife, body: Body, row: EventRow) -> None:
        _, agent, offer, cause, again_ms = body
        ringing = life.ringing
        if ringing is None or (ringing.agent, ringing.offer) != (agent, offer):
            self._add(Broken.OFFER_DOUBLE_FIRES, f"{offer} lapsed again: {life}")
            return
        if cause == "expired":
            due_ms = self.outages.extended(ringing.expires_ms, ringing.since_ms)
            if not ringing.expires_ms or row.at_ms < due_ms:
                text = f"{ringing} lapsed at {row.at_ms}, due {due_ms}"
                self._add(Broken.OFFER_DOUBLE_FIRES, text)
        self._stop_ringing(life)
        life.ends[offer] = (cause, agent)
        is_named = life.handing is not None and bool(life.handing.agent)
        life.is_refused = is_named and cause != "withdrawn"
        if life.phase == OFFERED:
            life.phase = QUEUED
        if life.spell is not None:
            life.spell = replace(life.spell, queue_class=RETURNED)
            if cause != "withdrawn":
                life.spell = replace(life.spell, silent=agent, again_ms=again_ms)
                if again_ms != row.at_ms + self.rules.backoff_ms:
                    text = f"{ringing} is to ring again at {again_ms}"
                    self._add(Broken.INCONSISTENT, text)
        self.counts["lapsed"] += 1

    def _handing_over(self, life: SessionLife, body: Body, row: EventRow) -> None:
        _, group, agent, note, _, by, *_ = body
        if life.phase != SERVING or life.handing is not None:
            self._add(Broken.TRANSFER, f"{life} cannot be handed over")
        life.handing = Handing(group, agent, note, by, row.at_ms)
        life.handings.add(note)
        life.spell = Spell(
            group,
            row.position,
            self._commit,
            row.at_ms,
            RETURNED,
            life.priority,
            "" if agent else life.skill,
            0 if agent else life.level,
            only=(agent,) if agent else (),
            never=life.agent,
            owner=life.agent,
        )

    def _stays(self, life: SessionLife, body: Body, row: EventRow) -> None:
        del row
        life.has_kept = life.has_kept or body[1] == "cancelled"
        if life.phase != SERVING or life.handing is None:
            self._add(Broken.TRANSFER, f"{life} was not being handed over")
        self._judge_silent_end(life)
        self._stop_ringing(life)
        life.handing = life.spell = None

    def _queued(self, life: SessionLife, body: Body, row: EventRow) -> None:
        _, group, queue_class, cause, by, priority, skill, level, only, silent, *_ = (
            body
        )
        old = life.spell if life.is_waiting else None
        stays = old is not None and old.group == group
        pause = old if stays and not silent and not only else None
        has_owner = life.phase == SERVING
        if old is not None:
            self.earlier.setdefault(life.name, []).append((old, row.at_ms))
        if life.away_since_ms and life.phase not in _ON_THE_WAY:
            life.away_since_ms = row.at_ms
        self._let_go(life)
        life.phase, life.group = QUEUED, group
        life.moves.add(by)
        life.priority, life.skill, life.level = priority, skill, level
        life.prefer = life.prefer if cause == "asked" and not has_owner else ""
        life.spell = Spell(
            group,
            old.ticket if old is not None and stays else row.position,
            old.commit if old is not None and stays else self._commit,
            old.since_ms if old is not None and stays else row.at_ms,
            queue_class,
            priority,
            skill,
            level,
            tuple(only),
            silent=silent if pause is None else pause.silent,
            again_ms=0 if pause is None else pause.again_ms,
            prefer=life.prefer,
        )

    def _staged(self, life: SessionLife, body: Body, row: EventRow) -> None:
        del row
        _, stage, by, _ = body
        self._let_go(life)
        life.phase, life.away_since_ms = stage, 0
        life.moves.add(by)

    def _closed(self, life: SessionLife, body: Body, row: EventRow) -> None:
        del row
        owner = life.agent
        self._let_go(life, is_forced=body[3] == "quarantine")
        life.phase, life.agent, life.away_since_ms = CLOSED, owner, 0
        self._channels.pop((life.visitor, life.channel), None)

    def _posted(self, life: SessionLife, body: Body, row: EventRow) -> None:
        del row
        _, number, _, role, sender, _, _, cid = body
        self._number(life, number)
        if role == "visitor":
            life.is_awaited = False
        if (sender, cid) in life.numbers:
            self._add(Broken.DOUBLED, f"{life.name} has {cid} of {sender} twice")
        life.numbers[sender, cid] = number

    def _card(self, life: SessionLife, body: Body, row: EventRow) -> None:
        del row
        self._number(life, body[1])

    def _number(self, life: SessionLife, number: int) -> None:
        if number != life.last_number + 1:
            self._add(Broken.GAP, f"{life.name} has {number} after {life.last_number}")
        life.last_number = number

    def _noted(self, life: SessionLife, body: Body, row: EventRow) -> None:
        del row
        life.notes.add(body[2])

    def _visitor_presence(self, life: SessionLife, body: Body, row: EventRow) -> None:
        life.away_since_ms = 0 if body[1] else row.at_ms

    def _awaited(self, life: SessionLife, body: Body, row: EventRow) -> None:
        del body, row
        life.is_awaited = True

    def _reached(self, life: SessionLife, body: Body, row: EventRow) -> None:
        del body, row
        life.is_awaited = False

    # --- claims

    def _bind(
        self,
        life: SessionLife,
        agent: str,
        order: int,
        routing: Body | None,
        row: EventRow,
    ) -> None:
        """Notes a group's choice; `routing` tells when it was made."""
        if life.spell is None:
            return  # reported already
        at_ms = row.at_ms if routing is None else routing[0]
        if not life.spell.since_ms <= at_ms <= row.at_ms:
            self._add(Broken.INCONSISTENT, f"{life} was bound at {at_ms}")
        number = (life.spell.group, order)
        if number in self._bound:
            self._add(Broken.OFFER_DOUBLE_FIRES, f"{life} was bound as {number} again")
        self._bound.add(number)
        earlier = tuple(
            claim
            for claim, until_ms in self.earlier.get(life.name, ())
            if claim.group == life.spell.group and until_ms >= at_ms - SLACK_MS
        )
        made = Binding(life.name, life.spell, agent, order, at_ms, earlier)
        self.bindings.append(made)
        self._judge_binding(made)

    def _judge_binding(self, made: Binding) -> None:
        """Whom a session excludes never gets it, whatever else happens."""
        spell, agent = made.spell, self.agents[made.agent]
        is_changed = (
            spell.group in self.changed_groups or spell.prefer in self.changed_agents
        )
        # Where things fail, an agent may be away when a group starts and calls for all.
        started_ms = made.order // BINDINGS_PER_MS
        is_new = not self.is_on_time and made.at_ms - started_ms < CALL_MS
        barred = self.why_not(agent, spell, made.at_ms + SLACK_MS)
        is_unheard = made.at_ms < self.unheard_until_ms.get(spell.prefer, 0)
        may_be_unknown = (is_new or is_unheard) and barred == _NOT_THE_LAST
        if barred and not (
            may_be_unknown or (is_changed and barred in _MAY_HAVE_CHANGED)
        ):
            self._add(Broken.WRONGLY_ASSIGNED, f"{made}: {barred}")
        if spell.silent == made.agent and made.at_ms < spell.again_ms:
            self._add(Broken.WRONGLY_ASSIGNED, f"{made} comes before its back-off")

    def _claim(self, agent: str, slot: int, life: SessionLife) -> None:
        holder = self.agents.setdefault(agent, AgentLife(agent))
        if slot in holder.held:
            text = f"{agent}/{slot} has {holder.held[slot]} and {life.name}"
            self._add(Broken.DOUBLE_ASSIGNED, text)
        if len(holder.held) >= holder.capacity or not 1 <= slot <= holder.capacity:
            text = f"{agent} holds {len(holder.held)} of {holder.capacity}, took {slot}"
            self._add(Broken.OVER_ASSIGNED, text)
        holder.held[slot] = life.name

    def _release(self, agent: str, slot: int, life: SessionLife) -> None:
        if self.agents[agent].held.pop(slot, "") != life.name:
            self._add(Broken.INCONSISTENT, f"{life} did not hold {agent}/{slot}")

    def _judge_silent_end(self, life: SessionLife) -> None:
        """Every offer ends on record: accepted, declined, expired or withdrawn."""
        if life.ringing is not None:
            self._add(Broken.OFFER_DOUBLE_FIRES, f"{life.ringing} has no end: {life}")

    def _stop_ringing(self, life: SessionLife) -> None:
        if life.ringing is not None:
            self._release(life.ringing.agent, life.ringing.slot, life)
            self._offers.discard(life.ringing.offer)
            life.ringing = None

    def _let_go(self, life: SessionLife, *, is_forced: bool = False) -> None:
        """Nobody serves it, it rings nowhere, it stands in no line."""
        if not is_forced:
            self._judge_silent_end(life)
        self._stop_ringing(life)
        if life.phase == SERVING:
            self._release(life.agent, life.slot, life)
            if not self.agents[life.agent].held:
                self.idle_agents.add(life.agent)
        life.agent, life.slot = "", 0
        life.spell = life.handing = None

    # --- agents and groups

    def _take_agent(self, name: str, body: Body, row: EventRow) -> None:
        life = self.agents.setdefault(name, AgentLife(name))
        match body:
            case [1, _, groups, capacity, skills, _, *_]:
                self.changed_groups.update(life.groups, groups)
                life.groups, life.capacity = tuple(groups), capacity
                life.skills = dict(skills)
            case [2, status, _, by, *_]:
                self.changed_agents.add(name)
                if status == "offline" and not by:
                    self._judge_absence(life, row)
                life.status, life.status_ms = status, row.at_ms
                life.statuses.add(status)
            case [3, is_there]:
                self.moved_agents.add(name)
                life.is_present = is_there
                life.absent_ms = 0 if is_there else row.at_ms
            case _:
                self._add(Broken.INCONSISTENT, f"{name} cannot have {body}")

    def _judge_absence(self, agent: AgentLife, row: EventRow) -> None:
        """Who did not go by himself was away for the whole grace (Q12)."""
        due_ms = agent.absent_ms + self.rules.agent_grace_ms
        is_late = not agent.is_present and row.at_ms >= due_ms
        if not is_late and agent.name not in self.asked_offline:
            self._add(Broken.MISSED, f"{agent} is off-line at {row.at_ms}")

    def _take_group(self, name: str, body: Body) -> None:
        _, _, rule = body
        strategy, reception, priority, most, seconds, turns_away, _ = rule
        self.groups[name] = GroupLife(
            strategy, reception, priority, most, round(seconds * 1000), turns_away
        )


def _nothing(life: SessionLife, body: Body, row: EventRow) -> None:
    """Reminders and warnings change nothing that is judged here."""
