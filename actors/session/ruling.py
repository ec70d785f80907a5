"""PURE: whether what happens may happen: the row of the table for it, or a refusal."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Final

import msgspec

from actors.cards.rating_rule import USUAL_RATING, RatingRule
from actors.flow.shelf import NO_FLOWS, Flows
from actors.intents.shop_intents import NO_INTENTS, ShopIntents
from actors.refusal import Refused, Rule
from actors.robot.answer import GreetingOf, no_greeting
from actors.rules.own_groups import NO_GROUPS, Groups
from actors.rules.rulebook import USUAL_RULES, RuleOf
from actors.rules.settings import ServiceSettings
from actors.session.attendance import Watch
from actors.session.causes import (
    RULE_OF,
    RULE_WITHOUT_ROW,
    WHO,
    Guard,
    Party,
    Stand,
    Trigger,
)
from actors.session.effects import (
    SessionEffect,
)
from actors.session.events import (
    SessionEvent,
)
from actors.session.readers import Reader
from actors.session.reading import (
    parties_of,
    stand_of,
)
from actors.session.rows import Row
from actors.session.state import SessionState
from actors.session.table import TRANSITIONS
from actors.session.terms import Sender, SessionPhase
from actors.webhooks.kinds import NO_PLACES, CopyPlaces, EventKind
from runtime.decision import Decision
from runtime.journal import Outage

SessionDecision = Decision[SessionEvent, SessionEffect, SessionState]

_HOUR_MS: Final = 3_600_000
NOTHING: Final[SessionDecision] = Decision()


class Case(msgspec.Struct, frozen=True):
    """What a decision is made from; `now_ms` is the wall time of the commit.

    `readers` is how far who has come in each room, also where that is not written yet.
    `wanted` is what webhooks want to be told. `rule_of` gives the rule of any group.
    `groups` are those that were named or deleted. `greeting` is the robot's.
    `intents` are those that are recognised.
    """

    session: str
    state: SessionState
    now_ms: int
    settings: ServiceSettings
    watch: Watch
    outages: Sequence[Outage] = ()
    readers: Mapping[str, tuple[Reader, ...]] = {}
    rating: RatingRule = USUAL_RATING
    flows: Flows = NO_FLOWS
    wanted: frozenset[EventKind] = frozenset()
    rule_of: RuleOf = USUAL_RULES.of
    copy_places: CopyPlaces = NO_PLACES
    groups: Groups = NO_GROUPS
    greeting: GreetingOf = no_greeting
    intents: ShopIntents = NO_INTENTS


def parties(case: Case, sender: Sender) -> frozenset[Party]:
    """`parties_of`, without those whose time is over."""
    found = parties_of(case.state, sender)
    if Party.MENTIONED in found and is_late(case):
        found -= {Party.MENTIONED}
    return found


def is_late(case: Case) -> bool:
    """True once it is over for so long that who was mentioned reads no more."""
    until_ms = mention_until_ms(case.state, case.settings)
    return 0 < until_ms <= case.now_ms


def mention_until_ms(state: SessionState, settings: ServiceSettings) -> int:
    """Until when those who were mentioned may read, wall time; 0: while it is open."""
    if state.phase is not SessionPhase.CLOSED or state.aside is None:
        return 0
    since_ms = max((each.since_ms for each in state.aside.guests), default=0)
    return since_ms + round(settings.mention_hours * _HOUR_MS)


def find(case: Case, trigger: Trigger, facts: Collection[Guard] = ()) -> Row | Refused:
    """The row for what happens, of which all guards are among `facts`.

    A refusal names the first guard that fails of the row that comes nearest.
    """
    stand = stand_of(case.state)
    rows = TRANSITIONS[stand].get(trigger)
    if rows is None:
        return Refused(*_without_row(stand, trigger))
    nearest, missing = -1, Guard.CURRENT
    for row in rows:
        for held, guard in enumerate(row.guards):  # noqa: B007 - used after it
            if guard not in facts:
                break
        else:
            return row
        if held >= nearest:
            nearest, missing = held, guard
    rule = RULE_OF.get(missing, Rule.WRONG_STATE)
    return Refused(rule, f"{trigger.value}: expected: {missing.value}")


def _without_row(stand: Stand, trigger: Trigger) -> tuple[Rule, str]:
    match stand:
        case Stand.NEW:
            return Rule.NO_SUCH_SESSION, "there is no such session"
        case Stand.CLOSED:
            return Rule.CLOSED, "the session is closed"
        case _:
            rule = RULE_WITHOUT_ROW.get(trigger, Rule.WRONG_STATE)
            return rule, f"{trigger.value}: not while it is {stand.value}"


def allow(case: Case, sender: Sender, *triggers: Trigger) -> Trigger | Refused:
    """The first of `triggers` that this sender may cause.

    Of a session that does not exist nobody is told more than that.
    """
    if case.state.phase is SessionPhase.NEW:
        return Refused(*_without_row(Stand.NEW, triggers[0]))
    found = parties(case, sender)
    for trigger in triggers:
        if found & WHO[trigger]:
            return trigger
    who = sorted({party.value for one in triggers for party in WHO[one]})
    text = f"{triggers[0].value}: expected {' or '.join(who)}"
    return Refused(Rule.FORBIDDEN, f"{text}, got another {sender.role.value}")


class Permitted(msgspec.Struct, frozen=True):
    """Which of several triggers it is, and its row."""

    trigger: Trigger
    row: Row


def permit(
    case: Case, sender: Sender, facts: Collection[Guard], *triggers: Trigger
) -> Permitted | Refused:
    """The row for the first of `triggers` that this sender may cause."""
    trigger = allow(case, sender, *triggers)
    if isinstance(trigger, Refused):
        return trigger
    row = find(case, trigger, facts)
    return row if isinstance(row, Refused) else Permitted(trigger, row)


def refuse(refused: Refused) -> SessionDecision:
    """The answer to a command that a rule refused."""
    return Decision(answer=refused)
