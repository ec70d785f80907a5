"""PURE: why there is no ticket, and what to do, in both languages."""

from __future__ import annotations

from enum import unique
from typing import Final

from gateway.console.phrases import Bilingual, Words


@unique
class TicketPhrase(Bilingual):
    """What a person reads who comes in over HTTP, or signs in."""

    # asking
    PASSWORD = ("密码：", "Password: ")
    CODE = ("两步验证码或恢复码：", "Code of the second factor, or for recovery: ")
    NEW_PASSWORD = (
        "这是初始密码，必须先修改。新密码：",
        "This is the first password and must be changed now. New password: ",
    )
    NEW_PASSWORD_AGAIN = ("再输入一次新密码：", "The new password once more: ")
    # what went wrong here
    NO_TERMINAL = (
        "没有终端可以输入密码：请用 --password-file",
        "there is no terminal to type a password on: use --password-file",
    )
    NO_PASSWORD = (
        "读不了密码文件 {path}：{reason}",
        "the password file {path} cannot be read: {reason}",
    )
    NOT_THE_SAME = (
        "两次输入的新密码不一样，没有修改",
        "the two new passwords are not the same: nothing was changed",
    )
    # what the service said
    UNKNOWN_CHANNEL = (
        "没有这个渠道：用 triodesk channels 查看各渠道的 key，写在 --channel 后面",
        (
            "there is no such channel: `triodesk channels` lists the keys; "
            "give one by --channel"
        ),
    )
    IDENTITY = (
        "这个渠道只接待业务方认证过的访客：请换一个 --channel，或用 --ticket",
        (
            "this channel takes only visitors whom its business vouches for: "
            "use another --channel, or --ticket"
        ),
    )
    WRONG_CREDENTIALS = (
        "登录名、密码或验证码不对",
        "login name, password or code are not right",
    )
    SUSPENDED = (
        "账号已停用，请联系管理员",
        "the account is suspended: ask an administrator",
    )
    LOCKED = (
        "登录失败次数太多，账号暂时锁定，请 {seconds} 秒后再试",
        "too many failures, the account is locked for now: try again in {seconds} s",
    )
    PASSWORD_DUE = (
        "初始密码必须先修改：请在终端里不带 --password-file 登录一次，按提示修改",
        (
            "the first password must be changed: sign in once on a terminal without "
            "--password-file, where you are asked for a new one"
        ),
    )
    FACTOR_DUE = (
        "这个角色必须先启用两步验证（/api/staff/factor），请联系管理员",
        "this role must first enrol a second factor (/api/staff/factor)",
    )
    FORBIDDEN = (
        "这个账号的角色不接待访客：需要客服或组长的账号",
        "this account's role serves no visitors: use an agent's or a supervisor's",
    )
    WEAK_PASSWORD = (
        "新密码不符合要求，没有修改：{detail}",
        "the new password was not taken: {detail}",
    )
    SAME_PASSWORD = (
        "新密码不能和旧密码一样，没有修改",
        "the new password must be another one: nothing was changed",
    )
    SIGN_IN_ENDED = (
        "登录已失效（账号在别处登录、被停用、密码被重置，或登录过期），请重新登录",
        (
            "your sign-in has ended (the account signed in elsewhere, was suspended, "
            "got another password, or it was too long ago): sign in again"
        ),
    )
    UNREACHABLE = (
        "{url} 没有应答，服务启动了吗？请稍后再试",
        "no answer from {url}: is the service running? Try again later",
    )
    NOT_NOW = (
        "服务现在不能给出票据（{code}），请 {seconds} 秒后再试",
        "the service gives no ticket now ({code}): try again in {seconds} s",
    )
    OTHER = ("服务没有给出票据（{code}）", "the service gives no ticket ({code})")


_REFUSALS: Final = {
    "unknown_channel": TicketPhrase.UNKNOWN_CHANNEL,
    "identity_required": TicketPhrase.IDENTITY,
    "wrong_credentials": TicketPhrase.WRONG_CREDENTIALS,
    "suspended": TicketPhrase.SUSPENDED,
    "password_due": TicketPhrase.PASSWORD_DUE,
    "factor_due": TicketPhrase.FACTOR_DUE,
    "forbidden": TicketPhrase.FORBIDDEN,
    "weak_password": TicketPhrase.WEAK_PASSWORD,
    "same_password": TicketPhrase.SAME_PASSWORD,
    "not_signed_in": TicketPhrase.SIGN_IN_ENDED,
}


def ticket_refusal(words: Words, code: str, detail: str = "") -> str:
    """Why there is no ticket, as a sentence.

    Args:
        words: in whose language.
        code: of the service's HTTP.
        detail: for `weak_password`: what was expected.
    """
    phrase = _REFUSALS.get(code, TicketPhrase.OTHER)
    return words(phrase, code=code, detail=detail)


def ticket_delay(words: Words, url: str, code: str, seconds: float) -> str:
    """Why there is no ticket now, as a sentence."""
    if not code:
        return words(TicketPhrase.UNREACHABLE, url=url)
    phrase = TicketPhrase.LOCKED if code == "locked" else TicketPhrase.NOT_NOW
    return words(phrase, code=code, seconds=max(1, round(seconds)))
