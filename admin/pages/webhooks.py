"""`/admin/webhooks`: who is told what of sessions, and what came of it (M11)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Final, Literal
from urllib.parse import urlencode

import msgspec
from msgspec import Meta
from quart import Blueprint, Response

from actors.accounts.permissions import Permission
from actors.records.bounds import Sought
from actors.webhooks.acts import (
    USUAL_OVERLAP_HOURS,
    ListWebhooks,
    WebhookCard,
    WebhookList,
)
from actors.webhooks.office import WebhookOffice
from actors.webhooks.records import (
    Attempts,
    Deliveries,
    DeliveryRow,
    FindAttempts,
    FindDeliveries,
)
from actors.webhooks.webhook import (
    MAIL,
    MAX_EVENT,
    MAX_OVERLAP_HOURS,
    Attempt,
    DeliveryState,
)
from admin.api.webhooks import webhooks_told
from admin.pages.frame import Frame, page, principal
from admin.pages.nav import ROOT
from admin.pages.phrases.webhooks import (
    KINDS,
    STATES,
    WebhooksPhrase,
    WebhooksProblem,
)
from gateway.console.phrases import Words
from runtime.http_app import read_query

ROWS: Final = 50
"""Of the log on one page."""
LOG_PATH: Final = f"{ROOT}/webhooks/deliveries"
_Name = Annotated[str, Meta(max_length=32, pattern=r"^[^\x00]*\Z")]


class WebhooksLink(msgspec.Struct, frozen=True):
    """The query of the list: what is in an address, or an id."""

    text: Sought = ""


class LogLink(msgspec.Struct, frozen=True):
    """The query of the log: whose deliveries, where they stand, before which event."""

    webhook: _Name = ""
    state: Literal["", "pending", "delivered", "given_up"] = ""
    before: Annotated[int, Meta(ge=0, le=MAX_EVENT)] = 0


class AttemptsLink(msgspec.Struct, frozen=True):
    """The query of a delivery's page: to whom."""

    webhook: _Name = ""


@dataclass(frozen=True, slots=True)
class WebhooksView:
    """What the list shows.

    Attributes:
        words: of the reader's language.
    """

    words: Words
    query: WebhooksLink
    webhooks: tuple[WebhookCard, ...]
    overlap_hours: int = USUAL_OVERLAP_HOURS
    max_overlap_hours: int = MAX_OVERLAP_HOURS

    @property
    def kinds(self) -> tuple[tuple[str, str], ...]:
        """Values, and what they are called."""
        return tuple((kind.value, self.words(name)) for kind, name in KINDS.items())

    def kinds_of(self, webhook: WebhookCard) -> str:
        """What it is told of."""
        return ", ".join(name for kind, name in self.kinds if kind in webhook.kinds)

    def log_of(self, webhook: WebhookCard) -> str:
        """The address of its log."""
        return _log_path(LogLink(webhook.id))


@dataclass(frozen=True, slots=True)
class LogView:
    """What the log shows.

    Attributes:
        words: of the reader's language.
        webhooks: ids and URLs of all.
        older: address of the next page; "" = there is none.
    """

    words: Words
    query: LogLink
    rows: tuple[DeliveryRow, ...]
    webhooks: tuple[tuple[str, str], ...]
    older: str

    @property
    def states(self) -> tuple[tuple[str, str], ...]:
        """Values, and what they are called."""
        return tuple((state.value, self.words(name)) for state, name in STATES.items())

    @property
    def names(self) -> dict[str, str]:
        """Where each webhook tells it, by its id."""
        return {**dict(self.webhooks), MAIL: self.words(WebhooksPhrase.MAIL)}

    def tries_of(self, row: DeliveryRow) -> str:
        """The address of its attempts."""
        return f"{LOG_PATH}/{row.event}?{urlencode({'webhook': row.webhook})}"


@dataclass(frozen=True, slots=True)
class AttemptsView:
    """What a delivery's page shows."""

    event: int
    webhook: str
    rows: tuple[Attempt, ...]
    log: str


def webhooks_pages(frame: Frame, webhooks: WebhookOffice) -> Blueprint:
    """The routes.

    Args:
        frame: of all pages.
        webhooks: of the service.
    """
    desk = _Pages(frame, webhooks)
    routes = Blueprint("webhooks_pages", __name__, url_prefix=ROOT)
    routes.add_url_rule("/webhooks", view_func=desk.listed)
    routes.add_url_rule("/webhooks/deliveries", view_func=desk.log)
    routes.add_url_rule("/webhooks/deliveries/<int:event>", view_func=desk.attempts)
    return frame.opened(routes)


class _Pages:
    def __init__(self, frame: Frame, webhooks: WebhookOffice) -> None:
        self._frame = frame
        self._webhooks = webhooks

    @page("Who is told what of sessions.", Permission.EDIT_WEBHOOKS, WebhooksLink)
    async def listed(self) -> Response:
        query = read_query(WebhooksLink)
        wanted = query.text.casefold()
        every = await self._all()
        kept = (x for x in every if wanted in f"{x.url} {x.id}".casefold())
        view = WebhooksView(self._frame.words(), query, tuple(kept))
        return self._shown("webhooks.html", view)

    @page("What was told, and is to be.", Permission.EDIT_WEBHOOKS, LogLink)
    async def log(self) -> Response:
        query = read_query(LogLink)
        state = DeliveryState(query.state) if query.state else None
        find = FindDeliveries(query.webhook, state, query.before, ROWS)
        by = principal()
        found = await webhooks_told(self._webhooks, find, Deliveries, by)
        every = tuple((each.id, each.url) for each in await self._all())
        is_full = len(found.rows) >= ROWS
        older = (
            msgspec.structs.replace(query, before=found.rows[-1].event)
            if is_full
            else None
        )
        address = _log_path(older) if older else ""
        view = LogView(self._frame.words(), query, found.rows, every, address)
        return self._shown("deliveries.html", view)

    @page("The attempts to tell of one event.", Permission.EDIT_WEBHOOKS, AttemptsLink)
    async def attempts(self, event: int) -> Response:
        query = read_query(AttemptsLink)
        find = FindAttempts(min(event, MAX_EVENT), query.webhook)
        found = await webhooks_told(self._webhooks, find, Attempts, principal())
        log = _log_path(LogLink(query.webhook))
        view = AttemptsView(event, query.webhook, found.rows, log)
        return self._shown("attempts.html", view)

    async def _all(self) -> tuple[WebhookCard, ...]:
        by = principal()
        found = await webhooks_told(self._webhooks, ListWebhooks(), WebhookList, by)
        return found.webhooks

    def _shown(self, template: str, view: object) -> Response:
        return self._frame.render(template, view, WebhooksPhrase, WebhooksProblem)


def _log_path(query: LogLink) -> str:
    given = {
        name: value for name, value in msgspec.structs.asdict(query).items() if value
    }
    return f"{LOG_PATH}?{urlencode(given)}" if given else LOG_PATH
