"""Flows: what visitors are asked before anybody serves them (R10, Q3)."""
