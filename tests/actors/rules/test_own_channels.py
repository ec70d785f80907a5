"""Channels that are changed while the service runs, over the configuration's (M5)."""

from __future__ import annotations

import pytest

from actors.channels.core import Channel, Channels
from actors.refusal import Refused, Rule
from actors.rules import core
from actors.rules.core import Shop
from actors.rules.messages import (
    Change,
    ChangeRules,
    DropChannel,
    PutChannel,
    ResetChannel,
    RulesChanged,
)
from actors.rules.own_channels import OwnChannel, in_force
from actors.rules.rulebook import Rulebook, Rules
from actors.rules.settings import ServiceSettings
from actors.session.terms import SessionPhase
from tests.actors.world import World

pytestmark = pytest.mark.covers("M5")
WEB = Channel(id="web", group="g", groups=("h",), origins=("https://a.example",))
APP = Channel(id="app", key="k-app", group="h")
SHOP = Shop((WEB, APP), lambda flow: flow == "hello")


def after(book: Rulebook, *changes: Change, shop: Shop = SHOP) -> Rulebook | Refused:
    decision = core.change_rules(book, ChangeRules(changes, "boss", "o"), shop)
    if isinstance(decision.answer, Refused):
        assert not decision.events
        return decision.answer
    for event in decision.events:
        book = core.apply(book, event)
    return book


def found(*changes: Change) -> list[Channel]:
    book = Rulebook()
    for change in changes:
        following = after(book, change)
        assert isinstance(following, Rulebook), following
        book = following
    rules = Rules(ServiceSettings(), book, channels=SHOP.channels)
    return list(rules.channels)


def test_the_books_channel_replaces_the_configurations_of_that_id() -> None:
    other = Channel(id="web", group="other", name="Shop")
    mini = Channel(id="mini", group="g")
    assert found() == [WEB, APP]
    assert found(PutChannel(mini), PutChannel(other)) == [other, APP, mini]
    assert found(DropChannel("web")) == [APP]
    assert found(DropChannel("web"), ResetChannel("web")) == [WEB, APP]
    assert found(PutChannel(mini), ResetChannel("mini")) == [WEB, APP]
    assert found(PutChannel(mini), DropChannel("mini")) == [WEB, APP]
    assert found(DropChannel("web"), PutChannel(other)) == [other, APP]


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ((DropChannel("none"),), "there is no channel 'none'"),
        ((DropChannel("web"), DropChannel("app")), "expected 1 to 200 channels, got 0"),
        (
            (PutChannel(Channel(id="x", key="web", group="g")),),
            "different ids and keys",
        ),
        ((PutChannel(Channel(id="k-app", group="g")),), "different ids and keys"),
        (
            (PutChannel(Channel(id="x", group="g", entry="choice")),),
            "2 to 20 groups by name",
        ),
        ((PutChannel(Channel(id="x", group="g", entry="flow")),), "by its id"),
        (
            (PutChannel(Channel(id="x", group="g", entry="flow", flow="no")),),
            "there is no flow 'no'",
        ),
    ],
)
def test_what_contradicts_itself_is_refused_and_changes_nothing(
    changes: tuple[Change, ...], text: str
) -> None:
    answer = after(Rulebook(), *changes)
    assert isinstance(answer, Refused)
    assert answer.rule is Rule.BAD_VALUE
    assert text in answer.text


def test_there_are_so_many_channels_and_no_more() -> None:
    book = Rulebook(
        channels=tuple(OwnChannel(f"c{number:03}", None) for number in range(200))
    )
    answer = after(book, PutChannel(Channel(id="new", group="g")))
    assert isinstance(answer, Refused)
    assert "at most 200" in answer.text


def test_a_flow_that_is_gone_hinders_no_change_of_another_channel() -> None:
    led = PutChannel(Channel(id="led", group="g", entry="flow", flow="hello"))
    book = after(Rulebook(), led)
    assert isinstance(book, Rulebook)
    without = Shop(SHOP.channels, lambda _: False)
    assert isinstance(after(book, DropChannel("web"), shop=without), Rulebook)
    refused = after(Rulebook(), led, shop=without)
    assert isinstance(refused, Refused)


def test_a_book_is_read_again_whatever_the_configuration_says_by_then() -> None:
    """What was good when it was said must not keep the service from starting."""
    book = after(
        Rulebook(),
        PutChannel(Channel(id="mini", key="k", group="g")),
        DropChannel("web"),
    )
    assert isinstance(book, Rulebook)
    clashing = Channel(id="new", key="k", group="other")
    channels = in_force((clashing, WEB), book.channels)
    assert [each.id for each in channels] == ["mini"]
    named = channels.with_key("k")
    assert named is not None
    assert named.id == "mini"
    assert list(in_force((WEB,), (OwnChannel("web", None),))) == []


# --- in service


def world() -> World:
    there = World(channels=Channels((WEB, APP)))
    for group in ("g", "h", "other"):
        there.define_group(group)
    return there


def test_a_channel_leads_elsewhere_from_the_next_visitor_on() -> None:
    there = world()
    first = there.open("v1", "")
    there.change_rules(PutChannel(Channel(id="web", group="other")))
    assert there.view(there.open("v2", "")).group == "other"
    assert there.open("v1", "") == first
    there.die()
    assert there.view(there.open("v3", "")).group == "other"
    there.change_rules(ResetChannel("web"))
    assert there.view(there.open("v4", "")).group == "g"


def test_a_channel_that_is_deleted_opens_nothing_and_keeps_what_is_open() -> None:
    there = world()
    session = there.open("v1", "")
    there.change_rules(DropChannel("web"))
    assert there.open("v1", "") == session
    refused = there.start_open("v2", "")
    there.run()
    assert isinstance(refused.answer, Refused)
    assert refused.answer.rule is Rule.FORBIDDEN
    there.change_rules(PutChannel(Channel(id="mini", group="g")))
    there.change_rules(DropChannel("mini"))
    assert there.desk.rules.channel_ids() == ("web", "app", "mini")
    assert there.view(session).phase is SessionPhase.QUEUED


def test_an_entry_is_the_one_of_the_moment_and_a_flow_must_be_there() -> None:
    there = world()
    command = ChangeRules(
        (PutChannel(Channel(id="web", group="g", entry="flow", flow="x")),), "b", "o"
    )
    refused = there.ask(there.rulebook(), command)
    assert isinstance(refused, Refused)
    assert "there is no flow 'x'" in refused.text
    choice = Channel(id="web", group="g", groups=("h",), entry="choice")
    there.change_rules(PutChannel(choice))
    assert there.view(there.open("v", "")).phase is SessionPhase.COLLECTING


def test_a_change_of_channels_is_on_disk_with_who_and_when() -> None:
    there = world()
    assert there.change_rules(PutChannel(APP), DropChannel("web")) == RulesChanged(1)
    there.die()
    assert [each.id for each in there.desk.rules.channels] == ["app"]
    assert there.desk.rules.book.channels == (
        OwnChannel("app", APP),
        OwnChannel("web", None),
    )
