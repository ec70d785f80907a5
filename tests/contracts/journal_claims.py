"""Claims and capacities: what every journal promises of places."""

from __future__ import annotations

import pytest

from runtime.journal import (
    Append,
    Capacity,
    Claim,
    ClaimRefused,
    Committed,
    Holders,
    Holding,
    Holdings,
    JournalBackend,
)
from tests.contracts.journal_steps import (
    AT_MS,
    capacity,
    claiming,
    commit,
    holders,
    plain,
    read,
)


class ClaimContract:
    @pytest.mark.covers("Q2")
    def test_slots_up_to_the_capacity(self, backend: JournalBackend) -> None:
        commit(backend, capacity("agent/1", 2))
        outcomes = commit(
            backend,
            claiming("s/1", 0, Claim("agent/1", 1)),
            claiming("s/2", 0, Claim("agent/1", 1)),
            claiming("s/3", 0, Claim("agent/1", 3)),
            claiming("s/4", 0, Claim("agent/1", 2)),
            claiming("s/5", 0, Claim("agent/1", -1)),
        )
        assert outcomes == [
            Committed(1, 2),
            ClaimRefused(Claim("agent/1", 1), "s/1"),
            ClaimRefused(Claim("agent/1", 3), ""),
            Committed(1, 3),
            ClaimRefused(Claim("agent/1", -1), ""),
        ]
        assert holders(backend, "agent/1") == {1: "s/1", 2: "s/4"}
        assert read(backend, "s/2").seq == 0

    def test_no_slot_without_a_capacity(self, backend: JournalBackend) -> None:
        claim = Claim("agent/1", 1)
        assert commit(backend, claiming("s/1", 0, claim)) == [ClaimRefused(claim, "")]

    @pytest.mark.covers("Q2")
    def test_a_cut_evicts_nobody_and_grants_nothing_until_below(
        self, backend: JournalBackend
    ) -> None:
        commit(backend, capacity("agent/1", 3))
        for slot in (1, 2, 3):
            commit(backend, claiming(f"s/{slot}", 0, Claim("agent/1", slot)))
        assert commit(backend, capacity("agent/1", 2, 1)) == [Committed(2, 5)]
        assert holders(backend, "agent/1") == {1: "s/1", 2: "s/2", 3: "s/3"}
        leave = Append("s/1", 1, AT_MS, (b"x",), releases=(Claim("agent/1", 1),))
        assert commit(backend, leave) == [Committed(2, 6)]
        taken = claiming("s/9", 0, Claim("agent/1", 1))
        assert commit(backend, taken) == [ClaimRefused(Claim("agent/1", 1), "")]
        leave = Append("s/3", 1, AT_MS, (b"x",), releases=(Claim("agent/1", 3),))
        assert commit(backend, leave, taken) == [Committed(2, 7), Committed(1, 8)]

    def test_capacity_counts_for_claims_of_the_same_append(
        self, backend: JournalBackend
    ) -> None:
        both = Append(
            "agent/1",
            0,
            AT_MS,
            (b"x",),
            capacities=(Capacity("agent/1", 1),),
            claims=(Claim("agent/1", 1),),
        )
        assert commit(backend, both) == [Committed(1, 1)]

    @pytest.mark.covers("S2")
    def test_an_exclusive_place_has_one_holder(self, backend: JournalBackend) -> None:
        place = Claim("visitor/7/web")
        outcomes = commit(backend, claiming("s/1", 0, place), claiming("s/2", 0, place))
        assert outcomes == [Committed(1, 1), ClaimRefused(place, "s/1")]
        assert backend.answer(Holders("visitor/7/web")) == Holdings(
            (Holding(place, "s/1"),)
        )

    def test_its_own_place_is_taken_too(self, backend: JournalBackend) -> None:
        place = Claim("visitor/7/web")
        commit(backend, claiming("s/1", 0, place))
        assert commit(backend, claiming("s/1", 1, place)) == [
            ClaimRefused(place, "s/1")
        ]

    def test_no_exclusive_place_beside_a_capacity(
        self, backend: JournalBackend
    ) -> None:
        commit(backend, capacity("agent/1", 2))
        claim = Claim("agent/1")
        assert commit(backend, claiming("s/1", 0, claim)) == [ClaimRefused(claim, "")]

    @pytest.mark.covers("Q2")
    def test_a_swap_is_one_commit(self, backend: JournalBackend) -> None:
        commit(backend, capacity("agent/1", 1), capacity("agent/2", 1))
        commit(backend, claiming("s/1", 0, Claim("agent/1", 1)))
        swap = Append(
            "s/1",
            1,
            AT_MS,
            (b"moved",),
            releases=(Claim("agent/1", 1),),
            claims=(Claim("agent/2", 1),),
        )
        assert commit(backend, swap) == [Committed(2, 4)]
        assert holders(backend, "agent/1") == {}
        assert holders(backend, "agent/2") == {1: "s/1"}

    @pytest.mark.covers("Q2")
    def test_a_refused_swap_keeps_the_old_place(self, backend: JournalBackend) -> None:
        commit(backend, capacity("agent/1", 1), capacity("agent/2", 1))
        commit(backend, claiming("s/1", 0, Claim("agent/1", 1)))
        commit(backend, claiming("s/2", 0, Claim("agent/2", 1)))
        swap = Append(
            "s/1",
            1,
            AT_MS,
            (b"moved",),
            releases=(Claim("agent/1", 1),),
            claims=(Claim("agent/2", 1),),
        )
        refused = ClaimRefused(Claim("agent/2", 1), "s/2")
        outcomes = commit(backend, swap, plain("s/3"))
        assert outcomes == [refused, Committed(1, 5)]
        assert holders(backend, "agent/1") == {1: "s/1"}
        assert read(backend, "s/1").seq == 1

    def test_one_refused_claim_refuses_all_of_them(
        self, backend: JournalBackend
    ) -> None:
        commit(backend, claiming("s/1", 0, Claim("b")))
        three = claiming("s/2", 0, Claim("c"), Claim("b"), Claim("a"))
        assert commit(backend, three) == [ClaimRefused(Claim("b"), "s/1")]
        assert holders(backend, "a") == holders(backend, "c") == {}

    def test_only_the_holder_releases(self, backend: JournalBackend) -> None:
        commit(backend, claiming("s/1", 0, Claim("r")))
        thief = Append("s/2", 0, AT_MS, (b"x",), releases=(Claim("r"), Claim("none")))
        assert commit(backend, thief) == [Committed(1, 2)]
        assert holders(backend, "r") == {0: "s/1"}

    def test_a_place_passes_on_within_a_batch(self, backend: JournalBackend) -> None:
        commit(backend, claiming("s/1", 0, Claim("r")))
        leave = Append("s/1", 1, AT_MS, (b"x",), releases=(Claim("r"),))
        outcomes = commit(backend, leave, claiming("s/2", 0, Claim("r")))
        assert outcomes == [Committed(2, 2), Committed(1, 3)]
        assert holders(backend, "r") == {0: "s/2"}

    def test_releases_all_needs_no_list(self, backend: JournalBackend) -> None:
        commit(backend, capacity("agent/1", 2), capacity("agent/2", 2))
        commit(
            backend,
            claiming("s/1", 0, Claim("agent/1", 1), Claim("agent/2", 2), Claim("r")),
            claiming("s/2", 0, Claim("agent/1", 2)),
        )
        close = Append(
            "s/1", 1, AT_MS, (b"x",), releases_all=True, claims=(Claim("r"),)
        )
        assert commit(backend, close) == [Committed(2, 5)]
        assert holders(backend, "agent/1") == {2: "s/2"}
        assert holders(backend, "agent/2") == {}
        assert holders(backend, "r") == {0: "s/1"}
