"""The live dashboard: how the desk stands now, and today (M6)."""
