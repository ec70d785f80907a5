"""What operators ask of a running service on the same machine: its tree, and why."""
