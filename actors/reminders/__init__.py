"""Agents who are not at their desks are called by a chat robot (W2)."""
