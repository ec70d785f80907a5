"""Who is erased, and what is kept for a time alone (P8)."""
