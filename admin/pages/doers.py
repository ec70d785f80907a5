"""What those are called who did something: members, programs, the command line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from operator import itemgetter
from typing import Final

from actors.accounts.accounts import Accounts
from actors.accounts.permissions import OPERATOR, Permission, is_allowed
from admin.api.groups import all_members
from admin.pages.frame import caller, principal
from admin.pages.phrases.common import Phrase
from gateway.console.phrases import Words

_KEYS: Final = ("key:", "key ")
"""What programs are called by before the id of their key: in the API, at the desk."""


@dataclass(frozen=True, slots=True)
class Doers:
    """Knows them, in the reader's language.

    Attributes:
        names: of members by id; some may be missing.
    """

    words: Words
    names: Mapping[str, str]

    def name(self, by: str) -> str:
        """Of one, by what is written down of him; who is not known has his id."""
        if by == OPERATOR:
            return self.words(Phrase.COMMAND_LINE)
        if by.startswith(_KEYS):
            return self.words(Phrase.PROGRAM, key=by[len(_KEYS[0]) :])
        return self.names.get(by, by)

    def options(self, chosen: str) -> tuple[tuple[str, str], ...]:
        """Members to choose from, by their names; whoever is chosen is one of them."""
        known = {chosen: chosen} if chosen else {}
        named = sorted({**known, **self.names}.items(), key=itemgetter(1))
        return tuple(named)


async def doers(accounts: Accounts, words: Words) -> Doers:
    """All members whom who asks may see, and the others.

    Raises:
        HttpRefused: the accounts do not answer.
    """
    if not is_allowed(principal(), Permission.READ_MEMBERS):
        return Doers(words, {})
    members = await all_members(accounts, caller())
    return Doers(words, {each.id: each.name for each in members})
