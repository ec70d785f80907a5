"""PURE: what agents read of the robot's knowledge, in both languages."""

from __future__ import annotations

from enum import unique

from gateway.console.phrases import Bilingual


@unique
class KnowledgePhrase(Bilingual):
    """A text about knowledge; names in braces are filled in."""

    CONTRIBUTED = (
        "已提交，编号 {number}；审核后发布",
        "Contribution {number} waits for a decision.",
    )
    CONTRIBUTIONS = ("知识贡献，待审核 {count} 条", "Contributions, {count} waiting")
    NO_CONTRIBUTIONS = ("还没有知识贡献", "Nothing was suggested yet.")
    OLDER = ("更早的：/contributions {number}", "Older ones: /contributions {number}")
    WAITING = ("待审核", "waiting")
    APPROVED = ("已采纳", "approved")
    REJECTED = ("已驳回", "rejected")
    DECIDED_BY = ("{name}：{reason}", "{name}: {reason}")
    TAKEN = ("已采纳，进入草稿；发布后生效", "It is in the draft, not published yet.")
    LEFT_OUT = ("已驳回，提交人会看到意见", "Rejected; its author can read why.")
    NEWS = ("知识更新，未读 {count} 条", "News, {count} unread")
    NO_NEWS = ("还没有发布过知识", "Nothing has been published yet.")
    NEWS_HINT = (
        "/news 1 阅读并标记已读，/news all 全部已读",
        "/news 1 reads, /news all",
    )
    NEW = ("新增", "new")
    CHANGED = ("修改", "changed")
    UNREAD = ("知识未读 {count}", "news {count}")
    PUBLISHED = ("知识有更新：/news 查看", "Knowledge was published: /news shows it.")
    SIMILAR = ("也可以这样问：{text}", "also asked as: {text}")
    NO_SUCH_NEWS = (
        "更新列表里没有这一条；先用 /news 查看",
        "There is no such row; /news shows them.",
    )
    NO_SUCH_QUESTION = (
        "最近的消息里没有访客的这一条",
        "There is no such message of the visitor's among the latest.",
    )
    CONTRIBUTE_USAGE = (
        "/contribute 问题 | 答案；/contribute #7 | 答案 用访客的消息 #7 作问题",
        "/contribute QUESTION | ANSWER; /contribute #7 | ANSWER asks as message #7",
    )
    CONTRIBUTIONS_USAGE = (
        "/contributions，或 /contributions waiting、approved、rejected",
        "/contributions, or with one of waiting, approved, rejected",
    )
    APPROVE_USAGE = ("写上编号：/approve 7", "Name its number: /approve 7")
    REJECT_USAGE = (
        "写上编号和原因：/reject 7 已有",
        "Name its number, and why: /reject 7 we have it",
    )
