"""Who a visitor is by the word of the business server: a signed token (RFC 7519).

The server shares one secret with us per channel and signs with HS256; no other
algorithm is accepted. A token is short-lived, because a page carries it.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from typing import Annotated, Final

import jwt
import msgspec
from msgspec import Meta

from actors.assignment.standing import MAX_PRIORITY
from actors.session.source import ClientData, SourceRemark
from gateway.tickets import MAX_NICKNAME_CHARS
from gateway.wire.terms import MAX_ID_CHARS
from runtime.errors import TriodeskError

IDENTIFIED: Final = "user-"
"""Begins the id of an identified visitor; no anonymous one begins so."""
ANONYMOUS: Final = "anon-"
MAX_SUBJECT_CHARS: Final = MAX_ID_CHARS - len(IDENTIFIED)
MAX_IDENTITY_CHARS: Final = 8 * 1024
"""Of a token; the longest claims have fewer."""
MAX_IDENTITY_SECONDS: Final = 3_600
"""From `iat` to `exp`: a page that is left open asks its server again."""
SKEW_SECONDS: Final = 60
"""How far the business server's clock may be ahead of ours."""
_ALGORITHM: Final = "HS256"
_PURPOSE: Final = b"triodesk.channel-identity.v1/"
_SIGNED: Final = jwt.PyJWS()
"""Looks at the signature alone; the claims are judged here, by the service's clock."""

Nickname = Annotated[
    str,
    Meta(
        max_length=MAX_NICKNAME_CHARS,
        # No line breaks or other controls, nothing that turns the direction of text.
        pattern=r"^[^\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]*\Z",
    ),
]


class IdentityRefused(TriodeskError):
    """The token says nothing that counts.

    Attributes:
        is_expired: it did once; a new one will do.
    """

    def __init__(self, text: str, *, is_expired: bool = False) -> None:
        super().__init__(text)
        self.is_expired = is_expired


class Identity(msgspec.Struct, frozen=True):
    """The claims that we look at; others are left alone.

    Attributes:
        sub: the business server's id of the visitor, in visible ASCII.
        iat: when it was signed, in seconds since the epoch.
        exp: until when it is good, at most `MAX_IDENTITY_SECONDS` after `iat`.
        nbf: not before.
        nickname: shown to agents.
        level: the visitor's, of VIPs: priority of his sessions (Q4).
        remark: for the agent.
        client_data: `clientData`, as a page may give it.
    """

    sub: Annotated[
        str, Meta(min_length=1, max_length=MAX_SUBJECT_CHARS, pattern=r"^[!-~]+\Z")
    ]
    iat: float
    exp: float
    nbf: float = 0
    nickname: Nickname = ""
    level: Annotated[int, Meta(ge=0, le=MAX_PRIORITY)] = 0
    remark: SourceRemark = ""
    client_data: ClientData = msgspec.field(default="", name="clientData")

    @property
    def visitor(self) -> str:
        """The visitor's id: the same in all channels."""
        return IDENTIFIED + self.sub


def identity_secret(key: bytes, channel: str) -> str:
    """What we share with the business server of a channel, given its id.

    Derived from the data directory's key, so that there is nothing more to keep: the
    first block of HKDF-Expand (RFC 5869 section 2.3; the key is random already). The
    text itself, as ASCII, is the key of HS256. Commands would take one that begins with
    a hyphen for an option, so the counter goes on until it begins with none.
    """
    info = _PURPOSE + channel.encode()
    texts = (_derived(key, info + bytes((number,))) for number in range(1, 256))
    return next(text for text in texts if not text.startswith("-"))


def _derived(key: bytes, info: bytes) -> str:
    block = hmac.digest(key, info, hashlib.sha256)
    return base64.urlsafe_b64encode(block).decode().rstrip("=")


def read_identity(text: str, secret: str, now_ms: int) -> Identity:
    """Returns what a token of the business server says.

    Raises:
        IdentityRefused: not signed so, changed, over, not yet good, too long-lived, or
            claims are missing or of the wrong form.
    """
    try:
        claims = _SIGNED.decode(text, secret, [_ALGORITHM])
        identity = msgspec.json.decode(claims, type=Identity)
    except (jwt.InvalidTokenError, UnicodeError, RecursionError):
        wanted = f"expected a token that this channel's secret signed with {_ALGORITHM}"
        raise IdentityRefused(wanted) from None
    except msgspec.DecodeError as error:
        raise IdentityRefused(f"expected other claims: {error}") from None
    _check_times(identity, now_ms / 1000)
    return identity


def _check_times(identity: Identity, now: float) -> None:
    if now >= identity.exp:
        raise IdentityRefused("the token is over", is_expired=True)
    if max(identity.iat, identity.nbf) > now + SKEW_SECONDS:
        raise IdentityRefused("the token is good from later on: look at the clocks")
    if identity.exp - identity.iat > MAX_IDENTITY_SECONDS:
        text = f"expected exp at most {MAX_IDENTITY_SECONDS} s after iat"
        raise IdentityRefused(text)
