"""PURE: what the robot's commands of knowledge say, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from enum import unique
from typing import Final

from actors.knowledge.records import ItemKind
from actors.robot.building import Phase
from admin.sheet.phrases import Heading, Word
from gateway.console.phrases import Bilingual


@unique
class KnowledgePhrase(Bilingual):
    """A text of `triodesk robot …`; names in braces are filled in."""

    # headings and labels
    ID = ("编号", "id")
    STATE = ("状态", "state")
    BASE = ("知识库", "base")
    CATEGORY = ("分类", "category")
    QUESTION = ("标准问题", "question")
    SIMILAR = (Heading.SIMILAR.value[0], "similar")
    ANSWER = ("答案", "answer")
    CHANNELS = ("渠道", "channels")
    LANGUAGE = ("语言", "language")
    VALID_FROM = ("生效时间", "valid from")
    VALID_UNTIL = ("失效时间", "valid until")
    CHANGED = ("最近修改", "changed")
    NAME = ("名称", "name")
    VERSION = ("版本", "version")
    AT = ("发布时间", "published")
    BY = ("发布人", "by")
    NOTE = ("说明", "note")
    ENTRIES = ("条目数", "entries")
    DIFFERENCE = ("与上一版的差异", "against the one before")
    TITLE = ("标题", "title")
    TEXT = ("文字", "text")
    # states
    ON = ("启用", "on")
    OFF = ("停用", "off")
    LATER = ("未生效", "not yet")
    EXPIRED = ("已过期", "expired")
    IN_FORCE = ("生效中", "in force")
    PUBLISHED = ("已发布", "published")
    BEING_BUILT = ("建立中", "being built")
    PRESET = ("预置", "as it came")
    OWN = ("自定义", "your own")
    FAQ = Word.FAQ.value
    CHITCHAT = Word.CHITCHAT.value
    # kinds of what differs
    AN_ENTRY = ("条目", "entry")
    THE_CARD = ("欢迎卡片", "welcome card")
    # sums
    FOUND = ("共 {total} 条", "entries: {total}")
    NEXT = ("后面还有：加 {option} {cursor}", "there is more: add {option} {cursor}")
    COUNTS = (
        "草稿：问答 {questions} 条，寒暄 {chitchat} 条；线上版本 {newest}",
        "draft: {questions} questions, {chitchat} of chit-chat; in force: {newest}",
    )
    DIFFERS = (
        "新增 {added}，修改 {changed}，删除 {removed}",
        "added {added}, changed {changed}, removed {removed}",
    )
    NOTHING_PUBLISHED = ("还没有发布过", "nothing was published yet")
    # what was done
    PUT = ("草稿已保存：{ids}", "in the draft: {ids}")
    DONE = ("草稿已更新 {count} 条", "changed in the draft: {count}")
    SAVED = ("草稿已更新", "the draft is changed")
    PUBLISHED_AS = (
        "已发布为版本 {version}，建好后生效",
        "published as version {version}: it answers once it is built",
    )
    BUILDING = (
        "正在建立版本 {version}：{phase} {done}/{of}",
        "building version {version}: {phase}, {done} of {of}",
    )
    QUEUED = ("版本 {version} 等待建立", "version {version} waits to be built")
    BUILT = (
        "版本 {version} 已生效：{questions} 条，用时 {seconds} 秒",
        "version {version} answers: {questions} questions, after {seconds} s",
    )
    DELAYED = (
        "版本 {version} 还没有生效，会自动重试：{reason}",
        "version {version} does not answer yet, it is tried again: {reason}",
    )
    READING = ("读取条目", "reading entries")
    TAKING_APART = ("分析文本", "taking texts apart")
    WEIGHING = ("排序", "sorting")
    WRITING = ("写入文件", "writing the file")
    REFUSED = ("被拒绝：{reason}（{code}）", "refused: {reason} ({code})")


PHASES: Final[Mapping[Phase, KnowledgePhrase]] = {
    Phase.ENTRIES: KnowledgePhrase.READING,
    Phase.TEXTS: KnowledgePhrase.TAKING_APART,
    Phase.PIECES: KnowledgePhrase.WEIGHING,
    Phase.FILE: KnowledgePhrase.WRITING,
}
KINDS: Final[Mapping[ItemKind, KnowledgePhrase]] = {
    ItemKind.ENTRY: KnowledgePhrase.AN_ENTRY,
    ItemKind.CATEGORY: KnowledgePhrase.CATEGORY,
    ItemKind.WELCOME: KnowledgePhrase.THE_CARD,
}
SIGNS: Final[Mapping[str, str]] = {"added": "+", "changed": "~", "removed": "-"}
