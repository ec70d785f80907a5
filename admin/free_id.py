"""PURE: an id for something that people have named."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Container
from itertools import count
from typing import Final

MAX_CHARS: Final = 40
"""A name has 64; room is left for a number."""
_DIGITS: Final = 6
"""Of a digest: by it nobody is to be told from many."""
_OTHERS: Final = re.compile(r"[^a-z0-9]+")


def free_id(name: str, usual: str, taken: Container[str]) -> str:
    """The name in a-z, 0-9 and dashes, as far as it has any; numbered where taken.

    Args:
        name: for people, in any script.
        usual: where nothing of the name is left.
        taken: ids that are no more free.
    """
    wanted = _OTHERS.sub("-", name.lower()).strip("-")[:MAX_CHARS] or usual
    numbered = (f"{wanted}-{number}" for number in count(2))
    return (
        wanted if wanted not in taken else next(x for x in numbered if x not in taken)
    )


def made_id(name: str, usual: str, operation: str) -> str:
    """The same, where it need not be free: of the act's id where no letter is left.

    An act that is repeated makes the same id.
    """
    digest = hashlib.sha256(operation.encode()).hexdigest()[:_DIGITS]
    return free_id(name, f"{usual}-{digest}", ())
