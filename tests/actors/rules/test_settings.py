"""The table of settings, and values given by people."""

from __future__ import annotations

import msgspec
import pytest

from actors.refusal import Refused, Rule
from actors.rules.setting_table import SETTINGS, Override, overridden, override
from actors.rules.setting_values import LostAgent, Value
from actors.rules.settings import OF_THE_DESK, ServiceSettings

pytestmark = pytest.mark.covers("M3")
USUAL = ServiceSettings()


def test_every_row_says_what_it_is() -> None:
    assert set(SETTINGS) == {each.name for each in msgspec.structs.fields(USUAL)}
    assert set(SETTINGS) > OF_THE_DESK
    for row in SETTINGS.values():
        assert row.meaning.isascii()
        assert any("一" <= each <= "鿿" for each in row.meaning_zh)
        assert row.range
        assert row.is_of_desk is (row.name in OF_THE_DESK)
        assert override(row.name, row.default) == Override(row.name, row.default)


def test_ranges_are_told_as_people_write_them() -> None:
    assert SETTINGS["accept_seconds"].range == "0 … 31622400 (366 days)"
    assert SETTINGS["position_seconds"].range == "> 0 … 31622400 (366 days)"
    assert SETTINGS["lost_agent"].range == "keep | requeue"
    assert SETTINGS["rests_on_silence"].range == "true | false"
    assert SETTINGS["end_words"].range == "up to 500 characters"


@pytest.mark.parametrize(
    ("name", "given", "value"),
    [
        ("accept_seconds", "7", 7.0),
        ("accept_seconds", 0, 0.0),
        ("rests_on_silence", "true", True),
        ("lost_agent", "requeue", "requeue"),
        ("end_words", "", ""),
    ],
)
def test_words_and_values_are_understood(name: str, given: Value, value: Value) -> None:
    assert override(name, given) == Override(name, value)


@pytest.mark.parametrize(
    ("name", "given", "text"),
    [
        ("accept_seconds", "soon", "got 'soon'; range: 0 … 31622400"),
        ("accept_seconds", -1, "got -1"),
        ("accept_seconds", "nan", "got 'nan'"),
        ("accept_seconds", "inf", "got 'inf'"),
        ("position_seconds", 0, "range: > 0"),
        ("lost_agent", "forget", "keep | requeue"),
        ("end_words", "x" * 501, "500"),
        ("acept_seconds", 7, "did you mean accept_seconds"),
        ("zzz", 7, "no setting 'zzz'"),
    ],
)
def test_what_is_none_is_refused_with_its_range(
    name: str, given: Value, text: str
) -> None:
    refused = override(name, given)
    assert isinstance(refused, Refused)
    assert refused.rule is Rule.BAD_VALUE
    assert text in refused.text


def test_the_last_override_wins_and_the_rest_stays() -> None:
    changed = (
        Override("accept_seconds", 7.0),
        Override("lost_agent", "requeue"),
        Override("accept_seconds", 9.0),
    )
    settings = overridden(USUAL, changed)
    assert settings.accept_seconds == 9.0
    assert settings.lost_agent is LostAgent.REQUEUE
    assert settings.transfer_seconds == USUAL.transfer_seconds


def test_what_is_no_setting_any_more_keeps_nobody_from_starting() -> None:
    old = (Override("gone", 1), Override("accept_seconds", -5.0))
    assert overridden(USUAL, old) is USUAL
