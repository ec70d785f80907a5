"""The tree on paper and on a screen."""

from __future__ import annotations

import dataclasses

import pytest
from msgspec.structs import replace

from admin.operator.commands import SORTS
from admin.operator.frames import Tree
from admin.operator.phrases import ENTITIES, PHASES, STATES, OperatorPhrase
from admin.operator.table import table
from admin.operator.top_model import MIN_PACE_SECONDS, TopModel
from admin.operator.top_view import TopView
from gateway.console.keys import Key, Press, Typed
from gateway.console.phrases import CHINESE, ENGLISH, Words
from gateway.console.styled import Line, Span, Style, columns_of, for_pipe
from runtime.phase import Phase
from runtime.survey import SortKey
from tests.admin.operator.samples import part, tree

EN, ZH = Words(ENGLISH), Words(CHINESE)


def text_of(lines: list[Line]) -> str:
    return "\n".join(for_pipe(line).rstrip() for line in lines)


ONE_LOOK = """\
triodesk  process 7  up 1 min 1 s
part          kind                     state    restarts  mailbox  last error
/             supervisor one_for_one   idle            0        0
  store       StoreService             at work         3        0  Oops: x
  desk        supervisor rest_for_one  idle            0        0
    sessions  region                   idle            0        0
    groups    region                   idle            0        0

region    in memory  asleep  at work  quarantined  mailbox  handled  busy s  crashes
sessions         14       3        2            1        5    1,234   2.000        4
groups            1       0        0            0        0        7   0.500        0

busiest      state                     restarts  mailbox  handled  busy s  crashes  \
last error
sessions/s1  idle                             0        0    1,234   2.000        0
sessions/s2  waits for /desk/groups/g         0        0        9   0.000        0
sessions/s3  idle                             0        0        0   0.000        0
groups/g     ready                            0        0        7   0.000        0"""


def test_one_look_shows_totals() -> None:
    assert text_of(TopView(EN).shown(tree())) == ONE_LOOK


def test_two_looks_show_what_happened_between_them() -> None:
    before = tree(60.0, handled=1_000, busy_seconds=1.5)
    lines = text_of(TopView(EN).shown(tree(62.0), before)).splitlines()
    assert "per s  busy %" in lines[8]
    assert lines[9].split()[6:] == ["1,234", "117.0", "25.0", "4"]
    assert lines[13].split() == [
        "sessions/s1",
        "idle",
        "0",
        "0",
        "1,234",
        "117.0",
        "25.0",
        "0",
    ]


def test_who_is_new_or_begins_anew_has_no_pace_yet() -> None:
    before = tree(60.0, handled=9_999)
    before = replace(before, entities=before.entities[:1])
    lines = text_of(TopView(EN).shown(tree(), before)).splitlines()
    assert [line.count("–") for line in lines[9:11]] == [2, 0]
    assert [line.count("–") for line in lines[13:]] == [2, 2, 2, 2]


def test_another_process_is_another_story() -> None:
    before = replace(tree(60.0), process=6)
    assert text_of(TopView(EN).shown(tree(), before)) == ONE_LOOK


def test_columns_stand_below_each_other_in_chinese_too() -> None:
    lines = TopView(ZH).shown(tree())
    assert for_pipe(lines[0]) == "triodesk  进程 7  已运行 1 分 1 秒"
    assert {columns_of(for_pipe(line)) for line in lines[8:11]} == {66}
    head = for_pipe(lines[1])
    row = for_pipe(lines[3])
    assert columns_of(head[: head.index("最近")]) == columns_of(
        row[: row.index("Oops")]
    )


@pytest.mark.parametrize(
    ("room", "shown"),
    [
        (50, ["sessions/s1", "sessions/s2", "sessions/s3", "groups/g"]),
        (16, ["sessions/s1", "sessions/s2", "groups/g"]),
        (15, ["sessions/s1", "groups/g"]),
        (13, []),
        (0, []),
    ],
)
def test_each_region_gets_its_share_of_the_room(room: int, shown: list[str]) -> None:
    lines = text_of(TopView(EN).shown(tree(), room=room)).splitlines()[13:]
    assert [line.split()[0] for line in lines] == shown


def test_a_small_window_shows_what_is_in_trouble_before_what_is_well() -> None:
    look = tree()
    well = [part(f"/store/well{number}") for number in range(9)]
    bad = dataclasses.replace(part("/store/bad"), restarts=1)
    look = replace(look, upper=(*look.upper, *well, bad))
    shown = text_of(TopView(EN).shown(look, room=19))
    assert "… 7 more parts, all well" in shown
    assert "  bad  " in shown
    assert "sessions/s1" in shown
    assert "more parts" not in text_of(TopView(EN).shown(look, room=50))


