"""The actor runtime: cells, supervisors, timers, journal, ports. Knows nothing of chat.

Imports nothing here: the store's child process starts from this package.
"""
