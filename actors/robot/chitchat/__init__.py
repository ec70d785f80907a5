"""Chit-chat: what people say beside their questions, and the answers (R4)."""
