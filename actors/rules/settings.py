"""PURE: the settings of service: meaning, unit, default and range of each (M3).

Declared once, as the fields of `ServiceSettings`; the configuration's section, the
command line, the documentation and the pages are made from it (`setting_table`). A
setting belongs to a service rule, so that groups may differ, unless it is one of the
whole desk's.
"""

from __future__ import annotations

from typing import Annotated, Final

from msgspec import Meta

from actors.cards.card import RatingStyle
from actors.cards.rating_rule import MAX_HOURS
from actors.rules.line_settings import LineSettings
from actors.rules.setting_values import (
    COPY_ADDRESSES,
    MAX_COPY_CHARS,
    MAX_SECONDS,
    MAX_TAGS_CHARS,
    MAX_URL_CHARS,
    MAX_WORDS_CHARS,
    ROBOT_URL,
    TAG_WORDS,
    USUAL_PROMPT_SECONDS,
    Days,
    Least,
    Seconds,
)
from runtime.config import Setting


class ServiceSettings(LineSettings, frozen=True, kw_only=True):
    """All times are seconds; 0 switches off what it times, and no word what is said."""

    visitor_silence_seconds: Annotated[
        Seconds,
        Setting(
            "silence of the visitor that closes the session; 0 = never",
            "s",
            zh="访客沉默多久后结束会话；0 = 不结束",
        ),
    ] = 0.0
    """Since the agent's last message (S4)."""
    visitor_warning_seconds: Annotated[
        Seconds,
        Setting(
            "how long before that the visitor is warned; 0 = not at all",
            "s",
            zh="结束前多久提醒访客；0 = 不提醒",
        ),
    ] = 0.0
    robot_silence_seconds: Annotated[
        Seconds,
        Setting(
            "silence that closes a session without people; 0 = never",
            "s",
            zh="没有人工服务的会话沉默多久后结束；0 = 不结束",
        ),
    ] = 1800.0
    """In `robot` and `collecting`, since anybody's last message (S4)."""
    agent_reminder_seconds: Annotated[
        Seconds,
        Setting(
            "unanswered for how long the agent is reminded; 0 = never",
            "s",
            zh="访客等回复多久后提醒客服；0 = 不提醒",
        ),
    ] = 60.0
    """S5."""
    agent_silence_seconds: Annotated[
        Seconds,
        Setting(
            "unanswered for how long another agent is sought; 0 = never",
            "s",
            zh="客服多久不回复就换其他客服；0 = 不换",
        ),
    ] = 0.0
    """S5."""
    typing_preview: Annotated[
        bool,
        Setting(
            "agents see what visitors type; visitors are told",
            zh="客服能看到访客正在输入的内容；访客会被告知",
        ),
    ] = False
    """V4."""
    await_seconds: Annotated[
        Seconds,
        Setting(
            "how long what an agent began awaits the visitor; 0 = for ever",
            "s",
            zh="客服发起的会话等访客多久；0 = 一直等",
        ),
    ] = 604_800.0
    """S9; so does the answer to a left message. A week."""
    recall_seconds: Annotated[
        Seconds,
        Setting(
            "how long a message can be taken back; 0 = not at all",
            "s",
            zh="消息发出多久内可以撤回；0 = 不能撤回",
        ),
    ] = 120.0
    """V2."""
    end_words: Annotated[
        Annotated[str, Meta(max_length=MAX_WORDS_CHARS)],
        Setting(
            "a visitor who writes one of them ends human service",
            "words apart by spaces",
            zh="访客写其中一个词就结束人工服务",
        ),
    ] = "结束会话"
    """S3."""
    back_to_robot: Annotated[
        bool,
        Setting(
            "after human service a session that began with the robot returns to it",
            zh="人工服务结束后，由机器人开始的会话回到机器人",
        ),
    ] = True
    """S3; else it closes, as one that began without a robot does."""
    rating: Annotated[
        bool,
        Setting(
            "visitors rate human service",
            zh="访客可以评价人工服务",
        ),
    ] = True
    """V5; the switch over those that follow."""
    rating_by_agent: Annotated[
        bool,
        Setting(
            "the serving agent may ask for a rating",
            zh="客服可以邀请评价",
        ),
    ] = True
    rating_on_close: Annotated[
        bool,
        Setting(
            "the end of human service asks for a rating",
            zh="人工服务结束时邀请评价",
        ),
    ] = False
    rating_by_visitor: Annotated[
        bool,
        Setting(
            "a visitor who is served may ask to rate",
            zh="访客可以主动要求评价",
        ),
    ] = True
    rating_hours: Annotated[
        Annotated[int, Meta(ge=1, le=MAX_HOURS)],
        Setting(
            "how long a rating can be given",
            "hours",
            zh="邀请后多久内可以评价",
        ),
    ] = 12
    rating_style: Annotated[
        RatingStyle,
        Setting(
            "how the levels are drawn: star or number",
            zh="评分的样子：星（star）或数字（number）",
        ),
    ] = RatingStyle.STAR
    tags: Annotated[
        Annotated[str, Meta(max_length=MAX_TAGS_CHARS, pattern=TAG_WORDS)],
        Setting(
            "agents note no other tags; empty = any",
            "words apart by spaces",
            zh="客服只能用这些标签；空 = 任意",
        ),
    ] = ""
    """S8; a tag has up to 32 characters."""
    needs_tags: Annotated[
        bool,
        Setting(
            "an agent closes no session without a tag",
            zh="没有标签，客服不能结束会话",
        ),
    ] = False
    """S8."""
    most_tags: Annotated[
        Annotated[int, Meta(ge=1, le=10)],
        Setting(
            "how many tags one session has at most",
            "tags",
            zh="一个会话最多几个标签",
        ),
    ] = 10
    """S8."""
    call_seconds: Annotated[
        Least,
        Setting(
            "a colleague who is asked aside is called for",
            "s",
            zh="邀请同事协助时的呼叫时长",
        ),
    ] = 30.0
    """S11."""
    mention_hours: Annotated[
        Annotated[float, Meta(ge=0, le=MAX_SECONDS / 3600)],
        Setting(
            "who was mentioned reads on after the end for",
            "hours",
            zh="会话结束后，被提到的同事还可查看",
        ),
    ] = 72.0
    """S10."""
    shows_watchers: Annotated[
        bool,
        Setting(
            "who serves sees who watches",
            zh="接待客服能看到谁在旁听",
        ),
    ] = True
    """S11; each who watches may ask to be hidden."""
    prompt_seconds: Annotated[
        Annotated[int, Meta(ge=0, le=86_400)],
        Setting(
            "the live service level counts waits that were answered within",
            "s",
            zh="实时看板的服务水平：多少秒内接起算及时",
        ),
    ] = USUAL_PROMPT_SECONDS
    """M6; reports ask for theirs."""
    copy_to: Annotated[
        Annotated[str, Meta(max_length=MAX_COPY_CHARS, pattern=COPY_ADDRESSES)],
        Setting(
            "copies go to these e-mail addresses alone; *@domain: to all of it",
            "addresses apart by spaces",
            zh="抄送只能发往这些邮箱；*@domain：该域名全部",
        ),
    ] = ""
    """S10; what visitors said leaves the house by nobody's leave but this."""
    reminder_url: Annotated[
        Annotated[str, Meta(max_length=MAX_URL_CHARS, pattern=ROBOT_URL)],
        Setting(
            "a DingTalk or WeCom robot calls agents who are away; empty = none does",
            "URL",
            zh="客服不在时由这个钉钉或企业微信机器人提醒；空 = 不提醒",
        ),
    ] = ""
    """W2."""
    keep_texts_days: Annotated[
        Days,
        Setting(
            "what was said and sent is erased so long after a session; 0 = never",
            "days",
            zh="会话结束多少天后删除聊天内容和附件；0 = 不删除",
        ),
    ] = 0
    """P8; figures, tags and ratings stay."""
    keep_files_days: Annotated[
        Days,
        Setting(
            "attachments are removed so long after a session; 0 = never",
            "days",
            zh="会话结束多少天后删除附件；0 = 不删除",
        ),
    ] = 0
    """P8."""
    keep_sessions_days: Annotated[
        Days,
        Setting(
            "a session is deleted with its figures so long after it; 0 = never",
            "days",
            zh="会话结束多少天后连同统计一起删除；0 = 不删除",
        ),
    ] = 0
    """P8."""
    shows_guide: Annotated[
        bool,
        Setting(
            "administrators who come in are led to the guide first",
            zh="管理员进入后台时先打开新手引导",
        ),
    ] = True


OF_THE_DESK: Final = frozenset(
    {
        "keep_texts_days",
        "keep_files_days",
        "keep_sessions_days",
        "shows_guide",
        "prompt_seconds",
        "robot_enabled",
        "rests_on_silence",
        "typing_preview",
        "wrap_up_seconds",
        "agent_grace_seconds",
        "lost_agent",
        "reservation_seconds",
        "settle_seconds",
        "bid_seconds",
    }
)
"""What concerns agents, who serve groups of several rules, or the service itself."""
