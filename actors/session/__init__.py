"""One conversation of one visitor: its state machine, transcript and life."""
