"""Webhooks: what happens in sessions, told to others' servers (M11)."""
