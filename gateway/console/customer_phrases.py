"""PURE: what agents read of customers, in both languages."""

from __future__ import annotations

from enum import unique

from gateway.console.phrases import Bilingual


@unique
class CustomerPhrase(Bilingual):
    """A text about a customer; names in braces are filled in."""

    HEAD = ("客户 {visitor}", "Customer {visitor}")
    HEAD_NAMED = ("客户 {name}（{visitor}）", "Customer {name} ({visitor})")
    LEVEL = ("VIP {level} 级", "VIP level {level}")
    PHONE = ("电话 {text}", "phone {text}")
    EMAIL = ("邮箱 {text}", "e-mail {text}")
    LANGUAGE = ("语言 {text}", "language {text}")
    TAGS = ("标签：{text}", "tags: {text}")
    NOTE = ("{time}前，{name}：{text}", "{time} ago, {name}: {text}")
    BLOCKED = ("已拉黑：{reason}", "blocked: {reason}")
    BLOCKED_FOR = ("已拉黑，还有 {time}：{reason}", "blocked for {time}: {reason}")
    UNKNOWN = ("还没有资料", "nothing is written down yet")
    CHANGED = ("客户资料已更新", "Changed.")
    CUSTOMER_USAGE = (
        "/customer 查看；/customer name|phone|email|language|tag|note 内容（- 清除）",
        "/customer shows; /customer name|phone|email|language|tag|note TEXT (- clears)",
    )
    LEVEL_USAGE = ("写上等级 0 到 9：/level 5", "Name a level 0 … 9: /level 5")
    BLOCK_USAGE = (
        "写上原因：/block 骂人；/block +7d 骂人 到期自动解除",
        "Say why: /block abusive; /block +7d abusive ends by itself",
    )
