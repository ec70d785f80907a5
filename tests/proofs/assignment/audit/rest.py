"""What must be true when nothing moves and nothing is being recovered from."""

from __future__ import annotations

from dataclasses import dataclass

from loadtest.findings import Findings
from tests.proofs.assignment.audit.broken import Broken
from tests.proofs.assignment.audit.history import OFFERED, QUEUED, SERVING, History
from tests.proofs.assignment.audit.lives import (
    AgentLife,
    SessionLife,
    Spell,
)
from tests.proofs.assignment.audit.rows import SLACK_MS, Rules

ANSWER_MS = 1_000
"""A session that comes back into memory to end asks first whether anybody is there."""


@dataclass(frozen=True, slots=True)
class Rest:
    """One moment of rest.

    Args:
        history: the replay up to it.
        rules: the settings in force.
        now_ms: wall time.
        findings: where broken promises go.
    """

    history: History
    rules: Rules
    now_ms: int
    findings: Findings[Broken]

    def check(self) -> int:
        """Judges everybody; says how many stood in line."""
        waiting = 0
        for name, line in self.history.waiting.items():
            members = [
                agent for agent in self.history.agents.values() if name in agent.groups
            ]
            able = [agent for agent in members if agent.could_serve]
            for life in line.values():
                waiting += 1
                if able and life.spell is not None:
                    self._check_waiting(life, life.spell, able)
        for life in self.history.sessions.values():
            self._check_deadlines(life)
        for agent in self.history.agents.values():
            self._check_agent(agent)
        return waiting

    def _check_waiting(
        self, life: SessionLife, spell: Spell, able: list[AgentLife]
    ) -> None:
        past_ms = self.now_ms - SLACK_MS
        eligible = [
            agent for agent in able if not self.history.why_not(agent, spell, past_ms)
        ]
        others = [agent for agent in eligible if agent.name != spell.silent]
        if eligible and not others and past_ms < spell.again_ms:
            return
        if eligible:
            text = f"{life.name} {spell} waits at {self.now_ms} beside {eligible}"
            self.findings.add(Broken.WAITING_BESIDE_ELIGIBLE, text)

    def _check_deadlines(self, life: SessionLife) -> None:
        """Nothing rings, waits to be handed over or is waited for for ever."""
        if life.phase not in {QUEUED, OFFERED, SERVING}:
            return
        rules, extended = self.rules, self.history.outages.extended
        late: str = ""
        ringing, handing = life.ringing, life.handing
        if ringing is not None and ringing.expires_ms:
            due_ms = extended(ringing.expires_ms, ringing.since_ms)
            late = "it rings" if due_ms + SLACK_MS < self.now_ms else late
        if handing is not None and ringing is None and rules.transfer_ms:
            # While it rings the ringing decides; after that nobody else is tried.
            due_ms = handing.since_ms + rules.transfer_ms
            due_ms = extended(due_ms, handing.since_ms)
            late = "it is handed over" if due_ms + SLACK_MS < self.now_ms else late
        away_ms = 0 if life.is_awaited else life.away_since_ms
        away_ms = away_ms and max(away_ms, self.history.left_ms.get(life.visitor, 0))
        if away_ms and life.phase != SERVING and rules.visitor_grace_ms:
            due_ms = extended(away_ms + rules.visitor_grace_ms, away_ms) + ANSWER_MS
            late = "nobody is there" if due_ms + SLACK_MS < self.now_ms else late
        if life.is_refused:
            self.findings.add(Broken.TRANSFER, f"{life} was refused and goes on")
        if late:
            text = f"{late} at {self.now_ms}: {life}"
            self.findings.add(Broken.MISSED, text)

    def _check_agent(self, agent: AgentLife) -> None:
        rules, extended = self.rules, self.history.outages.extended
        now_ms = self.now_ms - SLACK_MS
        if agent.status == "arrange":
            due_ms = extended(agent.status_ms + rules.wrap_up_ms, agent.status_ms)
            if due_ms < now_ms:
                self.findings.add(Broken.MISSED, f"{agent} wraps up at {self.now_ms}")
        if not agent.is_present and agent.status != "offline":
            due_ms = extended(agent.absent_ms + rules.agent_grace_ms, agent.absent_ms)
            if due_ms < now_ms:
                self.findings.add(Broken.MISSED, f"{agent} is away at {self.now_ms}")
        if agent.status != "free":
            self._check_withdrawn(agent)

    def _check_withdrawn(self, agent: AgentLife) -> None:
        for name in agent.held.values():
            ringing = self.history.sessions[name].ringing
            if ringing is not None and ringing.agent == agent.name:
                text = f"{name} rings at {agent} at {self.now_ms}"
                self.findings.add(Broken.WRONGLY_ASSIGNED, text)
