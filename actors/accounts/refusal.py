"""PURE: why an act on accounts was refused; nothing has changed by it."""

from __future__ import annotations

from enum import Enum

import msgspec


class AccountRule(Enum):
    """The rule that refused: stable codes, for HTTP and the command line alike."""

    WRONG_CREDENTIALS = "wrong_credentials"
    """Unknown account, wrong password, wrong second factor: not told apart."""
    WRONG_PASSWORD = "wrong_password"  # noqa: S105 - a code
    """The own one, asked again of who is signed in: the sign-in goes on."""
    LOCKED = "locked"
    """Too many failures: see `retry_seconds`. Unknown accounts lock as known ones."""
    SUSPENDED = "suspended"
    """Said only to who knows the password."""
    NOT_SIGNED_IN = "not_signed_in"
    PASSWORD_DUE = "password_due"  # noqa: S105 - a code
    """The first password must be changed before anything else."""
    FACTOR_DUE = "factor_due"
    """This role must enrol a second factor before anything else."""
    FORBIDDEN = "forbidden"
    NO_SUCH_MEMBER = "no_such_member"
    NO_SUCH_GROUP = "no_such_group"
    EMAIL_TAKEN = "email_taken"
    STAFF_NUMBER_TAKEN = "staff_number_taken"
    SUPER_ADMIN_FIXED = "super_admin_fixed"
    """The super admin is neither edited, suspended nor deleted, and there is one."""
    OWN_ACCOUNT = "own_account"
    """Nobody locks himself out."""
    WEAK_PASSWORD = "weak_password"  # noqa: S105 - a code
    SAME_PASSWORD = "same_password"  # noqa: S105 - a code
    INVITATION_OVER = "invitation_over"
    """Not ours, too old, used, or taken back."""
    NOT_ENROLLING = "not_enrolling"
    """There is no second factor to confirm, or one is confirmed already."""
    FULL = "full"
    """No room for another member."""
    OVERLOADED = "overloaded"
    """More wait than can be served: try again."""
    UNAVAILABLE = "unavailable"
    """The records do not answer now: the outcome is unknown, ask again with the same
    operation id."""


class AccountRefused(
    msgspec.Struct, frozen=True, array_like=True, tag="account_refused"
):
    """The answer to an act that a rule refused.

    Attributes:
        rule: stable code.
        text: what was expected and what came; no secret.
        retry_seconds: for `LOCKED` and `OVERLOADED`: not before.
    """

    rule: AccountRule
    text: str
    retry_seconds: float = 0.0
