"""PURE: what texts are taken apart into: the pieces that they are matched by.

Chinese characters alone and in pairs, the sounds of pairs, the stems of words and, for
typos, their letters in threes. A piece is a number, so that many texts are taken apart
at once by operations on arrays; its highest bits are its kind.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from enum import IntEnum
from functools import lru_cache
from hashlib import blake2b
from typing import Final, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from actors.robot.normalise import FIRST_HAN
from actors.robot.sound import sounds, syllables
from actors.robot.stem import stem
from actors.robot.synonyms import (
    LONGEST_PHRASE,
    PHRASES,
    Meanings,
    example,
    in_chinese,
    in_english,
)
from actors.robot.usual import USUAL_WORDS

Keys = NDArray[np.uint64]
Numbers = NDArray[np.int64]
Whole = TypeVar("Whole", np.uint64, np.int32)


class Kind(IntEnum):
    """What a piece is; of its number the bits from `_KIND_BIT`."""

    CHARACTER = 0
    PAIR = 1
    SOUND = 2
    WORD = 3
    LETTERS = 4
    MEANING = 5


KEY_BITS: Final = 40
"""Of a piece, so that it and the number of its text are sorted as one number."""
_KIND_BIT: Final = 37
_CODE_BITS: Final = 12
"""Of one of three letters; what lies beyond the Latin scripts may share its numbers."""
_PAIR_BITS: Final = 16
"""Of one of two characters; those beyond the first plane share numbers with others."""
_CODE_MASK: Final = (1 << _CODE_BITS) - 1
_PAIR_MASK: Final = (1 << _PAIR_BITS) - 1
_PAYLOAD_MASK: Final = (1 << _KIND_BIT) - 1
_LETTERS: Final = 3
_MAX_WORDS: Final = 65_536
"""Whose pieces are remembered; finding the stem of one takes 0.1 ms."""
_WORD: Final = re.compile(rf"[^\W{FIRST_HAN}-\U0010ffff]+")


class Pieces(NamedTuple):
    """The pieces of some texts.

    Attributes:
        texts: the numbers of the texts.
        keys: the piece of the text in the same place; it may be there several times.
    """

    texts: Numbers
    keys: Keys


def kinds(keys: Keys) -> NDArray[np.uint64]:
    """The kind of each piece."""
    return keys >> np.uint64(_KIND_BIT)


def _key(kind: Kind, payload: int) -> int:
    return kind << _KIND_BIT | payload


def word_key(stem: str) -> int:
    """The piece that a word with this stem is."""
    digest = blake2b(stem.encode(), digest_size=8).digest()
    return _key(Kind.WORD, int.from_bytes(digest) & _PAYLOAD_MASK)


def pair_key(first: int, second: int, kind: Kind) -> int:
    """The piece of two characters, or of two sounds, by their codes."""
    return _key(kind, first << _PAIR_BITS | second)


def words_of(text: str) -> list[str]:
    """The words of letters and digits of a normalised text."""
    return _WORD.findall(text)


def with_words(text: str, others: Mapping[str, str]) -> str:
    """A normalised text with others in the place of some of its words."""
    if not others:
        return text
    return _WORD.sub(lambda found: others.get(found[0], found[0]), text)


@lru_cache(_MAX_WORDS)
def _word_keys(word: str) -> tuple[int, ...]:
    """The pieces of a word, its stem first."""
    meanings = in_english(stem(word))
    whole = [word_key(stem(word)), *(_key(Kind.MEANING, each) for each in meanings)]
    if word in USUAL_WORDS or any(letter.isdigit() for letter in word):
        return tuple(whole)
    codes = [ord(letter) & _CODE_MASK for letter in f" {word} "]
    threes = zip(codes, codes[1:], codes[2:], strict=False)
    return *whole, *(
        _key(Kind.LETTERS, (a << _CODE_BITS | b) << _CODE_BITS | c)
        for a, b, c in threes
    )


def kind_of(key: int) -> Kind:
    """The kind of one piece."""
    return Kind(key >> _KIND_BIT)


def label(key: int) -> str:
    """A piece as people read it; "" of a word, of which it has a digest alone."""
    payload = key & _PAYLOAD_MASK
    first, second = payload >> _PAIR_BITS, payload & _PAIR_MASK
    match kind_of(key):
        case Kind.CHARACTER:
            return chr(payload)
        case Kind.PAIR:
            return chr(first) + chr(second)
        case Kind.SOUND:
            return f"{syllables()[first]} {syllables()[second]}"
        case Kind.LETTERS:
            places = (2 * _CODE_BITS, _CODE_BITS, 0)
            return "".join(chr(payload >> place & _CODE_MASK) for place in places)
        case Kind.MEANING:
            return f"≈ {example(payload)}"
        case _:
            return ""


def take_apart(texts: Sequence[str]) -> Pieces:
    """The pieces of normalised texts.

    Args:
        texts: none has a line break in it, as none has that was normalised.
    """
    joined = "\n".join(texts)
    codes = np.frombuffer(joined.encode("utf-32-le"), np.uint32)
    number = np.cumsum(codes == ord("\n"))
    of_han = _of_characters(codes, number)
    of_meanings = _of_meanings(joined, number)
    of_words = _of_words(joined, number) if _WORD.search(joined) else ()
    found = np.concatenate([each.keys for each in (*of_han, *of_meanings, *of_words)])
    owner = np.concatenate([each.texts for each in (*of_han, *of_meanings, *of_words)])
    return Pieces(owner, found)


def sounds_of(pairs: Keys) -> Keys:
    """How pairs of characters sound, rising; not all do."""
    first = sounds()[pairs >> np.uint64(_PAIR_BITS) & np.uint64(_PAIR_MASK)]
    second = sounds()[pairs & np.uint64(_PAIR_MASK)]
    heard = first << np.uint64(_PAIR_BITS) | second
    heard = heard[(first > 0) & (second > 0)] | np.uint64(_key(Kind.SOUND, 0))
    sounding: Keys = np.sort(heard)
    return sounding


def _of_characters(codes: NDArray[np.uint32], number: Numbers) -> tuple[Pieces, ...]:
    is_han = codes >= ord(FIRST_HAN)
    alone = np.flatnonzero(is_han)
    pairs = np.flatnonzero(is_han[:-1] & is_han[1:])
    wide = codes.astype(np.uint64) & np.uint64(_PAIR_MASK)
    sound = sounds()[np.minimum(codes, len(sounds()) - 1)]
    heard = np.flatnonzero((sound[:-1] > 0) & (sound[1:] > 0))
    return (
        Pieces(number[alone], wide[alone]),
        Pieces(number[pairs], _paired(wide, pairs, Kind.PAIR)),
        Pieces(number[heard], _paired(sound, heard, Kind.SOUND)),
    )


def _paired(codes: Keys, places: Numbers, kind: Kind) -> Keys:
    kind_bits = np.uint64(_key(kind, 0))
    return kind_bits | codes[places] << np.uint64(_PAIR_BITS) | codes[places + 1]


def _of_meanings(joined: str, number: Numbers) -> tuple[Pieces, ...]:
    found = in_chinese(joined)
    if not found:
        return ()
    starts, group = np.array(found, np.int64).T
    kind_bits = np.uint64(_key(Kind.MEANING, 0))
    return (Pieces(number[starts], kind_bits | group.astype(np.uint64)),)


def _of_words(joined: str, number: Numbers) -> tuple[Pieces, ...]:
    """By way of the different words, which are few."""
    places: dict[str, int] = {}
    found = [
        (match.start(), places.setdefault(match.group(), len(places)))
        for match in _WORD.finditer(joined)
    ]
    starts, word = np.array(found, np.int64).T
    owner = number[starts]
    keys = [_word_keys(each) for each in places]
    counts = np.array([len(each) for each in keys], np.int64)
    flat = np.array([key for each in keys for key in each], np.uint64)
    begins = np.cumsum(counts) - counts
    return (
        Pieces(
            np.repeat(owner, counts[word]), flat[slices(begins[word], counts[word])]
        ),
        *_of_phrases([stem(each) for each in places], word, owner),
    )


def _of_phrases(
    stems: Sequence[str], word: Numbers, owner: Numbers
) -> tuple[Pieces, ...]:
    """The meanings of words that stand together.

    Args:
        stems: of the different words.
        word: the number of each word, one after the other.
        owner: the text of each.
    """
    begins = np.array([each in PHRASES for each in stems])
    found = [
        (owner[at], number)
        for at in begins[word].nonzero()[0].tolist()
        for number in _phrase([stems[each] for each in _same(at, word, owner)])
    ]
    if not found:
        return ()
    owners, meanings = np.array(found, np.int64).T
    kind_bits = np.uint64(_key(Kind.MEANING, 0))
    return (Pieces(owners, kind_bits | meanings.astype(np.uint64)),)


def _same(at: int, word: Numbers, owner: Numbers) -> list[int]:
    """The words from here on, as many as a phrase may have, of the same text."""
    those = slice(at, at + LONGEST_PHRASE)
    found: list[int] = word[those][owner[those] == owner[at]].tolist()
    return found


def _phrase(stems: Sequence[str]) -> Meanings:
    """The meanings of the longest phrase that begins here."""
    for length in PHRASES[stems[0]]:
        meanings = in_english(*stems[:length])
        if meanings:
            return meanings
    return ()


def look_up(
    keys: NDArray[Whole], known: NDArray[Whole]
) -> tuple[Numbers, NDArray[np.bool_]]:
    """The place of each key among those known, which rise, and whether it is there.

    `np.isin` and `np.unique` hash: 50 µs for the few of a query.
    """
    places = known.searchsorted(keys)
    is_known = places < len(known)
    is_known[is_known] = known[places[is_known]] == keys[is_known]
    return places, is_known


def slices(begins: Numbers, counts: Numbers) -> Numbers:
    """The places of several slices of an array, one after the other."""
    ends = counts.cumsum()
    total = int(ends[-1]) if len(ends) else 0
    shifts: Numbers = begins - ends + counts
    return np.arange(total) + shifts.repeat(counts)
