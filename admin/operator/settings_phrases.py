"""PURE: what `triodesk settings` says, in both languages."""

from __future__ import annotations

from enum import unique
from typing import Final

from admin.rules_view import Source
from gateway.console.phrases import Bilingual


@unique
class SettingPhrase(Bilingual):
    """A text of `triodesk settings`; names in braces are filled in."""

    # headings
    SETTING = ("设置", "setting")
    VALUE = ("当前值", "value")
    USUAL = ("默认值", "usual")
    RANGE = ("范围", "range")
    FROM = ("来源", "from")
    RULE = ("规则", "rule")
    NAME = ("名称", "name")
    GROUPS = ("技能组", "groups")
    CHANGES = ("修改", "changes")
    MOMENT = ("时机", "moment")
    LANGUAGE = ("语言", "language")
    TEXT = ("话术", "text")
    VERSION = ("版本", "version")
    WHEN = ("时间", "when")
    WHO = ("操作人", "who")
    # where a value comes from
    BUILT_IN = ("内置", "built in")
    CONFIGURED = ("配置", "configured")
    OF_DESK = ("全局", "whole desk")
    OF_RULE = ("规则内", "this rule")
    SILENT = ("（不说）", "(nothing)")
    ALL_OTHERS = ("其余全部", "all others")
    EMPTY = ("（空）", "(empty)")
    # units
    SECONDS = ("{value} 秒", "{value} s")
    HOURS = ("{value} 小时", "{value} h")
    # what was done
    DONE = ("已生效，版本 {version}", "in force as version {version}")
    NO_RULE = ("没有服务规则 {rule}", "there is no service rule {rule}")
    NEVER = ("从未修改过", "nothing was ever changed")
    REFUSED = ("未修改：{reason}（{code}）", "nothing was changed: {reason} ({code})")


UNITS: Final = {"s": SettingPhrase.SECONDS, "hours": SettingPhrase.HOURS}
"""Of settings whose name does not tell it."""
SOURCES: Final = {
    Source.BUILT_IN: SettingPhrase.BUILT_IN,
    Source.CONFIGURED: SettingPhrase.CONFIGURED,
    Source.WHOLE_DESK: SettingPhrase.OF_DESK,
    Source.THIS_RULE: SettingPhrase.OF_RULE,
}
"""Where a value comes from, in words."""
