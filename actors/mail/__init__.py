"""E-mail: letters, and the process that sends them."""
