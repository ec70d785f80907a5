"""PURE: the one table of settings: name, meaning, unit, default and range (M3).

Declared once, as the fields of `ServiceSettings`; the configuration's section, the
command line, the documentation and the pages are made from it. A setting belongs to a
service rule, so that groups may differ, unless it is one of the whole desk's.
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from enum import Enum
from typing import Annotated, Final, get_args, get_type_hints

import msgspec
from msgspec import Meta
from msgspec.structs import fields

from actors.assignment.routing import Reception
from actors.cards.card import RatingStyle
from actors.cards.rating_rule import MAX_HOURS
from actors.mail.address import ADDRESS
from actors.refusal import Refused, Rule
from runtime.config import Setting

MAX_SECONDS: Final = 366 * 24 * 3600.0
"""A year: more is a mistake of units."""
MAX_WORDS_CHARS: Final = 500
"""Of all words for the end together."""

MAX_TAGS_CHARS: Final = 4_000
"""Of all tags together: some hundreds, more than anybody chooses from."""
MAX_COPY_CHARS: Final = 4_000
"""Of all addresses that copies may go to: some hundred."""
_COPY_ADDRESSES: Final = rf"^\s*(?:{ADDRESS}(?:\s+{ADDRESS})*)?\s*\Z"
"""`*` is a letter of an address, too."""
_TAG_WORDS: Final = r"^\s*(\S{1,32}(\s+\S{1,32})*)?\s*\Z"

Seconds = Annotated[float, Meta(ge=0, le=MAX_SECONDS)]
Least = Annotated[float, Meta(gt=0, le=MAX_SECONDS)]
"""Times that nothing works without."""
Number = Annotated[int, Meta(ge=0, le=1_000_000)]
"""As many as a group's mailbox holds."""
GroupName = Annotated[str, Meta(max_length=64)]
Value = bool | int | float | str
"""A setting's value as it is stored; an enum's is its word."""


class LostAgent(Enum):
    """What becomes of the sessions of an agent who stays away past the grace (Q12)."""

    KEEP = "keep"
    REQUEUE = "requeue"


