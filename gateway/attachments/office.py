"""Ids of attachments and the links to them: signed by us, checked without a look.

An id says everything that a message tells of its attachment, and for which session it
was sent. So whoever holds one learns nothing new, whoever makes one up is refused, and
a message with it is judged in memory. The signature is HMAC-SHA256 by itsdangerous,
with a key derived for this purpose.
"""

from __future__ import annotations

import hashlib
import hmac
from typing import Annotated, Final

import itsdangerous
import msgspec
from msgspec import Meta

from actors.session.terms import Sender
from gateway.attachments.kinds import Kind
from gateway.wire.bodies import MAX_ATTACHMENT_ID_CHARS
from gateway.wire.codes import ErrorCode
from gateway.wire.terms import Id, SenderRole
from runtime.errors import PeerError

KEY_CHARS: Final = 32
"""Of a file's key: 128 bits in hexadecimal digits."""
_ID_PURPOSE: Final = b"triodesk.attachment.v1"
_LINK_PURPOSE: Final = b"triodesk.attachment-link.v1"
_KEY_PURPOSE: Final = b"triodesk.attachment-key.v1"
_SHA256: Final = {"digest_method": hashlib.sha256}

Key = Annotated[str, Meta(pattern=r"^[0-9a-f]{32}\Z")]
Count = Annotated[int, Meta(ge=0)]


class Attachment(msgspec.Struct, frozen=True, array_like=True):
    """A file that was sent and is complete.

    Attributes:
        key: names the file in the store; without the signature it opens nothing.
        session: for which it was sent, or the place of a room; messages of others
            cannot carry it.
        role, owner: who sent it.
        kind: as what it is shown.
        content_type: as its bytes are.
        name: of the file, clean.
        size: bytes.
        width, height: pixels, of images; 0 otherwise.
        duration_ms: of voice and video, as the client said; 0 = not said.
        at_ms: when it was uploaded, wall time.
    """

    key: Key
    session: Id
    role: SenderRole
    owner: Id
    kind: Kind
    content_type: str
    name: str
    size: Count
    width: Count = 0
    height: Count = 0
    duration_ms: Count = 0
    at_ms: Count = 0


class AttachmentOffice:
    """Mints and verifies ids and links with one secret.

    Args:
        secret: that of the tickets; the keys in use are derived from it.
        usable_ms: a message may carry it for so long after the upload; later it may
            have been removed.
    """

    def __init__(self, secret: bytes, usable_ms: int) -> None:
        self.usable_ms = usable_ms
        self._ids = itsdangerous.URLSafeSerializer(
            secret, salt=_ID_PURPOSE, signer_kwargs=_SHA256
        )
        self._links = itsdangerous.Signer(
            secret, salt=_LINK_PURPOSE, digest_method=hashlib.sha256
        )
        self._secret = secret

    def key(self, attachment: tuple[str, str, str, str]) -> str:
        """The key of what somebody sends under an id of his own.

        The same (role, owner, session, upload) gives the same key, by which a repeated
        upload is known; nobody else can tell it.
        """
        text = _KEY_PURPOSE + msgspec.json.encode(attachment)
        digest = hmac.new(self._secret, text, hashlib.sha256).hexdigest()
        return digest[:KEY_CHARS]

    def mint(self, attachment: Attachment) -> str:
        """The id: ASCII, safe in URLs, at most `MAX_ATTACHMENT_ID_CHARS`.

        It begins with the key, so that one can look for it in what was said.
        """
        signed = self._ids.dumps(msgspec.to_builtins(attachment))
        return f"{attachment.key}.{signed}"

    def verify(self, text: str) -> Attachment:
        """The attachment behind an id of `mint`.

        Raises:
            PeerError: `BAD_VALUE`: not ours, or changed.
        """
        key, _, signed = text[:MAX_ATTACHMENT_ID_CHARS].partition(".")
        try:
            found = msgspec.convert(self._ids.loads(signed), Attachment)
        except (itsdangerous.BadData, msgspec.ValidationError, ValueError):
            found = None
        if found is None or found.key != key:
            refusal = "expected the id of an attachment, as its upload gave it"
            raise PeerError(ErrorCode.BAD_VALUE, refusal)
        return found

    def check(self, text: str, session: str, kind: str, sender: Sender) -> Attachment:
        """The attachment that a message may carry; no store is asked.

        The file is complete: ids are given for nothing else. Whether it is too old is
        not asked, since a message that was accepted may be repeated at any time: see
        `usable_until_ms`.

        Args:
            text: the id in the message.
            session: of the message.
            kind: of the message, `image`, `file`, `voice` or `video`.
            sender: of the message.

        Raises:
            PeerError: `BAD_VALUE`: it is no id, or for another session or kind, or
                somebody else uploaded it.
        """
        attachment = self.verify(text)
        if attachment.session != session or attachment.kind.value != kind:
            refusal = "expected an attachment sent for this session, of this kind"
            raise PeerError(ErrorCode.BAD_VALUE, refusal)
        if (attachment.role, attachment.owner) != (sender.role.value, sender.id):
            refusal = "expected an attachment that the sender uploaded"
            raise PeerError(ErrorCode.BAD_VALUE, refusal)
        return attachment

    def usable_until_ms(self, attachment: Attachment) -> int:
        """From then on, in wall time, no new message may carry it."""
        return attachment.at_ms + self.usable_ms

    def sign_link(self, text: str, until_ms: int) -> str:
        """Signature of a link to the attachment with that id, good until then."""
        return self._links.get_signature(f"{until_ms}.{text}").decode()

    def is_link(self, text: str, until_ms: int, signature: str, now_ms: int) -> bool:
        """True when we signed that link and it has not expired."""
        signed = f"{until_ms}.{text}"
        is_ours = self._links.verify_signature(signed, signature)
        return is_ours and now_ms < until_ms
