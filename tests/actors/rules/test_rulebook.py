"""Changes of the rulebook, and what is in force by it."""

from __future__ import annotations

import pytest

from actors.refusal import Refused, Rule
from actors.rules import changes, core
from actors.rules.hours import USUAL_HOURS
from actors.rules.messages import (
    BindGroup,
    Change,
    ChangeRules,
    DropRule,
    PutRule,
    ResetPrompt,
    ResetSetting,
    RulebookChanged,
    RulebookSpread,
    RulesChanged,
    SetHours,
    SetPrompt,
    SetSetting,
)
from actors.rules.prompts import PROMPTS, USUAL, Moment, PromptText
from actors.rules.rulebook import (
    DEFAULT_RULE,
    Binding,
    Rulebook,
    Rules,
    ServiceRule,
)
from actors.rules.setting_table import Override
from actors.rules.settings import ServiceSettings

pytestmark = pytest.mark.covers("M3")
EMPTY = Rulebook()
ACCEPT = SetSetting(DEFAULT_RULE, "accept_seconds", 7.0)
VIP = PutRule("vip", "VIP 客户")


def change(book: Rulebook, *changes: Change, expected: int = 0) -> Rulebook:
    decision = core.change_rules(book, ChangeRules(changes, "boss", "o1", expected))
    assert isinstance(decision.answer, RulesChanged), decision.answer
    after = book
    for event in decision.events:
        after = core.apply(after, event)
    assert decision.after in (None, after)
    assert decision.effects == ((after,) if decision.events else ())
    assert decision.answer.version == after.version
    return after


def refusal(book: Rulebook, *changes: Change, expected: int = 0) -> tuple[Rule, str]:
    decision = core.change_rules(book, ChangeRules(changes, "boss", "o1", expected))
    assert isinstance(decision.answer, Refused)
    assert not decision.events
    return decision.answer.rule, decision.answer.text


def test_each_change_is_a_version_and_what_changes_nothing_is_none() -> None:
    book = change(EMPTY, ACCEPT)
    assert book.version == 1
    assert change(book, ACCEPT) == book
    other = change(book, SetSetting(DEFAULT_RULE, "accept_seconds", "9"), VIP)
    assert other.version == 2
    assert other.rules == (
        ServiceRule(DEFAULT_RULE, "", (Override("accept_seconds", 9.0),)),
        ServiceRule("vip", "VIP 客户"),
    )
    assert change(book, ResetSetting(DEFAULT_RULE, "accept_seconds")).rules == (
        EMPTY.rules
    )


def test_all_of_a_command_or_nothing() -> None:
    rule, text = refusal(EMPTY, ACCEPT, SetSetting("none", "accept_seconds", 1))
    assert (rule, text) == (Rule.BAD_VALUE, "there is no service rule 'none'")


def test_two_administrators_do_not_undo_each_others_work() -> None:
    book = change(EMPTY, ACCEPT)
    assert change(book, VIP, expected=1).version == 2
    assert refusal(book, VIP, expected=2)[0] is Rule.WRONG_STATE


@pytest.mark.parametrize(
    ("made", "text"),
    [
        (SetSetting(DEFAULT_RULE, "nothing", 1), "there is no setting"),
        (ResetSetting(DEFAULT_RULE, "nothing"), "there is no setting"),
        (SetSetting("", "accept_seconds", 1), "belongs to service rules"),
        (SetSetting(DEFAULT_RULE, "wrap_up_seconds", 1), "the whole desk's"),
        (SetSetting(DEFAULT_RULE, "accept_seconds", -1), "range"),
        (PutRule("a b", "x"), "expected an id"),
        (PutRule("", "x"), "expected an id"),
        (PutRule("x" * 65, "x"), "expected an id"),
        (PutRule("x", "y" * 65), "expected a name"),
        (PutRule("x", "a\x00"), "expected a name"),
        (PutRule("x", "x", like="none"), "no service rule 'none'"),
        (DropRule("none"), "no service rule"),
        (SetHours("none", USUAL_HOURS), "no service rule"),
        (SetPrompt("none", "welcome", "zh", ""), "no service rule"),
        (SetPrompt(DEFAULT_RULE, "hello", "zh", ""), "expected a moment"),
        (ResetPrompt("none", "welcome", "zh"), "no service rule"),
        (ResetPrompt(DEFAULT_RULE, "welcome", "de"), "expected a language"),
        (BindGroup("g", "none"), "no service rule"),
    ],
)
def test_what_cannot_be_is_refused(made: Change, text: str) -> None:
    rule, told = refusal(EMPTY, made)
    assert rule is Rule.BAD_VALUE
    assert text in told


