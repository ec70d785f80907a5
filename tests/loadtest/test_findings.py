"""What a proof found broken: every time counts, the first times are told."""

from __future__ import annotations

from enum import StrEnum

from loadtest.findings import Findings


class Broken(StrEnum):
    """Two promises."""

    LOST = "lost"
    DOUBLED = "doubled"


def test_every_finding_counts_and_the_first_are_told() -> None:
    findings = Findings[Broken](2)
    assert findings.is_clean
    for kind, text in (
        (Broken.LOST, "one"),
        (Broken.DOUBLED, "two"),
        (Broken.LOST, "three"),
    ):
        findings.add(kind, text)
        assert not findings.is_clean
    assert findings.counts == {Broken.LOST: 2, Broken.DOUBLED: 1}
    assert findings.examples == ["lost: one", "doubled: two"]
