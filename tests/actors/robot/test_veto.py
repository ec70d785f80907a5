"""What speaks against an entry although it shares much."""

from __future__ import annotations

import pytest

from actors.robot.candidates import Entry
from actors.robot.confidence import DIRECT
from actors.robot.matcher import Matcher
from actors.robot.normalise import normalise
from actors.robot.opposites import contradiction, denies
from actors.robot.veto import verdict

CONTRARY = [
    ("怎么解挂", "怎么挂失"),
    ("取消挂失", "挂失"),
    ("开通短信提醒", "关闭短信提醒"),
    ("how to uninstall it", "install it"),
    ("disable two-factor", "enable two-factor"),
]
NO_CONTRARY = [
    ("怎么挂失", "挂失"),
    ("挂失后怎么解挂", "怎么挂失"),
    ("怎么退款", "关闭短信提醒"),
    ("install it", "install or uninstall"),
    ("", "挂失"),
]


@pytest.mark.parametrize(("one", "other"), CONTRARY)
def test_opposites_contradict_each_other(one: str, other: str) -> None:
    assert contradiction(normalise(one), normalise(other))
    assert contradiction(normalise(other), normalise(one))


@pytest.mark.parametrize(("query", "text"), NO_CONTRARY)
def test_who_names_both_sides_contradicts_nobody(query: str, text: str) -> None:
    assert contradiction(normalise(query), normalise(text)) == ""


@pytest.mark.parametrize(
    "text",
    ["为什么不能取消订单", "登录不上", "can't cancel", "unable to pay", "无法付款"],
)
def test_what_cannot_be_done_is_denied(text: str) -> None:
    assert denies(normalise(text))


@pytest.mark.parametrize(
    "text", ["能不能取消订单", "可不可以退", "can i cancel", "有没有发票", "notebook"]
)
def test_who_asks_whether_denies_nothing(text: str) -> None:
    assert not denies(normalise(text))


def test_a_denial_weighs_by_its_side() -> None:
    asked = verdict("取消订单", "不能取消订单", ["不能取消订单"])
    assert asked.reason == "not"
    assert asked.forbids
    in_need = verdict("不能取消订单", "取消订单", ["取消订单"])
    assert in_need.reason == "not"
    assert not in_need.forbids
    assert verdict("不能取消", "取消订单", ["取消订单", "无法取消"]).reason == ""


@pytest.mark.covers("R5")
def test_the_contrary_is_no_direct_answer() -> None:
    bank = Matcher.build([Entry("loss", ("怎么挂失",)), Entry("pin", ("修改密码",))])
    best = bank.rank("怎么解挂失", 1)[0]
    assert (best.entry, best.veto) == ("loss", "解挂失 / 挂失")
    assert best.confidence < DIRECT < bank.rank("怎么挂失", 1)[0].confidence


def test_another_entry_may_win_by_a_veto() -> None:
    entries = [Entry("on", ("开通短信提醒服务",)), Entry("off", ("关闭余额短信提醒",))]
    best, second = Matcher.build(entries).rank("关闭短信提醒服务", 2)
    assert (best.entry, best.veto) == ("off", "")
    assert (second.entry, second.veto) == ("on", "关闭 / 开通")
