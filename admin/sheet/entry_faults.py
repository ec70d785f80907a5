"""PURE: what is wrong with the entry that a row says, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterator

from actors.knowledge.checking import (
    Fault,
    FaultKind,
    faults_of_category,
    faults_of_entry,
)
from actors.knowledge.entry import MAX_DEPTH, Category, CategoryId
from admin.knowledge_refusal import fault_text
from admin.sheet.form import Written
from admin.sheet.phrases import Heading
from gateway.console.phrases import Words


def entry_faults(written: Written, words: Words) -> Iterator[str]:
    """A sentence for each."""
    for fault in faults_of_entry(written.entry):
        yield fault_text(words, fault)
    path, base = written.category, written.entry.base
    if len(path) > MAX_DEPTH:
        yield fault_text(words, Fault("category", FaultKind.TOO_DEEP, MAX_DEPTH))
    for name in path:
        for fault in faults_of_category(Category(CategoryId("c"), base, name)):
            yield fault_text(words, fault, Heading.CATEGORY)
