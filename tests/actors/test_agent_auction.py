"""Which group gets a slot that has become free."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actors.agent.auction import Auction
from actors.agent.messages import Reserve
from actors.assignment.urgency import Bid
from actors.ids import GroupId

G, H, I = GroupId("g"), GroupId("h"), GroupId("i")  # noqa: E741 - the third after G, H


def reserve(group: GroupId, rank: int, ticket: int = 1) -> Reserve:
    return Reserve(group, f"{group}.{rank}.{ticket}", Bid(rank, ticket))


def opened(*groups: GroupId) -> Auction:
    auction = Auction()
    assert auction.open(groups)
    auction.told(groups, 1)
    return auction


def decided(auction: Auction) -> bool:
    """Asked anew each time: a type checker takes a property for a constant."""
    return auction.is_decided


@pytest.mark.covers("Q1")
def test_the_smallest_bid_of_all_groups_wins_when_all_have_answered() -> None:
    auction = opened(G, H, I)
    auction.bid(reserve(G, 5))
    auction.bid(reserve(H, 3))
    assert not decided(auction)
    auction.no_bid(I, 1)
    assert decided(auction)
    assert auction.best() == reserve(H, 3)
    assert auction.owes(H)
    assert not decided(auction)
    auction.told((G, H, I), 2)
    auction.no_bid(H, 2)
    assert auction.best() == reserve(G, 5)


@pytest.mark.covers("Q1")
def test_a_group_that_he_leaves_is_not_waited_for_and_gets_nothing() -> None:
    auction = opened(G, H, I)
    auction.bid(reserve(G, 5))
    auction.no_bid(I, 1)
    assert auction.leave(H) == ()
    assert decided(auction)
    assert auction.leave(G) == (reserve(G, 5),)
    assert auction.best() is None


@pytest.mark.covers("Q1", "Q4")
def test_of_equal_rank_the_older_ticket_wins() -> None:
    auction = opened(G, H)
    auction.bid(reserve(G, 3, ticket=9))
    auction.bid(reserve(H, 3, ticket=8))
    assert auction.best() == reserve(H, 3, ticket=8)


def test_an_answer_to_an_earlier_word_is_none() -> None:
    auction = opened(G)
    auction.told((G,), 2)
    auction.no_bid(G, 1)
    assert not decided(auction)
    auction.no_bid(G, 2)
    assert decided(auction)
    auction.no_bid(G, 2)
    assert auction.best() is None


def test_who_has_another_bid_owes_none_and_who_gave_up_gets_nothing() -> None:
    auction = opened(G)
    for rank in (1, 2, 3):
        auction.bid(reserve(G, rank))
    assert auction.withdraw(reserve(G, 2).reservation)
    assert not auction.withdraw(reserve(G, 2).reservation)
    assert auction.best() == reserve(G, 1)
    assert decided(auction)
    assert auction.best() == reserve(G, 3)
    assert auction.owes(G)


@pytest.mark.covers("Q1")
def test_after_the_deadline_nobody_is_waited_for() -> None:
    auction = opened(G, H)
    auction.bid(reserve(G, 2))
    auction.due(auction.number + 1)
    assert not decided(auction)
    auction.due(auction.number)
    assert decided(auction)
    assert auction.best() == reserve(G, 2)
    assert decided(auction)
    assert auction.best() is None


def test_an_auction_that_is_over_owes_nothing_and_hears_no_deadline() -> None:
    auction = opened(G, H)
    auction.bid(reserve(G, 2))
    first = auction.number
    assert auction.close() == (reserve(G, 2),)
    assert not auction.is_open
    assert not decided(auction)
    auction.due(first)
    assert auction.open((G, H))
    auction.due(first)
    assert auction.owes(G)
    assert auction.number == first + 1
    assert not auction.is_due


def test_more_room_asks_again_all_who_have_no_bid() -> None:
    auction = opened(G, H, I)
    auction.bid(reserve(G, 2))
    auction.no_bid(H, 1)
    assert not auction.open((G, H))
    assert [auction.owes(group) for group in (G, H, I)] == [False, True, False]
    # Nothing was said yet that could be answered so.
    auction.no_bid(H, 1)
    assert auction.owes(H)
    auction.told((G,), 2)
    auction.no_bid(H, 2)
    assert auction.owes(H)
    auction.told((H,), 3)
    auction.no_bid(H, 3)
    assert decided(auction)
    auction.told((G, H), 4)
    assert decided(auction)


LINES = st.lists(st.lists(st.integers(0, 30), max_size=4), min_size=1, max_size=4)


@pytest.mark.covers("Q1", "Q4")
@given(lines=LINES, slots=st.integers(1, 8), data=st.data())
def test_the_slots_go_to_the_smallest_bids_of_all_lines(
    lines: list[list[int]], slots: int, data: st.DataObject
) -> None:
    ticket = 0
    waiting: dict[GroupId, list[Reserve]] = {}
    for place, ranks in enumerate(lines):
        group = GroupId(f"g{place}")
        waiting[group] = []
        for rank in sorted(ranks):
            ticket += 1
            waiting[group].append(reserve(group, rank, ticket))
    wanted = sorted(one.bid for line in waiting.values() for one in line)[:slots]
    groups = tuple(waiting)
    auction = Auction()
    auction.open(groups)
    granted: list[Bid] = []
    version = 0
    while auction.is_open:
        version += 1
        auction.told(groups, version)
        while owing := [group for group in groups if auction.owes(group)]:
            group = data.draw(st.sampled_from(owing))
            auction.no_bid(group, version - 1)  # a late answer
            if waiting[group]:
                answer = waiting[group].pop(0)
                auction.bid(answer)
                auction.bid(answer)
            else:
                auction.no_bid(group, version)
        best = auction.best()
        if best is not None:
            granted.append(best.bid)
        if best is None or len(granted) == slots:
            left = auction.close()
            assert all(granted[-1] < one.bid for one in left)
    assert granted == wanted


@pytest.mark.covers("Q1")
@given(
    answers=st.lists(st.tuples(st.sampled_from([G, H, I]), st.integers(0, 9))),
    slots=st.integers(0, 5),
)
def test_whoever_is_silent_delays_nobody_for_ever(
    answers: list[tuple[GroupId, int]], slots: int
) -> None:
    auction = opened(G, H, I)
    for group, rank in answers:
        auction.bid(reserve(group, rank))
    auction.due(auction.number)
    granted: list[Reserve] = []
    while auction.is_decided and len(granted) < slots:
        best = auction.best()
        if best is None:
            break
        granted.append(best)
    left = auction.close()
    assert {*granted, *left} == {reserve(*each) for each in answers}
    assert len(granted) + len(left) == len(set(answers))
    assert len(granted) == min(slots, len(set(answers)))
    assert [one.bid for one in granted] == sorted(one.bid for one in granted)