def test_an_id_keeps_its_slashes_and_its_region() -> None:
    look = tree()
    groups = [part(f"/desk/groups/{name}") for name in ("eu/sale", "us/sale", "us")]
    look = replace(look, entities=(*look.entities, *groups))
    lines = text_of(TopView(EN).shown(look)).splitlines()[13:]
    names = ["groups/g", "groups/eu/sale", "groups/us/sale", "groups/us"]
    assert [line.split()[0] for line in lines[3:]] == names
    room = text_of(TopView(EN).shown(look, room=17)).splitlines()[13:]
    shown = ["sessions/s1", "sessions/s2", "groups/g", "groups/eu/sale"]
    assert [line.split()[0] for line in room] == shown


def test_what_should_not_be_stands_out() -> None:
    loud = [
        span.text
        for line in TopView(EN).shown(tree())
        for span in line
        if span.style is Style.WARNING
    ]
    assert loud == ["3", "Oops: x", "1", "4"]


def test_a_path_cannot_move_the_readers_cursor() -> None:
    look = tree()
    evil = dataclasses.replace(look.upper[1], last_error="a\x1b[2Jb\nc")
    text = text_of(TopView(EN).shown(replace(look, upper=(evil,))))
    assert "a\ufffd[2Jb⏎c" in text


def test_a_state_of_a_newer_service_is_shown_as_it_comes() -> None:
    look = tree()
    odd = dataclasses.replace(look.upper[0], phase="odd")
    assert " odd " in text_of(TopView(EN).shown(replace(look, upper=(odd,))))


def test_every_word_has_its_phrase() -> None:
    assert set(SORTS) == {key.value for key in SortKey}
    assert set(PHASES) == {phase.value for phase in Phase}
    assert set(ENTITIES) == set(SortKey)
    assert "new" not in STATES


def test_a_table_has_no_room_to_waste() -> None:
    rows = [[Span("a"), Span("bb"), Span("c")], [Span("客服"), Span("1"), Span("")]]
    lines = [for_pipe(line) for line in table(rows, frozenset({0, 2}))]
    assert lines == ["a     bb  c", "客服   1  "]


# --- live


def model() -> TopModel:
    made = TopModel(EN, SortKey.BUSY)
    made.looked(tree())
    return made


def later(seconds: float, look: Tree) -> Tree:
    return replace(look, up_seconds=look.up_seconds + seconds)


def test_the_screen_is_full_and_never_fuller() -> None:
    for count in range(1, 40):
        for columns in (1, 20, 200):
            rows = model().rows(columns, count)
            assert len(rows) <= count
            assert all(columns_of(for_pipe(row)) <= columns for row in rows)
    foot = for_pipe(model().rows(80, 24)[-1])
    assert foot.startswith("q quits")
    assert foot.endswith("c crashes  (busiest)")


def test_a_look_at_once_after_a_key_keeps_the_pace() -> None:
    top = model()
    assert "per s" not in text_of(top.rows(200, 50))
    top.looked(later(1.0, tree(handled=1_244)))
    assert "10.0" in text_of(top.rows(200, 50))
    top.looked(later(1.0 + MIN_PACE_SECONDS / 2, tree(handled=1_244)))
    assert " 8.0 " in text_of(top.rows(200, 50))


@pytest.mark.parametrize("key", [Typed("q"), Typed("Q"), Key.INTERRUPT])
def test_keys_that_leave(key: Key | Typed) -> None:
    top = model()
    assert not top.has_ended
    assert not top.press(key)
    assert top.has_ended


def test_keys_that_sort_want_another_look() -> None:
    top = model()
    pressed: list[Press] = [Typed("m"), Typed("m"), Typed("x"), Key.UP, Typed("xc")]
    sorts = [(top.press(key), top.sort) for key in pressed]
    mailbox, crashes = SortKey.MAILBOX, SortKey.CRASHES
    assert [is_wanted for is_wanted, _ in sorts] == [True, False, False, False, True]
    assert [sort for _, sort in sorts] == [mailbox] * 4 + [crashes]
    assert not top.has_ended


def test_a_service_that_is_gone_leaves_its_last_look() -> None:
    top = model()
    top.lost()
    rows = top.rows(200, 24)
    assert for_pipe(rows[-1]).startswith("the service does not answer")
    assert for_pipe(rows[0]).startswith("triodesk  process 7")
    top.looked(tree())
    assert for_pipe(top.rows(200, 24)[-1]).startswith("q quits")


def test_before_the_first_look_there_are_the_keys() -> None:
    assert len(TopModel(EN, SortKey.BUSY).rows(80, 24)) == 1


def test_both_languages_tell_the_same_keys() -> None:
    keys = [
        {word for word in text.split() if len(word) == 1 and word.isascii()}
        for text in OperatorPhrase.KEYS.value
    ]
    assert keys[0] == keys[1] == {*"qbhmc"}
