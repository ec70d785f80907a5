"""Load generators; they know the wire alone."""
