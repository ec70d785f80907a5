"""`/admin/outbox`: invitations as they were written, to be passed on by hand (M1)."""

from __future__ import annotations

from dataclasses import dataclass

from quart import Blueprint, Response

from actors.accounts.core import needed
from actors.accounts.permissions import Permission, is_allowed
from admin.outbox import Outbox, Posted
from admin.pages.frame import Frame, page, principal
from admin.pages.nav import ROOT
from admin.pages.phrases.outbox import OutboxPhrase


@dataclass(frozen=True, slots=True)
class OutboxView:
    """What the page shows: the letters that the reader might have written himself."""

    letters: tuple[Posted, ...]


def outbox_page(frame: Frame, outbox: Outbox) -> Blueprint:
    """The route.

    Args:
        frame: of all pages.
        outbox: of the service.
    """
    routes = Blueprint("outbox_page", __name__, url_prefix=ROOT)

    @page("Invitations as they were written.", Permission.EDIT_MEMBERS)
    async def shown() -> Response:
        who = principal()
        # Whoever reads an invitation can follow it.
        letters = tuple(
            each for each in outbox.letters() if is_allowed(who, needed(each.role))
        )
        return frame.render("outbox.html", OutboxView(letters), OutboxPhrase)

    routes.add_url_rule("/outbox", view_func=shown)
    return frame.opened(routes)
