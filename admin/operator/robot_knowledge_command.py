"""What `triodesk robot entries`, `categories`, `publish` … run."""

from __future__ import annotations

from functools import partial
from typing import Final

from admin.operator.knowledge import run_wish
from admin.operator.knowledge_wish import (
    read_categories_wish,
    read_chitchat_wish,
    read_diff_wish,
    read_entries_wish,
    read_publish_wish,
    read_rollback_wish,
    read_versions_wish,
    read_welcome_wish,
)

run_robot_entries: Final = partial(run_wish, read_entries_wish)
run_robot_categories: Final = partial(run_wish, read_categories_wish)
run_robot_chitchat: Final = partial(run_wish, read_chitchat_wish)
run_robot_welcome: Final = partial(run_wish, read_welcome_wish)
run_robot_publish: Final = partial(run_wish, read_publish_wish)
run_robot_versions: Final = partial(run_wish, read_versions_wish)
run_robot_diff: Final = partial(run_wish, read_diff_wish)
run_robot_rollback: Final = partial(run_wish, read_rollback_wish)