class ServiceSettings(msgspec.Struct, frozen=True, kw_only=True):
    """All times are seconds; 0 switches off what it times, and no word what is said."""

    visitor_silence_seconds: Annotated[
        Seconds, Setting("a silent visitor's session is closed after; 0 = never", "s")
    ] = 0.0
    """Since the agent's last message (S4)."""
    visitor_warning_seconds: Annotated[
        Seconds, Setting("the visitor is warned so long before that; 0 = not", "s")
    ] = 0.0
    robot_silence_seconds: Annotated[
        Seconds, Setting("a session without a human is closed after; 0 = never", "s")
    ] = 1800.0
    """In `robot` and `collecting`, since anybody's last message (S4)."""
    agent_reminder_seconds: Annotated[
        Seconds,
        Setting("an agent is reminded of a message unanswered for; 0 = not", "s"),
    ] = 60.0
    """S5."""
    agent_silence_seconds: Annotated[
        Seconds,
        Setting("after so long unanswered another agent is sought; 0 = never", "s"),
    ] = 0.0
    """S5."""
    accept_seconds: Annotated[
        Seconds, Setting("an offer rings for; 0 = until it is answered", "s")
    ] = 20.0
    """Q7."""
    reception: Annotated[
        Reception, Setting("an offer is accepted by itself (auto) or by hand (manual)")
    ] = Reception.AUTO
    """Q7."""
    max_waiting: Annotated[
        Number,
        Setting("sessions in a line; more are turned away; 0 = no limit", "sessions"),
    ] = 0
    """Q6."""
    max_wait_seconds: Annotated[
        Seconds, Setting("a session is turned away when it waited; 0 = never", "s")
    ] = 0.0
    """Q6."""
    turns_away_without_agents: Annotated[
        bool, Setting("a line turns all away once when its last agent goes")
    ] = False
    """Q6; and whoever comes then."""
    overflow: Annotated[
        GroupName,
        Setting("who is turned away goes to this group; empty = leaves a message"),
    ] = ""
    """Q6."""
    rests_on_silence: Annotated[
        bool, Setting("an agent who lets an offer lapse is set to rest")
    ] = False
    """Q7."""
    typing_preview: Annotated[
        bool, Setting("agents see what visitors type; visitors are told", "true/false")
    ] = False
    """V4."""
    backoff_seconds: Annotated[
        Seconds, Setting("pause before the same, only agent is offered it again", "s")
    ] = 5.0
    """Q7."""
    transfer_seconds: Annotated[
        Seconds,
        Setting("a transfer waits for somebody to take it for; 0 = for ever", "s"),
    ] = 60.0
    """Q10; what rings when that is over rings on, and then nobody else is tried."""
    sticky_seconds: Annotated[
        Seconds, Setting("a session waits for the visitor's last agent for", "s")
    ] = 30.0
    """Q3."""
    relax_seconds: Annotated[
        Seconds, Setting("a wished skill level falls by one per; 0 = never", "s")
    ] = 15.0
    """Q3."""
    ageing_seconds: Annotated[
        Seconds, Setting("those who wait become more urgent per; 0 = never", "s")
    ] = 60.0
    """Q4."""
    wrap_up_seconds: Annotated[
        Seconds,
        Setting("time to wrap up after an agent's last session; 0 = none", "s"),
    ] = 0.0
    """Q13."""
    agent_grace_seconds: Annotated[
        Seconds,
        Setting("an agent without a connection counts as present for; 0 = ever", "s"),
    ] = 30.0
    """Q12; nothing new is assigned meanwhile."""
    lost_agent: Annotated[
        LostAgent, Setting("what then becomes of the agent's sessions: keep or requeue")
    ] = LostAgent.KEEP
    """Q12."""
    visitor_grace_seconds: Annotated[
        Seconds,
        Setting("a waiting visitor's place is kept without connection; 0 = ever", "s"),
    ] = 60.0
    """Q6."""
    position_seconds: Annotated[
        Least, Setting("least time between two words on the position in line", "s")
    ] = 2.0
    """Q5."""
    reservation_seconds: Annotated[
        Least, Setting("a slot is held for a session on its way for", "s")
    ] = 5.0
    settle_seconds: Annotated[
        Seconds, Setting("a group that starts listens for its agents for", "s")
    ] = 0.25
    bid_seconds: Annotated[
        Seconds, Setting("a freed slot waits for the lines of all its groups for", "s")
    ] = 0.25
    """Q1; they answer at once, so this only bounds a group that is away."""
    await_seconds: Annotated[
        Seconds,
        Setting("a session that an agent began awaits its visitor for; 0 = ever", "s"),
    ] = 604_800.0
    """S9; so does the answer to a left message. A week."""
    recall_seconds: Annotated[
        Seconds, Setting("a message can be taken back for; 0 = not at all", "s")
    ] = 120.0
    """V2."""
    end_words: Annotated[
        Annotated[str, Meta(max_length=MAX_WORDS_CHARS)],
        Setting("a visitor who writes one ends human service", "words apart by spaces"),
    ] = "结束会话"
    """S3."""
    rating: Annotated[bool, Setting("visitors rate human service")] = True
    """V5; the switch over those that follow."""
    rating_by_agent: Annotated[
        bool, Setting("the serving agent may ask for a rating")
    ] = True
    rating_on_close: Annotated[
        bool, Setting("the end of human service asks for a rating")
    ] = False
    rating_by_visitor: Annotated[
        bool, Setting("a visitor who is served may ask to rate")
    ] = True
    rating_hours: Annotated[
        Annotated[int, Meta(ge=1, le=MAX_HOURS)],
        Setting("a rating can be given for", "hours"),
    ] = 12
    rating_style: Annotated[
        RatingStyle, Setting("how the levels are drawn: star or number")
    ] = RatingStyle.STAR
    routing_seconds: Annotated[
        Least, Setting("a business server is asked whom to give a session for", "s")
    ] = 8.0
    """Q9; then the session goes to its own group."""
    tags: Annotated[
        Annotated[str, Meta(max_length=MAX_TAGS_CHARS, pattern=_TAG_WORDS)],
        Setting("agents note no other tags; empty = any", "words apart by spaces"),
    ] = ""
    """S8; a tag has up to 32 characters."""
    needs_tags: Annotated[bool, Setting("an agent closes no session without a tag")] = (
        False
    )
    """S8."""
    most_tags: Annotated[
        Annotated[int, Meta(ge=1, le=10)], Setting("tags of one session", "tags")
    ] = 10
    """S8."""
    copy_to: Annotated[
        Annotated[str, Meta(max_length=MAX_COPY_CHARS, pattern=_COPY_ADDRESSES)],
        Setting(
            "copies go to these e-mail addresses alone; *@domain: to all of it",
            "addresses apart by spaces",
        ),
    ] = ""
    """S10; what visitors said leaves the house by nobody's leave but this."""


