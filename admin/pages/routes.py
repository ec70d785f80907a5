"""All pages of administration."""

from __future__ import annotations

from collections.abc import Iterator

from quart import Blueprint

from admin.offices import Offices
from admin.pages.frame import Frame
from admin.pages.members import members_page


def page_routes(frame: Frame, offices: Offices) -> Iterator[Blueprint]:
    """A blueprint per page, in the order of the menu."""
    yield members_page(frame, offices.accounts, offices.rules)
