"""The service's answers to what operators ask of the rules."""

from __future__ import annotations

from actors.accounts.permissions import THE_OPERATOR
from actors.refusal import Refused
from actors.rules.rulebook import Rulebook
from admin.operator.settings_frames import (
    AlterRules,
    GroupRow,
    GroupsRead,
    ReadGroups,
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
            return _read(office, await office.read())
        case AlterRules(operation, changes, expected):
            altered = await office.alter(changes, THE_OPERATOR, operation, expected)
            if isinstance(altered, Refused):
                return RulesProblem(altered)
            return RulesAltered(altered)
        case ReadVersions(after):
            return VersionsRead(await office.versions(after))
        case ReadGroups():
            rows = [
                GroupRow(
                    each.group,
                    each.name,
                    office.rules.book.rule_of(each.group),
                    each.members,
                    each.waiting,
                    office.rules.groups.heir_of(each.group),
                )
                for each in office.groups()
            ]
            return GroupsRead(tuple(rows))


def _read(office: RulesOffice, book: Rulebook) -> RulesRead:
    rules = office.rules
    return RulesRead(rules.base, book, office.is_silent, rules.base_channels)
