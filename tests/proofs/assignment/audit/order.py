"""Who was served before whom, judged between two moments of rest.

Who stood in line at one rest, and stood there all the time to the next, was known to
the group whenever it chose. So every choice in between must have been for the better
claim among those whom the chosen agent may serve (FIFO within a class and priority).

A session that was chosen and sent back by a refusal leaves no row: after a fault, or
where an agent was registered anew (a capacity was cut), a stretch is not judged.
"""

from __future__ import annotations

from loadtest.findings import Findings
from tests.proofs.assignment.audit.broken import Broken
from tests.proofs.assignment.audit.history import Binding, History
from tests.proofs.assignment.audit.lives import SessionLife, Spell
from tests.proofs.assignment.audit.rows import SLACK_MS


class Order:
    """Judges each stretch between two rests.

    Args:
        history: the replay.
        findings: where broken promises go.
    """

    def __init__(self, history: History, findings: Findings[Broken]) -> None:
        self.judged = 0
        """Choices that were made beside somebody who waited."""
        self.across = 0
        """Of these, choices beside somebody who waited in another group."""
        self._history = history
        self._findings = findings
        self._stood: list[tuple[SessionLife, Spell]] = []
        self._could: set[str] = set()
        self._able: set[str] = set()

    def rest(self, *, is_disturbed: bool, is_single: bool) -> None:
        """Judges what happened since the last rest.

        Args:
            is_disturbed: something failed meanwhile.
            is_single: people did one thing only, so that nothing raced across groups.
        """
        bindings = self._history.bindings
        history = self._history
        if is_single and not is_disturbed:
            self._judge_wrap_up(bindings)
        if bindings and not is_disturbed:
            self._judge_able(bindings)
            if is_single:
                self._judge_silent(bindings)
            first = _first_orders(bindings)
            for session, spell in self._stood:
                if (
                    spell.group in history.changed_groups
                    or spell.prefer in history.changed_agents
                ):
                    continue
                self._judge(session, spell, bindings, first)
                if is_single and len(bindings) == 1 and not history.changed_groups:
                    self._judge_across(session, spell, bindings[0])
        bindings.clear()
        history.earlier.clear()
        history.changed_groups.clear()
        history.changed_agents.clear()
        history.moved_agents.clear()
        history.idle_agents.clear()
        self._able = {one.name for one in history.agents.values() if one.is_able}
        self._could = {one.name for one in history.agents.values() if one.could_serve}
        self._stood = [
            (life, life.spell)
            for line in self._history.waiting.values()
            for life in line.values()
            if life.spell is not None
        ]

    def _judge(
        self,
        session: SessionLife,
        spell: Spell,
        bindings: list[Binding],
        first: dict[tuple[str, Spell], int],
    ) -> None:
        own = first.get((session.name, spell))
        if own is None and session.spell != spell:
            return  # it left the line, or moved: nobody knows before which choice
        for made in bindings:
            if made.spell.group != spell.group or made.session == session.name:
                continue
            if own is not None and own < made.order:
                continue
            self.judged += 1
            if self._is_better(spell, made) and self._may_serve(spell, made):
                text = f"{made} was chosen before {session.name} {spell}"
                self._findings.add(Broken.FIFO, text)

    def _judge_able(self, bindings: list[Binding]) -> None:
        """Who could take nothing, and did nothing about it, gets nothing (Q12)."""
        history = self._history
        could = self._able | history.changed_agents | history.moved_agents
        for made in bindings:
            if made.agent not in could:
                text = f"{made} went to {history.agents[made.agent]}"
                self._findings.add(Broken.WRONGLY_ASSIGNED, text)

    def _judge_wrap_up(self, bindings: list[Binding]) -> None:
        """Whose last session ended wraps up, if nothing was on its way to him (Q13)."""
        history = self._history
        if self._stood or bindings or not history.rules.wrap_up_ms:
            return
        for name in history.idle_agents - history.changed_agents:
            agent = history.agents[name]
            if agent.status == "free" and not agent.held:
                self._findings.add(Broken.MISSED, f"{agent} does not wrap up")

    def _judge_silent(self, bindings: list[Binding]) -> None:
        """Who let an offer lapse gets it again only if nobody else could serve (Q7)."""
        history = self._history
        busy = history.changed_agents | {made.agent for made in bindings}
        for made in bindings:
            spell = made.spell
            if made.agent != spell.silent or spell.group in history.changed_groups:
                continue
            others = [
                agent
                for agent in history.agents.values()
                if agent.name in self._could
                and agent.name not in busy
                and agent.could_serve
                and not history.why_not(agent, spell, made.at_ms - SLACK_MS)
            ]
            if others and spell.prefer not in history.changed_agents:
                text = f"{made} went to the silent one beside {others}"
                self._findings.add(Broken.WRONGLY_ASSIGNED, text)

    def _judge_across(self, session: SessionLife, spell: Spell, made: Binding) -> None:
        is_elsewhere = spell.group != made.spell.group
        if not is_elsewhere or session.spell != spell:
            return
        if self._may_serve(spell, made):
            self.across += 1
            if self._is_better(spell, made):
                text = f"{made} was chosen, {session.name} {spell} in another group not"
                self._findings.add(Broken.FIFO, text)

    def _is_better(self, spell: Spell, made: Binding) -> bool:
        """The better claim all around the moment of the choice.

        Better than whatever the chosen one may have asked for then.
        """
        history = self._history
        return all(
            history.bid(spell, at_ms) < history.bid(claim, at_ms)
            for claim in (made.spell, *made.earlier)
            for at_ms in (made.at_ms - SLACK_MS, made.at_ms, made.at_ms + SLACK_MS)
        )

    def _may_serve(self, spell: Spell, made: Binding) -> bool:
        agent = self._history.agents[made.agent]
        if spell.silent == agent.name:
            return False  # only when there is nobody else: judged at rest
        return not self._history.why_not(agent, spell, made.at_ms - SLACK_MS)


def _first_orders(bindings: list[Binding]) -> dict[tuple[str, Spell], int]:
    """Number of the first choice of each stay in a line, with the claim it had."""
    first: dict[tuple[str, Spell], int] = {}
    for made in bindings:
        key = (made.session, made.spell)
        first[key] = min(made.order, first.get(key, made.order))
    return first
