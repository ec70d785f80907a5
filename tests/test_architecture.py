"""What the layout promises, checked from outside."""

from __future__ import annotations

import subprocess
import sys
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("runtime", "actors", "gateway", "admin", "loadtest")
MAX_LINES = 450
"""The house asks for 400; a little more is a review's business, not a test's."""

CLIENT_SIDE = (
    "gateway.wire.client_frames",
    "gateway.wire.server_frames",
    "gateway.wire.codes",
    "gateway.wire.client_codec",
    "gateway.client_core",
    "loadtest",
)
"""What a client may import; the load test's process must stay free of trio."""
SERVER_SIDE = {"quart", "hypercorn", "sqlalchemy", "argon2", "PIL"}
"""What takes a second to import; people wait for a command's first line."""
MATCHING = {"numpy", "pypinyin", "rapidfuzz", "snowballstemmer"}
"""What texts are matched with: 0.4 s and 70 MB, for the process of the robot alone."""
LID_SECONDS = 120


def modules() -> Iterator[Path]:
    for package in PACKAGES:
        yield from sorted((ROOT / package).rglob("*.py"))


def sources() -> list[Path]:
    return [*modules(), *sorted((ROOT / "tests").rglob("*.py"))]


def test_the_import_contracts_hold() -> None:
    linter = Path(sys.executable).parent / "lint-imports"
    ended = subprocess.run(
        [linter, "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=LID_SECONDS,
        check=False,
    )
    assert ended.returncode == 0, ended.stdout


@pytest.mark.parametrize("name", CLIENT_SIDE)
def test_what_clients_import_brings_no_loop_along(name: str) -> None:
    # import-linter does not follow a parent's `__init__`; the interpreter does.
    code = f"import sys, {name}; sys.exit('trio' in sys.modules)"
    ended = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, timeout=LID_SECONDS, check=False
    )
    assert ended.returncode == 0


def test_what_every_command_starts_with_brings_no_server_along() -> None:
    code = (
        "import sys; from admin.__main__ import main\n"
        "sys.argv[1:] = ['agent', '--help']\n"
        "try: main()\n"
        f"finally: print(*({SERVER_SIDE | MATCHING} & sys.modules.keys()),"
        " file=sys.stderr)"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=LID_SECONDS,
        check=True,
    )
    assert "usage: " in ended.stdout
    assert ended.stderr.split() == []


def test_who_matches_no_texts_brings_nothing_for_it_along() -> None:
    code = (
        "import sys, admin.serve, actors.records_child\n"
        f"print('ended', *({MATCHING} & sys.modules.keys()))"
    )
    command = [sys.executable, "-c", code]
    told = subprocess.check_output(command, cwd=ROOT, text=True, timeout=LID_SECONDS)
    assert told.split() == ["ended"]


def test_no_file_has_grown_far_beyond_a_head() -> None:
    lengths = {
        str(file.relative_to(ROOT)): len(file.read_text().splitlines())
        for file in sources()
    }
    assert lengths
    # A file of tests is a list of cases: it may be longer than what it tests.
    most = {name: MAX_LINES * (1 + name.startswith("tests/") / 2) for name in lengths}
    assert {name: n for name, n in lengths.items() if n > most[name]} == {}


def test_every_module_says_what_it_is() -> None:
    bare = [
        str(file.relative_to(ROOT))
        for file in modules()
        if not file.read_text().lstrip().startswith('"""')
    ]
    assert bare == []


def comments_with(word: str) -> list[str]:
    """Where a comment has the word; what it is nowhere in is not taken apart."""
    found = []
    for file in modules():
        if word not in file.read_text():
            continue
        with file.open("rb") as source:
            found += [
                f"{file.relative_to(ROOT)}:{token.start[0]}"
                for token in tokenize.tokenize(source.readline)
                if token.type == tokenize.COMMENT and word in token.string
            ]
    return found


@pytest.mark.parametrize("word", ["TODO", "FIXME", "XXX", "HACK"])
def test_nothing_is_left_for_later(word: str) -> None:
    assert comments_with(word) == []


def test_comments_are_found() -> None:
    assert comments_with("noqa: S603")
