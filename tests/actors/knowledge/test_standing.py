"""Which changes fit what there is (R2, R8, R9)."""

from __future__ import annotations

from dataclasses import replace as but

import pytest
from msgspec.structs import replace

from actors.knowledge.changes import (
    Change,
    DropCategory,
    DropEntries,
    Publish,
    PutCategory,
    PutEntries,
    RollBack,
    SetEntries,
    SetWelcome,
)
from actors.knowledge.entry import (
    MAX_CATEGORIES,
    MAX_DEPTH,
    MAX_ENTRIES,
    Base,
    Category,
    CategoryId,
    EntryId,
    Welcome,
)
from actors.knowledge.records import KnowledgeRefused, KnowledgeRule
from actors.knowledge.standing import Standing, refusal
from tests.contracts.knowledge_contract import CHITCHAT, FAQ, entry

A, B, C = EntryId("a"), EntryId("b"), EntryId("c")
HOME, EMPTY, CHAT = CategoryId("home"), CategoryId("empty"), CategoryId("chat")


def drawer(name: str, base: Base = FAQ, parent: str = "") -> Category:
    return Category(CategoryId(name), base, name.title(), CategoryId(parent))


USUAL = Standing(
    {
        each.id: each
        for each in (
            drawer("home"),
            drawer("empty"),
            drawer("inner", parent="home"),
            drawer("chat", CHITCHAT),
        )
    },
    Welcome(questions=(B,)),
    {A: FAQ, B: FAQ, C: CHITCHAT},
    total=3,
    newest=2,
)


def rule(change: Change, standing: Standing = USUAL) -> KnowledgeRule | None:
    refused = refusal(change, standing)
    return None if refused is None else refused.rule


@pytest.mark.covers("R2")
def test_a_question_is_asked_by_one_entry_of_its_base() -> None:
    asked = {(FAQ, "what is b?"): ("b",), (FAQ, "twice"): ("a", "b")}
    there = but(USUAL, askers=asked)
    same, taken = KnowledgeRule.SAME_QUESTION, entry("a", " What is B? ")
    refused = refusal(PutEntries((taken,)), there)
    text = "the entry 'b' asks the same as 'a'"
    assert refused == KnowledgeRefused(same, text, "b")
    swapped = (taken, entry("b", "What is a?"))
    assert rule(PutEntries(swapped), there) is None, "the other one asks it no more"
    assert rule(PutEntries((entry("b"), entry("b"))), there) is None, "the last stays"
    assert rule(PutEntries((replace(taken, base=CHITCHAT),)), there) is None
    new = (entry("x", "The same?"), entry("y", "the same?"))
    assert rule(PutEntries(new), there) is same
    assert rule(PutEntries((entry("a", "twice"),)), there) is same, "as it was before"


def chain(length: int) -> dict[str, Category]:
    """So many within each other."""
    names = [f"n{number}" for number in range(length)]
    found: dict[str, Category] = {}
    for above, name in zip(["", *names], names, strict=False):
        found[name] = drawer(name, parent=above)
    return found


@pytest.mark.covers("R2")
@pytest.mark.parametrize(
    "change",
    [
        PutEntries((entry("a", category=HOME), entry("new"))),
        SetEntries((A,), enabled=False),
        SetEntries((A, B), category=HOME),
        SetEntries((C,), category=CHAT),
        SetEntries((C,), category=CategoryId("")),
        DropEntries((A, C)),
        PutCategory(drawer("new", parent="home")),
        PutCategory(replace(drawer("home"), name="Other")),
        DropCategory(EMPTY),
        SetWelcome(Welcome(questions=(B, A))),
        Publish(),
        RollBack(2),
    ],
)
def test_what_fits_is_made(change: Change) -> None:
    assert rule(change) is None


@pytest.mark.covers("R2")
@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (PutEntries((entry("a", category=CHAT),)), KnowledgeRule.NO_SUCH_CATEGORY),
        (PutEntries((entry("b", base=CHITCHAT),)), KnowledgeRule.ON_WELCOME_CARD),
        (SetEntries((A, EntryId("z"))), KnowledgeRule.NO_SUCH_ENTRY),
        (SetEntries((A, C), category=HOME), KnowledgeRule.NO_SUCH_CATEGORY),
        (DropEntries((EntryId("z"),)), KnowledgeRule.NO_SUCH_ENTRY),
        (DropEntries((A, B)), KnowledgeRule.ON_WELCOME_CARD),
        (PutCategory(drawer("home", CHITCHAT)), KnowledgeRule.BAD_CATEGORY),
        (PutCategory(drawer("x", parent="none")), KnowledgeRule.NO_SUCH_CATEGORY),
        (PutCategory(drawer("x", parent="chat")), KnowledgeRule.NO_SUCH_CATEGORY),
        (
            PutCategory(Category(CategoryId("x"), FAQ, "Home")),
            KnowledgeRule.BAD_CATEGORY,
        ),
        (PutCategory(drawer("home", parent="inner")), KnowledgeRule.BAD_CATEGORY),
        (DropCategory(CategoryId("none")), KnowledgeRule.NO_SUCH_CATEGORY),
        (DropCategory(HOME), KnowledgeRule.NOT_EMPTY),
        (SetWelcome(Welcome(questions=(C,))), KnowledgeRule.BAD_WELCOME),
        (SetWelcome(Welcome(questions=(EntryId("z"),))), KnowledgeRule.NO_SUCH_ENTRY),
        (RollBack(3), KnowledgeRule.NO_SUCH_VERSION),
    ],
)
def test_what_does_not_is_refused(change: Change, expected: KnowledgeRule) -> None:
    assert rule(change) is expected


def test_a_category_that_entries_are_in_stays() -> None:
    assert (
        rule(DropCategory(EMPTY), but(USUAL, is_used=True)) is KnowledgeRule.NOT_EMPTY
    )


def test_there_are_bounds() -> None:
    two = PutEntries((entry("a"), entry("new")))
    assert rule(two, but(USUAL, total=MAX_ENTRIES - 1)) is None
    assert rule(two, but(USUAL, total=MAX_ENTRIES)) is KnowledgeRule.TOO_MANY
    many = {str(each): drawer(str(each)) for each in range(MAX_CATEGORIES)}
    assert (
        rule(PutCategory(drawer("x")), but(USUAL, categories=many))
        is KnowledgeRule.TOO_MANY
    )
    again = PutCategory(replace(many["7"], name="Seven"))
    assert rule(again, but(USUAL, categories=many)) is None


def test_categories_are_in_each_other_so_deep_and_no_deeper() -> None:
    deep = chain(MAX_DEPTH)
    last = CategoryId(f"n{MAX_DEPTH - 1}")
    below = PutCategory(drawer("x", parent=last))
    assert rule(below, but(USUAL, categories=deep)) is KnowledgeRule.BAD_CATEGORY
    above = {**deep, "top": drawer("top")}
    moved = PutCategory(replace(deep["n0"], parent=CategoryId("top")))
    assert rule(moved, but(USUAL, categories=above)) is KnowledgeRule.BAD_CATEGORY
    beside = PutCategory(drawer("x", parent="n3"))
    assert rule(beside, but(USUAL, categories=deep)) is None


@pytest.mark.covers("R8")
def test_what_is_in_force_is_not_published_again() -> None:
    assert rule(Publish(), but(USUAL, differs=False)) is KnowledgeRule.NOTHING_NEW
    assert rule(RollBack(1), but(USUAL, differs=False)) is KnowledgeRule.NOTHING_NEW
