"""PURE: what `triodesk report` says, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from enum import unique
from typing import Final

from actors.records.messages import Dimension
from gateway.console.phrases import Bilingual


@unique
class ReportPhrase(Bilingual):
    """A text; names in braces are filled in."""

    SPAN = ("{begin} 至 {end}（{zone}）", "{begin} to {end} ({zone})")
    ALL = ("合计", "all")
    AGENT = ("客服", "agent")
    GROUP = ("技能组", "group")
    CHANNEL = ("渠道", "channel")
    HOUR = ("小时", "hour")
    DAY = ("日期", "day")
    TAG = ("标签", "tag")
    INTENT = ("意图", "intent")
    SESSIONS = ("会话", "sessions")
    SERVED = ("接待", "served")
    SILENT = ("未接", "silent")
    WAITS = ("排队", "waits")
    FRT = ("首次响应", "FRT")
    ART = ("平均响应", "ART")
    AHT = ("处理时长", "AHT")
    ASA = ("平均等待", "ASA")
    ABANDONMENT = ("放弃率", "abandoned")
    SERVICE_LEVEL = ("{seconds} 秒接起", "in {seconds} s")
    TRANSFER_RATE = ("转接率", "transferred")
    ROBOT_RESOLUTION = ("机器人解决", "robot")
    SATISFACTION = ("满意率", "satisfied")
    STARS = ("评分", "stars")
    SOLVED = ("解决率", "solved")


DIMENSIONS: Final[Mapping[Dimension, ReportPhrase]] = {
    Dimension.AGENT: ReportPhrase.AGENT,
    Dimension.GROUP: ReportPhrase.GROUP,
    Dimension.CHANNEL: ReportPhrase.CHANNEL,
    Dimension.HOUR: ReportPhrase.HOUR,
    Dimension.DAY: ReportPhrase.DAY,
    Dimension.TAG: ReportPhrase.TAG,
    Dimension.INTENT: ReportPhrase.INTENT,
}

HEADINGS: Final[Mapping[str, ReportPhrase]] = {
    "sessions": ReportPhrase.SESSIONS,
    "served": ReportPhrase.SERVED,
    "silent": ReportPhrase.SILENT,
    "waits": ReportPhrase.WAITS,
    "frt_ms": ReportPhrase.FRT,
    "art_ms": ReportPhrase.ART,
    "aht_ms": ReportPhrase.AHT,
    "asa_ms": ReportPhrase.ASA,
    "abandonment": ReportPhrase.ABANDONMENT,
    "service_level": ReportPhrase.SERVICE_LEVEL,
    "transfer_rate": ReportPhrase.TRANSFER_RATE,
    "robot_resolution": ReportPhrase.ROBOT_RESOLUTION,
    "satisfaction": ReportPhrase.SATISFACTION,
    "stars": ReportPhrase.STARS,
    "solved": ReportPhrase.SOLVED,
}
"""What the fields of `Figures` are called, in the order of the columns."""
