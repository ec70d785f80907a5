"""What makes a skill group as an administrator wants it (M2)."""

from __future__ import annotations

import pytest

from actors.assignment.messages import GroupRule
from actors.assignment.routing import Reception, Strategy
from actors.channels.core import Channel
from actors.figures import GroupFigure
from actors.refusal import Refused
from actors.rules.changes import made
from actors.rules.messages import BindGroup, Change, DropGroup, PutGroup, PutRule
from actors.rules.rulebook import DEFAULT_RULE, Rulebook, Rules
from actors.rules.settings import ServiceSettings
from admin.groups_view import GroupEdit, group_cards, group_changes

pytestmark = pytest.mark.covers("M2")


def after(book: Rulebook, *changes: Change) -> Rulebook:
    for change in changes:
        following = made(book, change)
        assert not isinstance(following, Refused), following
        book = following
    return book


BOTH = after(Rulebook(), PutGroup("a", "A"), PutGroup("b", "B"))


def edited(book: Rulebook, group: str, edit: GroupEdit) -> Rules:
    changes = group_changes(book, group, group.title(), edit)
    return Rules(ServiceSettings(), after(book, *changes))


def test_a_group_that_shares_its_rule_gets_one_of_its_own() -> None:
    edit = GroupEdit(strategy=Strategy.ROUND_ROBIN)
    rules = edited(BOTH, "a", edit)
    assert rules.of("a").settings.strategy is Strategy.ROUND_ROBIN
    assert rules.of("b").settings.strategy is Strategy.LONGEST_IDLE
    assert rules.of("a").name == "A"
    again = edited(rules.book, "a", GroupEdit(reception=Reception.MANUAL))
    assert again.book.rule_of("a") == rules.book.rule_of("a")
    assert again.of("a").settings.strategy is Strategy.ROUND_ROBIN
    assert again.of("a").settings.reception is Reception.MANUAL


def test_a_rule_that_others_share_stays_theirs() -> None:
    shared = (PutRule("r", "R"), BindGroup("a", "r"), BindGroup("b", "r"))
    book = after(BOTH, *shared)
    rules = edited(book, "a", GroupEdit(strategy=Strategy.LEAST_LOADED))
    assert (rules.book.rule_of("a"), rules.book.rule_of("b")) == ("a", "r")
    back = edited(rules.book, "a", GroupEdit(name="Z", rule=DEFAULT_RULE))
    assert back.book.rule_of("a") == DEFAULT_RULE
    assert back.groups.name_of("a") == "Z"


def test_what_a_group_was_defined_with_holds_until_its_rule_says_it() -> None:
    defined = GroupRule(strategy=Strategy.ROUND_ROBIN, reception=Reception.MANUAL)
    figure = GroupFigure("a", "A", 1, 0, defined)

    def shown(rules: Rules) -> tuple[Strategy, Reception]:
        card, *_ = group_cards((figure,), rules)
        return card.strategy, card.reception

    before = Rules(ServiceSettings(), BOTH)
    assert shown(before) == (Strategy.ROUND_ROBIN, Reception.MANUAL)
    rules = edited(BOTH, "a", GroupEdit(reception=Reception.AUTO))
    assert shown(rules) == (Strategy.ROUND_ROBIN, Reception.AUTO)


def test_all_groups_are_shown_also_those_made_just_now() -> None:
    book = after(BOTH, DropGroup("b", "a"))
    rules = Rules(ServiceSettings(), book, channels=(Channel(id="web", group="a"),))
    a, b, c = group_cards(
        (GroupFigure("c", "C", 2, 3), GroupFigure("b", "B", 0, 1)), rules
    )
    assert (a.group, a.name, a.channels, a.heir) == ("a", "A", ("web",), "")
    assert (b.group, b.heir, b.waiting) == ("b", "a", 1)
    assert (c.members, c.waiting, c.rule) == (2, 3, DEFAULT_RULE)
