"""The schema of the journal's database, step by step, for Alembic."""
