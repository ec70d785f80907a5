"""PURE: the id of a new category, which people can read and type."""

from __future__ import annotations

import re
from collections.abc import Collection
from itertools import count
from typing import Final
from unicodedata import normalize

MAX_CHARS: Final = 40
"""Of what the name gives: an id may be longer, and nobody types that."""
_WORD: Final = re.compile("[a-z0-9]+")


def readable_id(name: str, taken: Collection[str]) -> str:
    """From the name's letters, Chinese ones as Pinyin; "" if it has none.

    Where another category has it, a number follows.

    Args:
        name: of the category.
        taken: ids that there are.
    """
    plain = normalize("NFKC", name).casefold()
    if not plain.isascii():
        plain = _in_pinyin(plain)
    stem = "-".join(_WORD.findall(plain))[:MAX_CHARS].strip("-")
    if not stem or stem not in taken:
        return stem
    return next(made for n in count(2) if (made := f"{stem}-{n}") not in taken)


def _in_pinyin(name: str) -> str:
    from pypinyin import lazy_pinyin  # noqa: PLC0415 - half a second, when needed

    return " ".join(lazy_pinyin(name))
