"""What agents say again and again, to be chosen by a few letters (A5)."""
