"""Every kind of message is readable in a terminal, in both languages."""

from __future__ import annotations

import pytest

from gateway.console.body_view import length_text, size_text, spoken
from gateway.console.phrases import CHINESE, ENGLISH, Words
from gateway.wire.bodies import MessageBody, OrderBody, ProductBody
from tests.gateway.frames import BODIES

pytestmark = pytest.mark.covers("V2", "P7")

CARD = "https://shop.example/1"
SHOWN = [
    ("你好", "你好"),
    ("**您好**", "**您好**"),
    (
        "[图片] 照片.png · 640×480 · 12 KB",
        "[picture] 照片.png · 640×480 · 12 KB",
    ),
    ("[文件] 发票.pdf · 1.2 MB", "[file] 发票.pdf · 1.2 MB"),
    ("[语音] a.ogg · 0:12 · 9.9 KB", "[voice] a.ogg · 0:12 · 9.9 KB"),
    (
        "[视频] b.mp4 · 1:05 · 1920×1080 · 99 MB",
        "[video] b.mp4 · 1:05 · 1920×1080 · 99 MB",
    ),
    (f"[商品] 杯子 · 白色 · {CARD}", f"[product] 杯子 · 白色 · {CARD}"),
    (
        "[订单] 您想问哪个订单？ · 订单 7 · 两个杯子 · 订单状态: 已完成 · 金额: 20 元",
        "[order] 您想问哪个订单？ · 订单 7 · 两个杯子 · 订单状态: 已完成 · 金额: 20 元",
    ),
    ("撤回了消息 #7", "took back message #7"),
    ("[已撤回]", "[taken back]"),
    (
        "您想问什么？\n我是机器人\n1. 售前 · 买之前\n2. 售后\n请选择",
        "您想问什么？\n我是机器人\n1. 售前 · 买之前\n2. 售后\n请选择",
    ),
    (
        "请填写\n- 手机 · 138\n- 尺码（1. 大）（可不填：-）",
        "请填写\n- 手机 · 138\n- 尺码 (1. 大) (may stay empty: -)",
    ),
    (
        "请评价\n★ 非常不满意\n★★ 非常满意",
        "请评价\n★ 非常不满意\n★★ 非常满意",
    ),
    (
        "[#9 已选择] 非常满意 · 尺码: 大 · 已解决 · 谢谢",
        "[#9 chosen] 非常满意 · 尺码: 大 · solved · 谢谢",
    ),
    (
        "[这个客户端不能显示的消息：sticker]",
        "[a message that this client cannot show: sticker]",
    ),
]


@pytest.mark.parametrize(("body", "shown"), list(zip(BODIES, SHOWN, strict=True)))
def test_every_kind_is_shown(body: MessageBody, shown: tuple[str, str]) -> None:
    texts = tuple(spoken(Words(each), body) for each in (CHINESE, ENGLISH))
    assert texts == shown


def test_what_is_empty_leaves_no_gap() -> None:
    words = Words(ENGLISH)
    assert spoken(words, ProductBody("cup", CARD)) == f"[product] cup · {CARD}"
    assert spoken(words, OrderBody("order 7")) == "[order] order 7"


@pytest.mark.parametrize(
    ("size", "text"),
    [
        (1, "1 B"),
        (999, "999 B"),
        (1_000, "1.0 KB"),
        (9_940, "9.9 KB"),
        (12_345, "12 KB"),
        (999_499, "999 KB"),
        (999_600, "1.0 MB"),
        (1_073_741_824, "1.1 GB"),
        (5 * 10**15, "5000000 GB"),
    ],
)
def test_sizes_are_for_people(size: int, text: str) -> None:
    assert size_text(size) == text


@pytest.mark.parametrize(
    ("ms", "text"),
    [(0, ""), (1, "0:01"), (12_300, "0:12"), (59_700, "1:00"), (3_600_000, "60:00")],
)
def test_lengths_are_as_players_show_them(ms: int, text: str) -> None:
    assert length_text(ms) == text
