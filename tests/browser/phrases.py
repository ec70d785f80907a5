"""What is written on the page, by language: what people look for when they use it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from tests.browser.look import Language


@dataclass(frozen=True)
class Phrases:
    """As in `gateway/web/visitor/words.ts`: who does not find it there fails."""

    write: str
    send: str
    ask_human: str
    end_service: str
    end: str
    end_yes: str
    start_anew: str
    ended: str
    reconnecting: str
    types: str
    sent: str
    read: str
    recall: str
    menu: str


PHRASES: Final[dict[Language, Phrases]] = {
    "en": Phrases(
        write="Write a message …",
        send="Send",
        ask_human="Talk to a person",
        end_service="End service",
        end="End conversation",
        end_yes="Yes, end",
        start_anew="Start a new conversation",
        ended="You ended this conversation.",
        reconnecting="Connection lost.",
        types="is typing",
        sent="Sent",
        read="Read",
        recall="Take back",
        menu="More",
    ),
    "zh-CN": Phrases(
        write="请输入消息…",
        send="发送",
        ask_human="转人工",
        end_service="结束人工服务",
        end="结束会话",
        end_yes="确定",
        start_anew="开始新会话",
        ended="您已结束本次会话。",
        reconnecting="连接已断开",
        types="正在输入",
        sent="已发送",
        read="已读",
        recall="撤回",
        menu="更多",
    ),
}
