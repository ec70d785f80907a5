"""The tickets of a member of staff, who signs in with name and password.

    tickets = StaffTickets("https://desk.example.org", "ann@example.com")
    await tickets.sign_in(password)
    async with connect_agent(url, ticket=tickets, http=…) as agent:
        ...

Each ticket is good once: a reconnect gets another, while the sign-in lasts. It ends
when the same account signs in elsewhere; then the link stops, and does not sign in
again.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import msgspec

from gateway.client.http_answers import T
from gateway.client.http_exchange import HttpOrigin
from gateway.client.ticket_exchange import post_json, read_answer
from gateway.client.ticket_source import TicketRefused

PATH: Final = "/api/staff"
GUARD_HEADER: Final = "X-Triodesk-Request"
"""Without it the service takes nothing: no foreign page can have a browser send it."""
FACTOR_WANTED: Final = "factor_wanted"
_FULL: Final = "full"


class _Me(msgspec.Struct):
    stage: str


class _Given(msgspec.Struct):
    ticket: str


class StaffTickets:
    """Signs in, and gets tickets under that sign-in, for one link.

    The password is not kept.

    Args:
        http: of the service, `https://host[:port]`.
        login: e-mail address or staff number.

    Raises:
        UsageError: `http` is no HTTP URL.
    """

    def __init__(self, http: str, login: str) -> None:
        self._origin = HttpOrigin(http)
        self._login = login
        self._cookie = ""

    async def sign_in(self, password: str, code: str = "") -> bool:
        """Signs in; False: the same again, with a code of the second factor.

        Args:
            password: the account's.
            code: of the second factor, or for recovery; "": none was typed.

        Raises:
            TicketRefused: `wrong_credentials`, `suspended`; `password_due`: the first
                password must be changed, `change_password` may follow; `factor_due`:
                the role needs a second factor, and there is none.
            TicketUnavailable: not now; `locked`: after too many failures.
        """
        body = {"login": self._login, "password": password, "code": code}
        return self._admitted(await self._post("sign-in", body, _Me))

    async def change_password(self, old: str, new: str) -> None:
        """Replaces the password of who has just signed in.

        Raises:
            TicketRefused: `weak_password`, `same_password`, `wrong_credentials`;
                `factor_due`.
            TicketUnavailable: not now.
        """
        self._admitted(await self._post("password", {"old": old, "new": new}, _Me))

    async def ticket(self, *, is_fresh: bool = False) -> str:
        """See `TicketSource`; each is another.

        Raises:
            TicketRefused: `not_signed_in`: the sign-in has ended; `forbidden`: the role
                serves no visitors.
            TicketUnavailable: not now.
        """
        del is_fresh
        return (await self._post("ticket", {}, _Given)).ticket

    def _admitted(self, me: _Me) -> bool:
        if me.stage in {FACTOR_WANTED, _FULL}:
            return me.stage == _FULL
        raise TicketRefused(me.stage, "this must be done before anything else")

    async def _post(self, word: str, body: Mapping[str, str], kind: type[T]) -> T:
        headers = {GUARD_HEADER: "1"}
        if self._cookie:
            headers["Cookie"] = self._cookie
        data = msgspec.json.encode(body)
        answer = await post_json(self._origin, f"{PATH}/{word}", data, headers)
        told = read_answer(answer, kind)
        cookie = answer.headers.get("set-cookie", "").partition(";")[0]
        self._cookie = cookie or self._cookie
        return told
