"""PURE: what is said to who comes in the first time (M1)."""

from __future__ import annotations

from enum import unique

from gateway.console.phrases import Bilingual


@unique
class WelcomePhrase(Bilingual):
    """Of the page that links lead to."""

    WELCOME = ("欢迎使用 triodesk", "Welcome to triodesk")
    FOUNDING = (
        "这里还没有管理员。请创建超级管理员账号：您将拥有全部管理权限。",
        "Nobody administers this yet. Make the super admin's account: yours.",
    )
    INVITED = (
        "您受邀加入客服团队。设置密码后即可登录。",
        "You are invited. Choose a password, and you are in.",
    )
    NAME = ("姓名", "Name")
    EMAIL = ("邮箱", "E-mail")
    EMAIL_HINT = (
        "用于登录，之后不能修改；不会验证，也不会发送邮件",
        "To sign in with, never to be changed; nothing is sent to it",
    )
    PASSWORD = ("密码", "Password")
    PASSWORD_HINT = (
        "至少 8 个字符，须含字母、数字和符号",
        "At least 8 characters, with a letter, a digit and a symbol",
    )
    HAS_FACTOR = ("我已启用两步验证", "I have a second factor")
    CODE = ("两步验证码", "Code of the second factor")
    BEGIN = ("创建并开始", "Create it and begin")
    ENTER = ("设置密码并登录", "Choose it and sign in")
    SIGN_IN = ("登录", "Sign in")
    NO_LINK = (
        "请使用邀请链接打开本页，或直接",
        "Open this page by the link that you were given, or",
    )
    NEEDS_SCRIPT = ("本页需要 JavaScript。", "This page needs JavaScript.")


@unique
class WelcomeProblem(Bilingual):
    """What refusals mean, by their codes in capitals."""

    INVITATION_OVER = (
        "链接已使用、已过期或已失效。请登录，或请管理员重新邀请。",
        "The link was used, or is over. Sign in, or ask to be invited again.",
    )
    WEAK_PASSWORD = (
        "密码太弱：至少 8 个字符，须含字母、数字和符号",
        "The password is too weak: 8 characters, a letter, a digit and a symbol",
    )
    EMAIL_TAKEN = ("该邮箱已被其他成员使用", "Another member has this e-mail address")
    SUSPENDED = (
        "账号已停用，请联系管理员",
        "The account is suspended: ask an administrator",
    )
    FACTOR_WANTED = (
        "请在下面填写两步验证码",
        "Give the code of your second factor, too",
    )
    WRONG_CREDENTIALS = ("两步验证码不正确", "The code is wrong")
    LOCKED = ("失败次数太多，请稍后再试", "Too many failures: try again later")
    TOO_MANY = ("请求太多，请稍后再试", "Too much is asked at once: try again")
