"""PURE: why an entry has the score that it has."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
import numpy as np

from actors.robot.candidates import Match
from actors.robot.matcher import Matcher
from actors.robot.pieces import Keys, kind_of, label, look_up, word_key, words_of
from actors.robot.query import Query, read
from actors.robot.stem import stem
from actors.robot.weighing import weights_of


class Piece(msgspec.Struct, frozen=True):
    """A piece of a query.

    Attributes:
        label: as people read it: 退货, `tui huo`, `refund`, `≈ 丢` for what means that.
        kind: the name of its `Kind`, in small letters.
        weight: the rarer, the more; all pieces of a kind on one scale.
    """

    label: str
    kind: str
    weight: float


class Explanation(msgspec.Struct, frozen=True):
    """What a query and one of its candidates have in common, and what not.

    Attributes:
        match: what is explained.
        query: as it was read.
        text: the text of the entry that fits best, as it is matched.
        shared: what both have, heaviest first; so are the others.
        lacking: what of the query this text has not, but some text of the base.
        unknown: what of the query no text of the base has.
        query_mass: the weights of all pieces of the query.
        text_mass: the weights of all pieces of the text.
    """

    match: Match
    query: str
    text: str
    shared: tuple[Piece, ...]
    lacking: tuple[Piece, ...]
    unknown: tuple[Piece, ...]
    query_mass: float
    text_mass: float


def explain(matcher: Matcher, query: str, match: Match) -> Explanation:
    """Takes what the matcher said of this query apart.

    Raises:
        ValueError: the matcher has no such entry.
    """
    index = matcher.index
    asked = read(query, index, matcher.spelling)
    text = int(index.entry_begins[matcher.ids.index(match.entry)]) + match.text
    begin, end = index.text_begins[text : text + 2].tolist()
    is_shared = np.isin(asked.pieces, index.text_pieces[begin:end])
    known = index.vocabulary[asked.pieces]
    _, is_known = look_up(asked.keys, index.vocabulary)
    strange = asked.keys[~is_known]
    once = np.ones(len(strange), np.int64)
    weights = weights_of(strange, once, index.entries)
    return Explanation(
        match,
        asked.text,
        index.text(text),
        _labelled(asked, known[is_shared], asked.weights[is_shared].tolist()),
        _labelled(asked, known[~is_shared], asked.weights[~is_shared].tolist()),
        _labelled(asked, strange, weights.tolist()),
        asked.mass,
        float(index.masses[text]),
    )


def _labelled(asked: Query, keys: Keys, weights: Iterable[float]) -> tuple[Piece, ...]:
    words = {word_key(stem(word)): word for word in words_of(asked.text)}
    pieces = [
        Piece(words.get(key) or label(key), kind_of(key).name.lower(), weight)
        for key, weight in zip(keys.tolist(), weights, strict=True)
    ]
    return tuple(sorted(pieces, key=lambda piece: -piece.weight))
