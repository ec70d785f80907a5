"""What a version of the rules has changed, and what takes it back (M3)."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from actors.channels.core import Channel
from actors.intents.intent import Intent
from actors.refusal import Refused, Rule
from actors.rules.changes import made
from actors.rules.history import Difference, FactKind, differences, undoing
from actors.rules.hours import Holiday, WorkingHours
from actors.rules.messages import (
    BindGroup,
    Change,
    DropChannel,
    DropGroup,
    DropIntent,
    DropRule,
    PutChannel,
    PutGroup,
    PutIntent,
    PutRule,
    ResetChannel,
    ResetPrompt,
    ResetSetting,
    SetHours,
    SetPrompt,
    SetSetting,
)
from actors.rules.rulebook import Rulebook

pytestmark = pytest.mark.covers("M3")
HOURS = WorkingHours(is_on=True, holidays=(Holiday("h", date(2026, 1, 1)),))
INTENT = Intent(id="i", name="I", utterances=("where is it",))
FEW: tuple[Change, ...] = (
    SetSetting("", "wrap_up_seconds", 5.0),
    SetSetting("", "wrap_up_seconds", 6.0),
    ResetSetting("", "wrap_up_seconds"),
    PutRule("r", "R"),
    PutRule("r", "Other"),
    DropRule("r"),
    SetSetting("default", "max_waiting", 3),
    SetSetting("r", "max_waiting", 4),
    ResetSetting("r", "max_waiting"),
    SetPrompt("r", "welcome", "en", "Hello"),
    ResetPrompt("r", "welcome", "en"),
    SetHours("r", HOURS),
    SetHours("default", WorkingHours(is_on=True)),
    BindGroup("g", "r"),
    BindGroup("g", "default"),
    PutChannel(Channel(id="c", group="g")),
    PutChannel(Channel(id="c", group="h")),
    DropChannel("c"),
    ResetChannel("c"),
    PutGroup("h", "Renamed"),
    DropGroup("h", "g"),
    PutIntent(INTENT),
    PutIntent(replace(INTENT, name="J")),
    DropIntent("i"),
)
BOOK = Rulebook()
for _group in ("g", "h"):
    _made = made(BOOK, PutGroup(_group, _group))
    assert isinstance(_made, Rulebook)
    BOOK = _made


def after(book: Rulebook, changes: tuple[Change, ...]) -> Rulebook:
    """What can be made of them; the others are passed over."""
    for change in changes:
        following = made(book, change)
        book = book if isinstance(following, Refused) else following
    return book


EACH_ALONE: tuple[tuple[list[Change], list[Change]], ...] = tuple(
    ([], [each]) for each in FEW
)
UPON_ALL: tuple[tuple[list[Change], list[Change]], ...] = tuple(
    (list(FEW[:at]), [FEW[at]]) for at in range(len(FEW))
)
BUILT: tuple[Change, ...] = (
    PutRule("r", "R"),
    SetPrompt("r", "welcome", "en", "Hello"),
    BindGroup("g", "r"),
    PutChannel(Channel(id="c", group="g")),
    PutIntent(INTENT),
)
UPON_WHAT_STANDS = tuple((list(BUILT), [each]) for each in FEW)


@pytest.mark.parametrize(("first", "then"), [*EACH_ALONE, *UPON_ALL, *UPON_WHAT_STANDS])
def test_each_change_can_be_taken_back(first: list[Change], then: list[Change]) -> None:
    take_back(first, then)


@given(st.lists(st.sampled_from(FEW), max_size=12), st.lists(st.sampled_from(FEW)))
def test_what_was_changed_can_be_taken_back(
    first: list[Change], then: list[Change]
) -> None:
    take_back(first, then)


def take_back(first: list[Change], then: list[Change]) -> None:
    before = after(BOOK, tuple(first))
    changed = after(before, tuple(then))
    back = undoing(before, changed)
    assert not isinstance(back, Refused)
    again: Rulebook | Refused = changed
    for change in back:
        assert isinstance(again, Rulebook)
        again = made(again, change)
        assert not isinstance(again, Refused), (change, again)
    assert isinstance(again, Rulebook)
    # A group that is deleted anew keeps its newest name.
    assert {(x.kind, x.name) for x in differences(before, again)} <= {
        (FactKind.GROUP, "name")
    }


def test_each_fact_is_told_before_and_after() -> None:
    changes = (
        SetSetting("default", "max_waiting", 3),
        SetHours("default", HOURS),
        PutChannel(Channel(id="c", group="g")),
        DropGroup("h", "g"),
    )
    told = differences(BOOK, after(BOOK, changes))
    assert Difference(FactKind.SETTING, "default", "max_waiting", None, "3") in told
    assert Difference(FactKind.HOURS, "default", "is_on", None, "true") in told
    assert Difference(FactKind.HOURS, "default", "monday", None, "09:00-18:00") in told
    assert Difference(FactKind.CHANNEL, "c", "group", None, "g") in told
    assert Difference(FactKind.GROUP, "h", "heir", None, "g") in told
    book = after(BOOK, changes)
    dropped = differences(book, after(book, (DropChannel("c"),)))
    assert Difference(FactKind.CHANNEL, "c", "deleted", None, "true") in dropped
    assert differences(book, book) == ()


def test_a_group_that_was_added_is_deleted_on_its_own() -> None:
    refused = undoing(Rulebook(), BOOK)
    assert isinstance(refused, Refused)
    assert refused.rule is Rule.WRONG_STATE


@pytest.mark.parametrize(
    ("first", "then", "back"),
    [
        (
            (DropGroup("h", "g"),),
            (PutGroup("h", "again"),),
            (DropGroup("h", "g"),),
        ),
        (
            (PutRule("r", "R"), SetPrompt("r", "welcome", "en", "Hello")),
            (DropRule("r"),),
            (PutRule("r", "R"), SetPrompt("r", "welcome", "en", "Hello")),
        ),
        (
            (SetSetting("", "wrap_up_seconds", 5.0),),
            (ResetSetting("", "wrap_up_seconds"),),
            (SetSetting("", "wrap_up_seconds", 5.0),),
        ),
        (
            (PutChannel(Channel(id="c", group="g")), DropChannel("c")),
            (ResetChannel("c"),),
            (DropChannel("c"),),
        ),
        (
            (PutChannel(Channel(id="c", group="g")),),
            (DropChannel("c"),),
            (PutChannel(Channel(id="c", group="g")),),
        ),
        ((), (PutChannel(Channel(id="c", group="g")),), (ResetChannel("c"),)),
        ((PutIntent(INTENT),), (DropIntent("i"),), (PutIntent(INTENT),)),
        ((), (PutGroup("h", "Z"),), (PutGroup("h", "h"),)),
        (
            (),
            (SetPrompt("default", "welcome", "en", "x"),),
            (ResetPrompt("default", "welcome", "en"),),
        ),
        (
            (),
            (SetSetting("default", "max_waiting", 3),),
            (ResetSetting("default", "max_waiting"),),
        ),
        ((), (PutIntent(INTENT),), (DropIntent("i"),)),
        ((), (SetHours("default", HOURS),), (SetHours("default", WorkingHours()),)),
        ((), (PutRule("r", "R"), BindGroup("g", "r")), None),
    ],
)
def test_each_kind_of_change_has_its_way_back(
    first: tuple[Change, ...],
    then: tuple[Change, ...],
    back: tuple[Change, ...] | None,
) -> None:
    before = after(BOOK, first)
    usual = (BindGroup("g", "default"), DropRule("r"))
    assert undoing(before, after(before, then)) == (usual if back is None else back)


def test_a_text_of_a_rule_is_a_fact() -> None:
    book = after(BOOK, (PutRule("r", "R"), SetPrompt("r", "welcome", "en", "Hello")))
    text = Difference(FactKind.PROMPT, "r", "welcome en", None, "Hello")
    assert text in differences(BOOK, book)
