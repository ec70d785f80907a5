"""PURE: where a category is, written as one: `After sales/Returns`.

A stroke within a name has a backslash in front, and so has a backslash.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from hashlib import blake2b
from typing import Final

from actors.knowledge.entry import MAX_DEPTH, Base, Category, CategoryId

Path = tuple[str, ...]
"""Names, the outermost first; () = of no category."""
Place = tuple[Base, Path]

_NAME: Final = re.compile(r"(?:\\.|[^/\\])+", re.DOTALL)
_ESCAPED: Final = re.compile(r"\\(.)", re.DOTALL)
_ID_BYTES: Final = 10


def read_path(text: str) -> Path:
    """The names that a path is made of, without blanks around them."""
    names = (_ESCAPED.sub(r"\1", name).strip() for name in _NAME.findall(text))
    return tuple(name for name in names if name)


def written_path(path: Path) -> str:
    """What `read_path` reads."""
    return "/".join(re.sub(r"([/\\])", r"\\\1", name) for name in path)


def paths_of(categories: Iterable[Category]) -> dict[CategoryId, Path]:
    """The path of each; one whose parent is not there begins one."""
    by_id = {each.id: each for each in categories}
    return {each: _path(by_id, each) for each in by_id}


def _path(by_id: Mapping[CategoryId, Category], one: CategoryId) -> Path:
    names: list[str] = []
    while (category := by_id.get(one)) is not None and len(names) < MAX_DEPTH:
        names.append(category.name)
        one = category.parent
    return tuple(reversed(names))


class Drawers:
    """The categories that there are, and those that rows ask for beside them.

    Args:
        categories: that there are.

    Attributes:
        missing: what is to be made, parents first; grows with `id_of`.
    """

    def __init__(self, categories: Iterable[Category]) -> None:
        known = {each.id: each for each in categories}
        paths = paths_of(known.values())
        self._ids: dict[Place, CategoryId] = {
            (known[each].base, path): each for each, path in paths.items()
        }
        self.missing: list[Category] = []

    def id_of(self, base: Base, path: Path) -> CategoryId:
        """The id of the category there; one that is missing gets the same each time."""
        if not path:
            return CategoryId("")
        found = self._ids.get((base, path))
        if found is None:
            parent = self.id_of(base, path[:-1])
            found = self._ids[base, path] = _id_for(base, path)
            self.missing.append(Category(found, base, path[-1], parent))
        return found


def _id_for(base: Base, path: Path) -> CategoryId:
    text = "\0".join((base.value, *path)).encode()
    return CategoryId(f"c-{blake2b(text, digest_size=_ID_BYTES).hexdigest()}")
