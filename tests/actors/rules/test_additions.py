"""What is to be new must not be there yet (M2, M3, M5)."""

from __future__ import annotations

import pytest

from actors.channels.core import USUAL_CHANNEL, Channel
from actors.refusal import Refused, Rule
from actors.rules.core import Shop, change_rules
from actors.rules.messages import (
    Change,
    ChangeRules,
    DropGroup,
    PutChannel,
    PutGroup,
    PutRule,
    RulesChanged,
    SetSetting,
)
from actors.rules.rulebook import DEFAULT_RULE, Rulebook

pytestmark = pytest.mark.covers("M2", "M3", "M5")
SHOP = Shop((USUAL_CHANNEL,), lambda _: False)


def added(book: Rulebook, *changes: Change) -> RulesChanged | Refused:
    command = ChangeRules(changes, "boss", "o", adds=True)
    answer = change_rules(book, command, SHOP).answer
    assert isinstance(answer, RulesChanged | Refused)
    return answer


@pytest.mark.parametrize(
    "change",
    [PutRule(DEFAULT_RULE, "x"), PutChannel(USUAL_CHANNEL), PutGroup("g", "x")],
)
def test_what_is_there_is_not_put_over(change: Change) -> None:
    book = Rulebook(
        groups=change_rules(Rulebook(), ChangeRules((PutGroup("g", "G"),), "boss", "o"))
        .effects[0]
        .groups
    )
    refused = added(book, change)
    assert isinstance(refused, Refused)
    assert refused.rule is Rule.ID_CONFLICT


def test_what_is_new_is_added_also_a_group_that_was_deleted() -> None:
    first = (PutGroup("g", "G"), PutGroup("h", "H"), DropGroup("g", "h"))
    (book,) = change_rules(Rulebook(), ChangeRules(first, "boss", "o")).effects
    new = (
        PutGroup("g", "again"),
        PutRule("r", "R"),
        PutChannel(Channel(id="c", group="h")),
        SetSetting("r", "max_waiting", 1),
    )
    assert added(book, *new) == RulesChanged(2)
