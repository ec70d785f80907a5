"""PURE: what `triodesk groups` says, in both languages."""

from __future__ import annotations

from enum import unique

from gateway.console.phrases import Bilingual


@unique
class GroupPhrase(Bilingual):
    """A text of `triodesk groups`; names in braces are filled in."""

    GROUP = ("技能组", "group")
    NAME = ("名称", "name")
    RULE = ("服务规则", "rule")
    MEMBERS = ("成员", "members")
    WAITING = ("排队", "waiting")
    HEIR = ("状态", "state")
    GOES_TO = ("已删除，由 {heir} 接替", "deleted; {heir} takes its visitors")
