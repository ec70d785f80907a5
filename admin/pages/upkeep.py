"""`/admin/upkeep`: backups, what is kept for a time alone, erasure (P6, P8)."""

from __future__ import annotations

from dataclasses import dataclass

from quart import Blueprint, Response

from actors.accounts.permissions import Permission
from actors.records.keeping import Kept
from admin.operator.retention_phrases import KINDS
from admin.pages.frame import Frame, page
from admin.pages.nav import ROOT
from admin.pages.phrases.upkeep import UpkeepPhrase
from admin.upkeep.office import UpkeepOffice, UpkeepState
from gateway.console.phrases import Words


@dataclass(frozen=True, slots=True)
class UpkeepView:
    """What the page shows.

    Attributes:
        words: of who opens it.
        state: how it stands.
    """

    words: Words
    state: UpkeepState

    def kind(self, kept: Kept) -> str:
        """What is kept for a time alone, in words."""
        return self.words(KINDS[kept])


def upkeep_page(frame: Frame, office: UpkeepOffice) -> Blueprint:
    """The route.

    Args:
        frame: of all pages.
        office: of the service.
    """
    routes = Blueprint("upkeep_page", __name__, url_prefix=ROOT)

    @page("Backups, what is kept for a time alone, erasure.", Permission.KEEP_DATA)
    async def upkeep() -> Response:
        view = UpkeepView(frame.words(), await office.state())
        return frame.render("upkeep.html", view, UpkeepPhrase)

    routes.add_url_rule("/upkeep", view_func=upkeep)
    return frame.opened(routes)
