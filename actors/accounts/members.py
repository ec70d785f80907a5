"""PURE: members and their sign-ins, as the records keep them and as others see them.

What comes from outside (`MemberDraft`, `MemberEdit`, `OwnEdit`) says its bounds in its
types: who decodes it with msgspec has checked it.
"""

from __future__ import annotations

from enum import Enum
from typing import Annotated, Final

import msgspec
from msgspec import Meta

from actors.accounts.permissions import Role
from actors.agent.limits import MAX_CAPACITY, MAX_GROUPS
from actors.ids import GroupId

MAX_MEMBERS: Final = 10_000
"""All stand in memory, about 2 KB each; the largest call centres have fewer."""
MAX_EMAIL_CHARS: Final = 254
"""RFC 5321, 4.5.3.1.3, without the brackets."""
MAX_NAME_CHARS: Final = 64
MAX_PHONE_CHARS: Final = 32
MAX_STAFF_NUMBER_CHARS: Final = 32
MAX_ID_CHARS: Final = 64
USUAL_CAPACITY: Final = 1
"""The product's default (M3)."""

CONTROLS: Final = r"\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069"
"""Line breaks and other controls, and what turns the direction of text: nobody's name
has them, and PostgreSQL's text cannot have U+0000."""
LINE: Final = rf"^[^{CONTROLS}]*\Z"
_MARK: Final = rf"[^@\s{CONTROLS}]"
"""One character of what one signs in with."""

MemberId = Annotated[str, Meta(min_length=1, max_length=MAX_ID_CHARS)]
Name = Annotated[
    str,
    Meta(
        min_length=1, max_length=MAX_NAME_CHARS, pattern=rf"^(?=.*\S)[^{CONTROLS}]*\Z"
    ),
]
Nickname = Annotated[str, Meta(max_length=MAX_NAME_CHARS, pattern=LINE)]
Email = Annotated[
    str,
    Meta(max_length=MAX_EMAIL_CHARS, pattern=rf"^{_MARK}+@{_MARK}+\.{_MARK}+\Z"),
]
Phone = Annotated[str, Meta(max_length=MAX_PHONE_CHARS, pattern=r"^[0-9+() -]*\Z")]
StaffNumber = Annotated[
    str, Meta(max_length=MAX_STAFF_NUMBER_CHARS, pattern=rf"^{_MARK}*\Z")
]
"""No @ in it: what one signs in with is an e-mail address or a staff number."""
Capacity = Annotated[int, Meta(ge=1, le=MAX_CAPACITY)]
Groups = Annotated[
    tuple[
        Annotated[GroupId, Meta(min_length=1, max_length=MAX_ID_CHARS, pattern=LINE)],
        ...,
    ],
    Meta(max_length=MAX_GROUPS),
]


