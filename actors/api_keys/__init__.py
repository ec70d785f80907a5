"""Keys by which other programs act over HTTP, and agents' logins made by them."""
