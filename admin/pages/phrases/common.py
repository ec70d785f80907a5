"""PURE: what all pages of administration say."""

from __future__ import annotations

from enum import unique

from gateway.console.phrases import Bilingual


@unique
class Phrase(Bilingual):
    """Names in braces are filled in."""

    TITLE = ("管理后台", "Administration")
    MENU = ("菜单", "Menu")
    SKIP = ("跳到内容", "Skip to content")
    WORKBENCH = ("座席工作台", "Workbench")
    SIGN_OUT = ("退出登录", "Sign out")
    LANGUAGE = ("语言", "Language")
    THEME = ("外观", "Looks")
    AS_DEVICE = ("跟随系统", "As the device")
    LIGHT = ("浅色", "Light")
    DARK = ("深色", "Dark")
    TIMES_IN = ("时间按您的时区：{zone}", "Times are in your time zone: {zone}")
    # sections of the menu
    NOW = ("此刻", "Right now")
    BEGINNING = ("开始使用", "Beginning")
    PEOPLE = ("人员", "People")
    HISTORY = ("历史", "History")
    ROBOT = ("机器人", "Robot")
    SERVICE = ("服务", "Service")
    OPERATION = ("运维", "Operation")
    # pages
    DASHBOARD = ("实时看板", "Dashboard")
    GROUPS_PAGE = ("技能组", "Skill groups")
    CHANNELS_PAGE = ("渠道", "Channels")
    HOURS = ("工作时间", "Working hours")
    SETTINGS = ("服务设置", "Service settings")
    GUIDE = ("新手引导", "First steps")
    MEMBERS = ("成员", "Members")
    OUTBOX = ("邀请信", "Invitations")
    CUSTOMERS = ("客户", "Customers")
    RECORDS = ("会话记录", "Records")
    REPORTS = ("报表", "Reports")
    KNOWLEDGE = ("知识库", "Knowledge")
    VERSIONS = ("发布与版本", "Publishing")
    TRIAL = ("测试", "Try it out")
    WEBHOOKS = ("Webhook", "Webhooks")
    KEYS = ("接口密钥", "API keys")
    OBSERVER = ("运行观察", "Observer")
    CHITCHAT_PAGE = ("寒暄", "Chit-chat")
    UNANSWERED = ("未答问题", "Unanswered")
    CONTRIBUTIONS = ("座席贡献", "Suggestions")
    NEWS = ("知识更新", "Knowledge news")
    INTENTS = ("意图", "Intents")
    UPKEEP = ("数据保管", "Data keeping")
    AUDIT = ("审计日志", "Audit log")
    FLOWS = ("流程", "Flows")
    # acts
    SAVE = ("保存", "Save")
    ADD = ("添加", "Add")
    CANCEL = ("取消", "Cancel")
    CLOSE = ("关闭", "Close")
    EDIT = ("编辑", "Edit")
    DELETE = ("删除", "Delete")
    SEARCH = ("搜索", "Search")
    COPY = ("复制", "Copy")
    COPIED = ("已复制", "Copied")
    CONFIRM = ("确定", "Go ahead")
    ACTS = ("操作", "Actions")
    PREVIOUS = ("上一页", "Previous")
    NEXT = ("下一页", "Next")
    RANGE = (
        "第 {first}–{last} 条，共 {total} 条",
        "{first}–{last} of {total}",
    )
    ALL = ("全部", "All")
    NONE = ("无", "None")
    YES = ("是", "Yes")
    NO = ("否", "No")
    OPTIONAL = ("选填", "optional")
    # who did something
    COMMAND_LINE = ("命令行", "the command line")
    PROGRAM = ("程序 {key}", "program {key}")
    # what happened
    SAVED = ("已保存", "Saved")
    PROBLEM = ("出错了", "Something is wrong")
    BACK = ("返回", "Back")


@unique
class Problem(Bilingual):
    """What a refusal means, by its code in capitals."""

    NOT_SIGNED_IN = (
        "登录已失效，请重新登录",
        "You are signed out: sign in again",
    )
    FORBIDDEN = ("您没有权限进行此操作", "You may not do that")
    UNAVAILABLE = (
        "服务的一部分暂时没有响应，请稍后再试",
        "A part of the service does not answer now: try again in a moment",
    )
    OVERLOADED = ("请求太多，请稍后再试", "Too much is asked at once: try again")
    BAD_REQUEST = (
        "请检查填写的内容：{detail}",
        "Please check the input: {detail}",
    )
    NOT_FOUND = ("没有找到", "There is no such thing")
    NO_SUCH_SESSION = (
        "没有这个会话的记录，或您无权查看",
        "There is no such session, or it is not yours to see",
    )
    NO_ANSWER = (
        "连不上服务，请检查网络后重试",
        "The service cannot be reached: check the network and try again",
    )
    FOREIGN_REQUEST = (
        "浏览器发来的请求不是本页面的，请刷新后再试",
        "The request did not come from this page: reload it and try again",
    )
    OTHER = ("{detail}", "{detail}")
