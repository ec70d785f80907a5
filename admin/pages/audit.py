"""`/admin/audit`: who did what (M9)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

import msgspec
from msgspec.structs import asdict
from quart import Blueprint, Response

from actors.accounts.accounts import Accounts, AuditVerdict
from actors.accounts.actor import MAX_PAGE
from actors.accounts.audit import Act, AuditRow
from actors.accounts.core import MemberFilter
from actors.accounts.members import MemberCard
from actors.accounts.permissions import Permission
from actors.accounts.records import (
    MAX_AUDIT_WHO,
    AuditFilter,
    AuditPage,
    AuditText,
)
from actors.row_number import RowNumber
from admin.account_problems import granted
from admin.api.audit import read_back
from admin.pages.doers import Doers, doers
from admin.pages.frame import Frame, caller, page
from admin.pages.nav import ROOT
from admin.pages.phrases.audit import SUBJECTS, AuditPhrase, act_name
from admin.pages.span import Day, begin_ms, end_ms
from gateway.console.phrases import Words
from runtime.http_app import read_query

PAGE: Final = 50
_ACTS: Final = {act.value: act for act in Act}


class AuditLink(msgspec.Struct, frozen=True):
    """The query of the page, as its form sends it: "" = whatever it is.

    Attributes:
        since, until: days, both within.
        before: cursor; 0 = from the newest.
        verify: the chain is to be checked.
    """

    who: AuditText = ""
    act: AuditText = ""
    subject: AuditText = ""
    since: Day = ""
    until: Day = ""
    before: RowNumber = 0
    verify: bool = False

    def address(self, **changed: str | int) -> str:
        """A link to the page with something else in its query."""
        fields = {**asdict(self), "verify": "", **changed}
        return "?" + urlencode({name: x for name, x in fields.items() if x})

    def span(self, zone: ZoneInfo) -> tuple[int | None, int | None]:
        """Begin and end of the days, wall time."""
        return begin_ms(self.since, zone), end_ms(self.until, zone)


@dataclass(frozen=True, slots=True)
class AuditView:
    """What the page shows.

    Attributes:
        who_meant: ids of those whom the query may mean.
        doers: those who acted, or were acted on.
        verdict: of the chain, where it was asked for.
    """

    words: Words
    zone: ZoneInfo
    query: AuditLink
    page: AuditPage
    who_meant: tuple[str, ...]
    doers: Doers
    verdict: AuditVerdict | None

    @property
    def acts(self) -> tuple[tuple[str, str], ...]:
        """Values and names."""
        return tuple((act.value, act_name(self.words, act)) for act in Act)

    @property
    def table(self) -> str:
        """Query of the export of the same."""
        since_ms, until_ms = self.query.span(self.zone)
        fields = {
            "who": ",".join(self.who_meant),
            "act": self.query.act if self.query.act in _ACTS else "",
            "subject": self.query.subject,
            "since_ms": since_ms,
            "until_ms": until_ms,
            "zone": str(self.zone),
        }
        return urlencode({name: x for name, x in fields.items() if x})

    def act(self, row: AuditRow) -> str:
        """What was done."""
        return act_name(self.words, row.entry.act)

    def who(self, who: str) -> str:
        """Who acted, or was acted on."""
        if who in SUBJECTS:
            return self.words(SUBJECTS[who])
        return self.doers.name(who)


def audit_page(frame: Frame, accounts: Accounts) -> Blueprint:
    """The route.

    Args:
        frame: of all pages.
        accounts: keep the log.
    """
    routes = Blueprint("audit_page", __name__, url_prefix=ROOT)

    async def members(text: str) -> tuple[MemberCard, ...]:
        wanted = MemberFilter(text)
        return granted(await accounts.members(caller(), wanted, 0, MAX_PAGE)).members

    async def meant(who: str) -> tuple[str, ...]:
        """Ids of those whom a text may mean: itself, and members of that name."""
        if not who:
            return ()
        return (who, *(each.id for each in await members(who)))[:MAX_AUDIT_WHO]

    @page("Who did what, newest first.", Permission.READ_AUDIT, AuditLink)
    async def audit() -> Response:
        query, zone = read_query(AuditLink), frame.zone()
        who, act = await meant(query.who), _ACTS.get(query.act)
        wanted = AuditFilter(who, act, query.subject, *query.span(zone))
        verified = await accounts.verify_audit(caller()) if query.verify else None
        view = AuditView(
            frame.words(),
            zone,
            query,
            await read_back(accounts, caller(), wanted, query.before, PAGE),
            who,
            await doers(accounts, frame.words()),
            None if verified is None else granted(verified),
        )
        return frame.render("audit.html", view, AuditPhrase)

    routes.add_url_rule("/audit", view_func=audit)
    return frame.opened(routes)
