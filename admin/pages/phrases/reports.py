"""PURE: what the page of reports says, and what each figure means (M7).

The meanings are those of `actors.records.figures`.
"""

from __future__ import annotations

from enum import unique
from typing import Final

from gateway.console.phrases import Bilingual


@unique
class ReportsPhrase(Bilingual):
    """Names in braces are filled in."""

    BY = ("统计维度", "By")
    SINCE = ("从", "From")
    UNTIL = ("到", "To")
    WITHIN = ("服务水平（秒）", "Service level (s)")
    GROUP = ("技能组", "Group")
    CHANNEL = ("渠道", "Channel")
    AGENT = ("座席", "Agent")
    FIGURE = ("图表指标", "Figure in the chart")
    SHOW = ("查看", "Show")
    TODAY = ("今天", "Today")
    WEEK = ("近 7 天", "7 days")
    MONTH = ("近 30 天", "30 days")
    CSV = ("导出 CSV", "Export CSV")
    XLSX = ("导出 Excel", "Export Excel")
    TOGETHER = ("合计", "All")
    NOTHING = (
        "这段时间没有会话。请选择更长的时间。",
        "There were no sessions in this time. Choose a longer one.",
    )
    BAD_SPAN = (
        "结束日期须不早于开始日期，且不超过 366 天。",
        "The end must not be before the begin, nor more than 366 days after it.",
    )
    DEFINITIONS = ("指标定义", "What the figures mean")
    CHART = ("图表：{figure}", "Chart: {figure}")
    # meanings
    MEANS_SESSIONS = (
        "有该座席、技能组等参与的会话数；按时段则为该时段开始的会话。",
        "Sessions with a part of that agent, group …; by time, those that began then.",
    )
    MEANS_SERVED = ("座席接待的次数。", "How often an agent served.")
    MEANS_SILENT = (
        "分配后超时未接或拒接的次数。",
        "Offers that were not taken in time, or declined.",
    )
    MEANS_WAITS = (
        "进入排队的次数，不含溢出或转走的。",
        "Waits in lines; those that went on elsewhere do not count.",
    )
    MEANS_FRT_MS = (
        "首次响应：从转人工到座席第一条消息的平均时长。",
        "First response time: from being given to people to an agent's first message.",
    )
    MEANS_ART_MS = (
        "平均响应：访客未获答复的第一条消息到座席下一条消息，不含首次响应。",
        (
            "Average response time: from the visitor's first message that nobody "
            "answered to the agent's next one; first responses are not among them."
        ),
    )
    MEANS_AHT_MS = (
        "处理时长：从分配到座席服务结束。",
        "Average handling time: from the assignment to the end of the agent's part.",
    )
    MEANS_ASA_MS = (
        "平均等待：被座席接起的排队的平均时长。",
        "Average speed of answer: how long the waits were that an agent ended.",
    )
    MEANS_ABANDONMENT = (
        "放弃率：访客在排队中离开的比例。",
        "Share of the waits that the visitor ended.",
    )
    MEANS_SERVICE_LEVEL = (
        "服务水平：在 {seconds} 秒内被接起的排队的比例。",
        "Share of the waits that an agent ended within {seconds} seconds.",
    )
    MEANS_TRANSFER_RATE = (
        "转接率：以转接结束的接待的比例，含无响应转接。",
        "Share of the served parts that ended by a transfer, also for silence.",
    )
    MEANS_ROBOT_RESOLUTION = (
        "机器人解决：访客提问后未转人工即结束的比例。",
        (
            "Share of the parts with the robot, in which the visitor wrote, that "
            "ended without people."
        ),
    )
    MEANS_SATISFACTION = (
        "满意率：四星或五星评价的比例。",
        "Share of the ratings with four stars or five.",
    )
    MEANS_STARS = ("平均评分（1–5）。", "The ratings' average, 1 to 5.")
    MEANS_SOLVED = (
        "解决率：标记为已解决的比例。",
        "Share solved, of those noted to be solved or not.",
    )


MEANINGS: Final = {
    "sessions": ReportsPhrase.MEANS_SESSIONS,
    "served": ReportsPhrase.MEANS_SERVED,
    "silent": ReportsPhrase.MEANS_SILENT,
    "waits": ReportsPhrase.MEANS_WAITS,
    "frt_ms": ReportsPhrase.MEANS_FRT_MS,
    "art_ms": ReportsPhrase.MEANS_ART_MS,
    "aht_ms": ReportsPhrase.MEANS_AHT_MS,
    "asa_ms": ReportsPhrase.MEANS_ASA_MS,
    "abandonment": ReportsPhrase.MEANS_ABANDONMENT,
    "service_level": ReportsPhrase.MEANS_SERVICE_LEVEL,
    "transfer_rate": ReportsPhrase.MEANS_TRANSFER_RATE,
    "robot_resolution": ReportsPhrase.MEANS_ROBOT_RESOLUTION,
    "satisfaction": ReportsPhrase.MEANS_SATISFACTION,
    "stars": ReportsPhrase.MEANS_STARS,
    "solved": ReportsPhrase.MEANS_SOLVED,
}
"""Of the fields of `Figures`."""
