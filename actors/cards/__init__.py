"""Cards: what the service asks a visitor to choose, fill in or rate (V3, V5)."""