class MemberDraft(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Somebody who is to become a member; `nickname` is what visitors see."""

    email: Email
    name: Name
    role: Role = Role.AGENT
    nickname: Nickname = ""
    phone: Phone = ""
    staff_number: StaffNumber = ""
    capacity: Capacity = USUAL_CAPACITY
    groups: Groups = ()


class MemberEdit(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is to change; None stays as it is. The e-mail address is fixed (M1)."""

    name: Name | None = None
    role: Role | None = None
    nickname: Nickname | None = None
    phone: Phone | None = None
    staff_number: StaffNumber | None = None
    capacity: Capacity | None = None
    groups: Groups | None = None


class OwnEdit(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What anybody may change of the own profile (W10); None stays as it is."""

    name: Name | None = None
    nickname: Nickname | None = None
    phone: Phone | None = None


class Profile(msgspec.Struct, frozen=True):
    """What a member is to those who may see him, and in the records."""

    id: str
    email: str
    name: str
    nickname: str
    phone: str
    staff_number: str
    role: Role
    capacity: int
    groups: tuple[GroupId, ...]

    @property
    def shown_name(self) -> str:
        """What visitors and colleagues see."""
        return self.nickname or self.name


class MemberCard(Profile, frozen=True):
    """A member as those see him who may: no secret is in it.

    Attributes:
        is_suspended: cannot sign in until restored; not a status of the desk.
        must_change_password: the password is one that we gave.
        has_second_factor: one is confirmed.
    """

    is_suspended: bool
    must_change_password: bool
    has_second_factor: bool
    created_ms: int


class Member(Profile, frozen=True):
    """A member as the records keep him.

    Attributes:
        password_hash: argon2id, with its parameters.
        factor_secret: of the second factor, in the clear: codes are computed from it.
            Empty = none was enrolled.
        is_factor_confirmed: a code of it was shown to be right: from then on it counts.
        factor_step: of the code that was accepted last.
        recovery: hashes of the codes that are left.
        is_desk_due: the desk has not been told of the last change yet.
    """

    created_ms: int
    password_hash: str
    must_change_password: bool = True
    is_suspended: bool = False
    factor_secret: str = ""
    is_factor_confirmed: bool = False
    factor_step: int = 0
    recovery: tuple[str, ...] = ()
    is_desk_due: bool = False

    def card(self) -> MemberCard:
        """What may be shown."""
        return MemberCard(
            self.id,
            self.email,
            self.name,
            self.nickname,
            self.phone,
            self.staff_number,
            self.role,
            self.capacity,
            self.groups,
            self.is_suspended,
            self.must_change_password,
            self.is_factor_confirmed,
            self.created_ms,
        )


class SignIn(msgspec.Struct, frozen=True):
    """Where a member is signed in: one place at a time (W9).

    Attributes:
        id: stays while the token changes, but for a change of the password: what was
            opened under the old id ends then.
        token_hash: of the token that whoever is signed in holds; the token is not kept.
        created_ms, used_ms: wall time; `used_ms` is right to within `TOUCH_MS`.
        address: where from.
        key: id of the key whose program vouched for him; "": he gave a password.
    """

    id: str
    member: str
    token_hash: str
    created_ms: int
    used_ms: int
    address: str
    key: str = ""


class Stage(Enum):
    """What a sign-in is good for."""

    FULL = "full"
    PASSWORD_DUE = "password_due"  # noqa: S105 - a code
    """For changing the first password, and nothing else."""
    FACTOR_DUE = "factor_due"
    """For enrolling a second factor, and nothing else."""


# --- what an act changes


class PutMember(msgspec.Struct, frozen=True, tag="put_member"):
    """The member is as given from now on."""

    member: Member


class DropMember(msgspec.Struct, frozen=True, tag="drop_member"):
    """The member is gone, with the sign-in."""

    member: str


class PutSignIn(msgspec.Struct, frozen=True, tag="put_sign_in"):
    """The member's only sign-in from now on."""

    sign_in: SignIn


class DropSignIn(msgspec.Struct, frozen=True, tag="drop_sign_in"):
    """The member is not signed in any more."""

    member: str


Change = PutMember | DropMember | PutSignIn | DropSignIn


class Book:
    """All members and sign-ins, in memory; changes by `apply` alone."""

    def __init__(self) -> None:
        self._members: dict[str, Member] = {}
        self._ids: dict[str, str] = {}
        """By what one signs in with: e-mail and staff number, case folded."""
        self._sign_ins: dict[str, SignIn] = {}
        self._by_token: dict[str, SignIn] = {}

    def __len__(self) -> int:
        return len(self._members)

    def members(self) -> tuple[Member, ...]:
        """All, in the order in which they came."""
        return tuple(self._members.values())

    def member(self, member: str) -> Member | None:
        """The member of an id."""
        return self._members.get(member)

    def named(self, login: str) -> Member | None:
        """The member who signs in as `login`."""
        return self._members.get(self._ids.get(login_key(login), ""))

    def sign_in(self, member: str) -> SignIn | None:
        """Where the member is signed in."""
        return self._sign_ins.get(member)

    def sign_ins(self) -> tuple[SignIn, ...]:
        """All of them."""
        return tuple(self._sign_ins.values())

    def by_token(self, token_hash: str) -> SignIn | None:
        """The sign-in of a token."""
        return self._by_token.get(token_hash)

    def apply(self, change: Change) -> None:
        """Makes a change that is on disk."""
        match change:
            case PutMember(member):
                self._forget_names(member.id)
                self._members[member.id] = member
                for login in (member.email, member.staff_number):
                    if login:
                        self._ids[login_key(login)] = member.id
            case DropMember(member_id):
                self._forget_names(member_id)
                self._members.pop(member_id, None)
                self._drop_sign_in(member_id)
            case PutSignIn(sign_in):
                self._drop_sign_in(sign_in.member)
                self._sign_ins[sign_in.member] = sign_in
                self._by_token[sign_in.token_hash] = sign_in
            case _:
                self._drop_sign_in(change.member)

    def _forget_names(self, member: str) -> None:
        known = self._members.get(member)
        if known is not None:
            for login in (known.email, known.staff_number):
                self._ids.pop(login_key(login), None)

    def _drop_sign_in(self, member: str) -> None:
        ended = self._sign_ins.pop(member, None)
        if ended is not None:
            del self._by_token[ended.token_hash]


def login_key(login: str) -> str:
    """How what was typed for a name is compared."""
    return login.strip().casefold()
