"""Marks: what every journal promises of facts that are looked up by their key."""

from __future__ import annotations

from runtime.journal import (
    Append,
    Claim,
    ClaimRefused,
    Committed,
    FindMarks,
    FoundMarks,
    JournalBackend,
    Mark,
    Operation,
    Stale,
    Superseded,
)
from tests.contracts.journal_steps import AT_MS, claiming, commit


def marking(entity: str, seq: int, *marks: Mark) -> Append:
    return Append(entity, seq, AT_MS, (b"marked",), marks=marks)


def found(backend: JournalBackend, *keys: str) -> tuple[str | None, ...]:
    answer = backend.answer(FindMarks(keys))
    assert isinstance(answer, FoundMarks)
    return answer.values


class MarkContract:
    def test_marks_are_found_in_the_order_of_the_keys(
        self, backend: JournalBackend
    ) -> None:
        last, turn = Mark("last/7/web", "agent/1"), Mark("turn/1", "1700")
        commit(backend, marking("s/1", 0, last, turn), marking("s/2", 0, Mark("", "")))
        keys = ("turn/1", "never", "last/7/web", "", "turn/1")
        assert found(backend, *keys) == ("1700", None, "agent/1", "", "1700")
        assert found(backend) == ()

    def test_a_later_value_replaces_whoever_set_it(
        self, backend: JournalBackend
    ) -> None:
        commit(backend, marking("s/1", 0, Mark("k", "a"), Mark("k", "b")))
        assert found(backend, "k") == ("b",)
        batch = (marking("s/2", 0, Mark("k", "c")), marking("s/1", 1, Mark("k", "d")))
        assert commit(backend, *batch) == [Committed(1, 2), Committed(2, 3)]
        assert found(backend, "k") == ("d",)

    def test_marks_stay_when_others_commit(self, backend: JournalBackend) -> None:
        commit(backend, marking("s/1", 0, Mark("访客/1", "小明")))
        commit(backend, Append("s/1", 1, AT_MS, (b"x",), releases_all=True))
        assert found(backend, "访客/1") == ("小明",)

    def test_a_refused_append_marks_nothing(self, backend: JournalBackend) -> None:
        commit(
            backend, claiming("s/0", 0, Claim("r")), marking("s/1", 0, Mark("k", ""))
        )
        claim = Append(
            "s/2", 0, AT_MS, (b"x",), claims=(Claim("r"),), marks=(Mark("k", "claim"),)
        )
        outcomes = commit(
            backend,
            marking("s/1", 0, Mark("k", "stale")),
            marking("s/1", 1, Mark("k", "superseded")),
            claim,
            marking("s/3", 0, Mark("other", "kept")),
        )
        assert outcomes == [
            Stale(1),
            Superseded(),
            ClaimRefused(Claim("r"), "s/0"),
            Committed(1, 3),
        ]
        assert found(backend, "k", "other") == ("", "kept")

    def test_a_repeated_operation_marks_nothing(self, backend: JournalBackend) -> None:
        def send(seq: int, value: str) -> Append:
            done = (Operation(1, b""),)
            marks = (Mark("k", value),)
            return Append("s/1", seq, AT_MS, (b"x",), operations=done, marks=marks)

        commit(backend, send(0, "first"))
        commit(backend, send(1, "again"))
        assert found(backend, "k") == ("first",)
