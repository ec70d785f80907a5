"""The business server: whom it names serves (Q9)."""