OF_THE_DESK: Final = frozenset(
    {
        "rests_on_silence",
        "typing_preview",
        "wrap_up_seconds",
        "agent_grace_seconds",
        "lost_agent",
        "reservation_seconds",
        "settle_seconds",
        "bid_seconds",
    }
)
"""What concerns agents, who serve groups of several rules, or the service itself."""


class Override(msgspec.Struct, frozen=True, array_like=True):
    """A setting that is not as the configuration has it."""

    name: str
    value: Value


class SettingRow(msgspec.Struct, frozen=True):
    """A row of the table.

    Attributes:
        unit: of the value, or "".
        range: what values may be, in words.
        is_of_desk: one value for the whole desk; else each service rule has its own.
    """

    name: str
    meaning: str
    unit: str
    default: Value
    range: str
    is_of_desk: bool


def stored(value: object) -> Value:
    """A setting's value as it is stored."""
    found = msgspec.to_builtins(value)
    assert isinstance(found, Value), "every setting is one value"  # noqa: S101
    return found


_HINTS: Final = get_type_hints(ServiceSettings, include_extras=True)


def _row(name: str, default: object) -> SettingRow:
    kind, *notes = get_args(_HINTS[name])
    setting = next(note for note in notes if isinstance(note, Setting))
    bounds = [note for note in notes if isinstance(note, Meta)]
    return SettingRow(
        name,
        setting.meaning,
        setting.unit,
        stored(default),
        _range(kind, bounds[0] if bounds else Meta()),
        name in OF_THE_DESK,
    )


def _range(kind: type, meta: Meta) -> str:
    if issubclass(kind, Enum):
        return " | ".join(str(one.value) for one in kind)
    if kind is bool:
        return "true | false"
    if kind is str:
        return f"up to {meta.max_length} characters"
    least = f"> {meta.gt}" if meta.gt is not None else f"{meta.ge}"
    return f"{least} … {meta.le:.0f}"


SETTINGS: Final = {
    field.name: _row(field.name, field.default) for field in fields(ServiceSettings)
}
"""The table, in the order of declaration."""


def override(name: str, given: Value) -> Override | Refused:
    """A setting's new value, where it is one; words for numbers are understood."""
    if name not in SETTINGS:
        close = get_close_matches(name, SETTINGS, n=1)
        hint = f"; did you mean {close[0]}?" if close else ""
        return Refused(Rule.BAD_VALUE, f"there is no setting {name!r}{hint}")
    try:
        value: object = msgspec.convert(given, _HINTS[name], strict=False)
    except msgspec.ValidationError as error:
        text = f"{name}: {error}, got {given!r}; range: {SETTINGS[name].range}"
        return Refused(Rule.BAD_VALUE, text)
    return Override(name, stored(value))


def overridden(base: ServiceSettings, *layers: Iterable[Override]) -> ServiceSettings:
    """Settings with some of them changed, the last layer first.

    What is stored and no setting any more, or out of a range that was narrowed since,
    is passed over: an upgrade must not keep the service from starting.
    """
    values = {
        each.name: each.value
        for layer in layers
        for each in layer
        if isinstance(override(each.name, each.value), Override)
    }
    if not values:
        return base
    return msgspec.convert(msgspec.to_builtins(base) | values, ServiceSettings)
