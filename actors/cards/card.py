"""PURE: the cards that the service posts, and what visitors answer to them (V3, V5).

Journal format: tags and positions are for ever, new fields go last.

Source: menu, form and rating are the Tencent messages 15, 21 and 9; the robot's menus
are both kinds of its 29, and what it says in Markdown is its 30.
"""

from __future__ import annotations

from enum import Enum
from typing import Final

import msgspec

MAX_OPTIONS: Final = 20
"""Of a menu, or of one field of a form: more do not fit a screen."""
MAX_FIELDS: Final = 20
"""Of a form: nobody fills in more before he may ask."""
MAX_TITLE_CHARS: Final = 500
"""Above the options; also of what a flow says between cards."""
MAX_OPTION_CHARS: Final = 100
"""Of an option's text, a field's label, a hint."""
MAX_ID_CHARS: Final = 64
"""Of an option, or of a field's name."""
MAX_VALUE_CHARS: Final = 200
"""Of what a visitor fills into one field."""
MAX_COMMENT_CHARS: Final = 500
"""Beside a rating."""
LEVELS: Final = ("101", "102", "103", "104", "105")
"""The ids of a rating's levels, the worst first."""


class Option(msgspec.Struct, frozen=True, array_like=True):
    """Something that can be chosen."""

    id: str
    text: str
    desc: str = ""


class FormField(msgspec.Struct, frozen=True, array_like=True):
    """Something that is to be filled in: a text, or one of the options.

    `pattern`: what a text must look like, see `Pattern`; "" = anything.
    """

    name: str
    label: str
    options: tuple[Option, ...] = ()
    is_required: bool = True
    pattern: str = ""
    hint: str = ""


class RatingStyle(Enum):
    """How the levels are drawn."""

    STAR = "star"
    NUMBER = "number"


class TextCard(msgspec.Struct, frozen=True, array_like=True, tag="text"):
    """Says something and asks nothing."""

    text: str


class MarkdownCard(msgspec.Struct, frozen=True, array_like=True, tag="markdown"):
    """Says something in CommonMark and asks nothing."""

    text: str


class Purpose(Enum):
    """What a menu is for: clients draw the robot's in their own way."""

    MENU = ""
    WELCOME = "welcome"
    """The first that the robot says: what visitors often ask (R9)."""
    CLARIFY = "clarify"
    """The robot asks back: was one of these meant? (R5)"""


class MenuCard(msgspec.Struct, frozen=True, array_like=True, tag="menu"):
    """One of the options is to be chosen; `text` stands between title and options."""

    title: str
    options: tuple[Option, ...]
    tail: str = ""
    text: str = ""
    purpose: Purpose = Purpose.MENU


class FormCard(msgspec.Struct, frozen=True, array_like=True, tag="form"):
    """Fields are to be filled in."""

    title: str
    fields: tuple[FormField, ...]


class RatingCard(msgspec.Struct, frozen=True, array_like=True, tag="rating"):
    """An invitation to rate human service; `id` is its own, not the session's."""

    id: str
    head: str
    levels: tuple[Option, ...]
    style: RatingStyle
    hours: int
    expires_ms: int


Question = MenuCard | FormCard
"""What a flow asks, and waits for."""
Card = TextCard | MarkdownCard | Question | RatingCard


class Outcome(Enum):
    """Whether the visitor's problem was solved, as he says with a rating."""

    NONE = ""
    SOLVED = "solved"
    UNSOLVED = "unsolved"


class Answer(msgspec.Struct, frozen=True, array_like=True):
    """What a visitor sends in answer to a card; nobody has looked at it yet.

    `option`: the id of one, of a menu or a rating; `values`: by field, of a form; of a
    field with options, the option's id.
    """

    option: str = ""
    values: tuple[tuple[str, str], ...] = ()
    outcome: Outcome = Outcome.NONE
    comment: str = ""


class Filled(msgspec.Struct, frozen=True, array_like=True):
    """A field that was filled in; `value` is for people, `option` the id of one."""

    name: str
    label: str
    value: str
    option: str = ""


class Choice(msgspec.Struct, frozen=True, array_like=True):
    """An answer that fits its card, with the words that the visitor read."""

    option: Option | None = None
    fields: tuple[Filled, ...] = ()
    outcome: Outcome = Outcome.NONE
    comment: str = ""
