"""PURE: what the live dashboard says."""

from __future__ import annotations

from enum import unique

from gateway.console.phrases import Bilingual


@unique
class DashboardPhrase(Bilingual):
    """Names in braces are filled in, by the page's script."""

    WALL = ("全屏", "Full screen")
    STARTING = ("正在连接…", "Connecting …")
    LOST = (
        "连接已断开，正在重连。以下是 {time} 的数据。",
        "The connection is lost and being made again. What you see is of {time}.",
    )
    STOPPED = (
        "已停止更新（{code}）。请刷新页面，或重新登录。",
        "It is updated no more ({code}). Load the page again, or sign in again.",
    )
    BEHIND = (
        "统计数据落后 {count} 个事件，正在追赶",
        "The figures are {count} events behind and catching up",
    )
    CUT = (
        "技能组或座席太多，这里只列出一部分；汇总是全部的。",
        "There are too many groups or agents: some are listed, all are in the sums.",
    )
    EVERYTHING = ("全部", "All groups")
    # tiles
    NOW = ("当前", "Now")
    TODAY = ("今天", "Today")
    WAITING = ("排队中", "Waiting")
    LONGEST = ("最长等待 {time}", "longest wait {time}")
    NOBODY_WAITS = ("没有人在等", "nobody waits")
    SERVING = ("服务中", "Being served")
    RINGING = ("振铃中 {count}", "{count} ringing")
    ROBOT = ("机器人接待", "With the robot")
    FORMS = ("填表中 {count}", "{count} in a form")
    LEFT = ("留言 {count}", "{count} messages left")
    FREE = ("空闲座席", "Free agents")
    SLOTS = ("已用 {load} / {capacity} 个名额", "{load} of {capacity} slots taken")
    LEVEL = ("服务水平", "Service level")
    LEVEL_MEANT = ("{seconds} 秒内接起", "answered within {seconds} s")
    ABANDONED = ("放弃率", "Abandonment")
    ABANDONED_MEANT = ("{count} 人排队中离开", "{count} left the line")
    ANSWERED = ("已接起", "Answered")
    ANSWERED_MEANT = ("共 {count} 人次进入排队", "of {count} offered")
    SPEED = ("平均接起时长", "Speed of answer")
    FIRST_RESPONSE = ("平均首次响应 {time}", "first response {time}")
    TRANSFERRED = ("转接率", "Transfers")
    HANDLED = ("已结束 {count} 次服务", "of {count} services that ended")
    RESOLVED = ("机器人解决率", "Robot resolution")
    RESOLVED_MEANT = ("共 {count} 次机器人接待", "of {count} talks with it")
    # tables
    GROUPS = ("技能组", "Skill groups")
    NO_GROUPS = (
        "还没有技能组。添加技能组和座席后，这里会显示排队情况。",
        "There is no skill group yet. Add one, and agents to it, to see its line here.",
    )
    GROUP = ("技能组", "Group")
    WAIT = ("最长等待", "Longest wait")
    AGENTS = ("座席", "Agents")
    ON_DUTY = ("空闲/在岗", "Free/on duty")
    NO_AGENTS = ("没有符合条件的座席。", "No agent fits.")
    AGENT = ("座席", "Agent")
    STATUS = ("状态", "Status")
    SINCE = ("持续", "For")
    LOAD = ("接待", "Load")
    OFFERED = ("进入排队", "Offered")
    SESSIONS = ("会话记录", "Sessions")
    FIND = ("查找座席", "Find an agent")
    ANY = ("任何状态", "Any status")
    NOT_THERE = ("未连接", "not connected")
    # statuses
    STATUS_FREE = ("空闲", "Free")
    STATUS_BUSY = ("满载", "Busy")
    STATUS_ARRANGE = ("整理", "Wrap-up")
    STATUS_NOT_READY = ("置忙", "Not ready")
    STATUS_REST = ("小休", "Rest")
    STATUS_OFFLINE = ("离线", "Off-line")
    # charts
    TRENDS = ("近况", "The last hours")
    HOUR = ("1 小时", "1 hour")
    HOURS = ("6 小时", "6 hours")
    NO_TREND = (
        "每分钟记录一次；服务启动一两分钟后才有曲线。",
        "One point a minute: there are curves some minutes after the service's start.",
    )
    CHART_LINE = ("排队与服务", "Waiting and served")
    CHART_WAIT = ("最长等待（秒）", "Longest wait (s)")
    CHART_FLOW = ("每分钟", "Each minute")
    FLOW_OFFERED = ("结束的等待", "waits ended")
    FLOW_ANSWERED = ("接起", "answered")
    FLOW_ABANDONED = ("放弃", "abandoned")
    TIME = ("时间", "Time")
