"""A table of members: every row is looked at, every mistake is named."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actors.accounts.members import MAX_MEMBERS, MemberDraft
from actors.accounts.permissions import Role
from actors.accounts.roster import MAX_ROSTER_BYTES, RosterRow, read_roster
from actors.ids import GroupId

HEAD = "email,name,role,capacity,groups\n"


@pytest.mark.covers("M1")
def test_members_are_read_with_what_is_given_of_them() -> None:
    table = "\ufeff" + HEAD + "a@b.cc,安,supervisor,3,x y\n\nb@b.cc, Bob ,,,\n"
    read = read_roster(table.encode())
    assert read.faults == ()
    groups = (GroupId("x"), GroupId("y"))
    first = MemberDraft("a@b.cc", "安", Role.SUPERVISOR, capacity=3, groups=groups)
    second = MemberDraft("b@b.cc", "Bob")
    assert read.rows == (RosterRow(2, first), RosterRow(4, second))


@pytest.mark.covers("M1")
def test_every_wrong_row_is_named_with_its_column() -> None:
    lines = [
        "nobody,A,,,",
        "a@b.cc,,,,",
        "b@b.cc,B,boss,,",
        "c@b.cc,C,,0,",
        "d@b.cc,D,,many,",
        "e@b.cc,E",
        "f@b.cc,F,agent,1,g",
        "F@b.cc,G,agent,1,g",
    ]
    read = read_roster((HEAD + "\n".join(lines)).encode())
    assert [row.line for row in read.rows] == [8, 9]
    expected = {
        2: "email: expected an address as ann@shop.example, got 'nobody'",
        3: "name: expected",
        4: "role: expected super_admin or admin",
        5: "capacity: expected a number from 1",
        6: "got 'many'",
        7: "5 columns, got 2",
        9: "stands in line 8",
    }
    assert [fault.line for fault in read.faults] == list(expected)
    for fault in read.faults:
        assert expected[fault.line] in fault.text


@pytest.mark.parametrize(
    ("table", "word"),
    [
        (b"", "expected columns"),
        (b"email\n", "expected columns"),
        (b"email,name,salary\n", "salary"),
        (b"email,name,name\n", "expected columns"),
        (b"\xff\xfe", "UTF-8"),
        (b'email,name\n"a', "CSV"),
        (b"x" * (MAX_ROSTER_BYTES + 1), "bytes"),
    ],
)
def test_what_is_no_table_of_members_is_said(table: bytes, word: str) -> None:
    read = read_roster(table)
    assert read.rows == ()
    (fault,) = read.faults
    assert word in fault.text


def test_more_members_than_there_may_be() -> None:
    rows = [f"a{number}@b.cc,A\n" for number in range(MAX_MEMBERS + 1)]
    read = read_roster(("email,name\n" + "".join(rows)).encode())
    assert (read.rows, len(read.faults)) == ((), 1)
    assert f"at most {MAX_MEMBERS} members" in read.faults[0].text
    most = read_roster(("email,name\n" + "".join(rows[1:])).encode())
    assert (len(most.rows), most.faults) == (MAX_MEMBERS, ())


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_whatever_comes_it_is_read_or_refused(data: bytes) -> None:
    for table in (data, b"email,name\n" + data):
        read = read_roster(table)
        assert read.rows or read.faults or table.strip() in (b"email,name", b"")
