"""The small world of one episode, drawn from its seed."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from actors.assignment.messages import GroupRule
from actors.assignment.routing import Reception, Strategy
from actors.rules.setting_values import LostAgent
from actors.rules.settings import ServiceSettings
from actors.session_memory import USUAL_MEMORY, SessionMemory
from tests.proofs.assignment.audit.rows import Rules

SKILLS = ("refund", "billing")
MAX_CAPACITY = 4
CALM_SHARE = 0.4
"""Of episodes in which nothing fails: there every rest is judged, and every order."""


@dataclass(frozen=True, slots=True)
class Staff:
    """One agent as he is registered first."""

    name: str
    capacity: int
    groups: tuple[str, ...]
    skills: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Setting:
    """Rules, groups, agents and visitors; `is_calm`: no operation is a fault."""

    seed: int
    is_calm: bool
    settings: ServiceSettings
    memory: SessionMemory
    groups: dict[str, GroupRule]
    staff: tuple[Staff, ...]
    visitors: tuple[str, ...]


def draw_setting(seed: int) -> Setting:
    """The world of the episode with this seed."""
    random = Random(seed)
    names = ("g", "h", "i")[: random.choice((1, 2, 2, 3))]
    groups = {name: _draw_rule(random, name, names) for name in names}
    staff = tuple(_draw_staff(random, number, names) for number in _count(random, 5))
    visitors = tuple(f"v{number}" for number in _count(random, 10, least=3))
    is_calm = random.random() < CALM_SHARE
    settings, memory = _draw_settings(random), _draw_memory(random)
    return Setting(seed, is_calm, settings, memory, groups, staff, visitors)


def _count(random: Random, most: int, least: int = 1) -> range:
    return range(random.randint(least, most))


def _draw_memory(random: Random) -> SessionMemory:
    """Often so small that sessions leave memory all the time."""
    if random.random() < 0.4:
        return USUAL_MEMORY
    return SessionMemory(
        idle_seconds=random.choice((2.0, 20.0)), max_awake=random.choice((1, 4))
    )


def _draw_rule(random: Random, name: str, names: tuple[str, ...]) -> GroupRule:
    others = tuple(one for one in names if one != name)
    turns_away = random.random() < 0.15
    return GroupRule(
        strategy=random.choice(list(Strategy)),
        reception=random.choice(list(Reception)),
        priority=random.choice((0, 0, 0, 2)),
        max_waiting=random.choice((0, 0, 0, 0, 2, 5)),
        max_wait_seconds=random.choice((0.0, 0.0, 0.0, 20.0)),
        turns_away_without_agents=turns_away,
        overflow=random.choice(("", *others)),
    )


def _draw_staff(random: Random, number: int, names: tuple[str, ...]) -> Staff:
    groups = tuple(sorted(random.sample(names, random.randint(1, len(names)))))
    skills = tuple(
        (skill, random.randint(1, 5)) for skill in SKILLS if random.random() < 0.5
    )
    return Staff(f"a{number}", random.randint(1, MAX_CAPACITY), groups, skills)


def _draw_settings(random: Random) -> ServiceSettings:
    pick = random.choice
    return ServiceSettings(
        visitor_silence_seconds=pick((0.0, 0.0, 40.0)),
        visitor_warning_seconds=pick((0.0, 10.0)),
        robot_silence_seconds=pick((0.0, 60.0)),
        agent_reminder_seconds=pick((0.0, 5.0)),
        agent_silence_seconds=pick((0.0, 0.0, 15.0)),
        accept_seconds=pick((0.0, 1.0, 5.0, 20.0)),
        rests_on_silence=pick((False, False, True)),
        backoff_seconds=pick((0.0, 1.0, 5.0)),
        transfer_seconds=pick((0.0, 5.0, 30.0)),
        sticky_seconds=pick((0.0, 5.0, 30.0)),
        relax_seconds=pick((0.0, 2.0, 15.0)),
        ageing_seconds=pick((0.0, 2.0, 60.0)),
        wrap_up_seconds=pick((0.0, 0.0, 3.0)),
        agent_grace_seconds=pick((2.0, 10.0, 30.0)),
        lost_agent=pick(list(LostAgent)),
        visitor_grace_seconds=pick((3.0, 20.0, 60.0)),
        position_seconds=pick((1.0, 5.0)),
        reservation_seconds=pick((0.5, 2.0, 5.0)),
        settle_seconds=pick((0.05, 0.25)),
        bid_seconds=pick((0.05, 0.25)),
    )


def rules_of(settings: ServiceSettings) -> Rules:
    """What the auditor must know of the settings."""
    return Rules(
        accept_ms=_ms(settings.accept_seconds),
        backoff_ms=_ms(settings.backoff_seconds),
        transfer_ms=_ms(settings.transfer_seconds),
        sticky_ms=_ms(settings.sticky_seconds),
        relax_ms=_ms(settings.relax_seconds),
        ageing_ms=_ms(settings.ageing_seconds),
        wrap_up_ms=_ms(settings.wrap_up_seconds),
        agent_grace_ms=_ms(settings.agent_grace_seconds),
        visitor_grace_ms=_ms(settings.visitor_grace_seconds),
        visitor_silence_ms=_ms(settings.visitor_silence_seconds),
        agent_silence_ms=_ms(settings.agent_silence_seconds),
        rests_on_silence=settings.rests_on_silence,
    )


def _ms(seconds: float) -> int:
    return round(seconds * 1000)
