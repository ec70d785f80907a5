"""Service rules and settings: what a shop may change while the service runs (M3)."""
