"""PURE: what `triodesk simulate` says, in both languages."""

from __future__ import annotations

from enum import unique

from gateway.console.phrases import Bilingual


@unique
class SimulationPhrase(Bilingual):
    """A text; names in braces are filled in."""

    TITLE = ("{name}（种子 {seed}）", "{name} (seed {seed})")
    TITLE_OF_DAYS = (
        "{name}：{runs} 天（种子 {seed} 至 {last}）",
        "{name}: {runs} days (seeds {seed} to {last})",
    )
    MEAN = ("均值", "mean")
    INTERVAL = (
        "± 是均值的 95 % 置信区间。",
        "± is the 95 % confidence interval of the mean.",
    )
    FATES = (
        (
            "到访 {sessions}：接待 {served}，放弃 {abandoned}，"
            "转走 {turned_away}，无人接待 {unserved}"
        ),
        (
            "{sessions} came: {served} served, {abandoned} gave up, "
            "{turned_away} turned away, {unserved} not served"
        ),
    )
    LINE = ("最长排队：{longest} 人", "longest line: {longest}")
    ALL = ("合计", "all")
    GROUP = ("技能组", "group")
    CHANNEL = ("渠道", "channel")
    CAME = ("到访", "came")
    SERVED = ("接待", "served")
    GAVE_UP = ("放弃", "gave up")
    WAIT = ("平均等待", "wait")
    P90 = ("90 分位", "p90")
    P99 = ("99 分位", "p99")
    LEVEL = ("{seconds} 秒接起", "in {seconds} s")
    TEAM = ("团队", "team")
    AGENTS = ("人数", "agents")
    HOURS = ("在岗小时", "hours")
    BUSY = ("忙碌", "busy")
    SLOTS = ("并发占用", "slots")
    GINI = ("基尼系数", "gini")
    COURSE_WAITING = ("排队", "waiting")
