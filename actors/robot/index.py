"""PURE: which pieces the texts of a base have, and which texts a piece is in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from actors.robot.building import Building, Phase, Step
from actors.robot.normalise import normalise
from actors.robot.pieces import KEY_BITS, Keys, Numbers, take_apart, words_of
from actors.robot.weighing import weights_of

CHUNK: Final = 20_000
"""Texts that are taken apart in a step."""
MAX_TEXTS: Final = 1 << 64 - KEY_BITS
"""Whose numbers fit beside a piece."""
_TEXT_BITS: Final = np.uint64(64 - KEY_BITS)
_TEXT_MASK: Final = np.uint64(MAX_TEXTS - 1)
_PIECE_BITS: Final = np.uint64(32)
_PIECE_MASK: Final = np.uint64(2**32 - 1)

Places = NDArray[np.int64]
Ordinals = NDArray[np.int32]
Weights = NDArray[np.float32]
_SORTS: Final = 3
"""Steps between the texts and the index."""


@dataclass(frozen=True, slots=True)
class Index:
    """Arrays alone. Pieces, texts and entries are numbers, from 0.

    Attributes:
        vocabulary: the pieces that there are, rising.
        weights: of each piece, by how few entries have it.
        posting_begins, postings: the entries that have a piece, rising.
        text_begins, text_pieces: the pieces of a text, rising.
        entry_begins: the first text of each entry, and one more.
        masses: the weights of all pieces of a text together.
        breadths: the same of an entry's centroid, in which a piece has the share of
            its texts that have the piece, squared.
        text_places, normalised: where each text begins, and the last ends, in all
            of them as UTF-8, one behind the other.
        words: all words of letters, with blanks between, as UTF-8.
    """

    vocabulary: Keys
    weights: Weights
    posting_begins: Places
    postings: Ordinals
    text_begins: Places
    text_pieces: Ordinals
    entry_begins: Places
    masses: Weights
    breadths: Weights
    text_places: Places
    normalised: NDArray[np.uint8]
    words: NDArray[np.uint8]

    @property
    def entries(self) -> int:
        """How many there are."""
        return len(self.entry_begins) - 1

    def text(self, number: int) -> str:
        """A text as it was normalised."""
        return self.texts(np.array([number]))[0]

    def texts(self, numbers: Numbers) -> list[str]:
        """Some texts as they were normalised."""
        begins = self.text_places[numbers].tolist()
        ends = self.text_places[numbers + 1].tolist()
        # A slice of a view takes a third of the time of one of an array.
        all_of_them = self.normalised.data
        return [
            str(all_of_them[begin:end], "utf-8")
            for begin, end in zip(begins, ends, strict=True)
        ]


def build(texts: Sequence[Sequence[str]]) -> Building[Index]:
    """The index of these entries, each given by its texts.

    Takes 30 µs for a text and 60 bytes of memory for each of its characters.
    """
    entry_begins = np.zeros(len(texts) + 1, np.int64)
    np.cumsum([len(each) for each in texts], out=entry_begins[1:])
    plain = [text for each in texts for text in each]
    pairs, encoded, words = yield from _found(plain)
    yield Step(Phase.PIECES, 0, _SORTS)
    pairs.sort()
    yield Step(Phase.PIECES, 1, _SORTS)
    keys, numbers = pairs >> _TEXT_BITS, (pairs & _TEXT_MASK).astype(np.int64)
    is_new = differs(keys)
    pieces = np.cumsum(is_new) - 1
    vocabulary = keys[is_new]
    postings, posting_begins, shares = _postings(pieces, numbers, entry_begins)
    weights = weights_of(vocabulary, np.diff(posting_begins), len(texts))
    yield Step(Phase.PIECES, 2, _SORTS)
    text_pieces, text_begins = _by_text(pieces, numbers, len(plain))
    masses = np.add.reduceat(
        np.append(weights[text_pieces], np.float32(0)), text_begins[:-1]
    )
    masses[np.diff(text_begins) == 0] = 0
    squares = np.repeat(weights, np.diff(posting_begins)) * shares**2
    breadths = np.bincount(postings, squares, minlength=len(texts))
    yield Step(Phase.PIECES, _SORTS, _SORTS)
    return Index(
        vocabulary,
        weights,
        posting_begins,
        postings,
        text_begins,
        text_pieces,
        entry_begins,
        masses.astype(np.float32),
        breadths.astype(np.float32),
        np.cumsum([0, *map(len, encoded)], dtype=np.int64),
        np.frombuffer(b"".join(encoded), np.uint8),
        np.frombuffer(" ".join(sorted(words)).encode(), np.uint8),
    )


def differs(values: Keys | Numbers) -> NDArray[np.bool_]:
    """Whether each value is another than the one before it."""
    is_new = np.ones(len(values), dtype=bool)
    np.not_equal(values[1:], values[:-1], out=is_new[1:])
    return is_new


def each_once(values: Keys) -> Keys:
    """Sorts them; `np.unique` hashes, which takes longer for few as for many."""
    values.sort()
    return values[differs(values)]


def _found(plain: Sequence[str]) -> Building[tuple[Keys, list[bytes], set[str]]]:
    """The pieces of each text, each once; the texts normalised; their words."""
    found: list[Keys] = []
    encoded: list[bytes] = []
    words: set[str] = set()
    for begin in range(0, len(plain), CHUNK):
        chunk = [normalise(text) for text in plain[begin : begin + CHUNK]]
        encoded += [text.encode() for text in chunk]
        words.update(words_of(" ".join(chunk)))
        pieces = take_apart(chunk)
        number = (pieces.texts + begin).astype(np.uint64)
        found.append(each_once(pieces.keys << _TEXT_BITS | number))
        yield Step(Phase.TEXTS, begin + len(chunk), len(plain))
    pairs = np.concatenate(found) if found else np.zeros(0, np.uint64)
    return pairs, encoded, words


def _postings(
    pieces: Numbers, numbers: Numbers, entry_begins: Places
) -> tuple[Ordinals, Places, Weights]:
    """The entries that have each piece, and in which share of their texts."""
    texts = np.diff(entry_begins)
    entry_of = np.repeat(np.arange(len(texts)), texts)
    entries = entry_of[numbers]
    is_new = differs(entries) | differs(pieces)
    having = np.diff(np.append(np.flatnonzero(is_new), len(is_new)))
    shares = (having / texts[entries[is_new]]).astype(np.float32)
    return entries[is_new].astype(np.int32), _begins(pieces[is_new]), shares


def _by_text(pieces: Numbers, numbers: Numbers, texts: int) -> tuple[Ordinals, Places]:
    pairs = numbers.astype(np.uint64) << _PIECE_BITS | pieces.astype(np.uint64)
    pairs.sort()
    owners = (pairs >> _PIECE_BITS).astype(np.int64)
    return (pairs & _PIECE_MASK).astype(np.int32), _begins(owners, texts)


def _begins(owners: Numbers, count: int = 0) -> Places:
    """Where the run of each owner begins, and the end; the owners rise from 0."""
    sizes = np.bincount(owners, minlength=count)
    return np.concatenate(([0], np.cumsum(sizes)))
