from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from runtime.config import MAX_PORT, REDACTED, Bind, Setting, describe, load
from runtime.errors import UsageError


class Mail(msgspec.Struct, frozen=True):
    bind: Annotated[Bind, Setting("where it listens", "host:port")] = Bind("::1", 25)
    retries: Annotated[
        int, msgspec.Meta(ge=0, le=9), Setting("attempts", "attempts")
    ] = 3
    password: Annotated[str, Setting("of the relay", is_secret=True)] = ""
    is_quiet: Annotated[bool, Setting("says nothing")] = False


class Whole(msgspec.Struct, frozen=True):
    place: Annotated[str, Setting("where", "path", in_file=False)] = "here"
    mode: Annotated[Literal["slow", "fast"], Setting("how")] = "slow"
    mail: Mail = Mail()


def write(folder: Path, text: str) -> Path:
    file = folder / "service.toml"
    file.write_text(text, encoding="utf-8")
    return file


def refusal(env: dict[str, str], file: Path | None = None) -> str:
    with pytest.raises(UsageError) as caught:
        load(Whole, env, file)
    return str(caught.value)


def test_nothing_given_means_the_defaults() -> None:
    assert load(Whole, {}, None) == Whole()


def test_environment_wins_over_file_and_file_over_default(tmp_path: Path) -> None:
    file = write(tmp_path, 'mode = "fast"\n[mail]\nretries = 5\nbind = "a:1"\n')
    loaded = load(Whole, {"TRIODESK_MAIL_RETRIES": "7"}, file)
    assert loaded == Whole(mode="fast", mail=Mail(bind=Bind("a", 1), retries=7))


def test_variables_are_text_but_values_in_a_file_have_a_type(tmp_path: Path) -> None:
    assert load(Whole, {"TRIODESK_MAIL_IS_QUIET": "true"}, None).mail.is_quiet
    assert "Expected `int`, got `str`" in refusal(
        {}, write(tmp_path, '[mail]\nretries = "5"\n')
    )


def test_an_unknown_variable_is_refused_with_the_name_that_was_meant() -> None:
    text = refusal({"TRIODESK_MAIL_BNID": "a:1"})
    assert "unknown variable TRIODESK_MAIL_BNID" in text
    assert "did you mean TRIODESK_MAIL_BIND?" in text


def test_variables_of_others_are_left_alone() -> None:
    assert load(Whole, {"PATH": "x", "TRIO": "y"}, None) == Whole()


def test_an_unknown_setting_is_refused_with_the_name_that_was_meant(
    tmp_path: Path,
) -> None:
    text = refusal({}, write(tmp_path, "[mial]\nretries = 5\n"))
    assert "unknown setting mial.retries; did you mean mail.retries?" in text


def test_a_setting_where_a_section_is_expected_is_refused(tmp_path: Path) -> None:
    assert "unknown setting mail" in refusal({}, write(tmp_path, "mail = 5\n"))


def test_what_says_where_the_file_is_cannot_stand_in_it(tmp_path: Path) -> None:
    text = refusal({}, write(tmp_path, 'place = "there"\n'))
    assert "place is set by TRIODESK_PLACE, not in a file" in text
    assert load(Whole, {"TRIODESK_PLACE": "there"}, None).place == "there"


def test_all_mistakes_are_told_at_once() -> None:
    text = refusal({"TRIODESK_MODE": "medium", "TRIODESK_MAIL_RETRIES": "10"})
    assert "TRIODESK_MODE: " in text
    assert "TRIODESK_MAIL_RETRIES: " in text
    assert "'medium'" in text


def test_a_broken_or_missing_file_is_refused(tmp_path: Path) -> None:
    assert "is not a TOML file" in refusal({}, write(tmp_path, "mode = \n"))
    assert "No such file" in refusal({}, tmp_path / "nowhere.toml")


def test_a_field_without_meaning_or_default_is_our_mistake() -> None:
    class Bare(msgspec.Struct):
        field: int = 1

    class Needy(msgspec.Struct):
        field: Annotated[int, Setting("of need")]

    for kind in (Bare, Needy):
        with pytest.raises(UsageError, match="needs a Setting and a default"):
            load(kind, {}, None)


def test_description_says_where_each_value_comes_from(tmp_path: Path) -> None:
    file = write(tmp_path, 'mode = "fast"\n')
    rows = {
        row.name: row for row in describe(Whole, {"TRIODESK_MAIL_BIND": "b:2"}, file)
    }
    assert rows["mode"].source == f"{file}: mode"
    assert rows["mail.bind"].source == "TRIODESK_MAIL_BIND"
    assert (rows["mail.bind"].value, rows["mail.bind"].default) == ("b:2", "[::1]:25")
    assert rows["mail.retries"].source == "default"
    assert rows["mail.retries"].unit == "attempts"
    assert list(rows)[:2] == ["place", "mode"]


