"""The service itself: one sub-package per noun, knowing the runtime and no socket.

Each has `messages` (what it accepts, emits and answers), `table` or `core` (PURE) and
`actor` (the thin shell). `tree` declares the supervision tree, `directory` finds actors
by id, `reception` opens sessions.
"""
