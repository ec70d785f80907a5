"""HTTP for the keys of other programs (M11): the routes below `/api/v1/keys`.

GET    /keys     all of them, without their secrets
POST   /keys     makes one; its text is told once
DELETE /keys/ID  takes one back, and ends what came of it

People ask for them, never programs: a key makes no keys.
"""

from __future__ import annotations

from typing import Final

from quart import Blueprint, Response

from actors.accounts.permissions import Permission
from actors.api_keys.key import KeyDraft
from actors.api_keys.office import KeyMade, KeyOffice
from actors.api_keys.records import KeyRule, KeysRead
from admin.api.contract import PREFIX, changing, looking
from admin.api.door import ApiDoor, no_content, operation, principal
from admin.key_problems import key_granted
from runtime.http_app import answer_json, read_json

_CODES: Final = tuple(
    rule.value for rule in (KeyRule.NOT_ALLOWED, KeyRule.NO_SUCH_KEY, KeyRule.TOO_MANY)
)


def keys_api(door: ApiDoor, keys: KeyOffice) -> Blueprint:
    """The routes.

    Args:
        door: lets those in who may.
        keys: of the service.
    """
    desk = _Keys(keys)
    routes = Blueprint("keys", __name__, url_prefix=f"{PREFIX}/keys")
    routes.add_url_rule("", view_func=desk.listed)
    routes.add_url_rule("", view_func=desk.add, methods=["POST"])
    routes.add_url_rule("/<key>", view_func=desk.remove, methods=["DELETE"])
    return door.opened(routes)


class _Keys:
    def __init__(self, keys: KeyOffice) -> None:
        self._keys = keys

    @looking(
        "All keys, the oldest first, without their secrets.",
        Permission.EDIT_KEYS,
        answer=KeysRead,
    )
    async def listed(self) -> Response:
        return answer_json(key_granted(await self._keys.read(principal())))

    @changing(
        "Make a key; its text is told here only.",
        Permission.EDIT_KEYS,
        body=KeyDraft,
        answer=KeyMade,
        codes=_CODES,
    )
    async def add(self) -> Response:
        draft = await read_json(KeyDraft)
        made = await self._keys.add(principal(), draft, operation())
        return answer_json(key_granted(made))

    @changing(
        "Take a key back, and end what came of it.",
        Permission.EDIT_KEYS,
        codes=_CODES,
    )
    async def remove(self, key: str) -> Response:
        key_granted(await self._keys.remove(principal(), key, operation()))
        return no_content()
