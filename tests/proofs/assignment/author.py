"""Invents an episode, act by act, with an eye on what is there to act upon.

Each episode has its own taste: some kinds of acts are frequent in it, some are missing,
so that rare meetings become likely in some episode (swarm testing, Groce et al. 2012).
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import accumulate
from random import Random
from typing import Final

from tests.proofs.assignment import operations as act
from tests.proofs.assignment.audit.history import History
from tests.proofs.assignment.setting import MAX_CAPACITY, SKILLS, Setting

_PEOPLE: Final[dict[type[act.Operation], int]] = {
    act.Open: 30,
    act.Post: 8,
    act.Close: 20,
    act.Accept: 16,
    act.LateAccept: 3,
    act.Decline: 5,
    act.HandOver: 8,
    act.Keep: 2,
    act.Assign: 3,
    act.Take: 3,
    act.Move: 3,
    act.EndHuman: 2,
    act.Annotate: 1,
    act.Status: 8,
    act.Capacity: 4,
    act.Enrol: 1,
    act.Connect: 5,
    act.Disconnect: 3,
    act.Come: 3,
    act.Leave: 3,
    act.Again: 3,
    act.Pass: 14,
}
_FAULTS: Final[dict[type[act.Operation], int]] = {
    act.Stall: 3,
    act.Crash: 10,
    act.CrashOn: 8,
    act.Poison: 6,
    act.Restart: 1,
    act.Kill: 3,
    act.Trouble: 6,
    act.Duplicate: 8,
    act.Delay: 8,
    act.Lose: 5,
}
_ALWAYS: Final = frozenset({act.Open, act.Close, act.Accept, act.Pass, act.Connect})
_STATUSES: Final = ("free", "free", "free", "free", "not_ready", "rest", "offline")
_STAGES: Final = ("queued", "queued", "queued", "robot", "message_left")
_PATHS: Final = ("/sessions", "/agents", "/groups", "/opening")
_PICKS: Final = 64
_SEEDS: Final = 2**30


class Author:
    """One episode's acts, one after the other.

    Args:
        setting: the world it happens in.
        history: what is there.
    """

    def __init__(self, setting: Setting, history: History) -> None:
        self._random = random = Random(f"acts of {setting.seed}")
        self._setting = setting
        self._history = history
        self._agents = tuple(one.name for one in setting.staff)
        self._groups = tuple(setting.groups)
        weights = dict(_PEOPLE)
        if not setting.is_calm:
            weights.update(_FAULTS)
        taste = {
            kind: weight * random.choice((1, 1, 1, 3) if kind in _ALWAYS else (0, 1, 4))
            for kind, weight in weights.items()
        }
        self._kinds = tuple(taste)
        self._sums = tuple(accumulate(taste.values()))
        self._rest_share = random.choice((0.2, 0.5, 0.8))
        self._most_steps = random.choice((4, 12, 30))
        self._makers: dict[type[act.Operation], Callable[[], act.Operation]] = {
            act.Open: self._open,
            act.Post: lambda: act.Post(self._visitor(), self._by()),
            act.Close: lambda: act.Close(self._visitor(), self._by()),
            act.Accept: lambda: act.Accept(self._ringing_agent(), self._pick()),
            act.LateAccept: lambda: act.LateAccept(self._agent(), self._pick()),
            act.Decline: lambda: act.Decline(self._ringing_agent(), self._pick()),
            act.HandOver: self._hand_over,
            act.Keep: lambda: act.Keep(self._agent(), self._pick()),
            act.Assign: lambda: act.Assign(self._visitor(), self._agent()),
            act.Take: lambda: act.Take(self._visitor(), self._agent()),
            act.Move: self._move,
            act.EndHuman: lambda: act.EndHuman(self._visitor()),
            act.Annotate: lambda: act.Annotate(self._visitor()),
            act.Status: self._status,
            act.Capacity: lambda: act.Capacity(self._agent(), self._slots()),
            act.Enrol: self._enrol,
            act.Connect: lambda: act.Connect(self._agent()),
            act.Disconnect: lambda: act.Disconnect(self._agent()),
            act.Come: lambda: act.Come(self._visitor()),
            act.Leave: lambda: act.Leave(self._visitor()),
            act.Again: lambda: act.Again(self._pick()),
            act.Pass: lambda: act.Pass(self._seconds()),
            act.Stall: lambda: act.Stall(self._seconds()),
            act.Crash: self._crash,
            act.CrashOn: lambda: act.CrashOn(self._pick()),
            act.Poison: lambda: act.Poison(self._pick(), self._pick() % 4),
            act.Restart: lambda: act.Restart(self._one_of(_PATHS)),
            act.Kill: self._kill,
            act.Trouble: self._trouble,
            act.Duplicate: lambda: act.Duplicate(self._pick()),
            act.Delay: lambda: act.Delay(self._pick()),
            act.Lose: lambda: act.Lose(self._pick()),
        }

    def next(self) -> act.Act:
        """The next act; it may turn out that there is nothing to do it to."""
        random = self._random
        (kind,) = random.choices(self._kinds, cum_weights=self._sums)
        operation = self._makers[kind]()
        steps = act.TO_REST
        if random.random() >= self._rest_share:
            steps = int(random.random() * self._most_steps)
        return act.Act(operation, int(random.random() * _SEEDS), steps)

    # --- whom and what

    def _one_of(self, choices: tuple[str, ...]) -> str:
        return choices[int(self._random.random() * len(choices))]

    def _pick(self) -> int:
        return int(self._random.random() * _PICKS)

    def _visitor(self) -> str:
        return self._one_of(self._setting.visitors)

    def _agent(self) -> str:
        return self._one_of(self._agents)

    def _ringing_agent(self) -> str:
        """One at whom something rings, if there is one."""
        ringing = tuple(
            life.ringing.agent
            for life in self._history.sessions.values()
            if life.ringing is not None
        )
        return self._one_of(ringing) if ringing else self._agent()

    def _by(self) -> act.By:
        chance = self._random.random()
        if chance < 0.5:
            return act.By.VISITOR
        return act.By.AGENT if chance < 0.9 else act.By.SUPERVISOR

    def _seconds(self) -> float:
        chance = self._random.random()
        if chance < 0.7:
            return round(self._random.random() * 3, 2)
        return round(self._random.random() * 40, 2)

    def _slots(self) -> int:
        return 1 + int(self._random.random() * MAX_CAPACITY)

    def _open(self) -> act.Open:
        random = self._random
        visitor, group = self._visitor(), self._one_of(self._groups)
        chance = random.random()
        if chance < 0.5:
            return act.Open(visitor, group)
        if chance < 0.6:
            return act.Open(visitor, group, "robot")
        skill = self._one_of(("", *SKILLS))
        level = 1 + int(random.random() * 5) if skill else 0
        return act.Open(
            visitor, group, "queued", int(random.random() * 4), skill, level
        )

    def _hand_over(self) -> act.HandOver:
        target = self._agent() if self._random.random() < 0.5 else ""
        group = self._one_of(self._groups)
        return act.HandOver(self._agent(), self._pick(), group, target)

    def _move(self) -> act.Move:
        priority = int(self._random.random() * 4)
        stage = self._one_of(_STAGES)
        return act.Move(self._visitor(), stage, self._one_of(self._groups), priority)

    def _status(self) -> act.Status:
        by = act.By.SUPERVISOR if self._random.random() < 0.2 else act.By.AGENT
        return act.Status(self._agent(), self._one_of(_STATUSES), by)

    def _enrol(self) -> act.Enrol:
        groups = tuple(one for one in self._groups if self._random.random() < 0.6)
        return act.Enrol(self._agent(), groups or self._groups[:1])

    def _crash(self) -> act.Crash:
        kind = self._one_of(("sessions", "agents", "groups"))
        return act.Crash(kind, self._pick())

    def _kill(self) -> act.Kill:
        downtime = self._seconds() if self._random.random() < 0.5 else 0.0
        return act.Kill(downtime, self._random.random() < 0.5)

    def _trouble(self) -> act.Trouble:
        fate = self._one_of(("lose_answer", "never", "full"))
        return act.Trouble(fate, 1 + self._pick() % 3)