def test_a_secret_is_never_shown() -> None:
    env = {"TRIODESK_MAIL_PASSWORD": "hunter2"}
    assert load(Whole, env, None).mail.password == "hunter2"
    rows = {row.name: row for row in describe(Whole, env, None)}
    assert rows["mail.password"].value == REDACTED
    assert {row.name: row for row in describe(Whole, {}, None)}[
        "mail.password"
    ].value == ""


def test_a_secret_of_the_wrong_form_is_not_shown_in_the_refusal() -> None:
    class Vault(msgspec.Struct):
        pin: Annotated[int, Setting("of the door", is_secret=True)] = 0

    with pytest.raises(UsageError) as caught:
        load(Vault, {"TRIODESK_PIN": "hunter2"}, None)
    assert "hunter2" not in str(caught.value)
    assert "TRIODESK_PIN" in str(caught.value)


@pytest.mark.parametrize(
    ("text", "host", "port"),
    [
        ("127.0.0.1:8080", "127.0.0.1", 8080),
        ("[::1]:0", "::1", 0),
        ("localhost:65535", "localhost", MAX_PORT),
    ],
)
def test_bind_reads_what_it_prints(text: str, host: str, port: int) -> None:
    assert Bind.parse(text) == Bind(host, port)
    assert str(Bind(host, port)) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        ":80",
        "80",
        "a:",
        "a:b",
        "a:-1",
        "a:65536",
        "::1:80",
        "[]:80",
        "[a]:80",
        "a:¹",
    ],
)
def test_bind_refuses_what_is_none(text: str) -> None:
    with pytest.raises(ValueError, match="expected host:port"):
        Bind.parse(text)


@given(st.text(max_size=30))
def test_bind_refuses_or_round_trips_any_text(text: str) -> None:
    try:
        bind = Bind.parse(text)
    except ValueError:
        return
    assert Bind.parse(str(bind)) == bind


class Door(msgspec.Struct, frozen=True):
    """One of a list of tables."""

    name: Annotated[str, Setting("which")]
    height: Annotated[float, msgspec.Meta(gt=0), Setting("how high", "m")] = 2.0
    locks: Annotated[tuple[str, ...], Setting("of which makes")] = ()


class House(msgspec.Struct, frozen=True):
    door: Annotated[tuple[Door, ...], Setting("ways in")] = (Door("front"),)


def test_tables_are_read_from_the_file_and_replace_the_default(tmp_path: Path) -> None:
    assert load(House, {}, None).door == (Door("front"),)
    text = '[[door]]\nname = "a"\n[[door]]\nname = "b"\nheight = 3\nlocks = ["x"]\n'
    loaded = load(House, {}, write(tmp_path, text))
    assert loaded.door == (Door("a"), Door("b", 3.0, ("x",)))


def test_each_field_of_each_table_is_described(tmp_path: Path) -> None:
    file = write(tmp_path, '[[door]]\nname = "a"\nlocks = ["x", "y"]\n')
    rows = {row.name: row for row in describe(House, {}, file)}
    assert list(rows) == ["door.1.name", "door.1.height", "door.1.locks"]
    assert rows["door.1.locks"].value == "x, y"
    assert (rows["door.1.name"].default, rows["door.1.height"].default) == ("", "2.0")
    assert (rows["door.1.height"].unit, rows["door.1.height"].meaning) == (
        "m",
        "how high",
    )
    assert {(row.variable, row.source) for row in rows.values()} == {
        ("", f"{file}: door")
    }
    assert {row.source for row in describe(House, {}, None)} == {"default"}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("door = 5", "expected tables, each under [[door]], got 5"),
        ('[door]\nname = "a"', "unknown setting door.name; write [[door]]"),
        ('[[door]]\nnmae = "a"', "table 1: unknown setting nmae; did you mean name?"),
        ('[[door]]\nname = "a"\n[[door]]\nheight = 1', "table 2: Object missing"),
        ('[[door]]\nname = "a"\nheight = 0', "table 1: Expected `float` > 0"),
    ],
)
def test_a_wrong_table_is_told_by_its_number(
    tmp_path: Path, text: str, told: str
) -> None:
    with pytest.raises(UsageError) as caught:
        load(House, {}, write(tmp_path, text))
    assert told in str(caught.value)


def test_no_variable_sets_tables() -> None:
    with pytest.raises(UsageError, match="unknown variable TRIODESK_DOOR"):
        load(House, {"TRIODESK_DOOR": "front"}, None)
