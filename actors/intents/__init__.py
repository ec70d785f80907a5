"""What visitors want, recognised in what they write (R12)."""
