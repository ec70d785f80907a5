"""What all routes that change the rules of service have in common."""

from __future__ import annotations

import msgspec
from quart import Response

from actors.row_number import RowNumber
from actors.rules.messages import Change, PutChannel, PutGroup, PutRule
from actors.rules.rulebook import ServiceRule
from admin.api.door import operation, principal
from admin.rules_office import RulesOffice
from admin.rules_problems import found, ruled
from runtime.http_app import answer_json, read_query


class Expected(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The query of a change: which version of the rules was seen.

    Another one in force is refused, `wrong_state`; 0 = whichever is.
    """

    expected: RowNumber = 0


class Altered(msgspec.Struct, frozen=True):
    """In force, and on disk, as this version."""

    version: int


class Added(msgspec.Struct, frozen=True):
    """It is there under this id, as of this version."""

    id: str
    version: int


class RuleActs:
    """Changes the rules for who sent the current request.

    Args:
        office: of the rules.
    """

    def __init__(self, office: RulesOffice) -> None:
        self.office = office

    async def alter(self, *changes: Change) -> Response:
        """Makes all of them or none; answers `Altered`.

        Raises:
            HttpRefused: a rule refused.
            Unavailable: see `RulesOffice.alter`.
        """
        return answer_json(Altered(await self._made(changes)))

    async def put_new(self, new: PutGroup | PutChannel | PutRule, id_: str) -> Response:
        """Adds what is not there yet; answers `Added`.

        Raises:
            HttpRefused, Unavailable: as `alter`; `id_conflict`.
        """
        return answer_json(Added(id_, await self._made((new,), adds=True)))

    async def _made(self, changes: tuple[Change, ...], *, adds: bool = False) -> int:
        expected = read_query(Expected).expected
        by, named = principal(), operation()
        made = self.office.alter(changes, by, named, expected, adds=adds)
        return ruled(await made)

    def rule(self, rule: str) -> ServiceRule:
        """The service rule of that id.

        Raises:
            HttpRefused: `not_found`.
        """
        return found(self.office.rules.book.rule(rule), f"service rule {rule!r}")
