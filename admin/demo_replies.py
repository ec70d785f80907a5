"""What the demonstration's agents say again and again, in Chinese and in English.

Put once: who has changed or deleted one of them finds it so after the next start.
"""

from __future__ import annotations

from contextlib import suppress
from typing import Final

from actors.accounts.permissions import OPERATOR, Principal
from actors.quick_replies.office import ReplyOffice
from actors.quick_replies.records import PutReplies
from actors.quick_replies.reply import SHARED, QuickReply
from runtime.errors import Unavailable

_OWNER: Final = Principal(OPERATOR, None)
_REPLIES: Final = (
    ("接待", "欢迎语", "您好 {visitor}，我是{agent}，请问有什么可以帮您？"),
    ("接待", "请稍等", "请稍等，我马上为您查询。"),
    ("接待", "结束语", "感谢您的咨询，祝您生活愉快！如有需要随时找我们。"),
    (
        "售后",
        "退货地址",
        "请寄到：杭州市余杭区文一西路 1 号仓库，寄出后请告诉我运单号。",
    ),
    ("售后", "退款时效", "退款审核通过后 1 到 3 个工作日原路退回。"),
    ("售后", "要订单号", "麻烦您提供一下订单号，我帮您核实。"),
    ("English", "Welcome", "Hello {visitor}, this is {agent}. How can I help you?"),
    ("English", "One moment", "One moment please, I am looking it up for you."),
    ("English", "Goodbye", "Thank you for contacting us. Have a nice day!"),
)


def demo_replies() -> PutReplies:
    """PURE: all of them."""
    replies = (
        QuickReply("", SHARED, category, title, text)
        for category, title, text in _REPLIES
    )
    return PutReplies(SHARED, tuple(replies), is_by_title=True)


async def write_replies(office: ReplyOffice) -> None:
    """Puts them unless that was done; where it cannot be, the next start does it."""
    with suppress(Unavailable):
        await office.change(_OWNER, demo_replies(), "demo-replies")
