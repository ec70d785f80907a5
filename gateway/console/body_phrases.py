"""PURE: what stands before content that is no text, in both languages."""

from __future__ import annotations

from enum import unique

from gateway.console.phrases import Bilingual


@unique
class BodyPhrase(Bilingual):
    """Kinds of messages."""

    IMAGE = ("[图片] ", "[picture] ")
    FILE = ("[文件] ", "[file] ")
    VOICE = ("[语音] ", "[voice] ")
    VIDEO = ("[视频] ", "[video] ")
    PRODUCT = ("[商品] ", "[product] ")
    ORDER = ("[订单] ", "[order] ")
    RECALL = ("撤回了消息 #{number}", "took back message #{number}")
    RECALLED = ("[已撤回]", "[taken back]")
    UNKNOWN = (
        "[这个客户端不能显示的消息：{kind}]",
        "[a message that this client cannot show: {kind}]",
    )
