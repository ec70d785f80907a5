"""PURE: what of a message can be searched, and how it is found.

A text is folded (full and half width, upper and lower case are one), cut at blanks, and
its pieces are indexed by their grams: every character, every two, and three that are
ASCII letters or digits, where two say too little. So a query of one or two characters,
usual in Chinese, is found by the index as a longer one is: by the grams that all must
be there. What the index finds is then compared with the text.

Both databases index these grams; neither needs an extension that knows Chinese.
"""

from __future__ import annotations

import unicodedata
from typing import Final, assert_never

import msgspec

from actors.cards.card import (
    Card,
    Choice,
    FormCard,
    MarkdownCard,
    MenuCard,
    RatingCard,
    TextCard,
)
from actors.session.events import CardPosted, MessagePosted, Spoken
from actors.session.terms import Role

MAX_QUERY_CHARS: Final = 64
"""Of a search; longer ones are refused."""
MAX_EXCERPT_CHARS: Final = 80
"""Around the first place that matches: a line of a terminal."""
RECALLED: Final = "recalled"
MARKDOWN: Final = "markdown"
"""The kind of a message that was taken back."""
ERASED: Final = "erased"
"""The kind of one whose words were erased."""
_TRIPLE: Final = 3


class _Field(msgspec.Struct):
    name: str = ""
    value: str = ""


class _Said(msgspec.Struct):
    """What bodies of all kinds may say to people; whatever else is in them is not."""

    kind: str = ""
    text: str = ""
    title: str = ""
    header: str = ""
    name: str = ""
    guide: str = ""
    desc: str = ""
    fields: tuple[_Field, ...] = ()


_BODY: Final = msgspec.msgpack.Decoder(_Said)


class _Folding(dict[int, str]):
    """For `str.translate`: each character folded, at its first use."""

    def __missing__(self, code: int) -> str:
        folded = unicodedata.normalize("NFKC", chr(code)).casefold()
        self[code] = folded
        return folded


_FOLDING: Final = _Folding()


def said_in(body: bytes) -> tuple[str, str]:
    """The kind of a body, and all that it says in words; "" when it cannot be read."""
    try:
        said = _BODY.decode(body)
    except msgspec.DecodeError:
        return "", ""
    rows = [each for row in said.fields for each in (row.name, row.value)]
    words = (said.text, said.title, said.header, said.name, said.guide, said.desc)
    return said.kind, _lines(*words, *rows)


def card_words(card: Card) -> tuple[str, str]:
    """The same of a card."""
    match card:
        case TextCard(text):
            return "text", text
        case MarkdownCard(text):
            return MARKDOWN, text
        case MenuCard(title, options, tail, text):
            return "menu", _lines(title, text, *(each.text for each in options), tail)
        case FormCard(title, fields):
            return "form", _lines(title, *(each.label for each in fields))
        case RatingCard(head=head):
            return "rating", head
        case _:
            assert_never(card)


def choice_words(choice: Choice) -> tuple[str, str]:
    """The same of what a visitor answered to one."""
    chosen = choice.option.text if choice.option else ""
    filled = (f"{each.label}: {each.value}" for each in choice.fields)
    return "selection", _lines(chosen, *filled, choice.comment)


def said_by(message: Spoken) -> tuple[str, str]:
    """The same of whatever says something in a room."""
    match message:
        case MessagePosted(body=body):
            return said_in(body)
        case CardPosted(card=card):
            return card_words(card)
        case _:
            return choice_words(message.choice)


def _lines(*words: str) -> str:
    return "\n".join(each for each in words if each)


def clean(text: str) -> str:
    """As every database can hold it: PostgreSQL's text has no U+0000."""
    return text.replace("\0", "\ufffd") if "\0" in text else text


def is_searched(role: str) -> bool:
    """What the service itself says is found in every session, and so in none."""
    return role != Role.SYSTEM.value


def folded(text: str) -> str:
    """The form in which texts are compared."""
    return text.translate(_FOLDING)


def terms(query: str) -> tuple[str, ...]:
    """What a query looks for: its pieces between blanks, folded; each once."""
    return tuple(dict.fromkeys(folded(clean(query)).split()))


def grams(text: str) -> set[str]:
    """All grams of a text."""
    found: set[str] = set()
    for piece in folded(text).split():
        found.update(piece)
        found.update(map(str.__add__, piece, piece[1:]))
        if min(piece) <= "\x7f":  # most pieces of Chinese have no ASCII at all
            found.update(
                three
                for three in map(_join3, piece, piece[1:], piece[2:])
                if _is_plain(three)
            )
    return found


def wanted_grams(term: str) -> set[str]:
    """The fewest grams that a text must have to hold this term."""
    if len(term) <= 1:
        return {term}
    threes = {
        place
        for place in range(len(term) - _TRIPLE + 1)
        if _is_plain(term[place : place + _TRIPLE])
    }
    pairs = {
        term[place : place + 2]
        for place in range(len(term) - 1)
        if place not in threes and place - 1 not in threes
    }
    return pairs | {term[place : place + _TRIPLE] for place in threes}


def has_all(text: str, wanted: tuple[str, ...]) -> bool:
    """True if the text has every one of these terms."""
    all_of_it = folded(text)
    return all(term in all_of_it for term in wanted)


def marks(text: str, wanted: tuple[str, ...]) -> tuple[tuple[int, int], ...]:
    """Where the text has these terms: begin and end of each stretch, in characters."""
    plain = [_FOLDING[ord(each)] for each in text]
    origin = [place for place, each in enumerate(plain) for _ in each]
    all_of_it = "".join(plain)
    hit: set[int] = set()
    for term in filter(None, wanted):
        begin = all_of_it.find(term)
        while begin >= 0:
            hit.update(origin[begin : begin + len(term)])
            begin = all_of_it.find(term, begin + 1)
    return _stretches(sorted(hit))


def excerpt(text: str, wanted: tuple[str, ...]) -> str:
    """One line around the first place that matches."""
    found = marks(text, wanted)
    begin = max(0, found[0][0] - MAX_EXCERPT_CHARS // 4) if found else 0
    end = begin + MAX_EXCERPT_CHARS
    cut = " ".join(text[begin:end].split())
    return ("…" if begin else "") + cut + ("…" if end < len(text) else "")


def _stretches(places: list[int]) -> tuple[tuple[int, int], ...]:
    found: list[tuple[int, int]] = []
    for place in places:
        if found and found[-1][1] == place:
            found[-1] = (found[-1][0], place + 1)
        else:
            found.append((place, place + 1))
    return tuple(found)


def _join3(first: str, second: str, third: str) -> str:
    return first + second + third


def _is_plain(three: str) -> bool:
    return three.isascii() and three.isalnum()
