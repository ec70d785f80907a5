"""What Alembic runs: the steps, on the connection that the database opened.

All steps of one start are one transaction: a start that fails has changed nothing.
"""

from __future__ import annotations

from alembic import context

context.configure(connection=context.config.attributes["connection"])
context.run_migrations()