def test_a_rule_says_what_it_says_until_that_is_taken_back() -> None:
    hello = SetPrompt(DEFAULT_RULE, "welcome", "zh", "您好")
    book = change(EMPTY, hello, SetPrompt(DEFAULT_RULE, "success", "en", "Hi"))
    rules = Rules(ServiceSettings(), book, USUAL)
    assert rules.of("g").prompts.text(Moment.WELCOME, "zh") == "您好"
    assert rules.of("g").prompts.text(Moment.SUCCESS, "en") == "Hi"
    assert (
        rules.of("g").prompts.text(Moment.SUCCESS, "zh") == PROMPTS[Moment.SUCCESS].zh
    )
    assert change(book, ResetPrompt(DEFAULT_RULE, "welcome", "zh")).rules[
        0
    ].prompts == (PromptText("success", "en", "Hi"),)


def test_the_desks_settings_are_its_own() -> None:
    book = change(EMPTY, SetSetting("", "wrap_up_seconds", 5))
    rules = Rules(ServiceSettings(), book)
    assert rules.desk.wrap_up_seconds == 5.0
    assert rules.of("g").settings.wrap_up_seconds == 5.0


def test_a_new_rule_may_begin_as_another_one() -> None:
    book = change(EMPTY, ACCEPT, PutRule("vip", "VIP", like=DEFAULT_RULE), VIP)
    assert book.rule("vip") == ServiceRule(
        "vip", "VIP 客户", (Override("accept_seconds", 7.0),)
    )


def test_a_rule_goes_when_no_group_goes_by_it_and_the_default_never() -> None:
    book = change(EMPTY, VIP, BindGroup("g", "vip"))
    assert book.bindings == (Binding("g", "vip"),)
    assert refusal(book, DropRule("vip")) == (
        Rule.WRONG_STATE,
        "groups go by vip: give them another rule first: g",
    )
    assert refusal(book, DropRule(DEFAULT_RULE))[0] is Rule.FORBIDDEN
    freed = change(book, BindGroup("g", DEFAULT_RULE), DropRule("vip"))
    assert (freed.rules, freed.bindings) == (EMPTY.rules, ())


def test_there_are_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    assert (
        refusal(EMPTY, *([ACCEPT] * 101))[1] == "expected at most 100 changes, got 101"
    )
    monkeypatch.setattr(changes, "MAX_RULES", 2)
    book = change(EMPTY, VIP)
    assert refusal(book, PutRule("third", ""))[1] == "expected at most 2 service rules"
    monkeypatch.setattr(changes, "MAX_BINDINGS", 1)
    bound = change(book, BindGroup("g", "vip"))
    assert refusal(bound, BindGroup("h", "vip"))[1] == "expected at most 1 groups"


def test_groups_go_by_their_rule_and_all_others_by_the_default() -> None:
    book = change(
        EMPTY,
        ACCEPT,
        VIP,
        SetSetting("vip", "accept_seconds", 3),
        BindGroup("g", "vip"),
    )
    rules = Rules(ServiceSettings(transfer_seconds=11.0), book)
    assert rules.of("g").settings.accept_seconds == 3.0
    assert rules.of("h").settings.accept_seconds == 7.0
    assert rules.of("h").settings.transfer_seconds == 11.0
    assert book.rule_of("g") == "vip"
    assert book.rule_of("h") == DEFAULT_RULE
    rules.replace(EMPTY)
    assert rules.of("g") is rules.of("h")


def test_the_least_and_the_most_of_all_rules() -> None:
    assert Rules(ServiceSettings()).least_grace_seconds() == 60.0
    assert Rules(ServiceSettings(visitor_grace_seconds=0)).least_grace_seconds() == 0
    book = change(
        EMPTY,
        VIP,
        SetSetting("vip", "visitor_grace_seconds", 5),
        SetSetting("vip", "recall_seconds", 500),
    )
    rules = Rules(ServiceSettings(), book)
    assert rules.least_grace_seconds() == 5.0
    assert rules.most_recall_seconds() == 500.0


def test_what_was_written_once_is_read_even_if_it_is_no_setting_any_more() -> None:
    event = RulebookChanged(4, "boss", (SetSetting("", "gone", 1), VIP))
    book = core.apply(EMPTY, event)
    assert book.version == 4
    assert book.rule("vip") is not None


def test_that_all_have_heard_is_noted_once_and_only_of_what_is_in_force() -> None:
    book = change(EMPTY, ACCEPT)
    noted = core.spread_over(book, 1)
    assert noted.events == (RulebookSpread(1),)
    spread = core.apply(book, RulebookSpread(1))
    assert core.spread_over(spread, 1).events == ()
    assert core.spread_over(change(book, VIP), 1).events == ()
