"""What the arguments of a command gave."""

from __future__ import annotations

import msgspec
import pytest

from admin.operator.given import converted, some
from runtime.errors import UsageError


class Page(msgspec.Struct):
    after: str = ""
    limit: int = 20


def test_what_was_not_given_is_left_to_the_default() -> None:
    given = {"after": "b", "limit": None, "other": 1}
    assert some(given, ("after", "limit", "absent")) == {"after": "b"}
    assert converted(some(given, ("after", "limit")), Page) == Page("b")


def test_a_value_out_of_bounds_is_the_users_error() -> None:
    with pytest.raises(UsageError, match=r"^limit: Expected `int`"):
        converted({"limit": "many"}, Page)
    with pytest.raises(UsageError, match=r"^Expected `object`, got `int`$"):
        converted(1, Page)
