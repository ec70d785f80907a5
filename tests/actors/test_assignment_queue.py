"""The queue by key: what it holds, and that it forgets what was taken out."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from actors.assignment.ordered_queue import OrderedQueue, Stamped


class Item(Stamped):
    """Nothing but a name."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.stamp = 0


Steps = list[tuple[str, int | None]]


def names(items: list[Item]) -> list[str]:
    return [each.name for each in items]


@given(
    st.lists(
        st.tuples(st.sampled_from("abcdefgh"), st.none() | st.integers(0, 9)),
        max_size=200,
    ),
    st.sets(st.sampled_from("abcdefgh")),
)
def test_it_is_a_sorted_mapping(steps: Steps, unwanted: set[str]) -> None:
    queue: OrderedQueue[Item] = OrderedQueue()
    items = {name: Item(name) for name in "abcdefgh"}
    model: dict[str, int] = {}
    for name, key in steps:
        items[name].stamp += 1
        model.pop(name, None)
        if key is not None:
            queue.put(key, items[name])
            model[name] = key
        order = sorted(model, key=lambda each: (model[each], each))
        first = queue.first()
        assert (first.name if first else None) == (order[0] if order else None)
        wanted = [each for each in order if each not in unwanted]
        found = queue.first_where(lambda each: each.name not in unwanted)
        assert (found.name if found else None) == (wanted[0] if wanted else None)
        assert names(queue.some(3)) == order[:3]
        assert names(queue.some(99)) == order


def test_one_stamp_takes_an_item_out_of_every_queue() -> None:
    one: OrderedQueue[Item] = OrderedQueue()
    other: OrderedQueue[Item] = OrderedQueue()
    item = Item("a")
    one.put(1, item)
    other.put(2, item)
    item.stamp += 1
    assert one.first() is None
    assert other.first() is None


def test_the_lowest_is_taken_and_of_none_there_is_nothing_to_take() -> None:
    queue: OrderedQueue[Item] = OrderedQueue()
    early, late = Item("early"), Item("late")
    queue.put(2, late)
    queue.put(1, early)
    early.stamp += 1
    late.stamp += 1
    assert queue.take() is None
    queue.put(2, late)
    queue.put(1, early)
    assert [queue.take(), queue.take(), queue.take()] == [early, late, None]


def test_what_was_taken_out_in_the_middle_does_not_pile_up() -> None:
    for keys in (range(10_000), range(10_000, 0, -1)):
        queue: OrderedQueue[Item] = OrderedQueue()
        queue.put(-1, Item("head"))
        for key in keys:
            item = Item(str(key))
            queue.put(key, item)
            item.stamp += 1
        assert len(queue) < 200
        assert names(queue.some(9)) == ["head"]
