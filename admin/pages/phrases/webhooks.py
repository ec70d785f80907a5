"""PURE: what the pages of webhooks say (M11)."""

from __future__ import annotations

from enum import unique
from typing import Final

from actors.webhooks.kinds import EventKind
from actors.webhooks.webhook import DeliveryState
from gateway.console.phrases import Bilingual


@unique
class WebhooksPhrase(Bilingual):
    """Names in braces are filled in."""

    INTRODUCTION = (
        "会话事件以签名的 JSON 推送到您的服务器，至少一次；27 小时内最多尝试八次。",
        (
            "What happens in sessions is told to your servers as signed JSON, "
            "at least once; eight attempts are made in about 27 hours."
        ),
    )
    ADD_WEBHOOK = ("添加 Webhook", "Add a webhook")
    URL = ("地址", "URL")
    URL_HINT = (
        "https:// 开头；内网地址须在服务的配置中允许",
        "https://…; addresses of private networks must be allowed by the configuration",
    )
    KINDS = ("事件", "Events")
    KINDS_HINT = (
        "不选 = 除消息内容和抄送以外的全部",
        "None ticked: all but messages and copies",
    )
    SECRET = ("签名密钥", "Secret")
    SECRET_HINT = (
        "whsec_ 开头；不填则自动生成",
        "whsec_…; empty: a new one is made",
    )
    SECRET_TOLD = (
        "请将密钥保存到接收方服务器；它只显示这一次。",
        "Keep it where the receiver checks signatures; it is shown only now.",
    )
    CREATED = ("创建时间", "Since")
    PENDING = ("待送达", "Waiting")
    DELIVERED = ("已送达", "Delivered")
    GIVEN_UP = ("已放弃", "Given up")
    NOTHING = (
        "还没有 Webhook。添加后，会话的开始、分配、转接、结束等都会推送给您的系统。",
        (
            "There is none. Add one, and your system is told when sessions begin, are "
            "assigned, handed over and end."
        ),
    )
    NOTHING_FITS = ("没有符合的 Webhook。", "None fits: look for less.")
    SEARCH_HINT = ("地址或编号", "An address, or an id")
    ROTATE = ("更换密钥", "Another secret")
    OVERLAP = ("旧密钥继续有效（小时）", "Hours for which the old one signs, too")
    OVERLAP_HINT = (
        "0–168，默认 24：在此期间两把密钥同时签名，接收方可以从容更换",
        (
            "0–168, 24 by default: until then both sign, so that the receiver "
            "may change it at any moment"
        ),
    )
    OLD_UNTIL = ("旧密钥有效至 {at}", "old secret until {at}")
    REMOVE_ASKED = (
        "删除 {url}？以后不再推送，未送达的 {count} 条也会丢弃；不能撤销。",
        (
            "Remove {url}? Nothing is told there any more, and {count} that wait are "
            "forgotten. It cannot be undone."
        ),
    )
    # the log
    LOG = ("推送记录", "Deliveries")
    LOG_OF = ("{url} 的推送记录", "Deliveries to {url}")
    WEBHOOK = ("Webhook", "Webhook")
    STATE = ("状态", "State")
    EVENT = ("序号", "Number")
    KIND = ("事件", "Event")
    AT = ("时间", "At")
    ATTEMPTS = ("次数", "Attempts")
    STATUS = ("应答码", "Status")
    ANSWER = ("应答", "Answer")
    TOOK = ("耗时（毫秒）", "Took (ms)")
    OLDER = ("更早", "Older")
    NEXT_AT = ("下次 {at}", "next {at}")
    NO_DELIVERIES = (
        "没有符合条件的推送。",
        "No delivery fits.",
    )
    REPLAY = ("重新推送", "Tell again")
    REPLAYED = ("已安排重新推送", "It will be told again")
    REPLAY_MANY = ("重新推送多条", "Tell many again")
    FIRST = ("从序号", "From number")
    LAST = ("到序号", "To number")
    ONLY_GIVEN_UP = ("仅已放弃的", "Those given up")
    ALL_OVER = ("全部已结束的", "All that do not wait")
    MAIL = ("邮件", "mail")
    # kinds
    OPENED = ("会话开始", "begun")
    QUEUED = ("进入排队", "in line")
    ASSIGNED = ("分配给座席", "assigned")
    TRANSFERRED = ("转接", "handed over")
    CLOSED = ("会话结束", "ended")
    MESSAGE = ("消息内容", "messages")
    RATED = ("评价", "rated")
    ANNOTATED = ("服务小结", "noted")
    MESSAGE_LEFT = ("留言", "message left")
    COPIED = ("抄送", "copies")


@unique
class WebhooksProblem(Bilingual):
    """What refusals mean, by their codes in capitals."""

    BAD_URL = ("不能推送到这个地址：{detail}", "That address cannot be told: {detail}")
    BAD_KIND = ("没有这种事件", "There is no such event")
    BAD_SECRET = (
        "密钥须为 whsec_ 加 24–64 字节的 Base64",
        "Expected whsec_ and 24 to 64 bytes in Base64",
    )
    NO_SUCH_WEBHOOK = (
        "没有这个 Webhook，可能已被删除",
        "There is no such webhook any more",
    )
    TOO_MANY = ("Webhook 数量已达上限（50）", "There are 50 webhooks already")


KINDS: Final = {kind: WebhooksPhrase[kind.name] for kind in EventKind}
"""What kinds of events are called."""
STATES: Final = {state: WebhooksPhrase[state.name] for state in DeliveryState}
"""Where deliveries stand."""
