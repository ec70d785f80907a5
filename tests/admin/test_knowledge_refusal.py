"""Refusals of knowledge in the reader's language, with what they are about."""

from __future__ import annotations

import pytest

from actors.knowledge.checking import Fault, FaultKind
from actors.knowledge.records import KnowledgeRefused, KnowledgeRule
from admin.knowledge_refusal import (
    FIELDS,
    PHRASES,
    REASONS,
    fault_text,
    refusal_text,
)
from gateway.console.phrases import CHINESE, ENGLISH, Words

pytestmark = pytest.mark.covers("R2", "R3")


def test_every_refusal_and_every_fault_is_told() -> None:
    assert REASONS.keys() == set(KnowledgeRule)
    assert PHRASES.keys() == set(FaultKind)


@pytest.mark.parametrize("language", [CHINESE, ENGLISH])
@pytest.mark.parametrize("kind", FaultKind)
def test_a_fault_has_its_field_and_its_bound(kind: FaultKind, language: str) -> None:
    for field in FIELDS:
        assert "{" not in fault_text(Words(language), Fault(field, kind, 5))


@pytest.mark.parametrize(
    ("refused", "told"),
    [
        (KnowledgeRefused(KnowledgeRule.NOT_EMPTY, "x"), "分类里还有内容，请先移走"),
        (
            KnowledgeRefused(KnowledgeRule.NO_SUCH_ENTRY, "no 'a'", "a"),
            "没有这条知识：a",
        ),
        (
            KnowledgeRefused(
                KnowledgeRule.BAD_WELCOME,
                "in English",
                faults=(
                    Fault("text", FaultKind.EMPTY),
                    Fault("title", FaultKind.TOO_LONG, 100),
                ),
            ),
            "欢迎卡片有误：“文字”不能为空；“标题”应不超过 100 字",
        ),
        (
            KnowledgeRefused(
                KnowledgeRule.BAD_ENTRY,
                "in English",
                "2. 怎么退货？",
                (Fault("answers", FaultKind.NO_ANSWER),),
            ),
            "这条知识有误：2. 怎么退货？；至少需要一个答案",
        ),
    ],
)
def test_nothing_is_left_in_another_language(
    refused: KnowledgeRefused, told: str
) -> None:
    assert refusal_text(Words(CHINESE), refused) == told
