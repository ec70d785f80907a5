"""PURE: what `triodesk robot contributions` and `news` say."""

from __future__ import annotations

from enum import unique
from typing import Final

from actors.knowledge.contribution import ContributionState
from gateway.console.phrases import Bilingual


@unique
class SuggestionPhrase(Bilingual):
    """Names in braces are filled in."""

    # headings
    NUMBER = ("编号", "number")
    STATE = ("状态", "state")
    BY = ("提交人", "by")
    AT = ("时间", "when")
    QUESTION = ("标准问题", "question")
    ANSWER = ("答案", "answer")
    REASON = ("处理意见", "reason")
    ENTRY = ("知识", "entry")
    SINCE = ("版本", "version")
    KIND = ("类型", "kind")
    READ = ("已读", "read")
    READER = ("读者", "reader")
    # values
    WAITING = ("待审核", "waiting")
    APPROVED = ("已采纳", "approved")
    REJECTED = ("已驳回", "rejected")
    NEW = ("新增", "new")
    CHANGED = ("修改", "changed")
    # around them
    LISTED = ("待审核共 {count} 条", "waiting: {count}")
    MORE = ("更多：--before {next}", "there are older ones: --before {next}")
    MADE = (
        "已提交，编号 {number}；等待审核",
        "contribution {number} waits for a decision",
    )
    TAKEN = (
        "已采纳，进入草稿（知识 {entry}）；发布后生效",
        "entry {entry} is in the draft; visitors see it once it is published",
    )
    LEFT_OUT = ("已驳回，提交人会看到意见", "rejected; its author can read why")
    UNREAD = ("版本 {version}，未读 {count} 条", "version {version}, unread: {count}")
    MORE_NEWS = ("更多：--after {next}", "there is more: --after {next}")
    NOTHING = ("还没有发布过", "nothing has been published yet")
    MARKED = ("已标记为已读", "marked as read")
    REFUSED = ("未完成：{reason}（{code}）", "nothing was done: {reason} ({code})")


STATES: Final = {
    ContributionState.WAITING: SuggestionPhrase.WAITING,
    ContributionState.APPROVED: SuggestionPhrase.APPROVED,
    ContributionState.REJECTED: SuggestionPhrase.REJECTED,
}
