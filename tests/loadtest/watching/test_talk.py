"""Messages and typing: shown once, to all, in order; gone in time."""

from __future__ import annotations

import pytest

from loadtest.outcome import Promise
from loadtest.watching.bounds import TOLD_SECONDS, TYPING_GONE_SECONDS
from tests.loadtest.watching.story import Story

LATE = TOLD_SECONDS + 2


@pytest.fixture
def talk(story: Story) -> Story:
    """Amy serves s1; its first message is shown to both."""
    story.ask("s1")
    story.serve("s1", "amy")
    story.board("amy", "s1")
    story.acked("v1", "s1", 1)
    story.read("amy", "s1", 1, "v1")
    return story


@pytest.mark.covers("P4", "Q14")
def test_what_is_acknowledged_and_shown_holds(talk: Story) -> None:
    talk.acked("amy", "s1", 2)
    talk.read("v1", "s1", 2, "amy")
    talk.after(LATE)
    assert talk.broken == set()
    assert talk.looked(Promise.NOT_LOST) == 2
    assert talk.looked(Promise.IN_ORDER) == 6
    assert talk.looked(Promise.ONCE) == 6


@pytest.mark.covers("P4", "Q14")
def test_what_is_acknowledged_and_never_shown_is_lost(talk: Story) -> None:
    talk.acked("v1", "s1", 2)
    talk.after(LATE)
    assert talk.broken == {Promise.NOT_LOST}
    (example,) = talk.found()[Promise.NOT_LOST].examples
    assert example.who == "amy in s1"
    assert (example.expected, example.came) == ("2 within 5 s", "up to 1")


def test_who_was_away_is_told_after_he_came_back(talk: Story) -> None:
    talk.go("amy")
    talk.acked("v1", "s1", 2)
    talk.after(LATE)
    talk.come("amy")
    talk.after(1)
    talk.read("amy", "s1", 2, "v1")
    talk.after(LATE)
    assert talk.broken == set()


def test_who_comes_back_and_is_told_nothing_has_lost_it(talk: Story) -> None:
    talk.go("amy")
    talk.acked("v1", "s1", 2)
    talk.come("amy")
    talk.after(LATE)
    assert talk.broken == {Promise.NOT_LOST}


def test_who_is_cut_off_again_and_again_is_told_at_last(talk: Story) -> None:
    talk.acked("v1", "s1", 2)
    for _ in range(2):
        talk.after(1)
        talk.go("amy")
        talk.after(2)
        talk.come("amy")
    assert talk.broken == set()
    talk.after(LATE)
    assert talk.broken == {Promise.NOT_LOST}


def test_who_has_handed_a_session_over_is_owed_nothing(talk: Story) -> None:
    talk.acked("v1", "s1", 2)
    talk.serve("s1", "bob", 3)
    talk.board("amy")
    talk.board("bob", "s1")
    talk.read("bob", "s1", 1, "v1")
    talk.read("bob", "s1", 2, "v1")
    talk.after(LATE)
    assert talk.broken == set()


def test_a_session_that_nobody_was_shown_owes_nothing(story: Story) -> None:
    story.acked("v1", "s1", 1)
    story.after(LATE)
    assert story.broken == set()


def test_who_was_away_at_the_end_may_hear_of_nothing(talk: Story) -> None:
    talk.go("amy")
    talk.acked("v1", "s1", 2)
    talk.see("v1", "s1", 3, "closed", "amy")
    talk.after(0.1)
    talk.come("amy")
    talk.after(LATE)
    assert talk.broken == set()


def test_who_takes_a_session_over_is_told_all_of_it(talk: Story) -> None:
    talk.serve("s1", "bob", 3)
    talk.board("amy")
    talk.board("bob", "s1")
    talk.after(1)
    talk.read("bob", "s1", 1, "v1")
    talk.after(LATE)
    assert talk.broken == set()
    talk.serve("s1", "amy", 4)
    talk.board("bob")
    talk.board("amy", "s1")
    talk.serve("s1", "bob", 5)
    talk.board("amy")
    talk.board("bob", "s1")
    talk.acked("v1", "s1", 2)
    talk.after(LATE)
    assert talk.broken == {Promise.NOT_LOST}


def test_two_messages_under_one_number_lose_one(talk: Story) -> None:
    talk.acked("v1", "s1", 2, "mine")
    talk.read("amy", "s1", 2, "amy", "hers")
    assert talk.broken == {Promise.NOT_LOST}


def test_one_message_under_two_numbers_is_doubled(talk: Story) -> None:
    talk.read("amy", "s1", 2, "v1", "c1")
    assert talk.broken == {Promise.ONCE}


def test_a_number_that_is_shown_again_is_doubled(talk: Story) -> None:
    talk.read("amy", "s1", 1, "v1")
    assert talk.broken == {Promise.ONCE}


def test_what_the_service_says_has_no_id_and_doubles_nothing(talk: Story) -> None:
    for number in (2, 3):
        for who in ("v1", "amy"):
            talk.read(who, "s1", number, "system", "")
    assert talk.broken == set()


def test_a_gap_is_out_of_order(talk: Story) -> None:
    talk.read("amy", "s1", 3, "v1")
    assert talk.broken == {Promise.IN_ORDER}


def test_acknowledgements_that_change_places_are_out_of_order(talk: Story) -> None:
    talk.acked("v1", "s1", 3, "later")
    talk.acked("v1", "s1", 2, "sooner")
    assert Promise.IN_ORDER in talk.broken


# --- typing


def test_typing_that_ends_in_its_time_holds(talk: Story) -> None:
    for _ in range(5):
        talk.watch.typed("v1", "s1", talk.now)
        talk.typing("amy", "s1", "v1")
        talk.after(3)
    talk.after(5)
    talk.typing("amy", "s1", "v1", is_typing=False)
    talk.after(20)
    assert talk.broken == set()
    assert talk.looked(Promise.TYPING_ENDS) == 1


def test_typing_that_is_shown_for_ever_is_found_while_it_is_shown(talk: Story) -> None:
    talk.watch.typed("v1", "s1", talk.now)
    talk.typing("amy", "s1", "v1")
    talk.after(TYPING_GONE_SECONDS + 2)
    assert talk.broken == {Promise.TYPING_ENDS}
    talk.typing("amy", "s1", "v1", is_typing=False)
    assert talk.found()[Promise.TYPING_ENDS].violated == 1


def test_typing_that_comes_long_after_the_keys_is_found(talk: Story) -> None:
    talk.watch.typed("v1", "s1", talk.now)
    talk.after(20)
    talk.typing("amy", "s1", "v1")
    talk.after(1)
    talk.typing("amy", "s1", "v1", is_typing=False)
    assert talk.broken == {Promise.TYPING_ENDS}


def test_typing_of_which_nobody_knows_the_keys_counts_from_when_it_is_shown(
    talk: Story,
) -> None:
    talk.typing("amy", "s1", "v1")
    talk.after(7)
    talk.typing("amy", "s1", "v1", is_typing=False)
    assert talk.broken == set()


def test_who_is_not_connected_is_shown_nothing(talk: Story) -> None:
    talk.watch.typed("v1", "s1", talk.now)
    talk.typing("amy", "s1", "v1")
    talk.watch.left("amy", talk.now)
    talk.after(20)
    talk.typing("amy", "s1", "v1", is_typing=False)
    assert talk.broken == set()
    assert talk.looked(Promise.TYPING_ENDS) == 0
