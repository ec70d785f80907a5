"""The service's answers to what operators ask of the rules."""

from __future__ import annotations

from actors.accounts.permissions import OPERATOR
from actors.refusal import Refused
from admin.operator.settings_frames import (
    AlterRules,
    ReadRules,
    ReadVersions,
    RulesAltered,
    RulesAnswer,
    RulesProblem,
    RulesRead,
    RulesRequest,
    VersionsRead,
)
from admin.rules_office import RulesOffice


async def answer_rules(office: RulesOffice, request: RulesRequest) -> RulesAnswer:
    """Does what whoever owns the machine asks.

    Raises:
        Unavailable: see `RulesOffice`.
    """
    match request:
        case ReadRules():
            return RulesRead(office.base, await office.read(), office.is_silent)
        case AlterRules(operation, changes, expected):
            altered = await office.alter(changes, OPERATOR, operation, expected)
            if isinstance(altered, Refused):
                return RulesProblem(altered)
            return RulesAltered(altered)
        case ReadVersions(after):
            return VersionsRead(await office.versions(after))
