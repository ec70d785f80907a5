"""One skill group: who waits, who could answer, and the reservation between them."""
