"""Customers: what is known of a visitor beyond his sessions (M12)."""
