"""Ids and links: what is not ours, or was changed, opens nothing."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from actors.session.terms import Role, Sender
from gateway.attachments.kinds import CONTENT_TYPES, Kind
from gateway.attachments.names import MAX_NAME_BYTES
from gateway.attachments.office import Attachment, AttachmentOffice
from gateway.wire.bodies import MAX_ATTACHMENT_ID_CHARS
from gateway.wire.codes import ErrorCode
from runtime.errors import PeerError

pytestmark = pytest.mark.covers("V2", "P5")
OFFICE = AttachmentOffice(b"a secret of 16 bytes or more", usable_ms=1_000)
KEY = OFFICE.key(("visitor", "v", "s1", "u1"))
PHOTO = Attachment(
    KEY, "s1", "visitor", "v", Kind.IMAGE, "image/png", "照片.png", 1_000, 64, 48
)
ID = OFFICE.mint(PHOTO)


V = Sender(Role.VISITOR, "v")


def refusal(
    text: str, session: str = "s1", kind: str = "image", sender: Sender = V
) -> int:
    with pytest.raises(PeerError) as caught:
        OFFICE.check(text, session, kind, sender)
    return caught.value.code


def test_an_id_says_what_was_uploaded() -> None:
    assert OFFICE.check(ID, "s1", "image", V) == PHOTO
    assert OFFICE.usable_until_ms(PHOTO) == PHOTO.at_ms + 1_000
    assert ID.startswith(f"{KEY}.")
    assert OFFICE.mint(PHOTO) == ID


def test_another_session_or_kind_or_sender_cannot_carry_it() -> None:
    assert refusal(ID, session="s2") == ErrorCode.BAD_VALUE
    assert refusal(ID, kind="file") == ErrorCode.BAD_VALUE
    for sender in (Sender(Role.VISITOR, "w"), Sender(Role.AGENT, "v")):
        assert refusal(ID, sender=sender) == ErrorCode.BAD_VALUE


@given(st.integers(0, 2_000), st.characters(exclude_categories=["Cs"]))
def test_a_changed_id_is_refused(at: int, character: str) -> None:
    at %= len(ID)
    changed = ID[:at] + character + ID[at + 1 :]
    # The last character of base64 carries spare bits: another may mean the same.
    if changed != ID and at != len(ID) - 1:
        assert refusal(changed) == ErrorCode.BAD_VALUE


@given(st.text())
def test_noise_is_refused(text: str) -> None:
    assert refusal(text) == ErrorCode.BAD_VALUE


def test_what_others_signed_is_refused() -> None:
    other = AttachmentOffice(b"another secret of 16 bytes", 1_000)
    assert refusal(other.mint(PHOTO)) == ErrorCode.BAD_VALUE
    foreign = OFFICE._ids.dumps(["x"])
    assert refusal(f"x.{foreign}") == ErrorCode.BAD_VALUE


def test_the_longest_id_fits() -> None:
    longest = max(CONTENT_TYPES, key=len)
    name = "名" * (MAX_NAME_BYTES // 3)
    most = msgspec.structs.replace(
        PHOTO,
        session="s" * 64,
        owner="访" * 64,
        content_type=longest,
        name=name,
        size=2**40,
        duration_ms=2**40,
    )
    text = OFFICE.mint(most)
    assert len(text) <= MAX_ATTACHMENT_ID_CHARS
    assert OFFICE.verify(text) == most


def test_a_key_belongs_to_its_uploader_and_upload() -> None:
    keys = {
        OFFICE.key(each)
        for each in (
            ("visitor", "v", "s1", "u1"),
            ("agent", "v", "s1", "u1"),
            ("visitor", "w", "s1", "u1"),
            ("visitor", "v", "s2", "u1"),
            ("visitor", "v", "s1", "u2"),
            ("visitor", "vs", "1", "u1"),
        )
    }
    assert len(keys) == 6


def test_a_link_is_good_until_its_time() -> None:
    signature = OFFICE.sign_link(ID, 1_000)
    assert OFFICE.is_link(ID, 1_000, signature, now_ms=999)
    assert not OFFICE.is_link(ID, 1_000, signature, now_ms=1_000)
    assert not OFFICE.is_link(ID, 1_001, signature, now_ms=999)
    assert not OFFICE.is_link(ID[:-1], 1_000, signature, now_ms=999)
    assert not OFFICE.is_link(ID, 1_000, "é", now_ms=999)
