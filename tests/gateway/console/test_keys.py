"""What terminals send, whole and in pieces."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.console.keys import MAX_SEQUENCE_CHARS, Key, KeyDecoder, Press, Typed
from gateway.wire.terms import MAX_TEXT_CHARS

SEQUENCES: dict[bytes, Key] = {
    b"\r": Key.ENTER,
    b"\x7f": Key.BACKSPACE,
    b"\x03": Key.INTERRUPT,
    b"\x04": Key.END_OF_INPUT,
    b"\x15": Key.CUT_BEFORE,
    b"\x17": Key.CUT_WORD,
    b"\x0b": Key.CUT_AFTER,
    b"\x01": Key.HOME,
    b"\x05": Key.END,
    b"\t": Key.TAB,
    b"\x1b[A": Key.UP,
    b"\x1bOB": Key.DOWN,
    b"\x1b[C": Key.RIGHT,
    b"\x1b[D": Key.LEFT,
    b"\x1b[1;5D": Key.WORD_LEFT,
    b"\x1b[1;3C": Key.WORD_RIGHT,
    b"\x1b[H": Key.HOME,
    b"\x1b[4~": Key.END,
    b"\x1b[3~": Key.DELETE,
    b"\x1b\r": Key.BREAK,
    b"\x1bb": Key.WORD_LEFT,
    b"\x1b\x7f": Key.CUT_WORD,
}


def merged(presses: list[Press]) -> list[Press]:
    """Text that came in pieces, as one."""
    result: list[Press] = []
    for press in presses:
        if result and isinstance(press, Typed) and isinstance(result[-1], Typed):
            result[-1] = Typed(result[-1].text + press.text)
        else:
            result.append(press)
    return result


@pytest.mark.parametrize(("data", "key"), SEQUENCES.items())
def test_a_key_is_known(data: bytes, key: Key) -> None:
    assert KeyDecoder().feed(data) == [key]


@given(st.data())
def test_keys_may_be_cut_anywhere_but_behind_an_escape(data: st.DataObject) -> None:
    text = st.text(st.characters(categories=["L", "N", "P", "S"]), min_size=1)
    parts = data.draw(
        st.lists(
            st.one_of(
                st.sampled_from([*SEQUENCES]),
                text.map(str.encode),
                text.map(lambda pasted: b"\x1b[200~" + pasted.encode() + b"\x1b[201~"),
            )
        )
    )
    stream = b"".join(parts)
    whole = KeyDecoder().feed(stream)
    decoder = KeyDecoder()
    pieces: list[Press] = []
    start = 0
    while start < len(stream):
        end = data.draw(st.integers(start + 1, len(stream)))
        # Alt and a key are told from Escape and a key by coming together.
        while stream[end - 1 : end] == b"\x1b" and end < len(stream):
            end += 1
        pieces += decoder.feed(stream[start:end])
        start = end
    assert merged(pieces) == merged(whole)


def test_a_sequence_may_be_cut_behind_its_escape() -> None:
    decoder = KeyDecoder()
    assert decoder.feed(b"\x1b") == []
    assert decoder.feed(b"[A") == [Key.UP]


def test_the_escape_key_swallows_nothing() -> None:
    decoder = KeyDecoder()
    assert decoder.feed(b"\x1b") == []
    assert decoder.feed(b"b") == [Typed("b")]


def test_a_paste_is_text_with_its_line_breaks() -> None:
    decoder = KeyDecoder()
    presses = decoder.feed("\x1b[200~一\r二\x1b[201~\r".encode())
    assert presses == [Typed("一\r二"), Key.ENTER]


def test_an_endless_paste_is_bounded_and_ends() -> None:
    decoder = KeyDecoder()
    decoder.feed(b"\x1b[200~")
    for _ in range(100):
        assert decoder.feed(b"x" * 1_000) == []
    assert decoder.feed(b"\x1b[20") == []
    assert decoder.feed(b"1~!") == [Typed("x" * MAX_TEXT_CHARS), Typed("!")]


def test_an_endless_sequence_is_given_up() -> None:
    decoder = KeyDecoder()
    decoder.feed(b"\x1b[" + b"1" * MAX_SEQUENCE_CHARS)
    assert decoder.feed(b"A")[-1] == Typed("A")


@pytest.mark.parametrize("data", [b"\x1b[99~", b"\x1b[?1;2c", b"\x00", b"\x1bz"])
def test_what_means_nothing_is_no_key(data: bytes) -> None:
    assert KeyDecoder().feed(data) == []


@given(st.binary(max_size=200))
def test_no_bytes_break_it(data: bytes) -> None:
    for press in KeyDecoder().feed(data):
        assert isinstance(press, Key | Typed)
