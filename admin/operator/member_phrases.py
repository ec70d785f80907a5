"""PURE: what `triodesk members` says, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from enum import unique
from typing import Final

from actors.accounts.permissions import Role
from actors.accounts.refusal import AccountRule
from gateway.console.phrases import Bilingual


@unique
class MemberPhrase(Bilingual):
    """A text of `triodesk members`; names in braces are filled in."""

    # headings
    EMAIL = ("邮箱", "e-mail")
    NAME = ("姓名", "name")
    ROLE = ("角色", "role")
    NUMBER = ("工号", "number")
    CAPACITY = ("接待量", "capacity")
    GROUPS = ("技能组", "groups")
    STATE = ("状态", "state")
    ID = ("编号", "id")
    # roles and states
    SUPER_ADMIN = ("超级管理员", "super admin")
    ADMIN = ("管理员", "admin")
    SUPERVISOR = ("主管", "supervisor")
    AGENT = ("客服", "agent")
    SUSPENDED = ("已停用", "suspended")
    PASSWORD_DUE = ("待改密码", "password due")
    USUAL = ("正常", "usual")
    # what was done
    FOUND = ("共 {total} 人", "members: {total}")
    DONE = ("已完成：{name} <{email}>", "done: {name} <{email}>")
    MAILED = (
        "初始密码已发送到 {email}，首次登录须修改",
        "the first password, to be changed, was sent to {email}",
    )
    PASSWORD = (
        "{email} 的初始密码（只显示这一次，首次登录须修改）：{password}",
        "first password of {email}, shown here only, to be changed: {password}",
    )
    IMPORTED = ("已添加 {done} 人，{failed} 行未添加", "{done} added, {failed} not")
    LINE = ("第 {line} 行：{text}", "line {line}: {text}")
    NOTHING_DONE = (
        "名单有误，未添加任何人",
        "the table has mistakes: nobody was added",
    )
    WHOLE = (
        "审计日志完整：{rows} 行，末行散列 {hash}",
        "the audit log is whole: {rows} rows, last hash {hash}",
    )
    BROKEN = (
        "审计日志从第 {row} 行起被改动过（之前 {rows} 行完整）",
        "the audit log was changed at row {row} ({rows} rows before it are whole)",
    )
    NOBODY = (
        "没有成员 {member}：请用邮箱、工号或编号",
        "there is no member {member}: give an e-mail address, a staff number or an id",
    )
    REFUSED = ("{reason}（{code}）", "{reason} ({code})")
    # refusals
    EMAIL_TAKEN = ("邮箱已被使用", "another member has this e-mail address")
    STAFF_NUMBER_TAKEN = ("工号已被使用", "another member has this staff number")
    SUPER_ADMIN_FIXED = (
        "超级管理员只有一位，不能编辑、停用或删除",
        "there is one super admin, neither edited, suspended nor deleted",
    )
    NO_SUCH_GROUP = ("没有这个技能组", "there is no such skill group")
    FULL = ("成员已满", "no room for another member")
    OVERLOADED = ("服务繁忙，请稍后再试", "too busy: try again")
    UNAVAILABLE = (
        "存储暂时没有响应，请用同样的命令重试",
        "the records do not answer: give the same command again",
    )


ROLES: Final[Mapping[Role, MemberPhrase]] = {
    Role.SUPER_ADMIN: MemberPhrase.SUPER_ADMIN,
    Role.ADMIN: MemberPhrase.ADMIN,
    Role.SUPERVISOR: MemberPhrase.SUPERVISOR,
    Role.AGENT: MemberPhrase.AGENT,
}
REASONS: Final[Mapping[AccountRule, MemberPhrase]] = {
    AccountRule.EMAIL_TAKEN: MemberPhrase.EMAIL_TAKEN,
    AccountRule.STAFF_NUMBER_TAKEN: MemberPhrase.STAFF_NUMBER_TAKEN,
    AccountRule.SUPER_ADMIN_FIXED: MemberPhrase.SUPER_ADMIN_FIXED,
    AccountRule.NO_SUCH_GROUP: MemberPhrase.NO_SUCH_GROUP,
    AccountRule.FULL: MemberPhrase.FULL,
    AccountRule.OVERLOADED: MemberPhrase.OVERLOADED,
    AccountRule.UNAVAILABLE: MemberPhrase.UNAVAILABLE,
}
"""Of the rules that an operator can meet; others are told in the service's words."""
