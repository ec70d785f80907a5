"""PURE: what the pages of versions and of trials say (R8)."""

from __future__ import annotations

from enum import unique

from gateway.console.phrases import Bilingual


@unique
class RobotPagePhrase(Bilingual):
    """Names in braces are filled in."""

    STATE = ("状态", "State")
    ANSWERS = (
        "正在用版本 {version} 回答：{questions} 个问题，另有寒暄",
        "Version {version} answers: {questions} questions, and chit-chat",
    )
    SILENT = (
        "还没有发布过：机器人没有知识可答",
        "Nothing was published yet: the robot has nothing to say",
    )
    BUILDING = (
        "版本 {version} 建立中：{progress}",
        "Version {version} is being built: {progress}",
    )
    DELAYED = (
        "新版本还没有生效，会自动重试：{reason}",
        "The new version does not answer yet, it is tried again: {reason}",
    )
    OFF = (
        "机器人已停用，请先在服务规则中启用（robot_enabled），再发布。",
        "The robot is off: switch it on in the settings (robot_enabled) to publish.",
    )
    PUBLISH = ("发布草稿", "Publish the draft")
    TO_PUBLISH = (
        "与线上版本相比：新增 {added}，修改 {changed}，删除 {removed}",
        "Against what is in force: {added} added, {changed} changed, {removed} removed",
    )
    SAME = (
        "草稿与线上版本相同，没有可发布的内容。",
        "The draft is what is in force: there is nothing to publish.",
    )
    SHOW_CHANGES = ("查看差异", "Show what changes")
    NOTE = ("说明", "Note")
    NOTE_HINT = ("这次改了什么，最多 500 字", "What is new; at most 500 characters")
    PUBLISH_ASKED = (
        "发布草稿？建好后访客立即由新版本回答；正在建立时仍用旧版本。",
        "Publish the draft? Visitors are answered from it once it is built.",
    )
    PUBLISHED_TOLD = ("已发布，建好后生效", "Published: it answers once it is built")
    VERSION = ("版本", "Version")
    VERSION_OF = ("版本 {version}", "version {version}")
    AT = ("发布时间", "Published")
    BY = ("发布人", "By")
    ENTRIES = ("条目数", "Entries")
    ENTRIES_TOLD = ("问题和寒暄", "questions and chit-chat")
    AGAINST = ("改动", "Changes")
    AGAINST_TOLD = (
        "与上一版相比，含分类和欢迎卡片",
        "against the one before, also of categories and the welcome card",
    )
    SOURCE = ("回滚自版本 {source}", "brought back version {source}")
    IN_FORCE = ("生效中", "In force")
    BEING_BUILT = ("建立中", "Being built")
    PUBLISHED = ("已发布", "Published")
    DIFF = ("差异", "Differences")
    DIFF_DRAFT = ("与草稿比较", "Against the draft")
    ROLL_BACK = ("回滚到此版本", "Bring it back")
    ROLL_BACK_ASKED = (
        "把版本 {version} 的内容重新发布为新版本？草稿不变。",
        "Publish what version {version} had, as a new version? The draft stays.",
    )
    ROLLED_BACK = ("已回滚，建好后生效", "Brought back: it answers once it is built")
    NO_VERSIONS = (
        "还没有版本。写好知识后在这里发布。",
        "There is no version yet: write what the robot is to know, then publish here.",
    )
    OLDER = ("更早的版本", "Older ones")
    # differences
    DRAFT = ("草稿", "the draft")
    THE_NEWEST = ("线上版本", "what is in force")
    BETWEEN = ("{old} → {new}", "{old} → {new}")
    ADDED = ("新增", "Added")
    CHANGED = ("修改", "Changed")
    REMOVED = ("删除", "Removed")
    NO_DIFFERENCE = ("没有差异", "Nothing differs")
    BEFORE = ("原来", "Before")
    AFTER = ("现在", "Now")


@unique
class RobotProblem(Bilingual):
    """What refusals mean, by their codes in capitals."""

    ROBOT_OFF = (
        "机器人已停用，请先在服务规则中启用（robot_enabled），再发布",
        "The robot is off: switch it on in the settings (robot_enabled) to publish",
    )


@unique
class TrialPagePhrase(Bilingual):
    """Names in braces are filled in."""

    INTRO = (
        "像访客一样提问，看机器人怎么回答、为什么。试问不计入统计。",
        "Ask as a visitor would: the answer, and why. It counts in no figures.",
    )
    ASK = ("提问", "Ask")
    TEXT = ("访客的话", "What the visitor writes")
    OF = ("使用", "By")
    DRAFT = ("草稿", "The draft")
    VERSION = ("线上版本", "What is in force")
    CHANNEL = ("渠道", "Channel")
    GROUP = ("技能组的规则", "By the rule of")
    USUAL = ("默认", "Usual")
    WAIT = (
        "草稿改动后第一次试问要先建立索引：10 万条约 20 秒。",
        "After a change the draft is built first: 20 s for 100,000 entries.",
    )
    ANSWER = ("访客会看到", "What the visitor reads")
    BACK = ("您可能想问:", "You may want to ask:")
    THRESHOLDS = (
        "直接回答 ≥ {direct}，寒暄 ≥ {chitchat}，反问 ≥ {clarify}",
        "direct from {direct}, chit-chat from {chitchat}, asked back from {clarify}",
    )
    FALLBACK = (
        "没有答案时按服务规则回复，或转人工。",
        "Without an answer, what the service rule says, or an agent.",
    )
    CANDIDATES = ("候选知识", "Candidates")
    CHITCHAT = ("寒暄", "Chit-chat")
    CONFIDENCE = ("置信度 {value}", "confidence {value}")
    SCORE = (
        "得分 {score}，领先下一条 {lead}",
        "score {score}, {lead} ahead of the next",
    )
    FITS = ("最像的问法", "Fits best")
    SHARED = ("相同", "Shared")
    LACKING = ("它没有", "It lacks")
    UNKNOWN = ("知识库里没有", "In no entry")
    VETO = ("排除原因：{veto}", "Against it: {veto}")
    NOTHING = (
        "没有相近的知识。把它写成一条知识？",
        "Nothing comes near. Make it an entry?",
    )
    ADD_ENTRY = ("写成知识", "Make it an entry")
