"""All routes of administration for programs, and for its pages."""

from __future__ import annotations

from collections.abc import Iterator

from quart import Blueprint

from admin.api.audit import audit_api
from admin.api.channels import channels_api
from admin.api.customers import customers_api
from admin.api.door import ApiDoor
from admin.api.groups import groups_api
from admin.api.hours import hours_api
from admin.api.inviting import Inviting
from admin.api.keys import keys_api
from admin.api.members import members_api
from admin.api.observer import observer_api
from admin.api.reports import reports_api
from admin.api.robot_routes import robot_routes
from admin.api.roster import roster_api
from admin.api.rule_versions import rule_versions_api
from admin.api.rules import rules_api
from admin.api.sessions import sessions_api
from admin.api.upkeep import upkeep_api
from admin.api.webhooks import webhooks_api
from admin.offices import Offices
from admin.operator.wall_clock import wall_ms


def api_routes(door: ApiDoor, offices: Offices) -> Iterator[Blueprint]:
    """A blueprint per noun; each is a few lines over an office."""
    inviting = Inviting(door, offices.invitations, offices.letters)
    yield members_api(door, offices.accounts, inviting)
    yield roster_api(door, offices.accounts, inviting, offices.rules)
    yield customers_api(door, offices.customers, offices.held, offices.archive, wall_ms)
    yield observer_api(door, offices.observer.office)
    yield sessions_api(door, offices.archive, offices.exports)
    yield reports_api(door, offices.archive)
    yield groups_api(door, offices.rules, offices.accounts)
    yield rules_api(door, offices.rules)
    yield hours_api(door, offices.rules)
    yield rule_versions_api(door, offices.rules)
    yield channels_api(door, offices.rules, offices.secret_of)
    yield from robot_routes(door, offices)
    yield webhooks_api(door, offices.webhooks)
    yield keys_api(door, offices.keys)
    yield upkeep_api(door, offices.upkeep)
    yield audit_api(door, offices.accounts)
