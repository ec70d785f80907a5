"""Accounts of staff: who works here, who is signed in, who may do what."""
