"""`triodesk robot contributions` and `news` against a running service (R11)."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from actors.accounts.permissions import OPERATOR, Principal
from actors.knowledge.changes import Publish
from actors.knowledge.contribution import (
    Approve,
    ContributionState,
    FindContributions,
)
from actors.knowledge.entry import EntryId
from actors.knowledge.news import FindReaders, ReadNews
from actors.knowledge.records import Changed
from admin.cli import main
from admin.operator.robot_suggestions_arguments import (
    add_contributions_arguments,
    add_news_arguments,
)
from admin.operator.suggestions import suggestions
from admin.operator.suggestions_wish import (
    Wish,
    read_contributions_wish,
    read_news_wish,
)
from runtime.errors import UsageError
from tests.admin.operator.operated import Operated, operated

Captured = pytest.CaptureFixture[str]
Declare = Callable[[argparse.ArgumentParser], None]
pytestmark = pytest.mark.covers("R11")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "operator.sock"


def given(declare: Declare, *words: str) -> dict[str, object]:
    parser = argparse.ArgumentParser()
    declare(parser)
    return vars(parser.parse_args(words))


def contributions(*words: str) -> Wish:
    return read_contributions_wish(given(add_contributions_arguments, *words))


def news(*words: str) -> Wish:
    return read_news_wish(given(add_news_arguments, *words))


async def do(service: Operated, wish: Wish, *, as_json: bool = False) -> int:
    return await suggestions(service.path, wish, "en", as_json=as_json)


async def publish(service: Operated) -> None:
    operator = Principal(OPERATOR, None)
    assert isinstance(
        await service.knowledge.change(operator, Publish(), "publish"), Changed
    )


def test_what_the_arguments_ask_for() -> None:
    waiting = FindContributions(state=ContributionState.WAITING)
    assert contributions() == waiting
    assert contributions("list", "--by", "bo") == FindContributions(by="bo", limit=20)
    assert contributions("approve", "3") == Approve(3)
    assert news() == ReadNews("operator")
    assert news("list", "--as", "bo", "--unread", "--after", "3/a") == ReadNews(
        "bo", unread=True, after="3/a", limit=20
    )
    assert news("readers", "a") == FindReaders(EntryId("a"))


@pytest.mark.parametrize(
    "words", [("list", "--limit", "0"), ("approve", "0"), ("reject", "1", "")]
)
def test_what_is_out_of_bounds_is_told(words: tuple[str, ...]) -> None:
    with pytest.raises(UsageError):
        contributions(*words)


async def test_a_suggestion_goes_into_the_draft_and_becomes_news(
    path: Path, capsys: Captured
) -> None:
    async with operated(path) as service:
        words = (
            "add",
            "How do I pay?",
            "By card.",
            "--similar",
            "paying",
            "--as",
            "bo",
        )
        assert await do(service, contributions(*words)) == 0
        assert "contribution 1 waits" in capsys.readouterr().out
        assert await do(service, contributions()) == 0
        out = capsys.readouterr().out
        assert "How do I pay?" in out
        assert "waiting: 1" in out
        approve = contributions("approve", "1", "--reason", "thanks")
        assert await do(service, approve) == 0
        assert "is in the draft" in capsys.readouterr().out
        assert await do(service, contributions("list", "--by", "bo"), as_json=True) == 0
        (one,) = json.loads(capsys.readouterr().out)["contributions"]
        assert (one["state"], one["reason"]) == ("approved", "thanks")
        with pytest.raises(UsageError, match="nothing has been published"):
            await do(service, news("read"))
        await publish(service)
        assert await do(service, news("list", "--as", "bo")) == 0
        assert "version 1, unread: 1" in capsys.readouterr().out
        assert await do(service, news("read", "--as", "bo")) == 0
        assert "marked as read" in capsys.readouterr().out
        await do(service, news("list", "--as", "bo", "--unread"))
        assert "unread: 0" in capsys.readouterr().out
        assert await do(service, news("readers", one["entry"]["id"])) == 0
        assert "bo" in capsys.readouterr().out
        assert await do(service, news("readers", "nowhere")) == 1
        assert "no_such_entry" in capsys.readouterr().err


async def test_what_is_refused_is_told_and_so_is_a_bad_entry(
    path: Path, capsys: Captured
) -> None:
    async with operated(path) as service:
        assert await do(service, contributions("add", "Q?", "")) == 1
        assert "(bad_entry)" in capsys.readouterr().err
        await do(service, contributions("add", "Q?", "A"))
        assert await do(service, contributions("reject", "1", "known")) == 0
        assert "rejected" in capsys.readouterr().out
        assert await do(service, contributions("approve", "1")) == 1
        assert "is decided already: 1 (decided)" in capsys.readouterr().err


async def test_long_lists_say_how_to_go_on(path: Path, capsys: Captured) -> None:
    async with operated(path) as service:
        for number in range(2):
            await do(service, contributions("add", f"Q{number}?", "A"))
            await do(service, contributions("approve", str(number + 1)))
        await publish(service)
        capsys.readouterr()
        await do(service, contributions("list", "--limit", "1"))
        assert "--before 2" in capsys.readouterr().out
        await do(service, news("list", "--limit", "1"))
        assert "there is more: --after 1/" in capsys.readouterr().out


def test_without_a_service_that_is_said(
    tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRIODESK_DATA", str(tmp_path))
    for name in ("contributions", "news"):
        assert main(["robot", name]) == 1
        assert str(tmp_path) in capsys.readouterr().err
