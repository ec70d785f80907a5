"""HTTP for staff's own accounts: signing in, passwords, second factors, tickets.

Who is signed in is told by a cookie that scripts cannot read and other sites cannot
send. What changes something is taken from our own pages and from scripts only: it must
carry a header that no form can, and where the browser says where it comes from, that
must be here.

Source: OWASP, Session Management and Cross-Site Request Forgery Prevention.
"""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Annotated, Final, Protocol

import msgspec
from msgspec import Meta
from quart import Blueprint, Response

from actors.accounts.members import MemberCard, OwnEdit, Stage
from actors.accounts.messages import EditOwn, Identity, OperationId, SignedIn
from actors.accounts.permissions import Permission, Principal, is_allowed
from actors.accounts.refusal import AccountRefused, AccountRule
from actors.accounts.sign_ins import FactorWanted
from admin.account_problems import granted
from admin.qr_code import QrCode, qr_code
from admin.staff_door import StaffDoor, refuse_foreign
from runtime.http_app import answer_json, read_json
from runtime.http_contract import TOO_MANY, Access, Operation
from runtime.http_ration import HttpRation
from runtime.ration import Ration

PREFIX: Final = "/api/staff"
TICKET_SECONDS: Final = 30
"""From the answer to HELLO: a slow network's connection with TLS takes a few."""
SIGN_IN_RATION: Final = Ration(per_second=2.0, burst=100.0)
"""An office behind one address begins its shift. Failures have bounds of their own
(`actors.accounts.lockout`); this one is for what each attempt costs, 19 MiB and some
10 ms of a hash."""
MAX_TYPED_CHARS: Final = 1_024

_Typed = Annotated[str, Meta(max_length=MAX_TYPED_CHARS)]
_CODES: Final = tuple(rule.value for rule in AccountRule)


class MintTicket(Protocol):
    """Makes a ticket of single use; see `staff`."""

    def __call__(
        self, who: Principal, nickname: str, *, is_observer: bool
    ) -> tuple[str, int]:
        """The ticket's text, and when it ends, wall time."""
        ...


Grace = Callable[[], float]
"""In seconds, as the rules in force have it (Q12)."""


class SignInBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Of `POST sign-in`; `code` is of the second factor, or for recovery."""

    login: _Typed
    password: _Typed
    code: _Typed = ""


class PasswordBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Of `POST password`."""

    old: _Typed
    new: _Typed


class CodeBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Of `POST factor/confirm`."""

    code: _Typed


class EnrolBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Of `POST factor`: the password again (`wrong_password`, `locked`)."""

    password: _Typed


class RemoveBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Of `POST factor/remove`: the password again, and a code."""

    password: _Typed
    code: _Typed


class ProfileBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Of `POST profile`; a repeat under the same operation changes nothing."""

    operation: OperationId
    edits: OwnEdit


class Me(msgspec.Struct, frozen=True):
    """Who is signed in, what is due before anything else, and what is allowed.

    Attributes:
        grace_seconds: for so long without a connection he counts as there; 0 = for
            ever, and unless the stage is `full`.
    """

    stage: str
    member: MemberCard | None = None
    permissions: tuple[Permission, ...] = ()
    grace_seconds: float = 0.0


class Codes(msgspec.Struct, frozen=True):
    """The recovery codes, told once."""

    recovery_codes: tuple[str, ...]


class EnrolmentShown(msgspec.Struct, frozen=True):
    """A second factor that waits for its first code.

    Attributes:
        secret: for who types it.
        uri: for an authenticator on the same device.
        qr: the same URI, for a camera.
    """

    secret: str
    uri: str
    qr: QrCode


class TicketAnswer(msgspec.Struct, frozen=True):
    """A ticket for the gateway: good once, for a short while."""

    ticket: str
    expires_ms: int


FACTOR_WANTED: Final = Me("factor_wanted")
"""The password is right: the same request again, with a code."""
SIGNED_OUT: Final = Me("signed_out")
"""Nobody is: to who asks before he shows a form, no failure."""


def staff(door: StaffDoor, mint: MintTicket, grace: Grace) -> Blueprint:
    """The routes below `PREFIX`.

    Args:
        door: knows who asks.
        mint: makes a ticket of single use for somebody and a nickname, to serve or
            only to observe, good for `TICKET_SECONDS`; also says when it ends, in ms of
            wall time.
        grace: for how long an agent without a connection counts as there.
    """
    desk = _StaffDesk(door, mint, grace)
    routes = Blueprint("staff", __name__, url_prefix=PREFIX)
    routes.before_request(refuse_foreign)
    for path, view in (
        ("sign-in", desk.sign_in),
        ("sign-out", desk.sign_out),
        ("password", desk.password),
        ("profile", desk.profile),
        ("factor", desk.enrol),
        ("factor/confirm", desk.confirm),
        ("factor/remove", desk.remove),
        ("ticket", desk.ticket),
        ("observer-ticket", desk.observer_ticket),
    ):
        routes.add_url_rule(f"/{path}", path, view, methods=["POST"])
    routes.add_url_rule("/me", view_func=desk.me, methods=["GET"])
    routes.add_url_rule("/entry", view_func=desk.entry, methods=["GET"])
    return routes


