"""PURE: what the page of programs' keys says (M11)."""

from __future__ import annotations

from enum import unique
from typing import Final

from actors.api_keys.key import Scope
from gateway.console.phrases import Bilingual


@unique
class KeysPhrase(Bilingual):
    """Names in braces are filled in."""

    INTRODUCTION = (
        "其他程序用密钥调用 HTTP 接口（Authorization: Bearer …）；权限与成员的相同。",
        (
            "By a key another program asks over HTTP (Authorization: Bearer …), and "
            "may what a member of the staff may."
        ),
    )
    REFERENCE = ("接口说明（OpenAPI）", "What may be asked (OpenAPI)")
    ADD_KEY = ("创建密钥", "Make a key")
    NAME = ("用途", "What it is for")
    ID = ("编号", "Id")
    SCOPES = ("权限", "Scopes")
    SCOPES_HINT = ("至少选一项", "At least one")
    DAYS = ("有效期（天）", "Good for (days)")
    DAYS_HINT = ("0 = 长期有效；最多 3650", "0: for ever; 3650 at most")
    CREATED = ("创建", "Made")
    CREATED_BY = ("创建人", "By")
    EXPIRES = ("到期", "Until")
    NEVER = ("长期", "for ever")
    USED = ("最近使用", "Last used")
    UNUSED = ("未使用", "never")
    EXPIRED = ("已过期", "Expired")
    NEW_KEY = ("新密钥", "The key")
    TOLD = (
        "请立即保存；它只显示这一次。",
        "Keep it now: it is shown only once.",
    )
    NOTHING = (
        "没有密钥。为每个程序创建一把，只给它需要的权限。",
        "There is none. Make one for each program, good for what it needs and no more.",
    )
    REMOVE_ASKED = (
        "删除密钥“{name}”？使用它的程序立即失效，由它登录的座席会退出；不能撤销。",
        (
            "Take the key “{name}” back? Its program is refused from now on, and "
            "who came in by it is signed out. It cannot be undone."
        ),
    )
    SEARCH_HINT = ("用途或编号", "What it is for, or its id")
    # scopes
    AGENT_LOGIN = ("让座席在业务系统中登录工作台", "sign agents in at another system")
    EDIT_ADMINS = ("管理管理员", "change admins")
    EDIT_MEMBERS = ("管理成员", "change members")
    READ_MEMBERS = ("查看成员", "see members")
    READ_AUDIT = ("查看审计日志", "read the audit log")
    SUPERVISE = ("实时看板与监控", "see the desk live")
    READ_CUSTOMERS = ("查看客户", "see customers")
    NOTE_CUSTOMERS = ("编辑客户资料与备注", "note on customers")
    RANK_CUSTOMERS = ("设置客户等级", "rank customers")
    BLOCK_CUSTOMERS = ("拉黑客户", "block customers")
    SEE_CONTACTS = ("查看完整联系方式", "see contacts unmasked")
    READ_RECORDS = ("查看会话记录", "read records")
    READ_KNOWLEDGE = ("查看知识库", "read knowledge")
    EDIT_KNOWLEDGE = ("编辑知识库", "change knowledge")
    PUBLISH_KNOWLEDGE = ("发布知识库", "publish knowledge")
    EDIT_REPLIES = ("编辑快捷回复", "change quick replies")
    READ_RULES = ("查看服务设置", "see settings")
    EDIT_RULES = ("修改服务设置", "change settings")
    READ_REPORTS = ("查看报表", "read reports")
    EDIT_WEBHOOKS = ("管理 Webhook", "change webhooks")
    OBSERVE = ("观察运行状态", "see the running service")
    INTERVENE = ("干预运行", "intervene in it")
    KEEP_DATA = ("备份、保留、导出与删除数据", "keep, export and erase data")


@unique
class KeysProblem(Bilingual):
    """What refusals mean, by their codes in capitals."""

    NOT_ALLOWED = (
        "不能创建权限超过您自己的密钥",
        "Nobody makes a key that may what he may not",
    )
    NO_SUCH_KEY = ("没有这把密钥，可能已被删除", "There is no such key any more")
    TOO_MANY = ("密钥数量已达上限（200）", "There are 200 keys already")


SCOPES: Final = {scope: KeysPhrase[scope.name] for scope in Scope}
"""What keys are good for, in words."""
