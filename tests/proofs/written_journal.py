"""A journal written by hand, for the auditor of the assignment proof."""

from __future__ import annotations

import msgpack

from tests.proofs.assignment.audit.auditor import Auditor
from tests.proofs.assignment.audit.broken import Broken
from tests.proofs.assignment.audit.ledger import Ledger
from tests.proofs.assignment.audit.rows import SLACK_MS, EventRow, Rules

START_MS = 1_000_000
RULES = Rules(
    accept_ms=20_000,
    backoff_ms=5_000,
    transfer_ms=60_000,
    sticky_ms=30_000,
    relax_ms=15_000,
    ageing_ms=60_000,
    wrap_up_ms=10_000,
    agent_grace_ms=30_000,
    visitor_grace_ms=60_000,
    visitor_silence_ms=0,
    agent_silence_ms=0,
    rests_on_silence=False,
)
AWAY = False
USUAL_RULE = ("longest_idle", "auto", 0, 0, 0.0, False, "")


class Journal:
    """Rows, one commit after another, a second apart unless told."""

    def __init__(self) -> None:
        self.ledger = Ledger()
        self.auditor = Auditor(self.ledger, RULES)
        self.now_ms = START_MS
        self.orders = 0
        self._position = 0
        self._seqs: dict[str, int] = {}
        self.event("group/g", 1, "G", USUAL_RULE)

    def event(self, entity: str, *body: object, skips: int = 0) -> int:
        self._position += 1
        self.now_ms += 1_000
        seq = self._seqs[entity] = self._seqs.get(entity, 0) + 1 + skips
        packed = msgpack.packb(body)
        row = EventRow(self._position, entity, seq, self.now_ms, packed)
        self.auditor.take([row])
        return self._position

    def agent(self, agent: str, capacity: int, *groups: str, **skills: int) -> None:
        named = groups or ("g",)
        self.event(
            f"agent/{agent}", 1, agent, named, capacity, list(skills.items()), ""
        )
        self.event(f"agent/{agent}", 2, "free", "", "")

    def status(self, agent: str, status: str) -> None:
        self.event(f"agent/{agent}", 2, status, "", "")

    def open(
        self, session: str, group: str = "g", skill: str = "", level: int = 0
    ) -> int:
        """Visitor `w` opens session `vw`."""
        body = (session[1:], "", "web", group, "queued", 0, skill, level, "")
        return self.event(f"session/{session}", 1, *body)

    def routing(self, group: str = "g") -> tuple[object, ...]:
        at_ms = self.now_ms + 1_000
        return (at_ms, group, "longest_idle", 0, 0, 1, "", 1, (), ())

    def assign(
        self, session: str, agent: str, slot: int = 1, order: int = 0, way: str = "auto"
    ) -> None:
        self.orders += 1
        number = 0 if way == "hand" else order or self.orders
        routing = self.routing() if way == "auto" else None
        made = f"r{self.orders}"
        body = (agent, slot, made, number, way, "g", "", routing)
        self.event(f"session/{session}", 2, *body)

    def offer(self, session: str, agent: str, offer: str, slot: int = 1) -> None:
        self.orders += 1
        expires_ms = self.now_ms + 1_000 + RULES.accept_ms
        body = (agent, slot, offer, self.orders, "g", expires_ms, self.routing())
        self.event(f"session/{session}", 6, *body)

    def accept(self, session: str, agent: str, offer: str, slot: int = 1) -> None:
        body = (agent, slot, offer, self.orders, "accepted", "g", "", None)
        self.event(f"session/{session}", 2, *body)

    def lapse(
        self, session: str, agent: str, offer: str, cause: str = "declined"
    ) -> None:
        again_ms = self.now_ms + 1_000 + RULES.backoff_ms
        self.event(f"session/{session}", 7, agent, offer, cause, again_ms)

    def hand_over(self, session: str, agent: str = "") -> None:
        self.event(f"session/{session}", 8, "g", agent, "note", "agent", "a")

    def close(self, session: str) -> None:
        self.event(f"session/{session}", 4, "client", "v", "asked")

    def rest(self, *, is_disturbed: bool = False, is_single: bool = True) -> None:
        self.auditor.rest(
            self.now_ms + 2 * SLACK_MS, is_disturbed=is_disturbed, is_single=is_single
        )

    @property
    def broken(self) -> set[Broken]:
        return set(self.auditor.findings.counts)
