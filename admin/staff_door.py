"""Who of the staff sends a request over HTTP: known by the cookie of the sign-in.

The workbench in another site's page, which has no cookies, shows a token instead.

Source: OWASP, Session Management and Cross-Site Request Forgery Prevention.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import Final

import trio
from quart import Response, request

from actors.accounts.accounts import Accounts
from actors.accounts.core import forbidden, serves
from actors.accounts.messages import ByToken, Identity
from actors.accounts.permissions import Permission, is_allowed
from actors.accounts.refusal import AccountRefused
from actors.accounts.sign_ins import ABSOLUTE_MS, refuse_stage
from admin.account_problems import granted
from runtime.addresses import Proxies
from runtime.http_app import (
    HttpRefused,
    caller_address,
    is_own_page,
    limited_address,
)
from runtime.http_contract import GUARD_HEADER
from runtime.http_ration import HttpRation

COOKIE: Final = "triodesk-staff"
SECURE_COOKIE: Final = "__Host-triodesk-staff"
"""The prefix has browsers refuse it but from https, for this host alone."""
_SAFE_METHODS: Final = frozenset({"GET", "HEAD", "OPTIONS"})
_OWN_SITES: Final = frozenset({"same-origin", "none"})


class StaffDoor:
    """Knows who asks.

    Args:
        accounts: of the service.
        proxies: whose word about callers is believed.
        behind_tls: browsers come by https, through a proxy.

    Attributes:
        accounts: as given.
        behind_tls: as given.
        cookie: name of the one that tells who is signed in.
    """

    def __init__(
        self, accounts: Accounts, proxies: Proxies, *, behind_tls: bool
    ) -> None:
        self.accounts = accounts
        self.behind_tls = behind_tls
        self.cookie = SECURE_COOKIE if behind_tls else COOKIE
        self._proxies = proxies

    def address(self) -> str:
        """Where the current request comes from."""
        return caller_address(self._proxies)

    def ration(self, ration: HttpRation) -> None:
        """Counts the current request by the address it comes from.

        Raises:
            HttpRefused: `too_many`.
        """
        ration.take(limited_address(self._proxies))

    def caller(self) -> ByToken:
        """Who sent the current request, by what he shows."""
        token = bearer() or request.cookies.get(self.cookie, "")
        return ByToken(token, self.address())

    def by_cookie(self) -> ByToken:
        """The same, of who signed in here: what he then has a new cookie for.

        Raises:
            HttpRefused: `embedded`: another program vouches for him.
        """
        if bearer():
            detail = (
                "expected to be asked by who signed in by himself, in a page of ours"
            )
            raise HttpRefused(HTTPStatus.FORBIDDEN, "embedded", detail)
        return self.caller()

    def admit(
        self, response: Response, token: str, seconds: int = ABSOLUTE_MS // 1_000
    ) -> None:
        """Has the browser keep who is signed in by now; nobody, with no seconds."""
        response.set_cookie(
            self.cookie,
            token,
            max_age=seconds,
            path="/",
            secure=self.behind_tls,
            httponly=True,
            samesite="Strict",
        )

    @property
    def origin(self) -> str:
        """Under which the current request has asked us."""
        return f"{'https' if self.behind_tls else 'http'}://{request.host}"

    async def expect(self, permission: Permission) -> Identity:
        """Who sent the current request, if he may do that anywhere.

        Raises:
            HttpRefused: nobody is signed in, something is due first, or he may not.
        """
        identity = granted(await self.accounts.who_is(self.caller()))
        granted(_refused(identity, permission))
        return identity

    async def expect_agent(self) -> Identity:
        """The same, if he serves at the desk.

        Raises:
            HttpRefused: see `expect`.
        """
        identity = await self.expect(Permission.SERVE)
        if not serves(identity.card):
            granted(forbidden(Permission.SERVE))
        return identity


def bearer() -> str:
    """The token that the current request shows (RFC 6750); "" = none."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


async def refuse_foreign() -> None:
    """Refuses what another site has a browser send.

    Raises:
        HttpRefused: `foreign_request`.
    """
    await trio.lowlevel.checkpoint()
    if request.method in _SAFE_METHODS:
        return
    headers = request.headers
    site, origin = headers.get("Sec-Fetch-Site"), headers.get("Origin")
    is_ours = GUARD_HEADER in headers
    if site is not None:
        is_ours = is_ours and site in _OWN_SITES
    if origin is not None:
        is_ours = is_ours and is_own_page(origin)
    if not is_ours:
        detail = f"expected a request of this site, with the header {GUARD_HEADER}"
        raise HttpRefused(HTTPStatus.FORBIDDEN, "foreign_request", detail)


def _refused(identity: Identity, permission: Permission) -> AccountRefused | None:
    refused = refuse_stage(identity.stage)
    if refused is None and not is_allowed(identity.principal, permission):
        return forbidden(permission)
    return refused
