"""Conversations of agents among themselves, beside any session (内部会话, S10)."""
