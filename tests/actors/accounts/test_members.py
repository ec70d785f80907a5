"""What is taken for a member's fields."""

from __future__ import annotations

import msgspec
import pytest

from actors.accounts.members import (
    MAX_NAME_CHARS,
    MemberDraft,
    MemberEdit,
    OwnEdit,
)
from actors.accounts.messages import OperationId

GOOD = {"email": "a@b.cc", "name": "A", "phone": "+49 (1) 2-3", "staff_number": "7"}


def taken(**fields: object) -> MemberDraft:
    return msgspec.convert(GOOD | fields, MemberDraft)


@pytest.mark.covers("M1", "P5")
@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("email", "a@b.cc\n"),
        ("email", "a@b"),
        ("email", "a b@c.dd"),
        ("phone", "1\n"),
        ("phone", "x"),
        ("staff_number", "7\n"),
        ("staff_number", "7@8"),
        ("name", "\n"),
        ("name", "A" * (MAX_NAME_CHARS + 1)),
        ("capacity", 0),
    ],
)
def test_what_is_out_of_bounds_is_named(field: str, text: object) -> None:
    assert taken().email == "a@b.cc"
    with pytest.raises(msgspec.ValidationError, match=field):
        taken(**{field: text})


CONTROLS = ("\0", "\n", "\x1b", "\x7f", "\x85", "\u2028", "\u202e")


@pytest.mark.covers("M1", "P1")
@pytest.mark.parametrize("control", CONTROLS)
@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("email", "a{}@b.cc"),
        ("email", "a@b.c{}c"),
        ("name", "A{}B"),
        ("nickname", "A{}"),
        ("phone", "1{}2"),
        ("staff_number", "{}7"),
        ("groups", ["a", "b{}"]),
    ],
)
def test_no_text_of_a_member_has_controls(
    field: str, text: str | list[str], control: str
) -> None:
    def written(control: str) -> object:
        if isinstance(text, str):
            return text.format(control)
        return [each.format(control) for each in text]

    taken(**{field: written("x" if field != "phone" else "3")})
    for kind in (MemberDraft, MemberEdit, OwnEdit):
        if field in kind.__struct_fields__:
            given = {field: written(control)}
            if kind is MemberDraft:
                given = GOOD | given
            with pytest.raises(msgspec.ValidationError, match=field):
                msgspec.convert(given, kind)


@pytest.mark.covers("P1")
def test_the_id_of_an_act_has_no_controls() -> None:
    assert msgspec.convert("act 1/安", OperationId) == "act 1/安"
    with pytest.raises(msgspec.ValidationError, match="regex"):
        msgspec.convert("a\0", OperationId)


def test_names_of_all_scripts_are_taken() -> None:
    for name in ("安 娜", "Zoë", "محمد", "👩‍💻", "王\u3000小明"):
        assert taken(name=name, nickname=name).name == name
