"""The observer: the tree as it is, interventions in it, and what came of them (M10)."""
