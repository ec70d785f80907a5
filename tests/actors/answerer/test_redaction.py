"""What is personal does not leave."""

from __future__ import annotations

import pytest

from actors.answerer.redaction import EMAIL, ID_NUMBER, NUMBER, PHONE, redacted

PERSONAL = [
    ("write to li.lei@example.com please", f"write to {EMAIL} please"),
    ("li.lei (at) example . com", EMAIL),
    ("ＬＩ＠ｅｘａｍｐｌｅ．ｃｏｍ", EMAIL),
    ("我的卡号是6222 0212 3456 7890 123", f"我的卡号是{NUMBER}"),
    ("card 4111-1111-1111-1111 12/27", f"card {NUMBER}"),
    ("身份证11010519491231002X。", f"身份证{NUMBER}。"),
    ("旧身份证110105491231002", f"旧身份证{NUMBER}"),
    ("SSN 123-45-6789", f"SSN {ID_NUMBER}"),
    ("护照 E12345678", f"护照 {ID_NUMBER}"),
    ("电话13800138000", f"电话{PHONE}"),
    ("+86 138 0013 8000", PHONE),
    ("1\u200b3\u200b8\u200b00138000", PHONE),
    ("１３８００１３８０００", PHONE),
    ("一三八零零一三八零零零", PHONE),
    ("幺三八零零幺三八零零零", PHONE),
    ("010-62345678 或 (0755)1234567", f"{PHONE} 或 {PHONE}"),
    ("(555) 123-4567", PHONE),
    ("call +44 20 7946 0958", f"call {PHONE}"),
    ("0049 30 901820", PHONE),
    ("400-800-1234", PHONE),
]


@pytest.mark.covers("R13", "P8")
@pytest.mark.parametrize(("text", "expected"), PERSONAL)
def test_what_is_personal_is_named_but_not_told(text: str, expected: str) -> None:
    assert redacted(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "七天无理由退货怎么办?",
        "How do I return 2 of 3 items within 30 days?",
        "iPhone 15 Pro Max 256 GB, 1299.00",
        "ABC1234 is broken",
        "一九九八年",
    ],
)
def test_the_rest_stays(text: str) -> None:
    assert redacted(text) == text
