import math
from functools import partial

from admin.simulation.agenda import Agenda


def test_acts_come_in_the_order_of_their_times_and_of_asking() -> None:
    agenda, done = Agenda(), list[str]()
    for seconds, name in ((2.0, "c"), (1.0, "a"), (1.0, "b")):
        agenda.at(seconds, partial(done.append, name))
    while agenda.next_seconds() < math.inf:
        agenda.pop()()
    assert done == ["a", "b", "c"]
