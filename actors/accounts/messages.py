"""What the accounts' actor accepts, answers and publishes."""

from __future__ import annotations

from enum import Enum
from typing import Annotated, Final

import msgspec
from msgspec import Meta

from actors.accounts.audit import Act
from actors.accounts.core import MemberFilter, MemberPage
from actors.accounts.members import (
    LINE,
    Member,
    MemberCard,
    MemberDraft,
    MemberEdit,
    MemberId,
    OwnEdit,
    Stage,
)
from actors.accounts.permissions import Principal
from actors.accounts.records import EVERY_ROW, AuditFilter, AuditPage
from actors.accounts.refusal import AccountRefused
from actors.accounts.sign_ins import FactorWanted
from runtime.observe import Event
from runtime.ref import Request

MAX_OPERATION_CHARS: Final = 128
"""Of an act's id, which who asks for it makes; it is kept with the act, for ever."""

OperationId = Annotated[
    str, Meta(min_length=1, max_length=MAX_OPERATION_CHARS, pattern=LINE)
]
"""As it comes from outside; a repeat under the same one gets the first answer."""

# --- who asks


class ByToken(msgspec.Struct, frozen=True, tag="by_token"):
    """Somebody who is signed in; `address` is where the request came from."""

    token: str
    address: str = ""


class ByOperator(msgspec.Struct, frozen=True, tag="by_operator"):
    """Whoever owns the machine, over the operator's socket."""


class ByKey(msgspec.Struct, frozen=True, tag="by_key"):
    """A program that showed a key: who acts is told by who has checked it (M11)."""

    principal: Principal


Caller = ByToken | ByOperator | ByKey


# --- answers


class Identity(msgspec.Struct, frozen=True):
    """Who is signed in, and what the sign-in is good for."""

    principal: Principal
    stage: Stage
    card: MemberCard


class SignedIn(msgspec.Struct, frozen=True):
    """The token is the only key to the sign-in; it is told here and kept nowhere."""

    token: str
    identity: Identity


class Login(msgspec.Struct, frozen=True):
    """What a password is to be compared with.

    Attributes:
        member: whose; empty: nobody's.
        password_hash: empty for nobody's.
        counted: under what the attempt is counted.
    """

    member: str
    password_hash: str
    counted: str


class Done(msgspec.Struct, frozen=True):
    """It is on disk."""


class Administered(msgspec.Struct, frozen=True, tag="administered"):
    """The act is on disk; `member` is as it was then."""

    member: MemberCard


# --- acts on members


class AddMember(msgspec.Struct, frozen=True):
    """Adds a member under an id that is new, and a password that must be changed."""

    member: str
    draft: MemberDraft
    password_hash: str


class EditMember(msgspec.Struct, frozen=True, tag="edit_member"):
    """Changes a member's record."""

    member: MemberId
    edits: MemberEdit


class EditOwn(msgspec.Struct, frozen=True):
    """Changes the own profile."""

    edits: OwnEdit


class DeleteMember(msgspec.Struct, frozen=True, tag="delete_member"):
    """Deletes a member."""

    member: MemberId


class SuspendMember(msgspec.Struct, frozen=True, tag="suspend_member"):
    """Signs a member out until restored."""

    member: MemberId


class RestoreMember(msgspec.Struct, frozen=True, tag="restore_member"):
    """Ends a suspension."""

    member: MemberId


class UnlockMember(msgspec.Struct, frozen=True, tag="unlock_member"):
    """Forgets the failures to sign in."""

    member: MemberId


class ResetPassword(msgspec.Struct, frozen=True):
    """Gives a member another first password; see `core.reset`."""

    member: str
    password_hash: str
    drops_factor: bool = False


MemberAct = (
    AddMember
    | EditMember
    | EditOwn
    | DeleteMember
    | SuspendMember
    | RestoreMember
    | UnlockMember
    | ResetPassword
)


# --- commands


class BeginSignIn(msgspec.Struct, Request[Login | AccountRefused], frozen=True):
    """Counts an attempt, and asks what its password is to be compared with."""

    login: str
    address: str


class DropAttempt(msgspec.Struct, Request[Done | AccountRefused], frozen=True):
    """Takes back an attempt of which nobody learns whether the password was right."""

    compared: Login
    address: str


class FinishSignIn(
    msgspec.Struct, Request[SignedIn | FactorWanted | AccountRefused], frozen=True
):
    """The password was compared.

    Attributes:
        compared: with what.
        address: as in `BeginSignIn`.
        is_right: whether it is.
        new_hash: see `hashing.Verified`.
        code: of the second factor, or empty.
        token: for the sign-in, if it becomes one.
    """

    compared: Login
    address: str
    is_right: bool
    new_hash: str
    code: str
    token: str


class GetSeat(msgspec.Struct, Request[MemberCard | AccountRefused], frozen=True):
    """Asks who has that id, or signs in so; refused where he could not serve."""

    login: str


