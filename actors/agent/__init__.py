"""One person who answers: status, presence, and the authority over free slots."""
