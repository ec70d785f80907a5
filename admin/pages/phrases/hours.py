"""PURE: what the page of working hours says (M4)."""

from __future__ import annotations

from enum import unique

from gateway.console.phrases import Bilingual


@unique
class HoursPhrase(Bilingual):
    """Names in braces are filled in; of the rule see `SettingsPhrase`."""

    OPEN_NOW = ("现在在工作时间内", "It is open now")
    CLOSED_NOW = ("现在不在工作时间内", "It is closed now")
    ALWAYS_OPEN = (
        "工作时间未启用：一直视为工作时间",
        "Working hours are switched off: it is always open",
    )
    CLOSES_AT = ("{at} 下班", "closes at {at}")
    OPENS_AT = ("{at} 上班", "opens at {at}")
    NO_CHANGE = ("一年内没有变化", "nothing changes within a year")
    NOT_CUT = (
        "下班时正在接待的会话不会中断；新来和排队的访客会看到下班话术，可以留言。",
        (
            "Whom agents serve at closing time they serve on. Who comes then, or still "
            "waits, reads the text for off hours and may leave a message."
        ),
    )
    IS_ON = ("启用工作时间", "Use working hours")
    IS_ON_HINT = ("默认不启用：一直接待", "Off by default: always open")
    TIME_ZONE = ("时区", "Time zone")
    TIME_ZONE_HINT = (
        "IANA 名称，默认 Asia/Shanghai；夏令时自动处理",
        "By its IANA name, Asia/Shanghai by default; summer time is kept by itself",
    )
    WEEK = ("每周", "Each week")
    WEEK_HINT = (
        (
            "每天最多 {spans} 段，默认 09:00–18:00；没有时段 = 全天休息；"
            "结束早于开始 = 到次日；00:00 结束 = 当日结束"
        ),
        (
            "Up to {spans} spans a day, 09:00–18:00 by default; none: closed. An end "
            "before the beginning is on the next day; 00:00 ends with the day"
        ),
    )
    MONDAY = ("周一", "Monday")
    TUESDAY = ("周二", "Tuesday")
    WEDNESDAY = ("周三", "Wednesday")
    THURSDAY = ("周四", "Thursday")
    FRIDAY = ("周五", "Friday")
    SATURDAY = ("周六", "Saturday")
    SUNDAY = ("周日", "Sunday")
    FROM = ("从", "from")
    TO = ("到", "to")
    ADD_SPAN = ("添加时段", "Add a span")
    REMOVE = ("移除", "Remove")
    HOLIDAYS = ("假日", "Holidays")
    HOLIDAYS_HINT = (
        "不填时段 = 全天休息；不填最后一天 = 一天",
        "Without a span it is closed; without a last day it is one day",
    )
    MAKE_UP_DAYS = ("调休上班日", "Make-up days")
    MAKE_UP_HINT = (
        "优先于假日和每周的时段",
        "They go before holidays and the week",
    )
    DATE_NAME = ("名称", "Name")
    FIRST_DAY = ("第一天", "First day")
    LAST_DAY = ("最后一天", "Last day")
    DAY = ("日期", "Day")
    ADD_HOLIDAY = ("添加假日", "Add a holiday")
    ADD_MAKE_UP = ("添加调休日", "Add a make-up day")
    OFF_HOURS = ("下班时", "Off hours")
    OFF_HOURS_TEXT = ("下班话术", "What visitors read")
    OVERFLOW = (
        "不能排队的访客转到的技能组见",
        "To which group they may go instead is set under",
    )
    # the calendar
    CALENDAR = ("日历", "Calendar")
    MONTH = ("{year} 年 {month} 月", "{year}-{month:02}")
    EARLIER = ("上个月", "Month before")
    LATER = ("下个月", "Month after")
    CLOSED = ("休息", "closed")
    HOLIDAY = ("假日", "holiday")
    MAKE_UP = ("调休", "make-up day")
    CLOCKS = ("时钟调整 {minutes} 分钟", "clocks change by {minutes} min")
    TODAY = ("今天", "today")


DAYS = (
    HoursPhrase.MONDAY,
    HoursPhrase.TUESDAY,
    HoursPhrase.WEDNESDAY,
    HoursPhrase.THURSDAY,
    HoursPhrase.FRIDAY,
    HoursPhrase.SATURDAY,
    HoursPhrase.SUNDAY,
)
