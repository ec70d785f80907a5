"""`/admin/dashboard`: how the desk stands, live (M6).

The page is a frame: what it shows is pushed to its script through the gateway, where
who asks is an observer.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from quart import Blueprint, Response

from actors.accounts.permissions import Permission
from admin.pages.frame import Frame, page
from admin.pages.language import said
from admin.pages.nav import ROOT
from admin.pages.phrases.dashboard import DashboardPhrase


@dataclass(frozen=True, slots=True)
class DashboardView:
    """What the page shows.

    Attributes:
        gateway: where the script connects.
        texts: what it says, by name in small letters.
    """

    gateway: str
    texts: Mapping[str, str]


def dashboard_page(frame: Frame) -> Blueprint:
    """The route."""
    routes = Blueprint("dashboard_page", __name__, url_prefix=ROOT)

    @page("How the desk stands, live.", Permission.SUPERVISE)
    async def dashboard() -> Response:
        texts = said(frame.words(), DashboardPhrase)
        told = {name.lower(): text for name, text in texts.items()}
        view = DashboardView(frame.gateway(), told)
        return frame.render("dashboard.html", view, DashboardPhrase)

    routes.add_url_rule("/dashboard", view_func=dashboard)
    return frame.opened(routes)
