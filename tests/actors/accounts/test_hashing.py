"""Password hashing: one contract, in process and in the real child."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import AsyncIterator

import pytest
import trio

from actors.accounts.hash_wire import (
    USUAL_COST,
    HashCost,
    Hashed,
    HashPassword,
    Verified,
    VerifyPassword,
)
from actors.accounts.hasher import Hasher, port_hasher
from actors.accounts.hashing import Hashing
from tests.actors.accounts.local_hasher import CHEAP, LocalHasher

LID_SECONDS = 120.0


async def hashed(hasher: Hasher, password: str) -> str:
    answer = await hasher.ask(HashPassword(password))
    assert isinstance(answer, Hashed)
    return answer.password_hash


class HasherContract:
    @pytest.mark.covers("P5")
    async def test_a_hash_knows_its_password_and_no_other(self, hasher: Hasher) -> None:
        known = await hashed(hasher, "密码-1")
        assert known != await hashed(hasher, "密码-1")
        assert await hasher.ask(VerifyPassword("密码-1", known)) == Verified(
            is_right=True
        )
        for wrong in ("密码-2", "", "x" * 1000):
            answer = await hasher.ask(VerifyPassword(wrong, known))
            assert answer == Verified(is_right=False)

    async def test_nobodys_password_is_wrong_whatever_it_is(
        self, hasher: Hasher
    ) -> None:
        for known in ("", "no hash", "$argon2id$v=19$broken"):
            for password in ("nobody's", "", "x"):
                answer = await hasher.ask(VerifyPassword(password, known))
                assert answer == Verified(is_right=False)


class TestInProcess(HasherContract):
    @pytest.fixture
    def hasher(self) -> LocalHasher:
        return LocalHasher()


class TestOverThePort(HasherContract):
    @pytest.fixture
    async def hasher(self) -> AsyncIterator[Hasher]:
        hasher = port_hasher(CHEAP)
        with trio.fail_after(LID_SECONDS):
            async with trio.open_nursery() as nursery:
                nursery.start_soon(hasher.run, lambda: None)
                yield hasher
                nursery.cancel_scope.cancel()


@pytest.mark.covers("P5")
def test_the_usual_cost_is_what_owasp_asks_for() -> None:
    answer = Hashing().answer(HashPassword("x"))
    assert isinstance(answer, Hashed)
    assert answer.password_hash.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert HashCost() == USUAL_COST


async def test_a_password_is_hashed_anew_when_the_cost_has_changed() -> None:
    known = await hashed(LocalHasher(CHEAP), "pass-1")
    dearer = LocalHasher(HashCost(memory_kib=16, passes=2))
    answer = await dearer.ask(VerifyPassword("pass-1", known))
    assert isinstance(answer, Verified)
    assert answer.is_right
    assert "m=16,t=2,p=1" in answer.new_hash
    again = await dearer.ask(VerifyPassword("pass-1", answer.new_hash))
    assert again == Verified(is_right=True)
    wrong = await dearer.ask(VerifyPassword("pass-2", known))
    assert wrong == Verified(is_right=False)


def test_the_child_brings_no_loop_along() -> None:
    code = "import sys, actors.accounts.hashing_child; sys.exit('trio' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True, timeout=LID_SECONDS)
