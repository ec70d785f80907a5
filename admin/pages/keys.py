"""`/admin/keys`: by which other programs act over HTTP (M11)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import msgspec
from quart import Blueprint, Response

from actors.accounts.accounts import Accounts
from actors.accounts.permissions import Permission, Principal, is_allowed
from actors.api_keys.key import MAX_DAYS, ApiKey, Scope, is_over
from actors.api_keys.office import KeyOffice
from actors.records.bounds import Sought
from admin.key_problems import key_granted
from admin.pages.doers import Doers, doers
from admin.pages.frame import Frame, page, principal
from admin.pages.nav import ROOT
from admin.pages.phrases.keys import SCOPES, KeysPhrase, KeysProblem
from admin.reference import OPENAPI_PATH
from gateway.console.phrases import Words
from runtime.http_app import read_query

USUAL_DAYS: Final = 365


class KeysLink(msgspec.Struct, frozen=True):
    """The query of the page: words in the name, or an id."""

    text: Sought = ""


@dataclass(frozen=True, slots=True)
class KeysView:
    """What the page shows.

    Attributes:
        who: opens it.
        words: of his language.
        doers: those who made them.
        now_ms: wall time.
    """

    who: Principal
    words: Words
    query: KeysLink
    keys: tuple[ApiKey, ...]
    doers: Doers
    now_ms: int
    reference: str = OPENAPI_PATH
    days: int = USUAL_DAYS
    max_days: int = MAX_DAYS

    @property
    def scopes(self) -> tuple[tuple[str, str], ...]:
        """Those that somebody may give: values, and what they are called."""
        return tuple(
            (scope.value, self.words(name))
            for scope, name in SCOPES.items()
            if scope is Scope.AGENT_LOGIN
            or is_allowed(self.who, Permission(scope.value))
        )

    def scopes_of(self, key: ApiKey) -> str:
        """What a key is good for, in words."""
        return ", ".join(self.words(SCOPES[scope]) for scope in key.scopes)

    def is_over(self, key: ApiKey) -> bool:
        """True when it is good no more."""
        return is_over(key, self.now_ms)


def keys_page(
    frame: Frame, keys: KeyOffice, accounts: Accounts, wall_ms: Callable[[], int]
) -> Blueprint:
    """The route.

    Args:
        frame: of all pages.
        keys: of the service.
        accounts: know who made one.
        wall_ms: wall time.
    """
    routes = Blueprint("keys_page", __name__, url_prefix=ROOT)

    @page("Keys of other programs.", Permission.EDIT_KEYS, KeysLink)
    async def listed() -> Response:
        query = read_query(KeysLink)
        found = key_granted(await keys.read(principal())).keys
        wanted = query.text.casefold()
        kept = (x for x in found if wanted in f"{x.name} {x.id}".casefold())
        words = frame.words()
        made = await doers(accounts, words)
        view = KeysView(principal(), words, query, tuple(kept), made, wall_ms())
        return frame.render("keys.html", view, KeysPhrase, KeysProblem)

    routes.add_url_rule("/keys", view_func=listed)
    return frame.opened(routes)
