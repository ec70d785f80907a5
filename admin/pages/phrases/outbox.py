"""PURE: what the page of invitations says (M1)."""

from __future__ import annotations

from enum import unique

from gateway.console.phrases import Bilingual


@unique
class OutboxPhrase(Bilingual):
    """Texts of the page."""

    INTRO = (
        "没有配置邮件服务器时，邀请信在这里，请自行转发给本人。",
        "Where no mail server is configured, pass these on to whom they are for.",
    )
    KEPT_IN_MEMORY = (
        "它们只在内存中，服务重启后消失；之后可在成员页面重新邀请。",
        "They are gone after a restart: then invite again on the page of members.",
    )
    TO = ("收件人", "To")
    WHEN = ("时间", "When")
    STATE = ("状态", "State")
    SENT = ("已发送", "Sent")
    KEPT = ("未发送，请转发", "Not sent: pass it on")
    LETTER = ("邀请信", "Letter")
    EMPTY = (
        "还没有邀请信。添加成员后会出现在这里。",
        "No letter was written yet. Add a member, and his invitation is here.",
    )
