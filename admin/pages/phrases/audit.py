"""PURE: what the page of the audit log says (M9)."""

from __future__ import annotations

from collections.abc import Mapping
from enum import unique
from typing import Final

from actors.accounts.audit import Act
from actors.ids import THE_RULEBOOK
from gateway.console.phrases import Bilingual, Words


@unique
class AuditPhrase(Bilingual):
    """Names in braces are filled in."""

    INTRO = (
        "管理员和主管做过的每件事都有一行，只增不改；每一行都能证明它之前的各行未被改动。",
        (
            "Every act of administrators and supervisors has a row, and none is ever "
            "changed; each row vouches for those before it."
        ),
    )
    VERIFY = ("检查完整性", "Verify the chain")
    WHOLE = (
        "{rows} 行全部完整。最后一行的哈希：{hash}",
        "All {rows} rows are whole. The hash of the last one: {hash}",
    )
    BROKEN = (
        "第 {number} 行起不完整：有人改动过日志。",
        "The log is broken from row {number} on: somebody has changed it.",
    )
    VERIFY_HINT = (
        "请把最后的行号和哈希另存一处：末尾被截去的行只有对比才能发现。",
        (
            "Keep the last number and hash somewhere else: rows cut off at the end are "
            "seen by comparing alone."
        ),
    )
    EXPORT = ("导出 CSV", "Export CSV")
    WHO = ("谁", "Who")
    WHO_HINT = ("姓名、邮箱或编号", "name, e-mail or id")
    ACT = ("操作", "Act")
    SUBJECT = ("对象", "Subject")
    SINCE = ("从", "From")
    UNTIL = ("到", "Until")
    NUMBER = ("行号", "Row")
    TIME = ("时间", "Time")
    ADDRESS = ("地址", "Address")
    DETAIL = ("内容", "Detail")
    RESET = ("清空", "Clear")
    THE_RULES = ("服务规则", "service rules")
    THE_DRAFT = ("知识草稿", "draft of knowledge")
    NOBODY = ("未登录者", "nobody signed in")
    NONE_FITS = (
        "没有符合条件的记录，请放宽条件。",
        "No row fits: ask for more.",
    )
    NONE_HERE = (
        "这一段没有符合条件的记录，请继续查看更早的。",
        "No row fits in this part: go on to older ones.",
    )
    OLDER = ("更早的", "Older")
    NEWEST = ("回到最新", "Newest")


@unique
class ActPhrase(Bilingual):
    """What acts are called; the names are those of `Act`."""

    MEMBER_ADDED = ("添加成员", "member added")
    MEMBER_EDITED = ("修改成员", "member edited")
    MEMBER_DELETED = ("删除成员", "member deleted")
    MEMBER_SUSPENDED = ("停用成员", "member suspended")
    MEMBER_RESTORED = ("恢复成员", "member restored")
    MEMBER_UNLOCKED = ("解除锁定", "member unlocked")
    PASSWORD_RESET = ("重置密码", "password reset")
    PASSWORD_CHANGED = ("修改密码", "password changed")
    FACTOR_ENROLLING = ("开始设置两步验证", "second factor begun")
    FACTOR_CONFIRMED = ("启用两步验证", "second factor confirmed")
    FACTOR_REMOVED = ("取消两步验证", "second factor removed")
    RECOVERY_CODE_USED = ("使用恢复码", "recovery code used")
    SIGNED_IN = ("登录", "signed in")
    SIGNED_OUT = ("退出登录", "signed out")
    SIGN_IN_LOCKED = ("登录被锁定", "sign-in locked")
    ASSIGNING_SESSION = ("分配会话", "session assigned")
    CLOSING_SESSION = ("结束会话", "session closed")
    ANNOTATING_SESSION = ("标注会话", "session annotated")
    CHANGING_CUSTOMER = ("修改客户", "customer changed")
    ERASING_CUSTOMER = ("清除客户数据", "customer erased")
    EXPORTING_CUSTOMER = ("导出客户数据", "customer exported")
    WATCHING_SESSION = ("监看会话", "session watched")
    WHISPERING_IN_SESSION = ("悄悄提示座席", "whispered in a session")
    SPEAKING_IN_SESSION = ("插话", "spoke in a session")
    COPYING_SESSION = ("抄送会话", "session copied by e-mail")
    EXPORTING_RECORDS = ("导出会话记录", "records exported")
    SETTING_AGENT = ("设置座席状态", "agent set")
    CHANGING_RULES = ("修改服务规则", "rules changed")
    CHANGING_WEBHOOK = ("修改 webhook", "webhook changed")
    KNOWLEDGE_CHANGED = ("修改知识库", "knowledge changed")
    KNOWLEDGE_PUBLISHED = ("发布知识库", "knowledge published")
    CONTRIBUTION_MADE = ("提交贡献", "contribution made")
    CONTRIBUTION_DECIDED = ("审核贡献", "contribution decided")
    UNANSWERED_SETTLED = ("处理未答问题", "unanswered question settled")
    QUICK_REPLIES_CHANGED = ("修改快捷回复", "quick replies changed")
    KEY_MADE = ("新建密钥", "key made")
    KEY_REMOVED = ("删除密钥", "key removed")
    AGENT_LOGIN_MADE = ("生成座席登录", "agent login made")
    RESTARTING_PART = ("重启部件", "part restarted")
    CRASHING_PART = ("使部件崩溃", "part crashed")
    KILLING_PROCESS = ("终止进程", "process killed")
    UNREADABLE = ("无法辨认的行", "unreadable row")


SUBJECTS: Final[Mapping[str, AuditPhrase]] = {
    THE_RULEBOOK: AuditPhrase.THE_RULES,
    "draft": AuditPhrase.THE_DRAFT,
}
"""Those of which there is one."""
_NAMES: Final[Mapping[str, ActPhrase]] = {each.name: each for each in ActPhrase}


def act_name(words: Words, act: Act) -> str:
    """What an act is called; one that has no name yet, by its code."""
    phrase = _NAMES.get(act.name)
    return act.value.replace("_", " ") if phrase is None else words(phrase)