class EnterByKey(msgspec.Struct, Request[SignedIn | AccountRefused], frozen=True):
    """Signs in a member for whom a program vouches, by the key of that id (W8)."""

    member: str
    key: str
    address: str
    token: str


class EndByKey(msgspec.Struct, Request[Done | AccountRefused], frozen=True):
    """Ends what was opened by `EnterByKey`; `by` has taken the key back."""

    key: str
    by: Principal


class WhoIs(msgspec.Struct, Request[Identity | AccountRefused], frozen=True):
    """Asks who is signed in, in whatever stage."""

    by: ByToken


class SignOut(msgspec.Struct, Request[Done | AccountRefused], frozen=True):
    """Ends the sign-in."""

    by: ByToken


class GetOwnLogin(msgspec.Struct, Request[Login | AccountRefused], frozen=True):
    """Asks what the own password is to be compared with; counts an attempt."""

    by: ByToken


class PasswordShown(msgspec.Struct, frozen=True):
    """Somebody signed in was asked for the password again, and it was compared."""

    by: ByToken
    compared: Login
    is_right: bool


class TakePassword(msgspec.Struct, Request[SignedIn | AccountRefused], frozen=True):
    """The new password was hashed; `token` is the next one."""

    shown: PasswordShown
    password_hash: str
    token: str


class Enrol(msgspec.Struct, Request[Done | AccountRefused], frozen=True):
    """Begins with a second factor."""

    shown: PasswordShown
    secret: str


class ConfirmFactor(msgspec.Struct, Request[SignedIn | AccountRefused], frozen=True):
    """Ends the enrolment; `recovery` are the codes, `token` is the next one."""

    by: ByToken
    code: str
    recovery: tuple[str, ...]
    token: str


class TakeOffFactor(msgspec.Struct, Request[SignedIn | AccountRefused], frozen=True):
    """Removes the own second factor; `token` is the next one."""

    shown: PasswordShown
    code: str
    token: str


class Administer(msgspec.Struct, Request[Administered | AccountRefused], frozen=True):
    """Does an act; a repeat under the same operation id gets the first answer."""

    by: Caller
    operation: str
    act: MemberAct


class ListMembers(msgspec.Struct, Request[MemberPage | AccountRefused], frozen=True):
    """Asks for the members that the asker may see."""

    by: Caller
    wanted: MemberFilter
    skip: int
    limit: int


class ReadLog(msgspec.Struct, Request[AuditPage | AccountRefused], frozen=True):
    """Asks for rows of the audit log; see `records.ReadAudit`."""

    by: Caller
    after: int
    limit: int
    is_backwards: bool
    wanted: AuditFilter = EVERY_ROW


class NoteDeskAct(msgspec.Struct, Request[Done | AccountRefused], frozen=True):
    """Has it written down what somebody sets out to do at the desk (Q11, M9).

    To be asked, and answered with `Done`, before it is done. The same once more, under
    the same operation id, writes no second row: the desk knows it, too.

    Attributes:
        who: the supervisor, or agent.
        act: what.
        subject: id of the session or agent.
        operation: his.
        address: where from.
        detail: what of it, for people.
    """

    who: str
    act: Act
    subject: str
    operation: str
    address: str
    detail: str = ""


class DeskTold(msgspec.Struct, frozen=True):
    """The desk knows the member as he was then; False: it could not be reached."""

    member: Member
    is_told: bool


class TellDesk(msgspec.Struct, frozen=True):
    """Tells the desk again what it could not be told."""


AccountCommand = (
    BeginSignIn
    | DropAttempt
    | FinishSignIn
    | GetSeat
    | EnterByKey
    | EndByKey
    | WhoIs
    | SignOut
    | GetOwnLogin
    | TakePassword
    | Enrol
    | ConfirmFactor
    | TakeOffFactor
    | Administer
    | ListMembers
    | ReadLog
    | NoteDeskAct
    | DeskTold
    | TellDesk
)


# --- publications


class EndReason(Enum):
    """Why a sign-in ended."""

    REPLACED = "replaced"
    """The member signed in at another place (W9)."""
    SIGNED_OUT = "signed_out"
    ROLE_CHANGED = "role_changed"
    SUSPENDED = "suspended"
    PASSWORD_RESET = "password_reset"  # noqa: S105 - a code
    PASSWORD_CHANGED = "password_changed"  # noqa: S105 - a code
    """The member changed it, and goes on under a sign-in of another id."""
    DELETED = "deleted"


class SignInEnded(Event, frozen=True):
    """Told, and published on `sign_in_topic`: whoever serves it is to end it."""

    member: str
    sign_in: str
    reason: EndReason


def sign_in_topic(member: str) -> str:
    """Where the end of a member's sign-ins is published."""
    return f"sign_in/{member}"
