"""All pages of administration."""

from __future__ import annotations

from collections.abc import Iterator

from quart import Blueprint

from admin.offices import Offices
from admin.operator.wall_clock import wall_ms
from admin.pages.audit import audit_page
from admin.pages.channels import channels_pages
from admin.pages.customers import customers_pages
from admin.pages.dashboard import dashboard_page
from admin.pages.frame import Frame
from admin.pages.groups import groups_page
from admin.pages.guide import guide_pages
from admin.pages.hours import hours_page
from admin.pages.keys import keys_page
from admin.pages.members import members_page
from admin.pages.observer import observer_page
from admin.pages.outbox import outbox_page
from admin.pages.records import records_page
from admin.pages.reports import reports_page
from admin.pages.robot_routes import robot_page_routes
from admin.pages.rule_history import history_page
from admin.pages.settings import settings_pages
from admin.pages.upkeep import upkeep_page
from admin.pages.webhooks import webhooks_pages


def page_routes(frame: Frame, offices: Offices) -> Iterator[Blueprint]:
    """A blueprint per page, in the order of the menu."""
    yield guide_pages(frame, offices.accounts, offices.rules)
    yield dashboard_page(frame)
    yield from robot_page_routes(frame, offices)
    yield members_page(frame, offices.accounts, offices.rules)
    yield outbox_page(frame, offices.outbox)
    yield customers_pages(frame, offices, wall_ms)
    yield records_page(frame, offices.archive, offices.rules)
    yield reports_page(frame, offices.archive, offices.rules, offices.accounts, wall_ms)
    yield groups_page(frame, offices.rules, offices.accounts)
    yield settings_pages(frame, offices.rules)
    yield history_page(frame, offices.rules, offices.accounts)
    yield observer_page(frame, offices.observer.office)
    yield hours_page(frame, offices.rules)
    yield webhooks_pages(frame, offices.webhooks)
    yield keys_page(frame, offices.keys, offices.accounts, wall_ms)
    yield upkeep_page(frame, offices.upkeep)
    yield channels_pages(frame, offices.rules, offices.flows, offices.secret_of)
    yield audit_page(frame, offices.accounts)
