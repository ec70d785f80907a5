"""`/admin/records`: what was (M8).

GET /admin/records           sessions that fit, newest first; or some by chance
GET /admin/records/SESSION   one: its course, and what was said
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Final, Literal
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

import msgspec
from msgspec import Meta
from msgspec.structs import asdict
from quart import Blueprint, Response

from actors.accounts.permissions import Permission
from actors.records.access import scope_of
from actors.records.archive import Archive
from actors.records.bounds import Cursor, Sought
from actors.records.messages import (
    FindSessions,
    Outcome,
    RecordFilter,
    SampleSessions,
    SessionPage,
    SessionShown,
    ShownMessage,
    ShowSession,
)
from actors.records.rows import LegRow, SessionRow
from actors.records.said import MARKDOWN, RECALLED
from actors.session.tag_rule import tags_of
from actors.session.terms import CloseReason
from admin.operator.record_phrases import ENDINGS, KINDS, RecordPhrase
from admin.pages.frame import Frame, page, principal
from admin.pages.language import NEVER
from admin.pages.markdown import without_marks
from admin.pages.nav import ROOT
from admin.pages.phrases.records import OUTCOMES, REASONS, SPEAKERS, RecordsPhrase
from admin.pages.span import Day, begin_ms, end_ms
from admin.record_requests import TranscriptQuery, found, session_named
from admin.rules_office import RulesOffice
from gateway.console.duration import duration
from gateway.console.phrases import Words
from runtime.http_app import read_query

PAGE: Final = 50
SAMPLE: Final = 20


class RecordsLink(msgspec.Struct, frozen=True):
    """The query of the list, as the form sends it: "" = whatever it is.

    Attributes:
        since, until: days, both within.
        before: cursor; 0 = from the newest.
        sample: so many by chance instead of a page.
    """

    text: Sought = ""
    visitor: Sought = ""
    agent: Sought = ""
    staff_number: Sought = ""
    group: Sought = ""
    channel: Sought = ""
    since: Day = ""
    until: Day = ""
    tag: Sought = ""
    remark: Sought = ""
    customer: Sought = ""
    stars: Literal["", "1", "2", "3", "4", "5"] = ""
    outcome: Sought = ""
    closed_by: Sought = ""
    state: Literal["", "open", "over"] = ""
    before: Cursor = 0
    sample: Annotated[int, Meta(ge=0, le=SAMPLE)] = 0

    def wanted(self, zone: ZoneInfo) -> RecordFilter:
        """What the records are asked for."""
        same = {x: getattr(self, x) for x in _SAME}
        return RecordFilter(
            **same,
            from_ms=begin_ms(self.since, zone),
            until_ms=end_ms(self.until, zone),
            stars=int(self.stars) if self.stars else None,
            outcome=_OUTCOMES.get(self.outcome),
            closed_by=_REASONS.get(self.closed_by),
            is_open=_STATES[self.state],
        )

    def address(self, **changed: str | int) -> str:
        """A link to the list with something else in its query."""
        fields = {**asdict(self), **changed}
        return "?" + urlencode({name: x for name, x in fields.items() if x})


_SAME: Final = (
    "text",
    "visitor",
    "agent",
    "staff_number",
    "group",
    "channel",
    "tag",
    "remark",
    "customer",
)
_OUTCOMES: Final = {each.value: each for each in Outcome}
_REASONS: Final = {each.value: each for each in CloseReason}
_STATES: Final = {"": None, "open": True, "over": False}


@dataclass(frozen=True, slots=True)
class _Said:
    """How rows of the records are said."""

    words: Words

    def ending(self, row: SessionRow | LegRow) -> str:
        """How a session or a part of one ended."""
        return self.words(ENDINGS[row.ending])

    def length(self, ms: int | None) -> str:
        """A time that something took."""
        return NEVER if ms is None else duration(self.words, ms)

    def tags(self, row: SessionRow) -> tuple[str, ...]:
        """Those that it bears."""
        return tags_of(row.tags)


@dataclass(frozen=True, slots=True)
class RecordsView(_Said):
    """What the list shows.

    Attributes:
        groups, channels: values and names, to choose from.
        table: query of the exports of the same.
    """

    query: RecordsLink
    page: SessionPage
    groups: tuple[tuple[str, str], ...]
    channels: tuple[tuple[str, str], ...]
    table: str
    sample: int = SAMPLE

    @property
    def outcomes(self) -> tuple[tuple[str, str], ...]:
        """Values and names."""
        return tuple((x.value, self.words(name)) for x, name in OUTCOMES.items())

    @property
    def reasons(self) -> tuple[tuple[str, str], ...]:
        """Values and names."""
        return tuple((x.value, self.words(name)) for x, name in REASONS.items())

    @property
    def is_narrow(self) -> bool:
        """True where conditions are given that stand apart."""
        apart = (self.query.agent, self.query.staff_number, self.query.channel)
        more = (self.query.tag, self.query.remark, self.query.stars)
        return any((*apart, *more, self.query.closed_by, self.query.state))


@dataclass(frozen=True, slots=True)
class RecordView(_Said):
    """What the page of a session shows."""

    shown: SessionShown
    query: TranscriptQuery
    table: str

    def kind(self, leg: LegRow) -> str:
        """What a part of it was."""
        return self.words(KINDS[leg.kind])

    @property
    def closed_by(self) -> str:
        """Who or what ended it."""
        reason = self.shown.row.reason
        return self.words(REASONS[CloseReason(reason)]) if reason else ""

    def speaker(self, message: ShownMessage) -> str:
        """Who said it."""
        row = message.row
        role = SPEAKERS.get(row.role, RecordsPhrase.BY_SYSTEM)
        return row.name or self.words(role)

    def parts(self, message: ShownMessage) -> tuple[tuple[str, bool], ...]:
        """Its text in parts; True: it was looked for."""
        text = message.row.text
        if message.row.kind == RECALLED:
            return ((self.words(RecordPhrase.RECALLED), False),)
        if not text:
            return ((f"[{message.row.kind}]", False),)
        parts: list[tuple[str, bool]] = []
        place = 0
        for begin, end in message.marks:
            parts += [(text[place:begin], False), (text[begin:end], True)]
            place = end
        parts.append((text[place:], False))
        if message.row.kind != MARKDOWN:
            return tuple(parts)
        return tuple((without_marks(part), is_found) for part, is_found in parts)


def records_page(frame: Frame, archive: Archive, rules: RulesOffice) -> Blueprint:
    """The routes.

    Args:
        frame: of all pages.
        archive: has the records.
        rules: know the skill groups and channels.
    """
    desk = _Records(frame, archive, rules)
    routes = Blueprint("records_page", __name__, url_prefix=f"{ROOT}/records")
    routes.add_url_rule("", view_func=desk.all)
    routes.add_url_rule("/<session>", view_func=desk.one)
    return frame.opened(routes)


class _Records:
    def __init__(self, frame: Frame, archive: Archive, rules: RulesOffice) -> None:
        self._frame = frame
        self._archive = archive
        self._rules = rules

    @page("Sessions that were or are.", Permission.READ_RECORDS, RecordsLink)
    async def all(self) -> Response:
        query = read_query(RecordsLink)
        wanted, scope = query.wanted(self._frame.zone()), scope_of(principal())
        asked: FindSessions | SampleSessions
        asked = FindSessions(wanted, scope, query.before, PAGE)
        if query.sample:
            asked = SampleSessions(
                msgspec.structs.replace(wanted, text=""), scope, SAMPLE
            )
        view = RecordsView(
            self._frame.words(),
            query,
            found(await self._archive.find(asked)),
            tuple((each.group, each.name) for each in self._rules.groups()),
            tuple((each.id, each.name) for each in self._rules.rules.channels),
            self._table(wanted),
        )
        return self._frame.render("records.html", view, RecordsPhrase)

    @page("A session and what was said.", Permission.READ_RECORDS, TranscriptQuery)
    async def one(self, session: str) -> Response:
        query = read_query(TranscriptQuery)
        known, scope = session_named(session), scope_of(principal())
        asked = ShowSession(known, scope, query.after, query.limit, query.text)
        shown = found(await self._archive.show(asked))
        view = RecordView(self._frame.words(), shown, query, self._table(None))
        return self._frame.render("record.html", view, RecordsPhrase)

    def _table(self, wanted: RecordFilter | None) -> str:
        """The query of an export for the reader."""
        language, zone = self._frame.words().language, self._frame.zone().key
        fields: dict[str, object] = {"language": language, "zone": zone}
        for name, value in asdict(wanted).items() if wanted else ():
            if value not in (None, ""):
                fields[name] = getattr(value, "value", value)
        for name, value in fields.items():
            if isinstance(value, bool):
                fields[name] = str(value).lower()
        return urlencode(fields)
