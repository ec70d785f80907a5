"""The staff's face and the composition root: HTTP, figures, logs, command line."""