def _act(
    summary: str,
    *,
    body: type[msgspec.Struct] | None = None,
    answer: type[msgspec.Struct] | None = None,
    access: Access = Access.STAFF,
    status: HTTPStatus = HTTPStatus.OK,
    codes: tuple[str, ...] = (),
) -> Operation:
    """What changes something, of staff."""
    return Operation(
        summary=summary,
        body=body,
        answer=answer,
        access=access,
        status=status,
        is_guarded=True,
        codes=(*_CODES, "foreign_request", "embedded", *codes),
    )


class _StaffDesk:
    def __init__(self, door: StaffDoor, mint: MintTicket, grace: Grace) -> None:
        self._door = door
        self._accounts = door.accounts
        self._mint = mint
        self._grace = grace
        self._signing_in = HttpRation(SIGN_IN_RATION)

    def _me_of(self, identity: Identity) -> Me:
        return me_of(identity, self._grace())

    @_act(
        "Sign in.",
        body=SignInBody,
        answer=Me,
        access=Access.ANYONE,
        codes=(TOO_MANY,),
    )
    async def sign_in(self) -> Response:
        self._door.ration(self._signing_in)
        body = await read_json(SignInBody)
        answer = await self._accounts.sign_in(
            body.login, body.password, body.code, self._door.address()
        )
        if isinstance(answer, FactorWanted):
            return answer_json(FACTOR_WANTED)
        return self._admitted(granted(answer))

    @_act("Sign out.", status=HTTPStatus.NO_CONTENT)
    async def sign_out(self) -> Response:
        granted(await self._accounts.sign_out(self._door.caller()))
        response = Response(b"", status=HTTPStatus.NO_CONTENT)
        self._door.admit(response, "", 0)
        return response

    @Operation(summary="Who is signed in, or that nobody is.", answer=Me, codes=_CODES)
    async def entry(self) -> Response:
        answer = await self._accounts.who_is(self._door.caller())
        if _is_nobody(answer):
            return answer_json(SIGNED_OUT)
        return answer_json(self._me_of(granted(answer)))

    @Operation(
        summary="Who is signed in.", answer=Me, access=Access.STAFF, codes=_CODES
    )
    async def me(self) -> Response:
        return answer_json(
            self._me_of(granted(await self._accounts.who_is(self._door.caller())))
        )

    @_act("Change one's own password.", body=PasswordBody, answer=Me)
    async def password(self) -> Response:
        body = await read_json(PasswordBody)
        answer = await self._accounts.change_password(
            self._door.by_cookie(), body.old, body.new
        )
        return self._admitted(granted(answer))

    @_act("Edit one's own profile.", body=ProfileBody, answer=Me)
    async def profile(self) -> Response:
        body = await read_json(ProfileBody)
        act = EditOwn(body.edits)
        caller = self._door.caller()
        granted(await self._accounts.administer(caller, body.operation, act))
        return answer_json(self._me_of(granted(await self._accounts.who_is(caller))))

    @_act("Begin with a second factor.", body=EnrolBody, answer=EnrolmentShown)
    async def enrol(self) -> Response:
        body = await read_json(EnrolBody)
        answer = await self._accounts.enrol_factor(
            self._door.by_cookie(), body.password
        )
        made = granted(answer)
        return answer_json(EnrolmentShown(made.secret, made.uri, qr_code(made.uri)))

    @_act("Confirm the second factor.", body=CodeBody, answer=Codes)
    async def confirm(self) -> Response:
        body = await read_json(CodeBody)
        answer = await self._accounts.confirm_factor(self._door.by_cookie(), body.code)
        confirmed = granted(answer)
        response = answer_json(Codes(confirmed.recovery_codes))
        self._door.admit(response, confirmed.signed_in.token)
        return response

    @_act("Remove the second factor.", body=RemoveBody, answer=Me)
    async def remove(self) -> Response:
        body = await read_json(RemoveBody)
        answer = await self._accounts.take_off_factor(
            self._door.by_cookie(), body.password, body.code
        )
        return self._admitted(granted(answer))

    @_act("Get a ticket for the gateway, good once.", answer=TicketAnswer)
    async def ticket(self) -> Response:
        identity = await self._door.expect_agent()
        return self._ticket(identity, is_observer=False)

    @_act("Get a ticket to look at the dashboard, good once.", answer=TicketAnswer)
    async def observer_ticket(self) -> Response:
        identity = await self._door.expect(Permission.SUPERVISE)
        return self._ticket(identity, is_observer=True)

    def _ticket(self, identity: Identity, *, is_observer: bool) -> Response:
        ticket, expires_ms = self._mint(
            identity.principal, identity.card.shown_name, is_observer=is_observer
        )
        return answer_json(TicketAnswer(ticket, expires_ms))

    # --- inside

    def _admitted(self, signed_in: SignedIn) -> Response:
        response = answer_json(self._me_of(signed_in.identity))
        self._door.admit(response, signed_in.token)
        return response


def _is_nobody(answer: Identity | AccountRefused) -> bool:
    return (
        isinstance(answer, AccountRefused) and answer.rule is AccountRule.NOT_SIGNED_IN
    )


def me_of(identity: Identity, grace_seconds: float) -> Me:
    """What is told of who is signed in."""
    who = identity.principal
    is_full = identity.stage is Stage.FULL
    allowed = tuple(each for each in Permission if is_full and is_allowed(who, each))
    grace_seconds = grace_seconds if is_full else 0.0
    return Me(identity.stage.value, identity.card, allowed, grace_seconds)
