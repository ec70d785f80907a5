"""Records of sessions and their legs, and the figures made of them (M7, M8, W5, W6).

A projector follows the journal and keeps, in the database of the records, one row per
session, one per leg, one per message, and what is needed to find them.
"""
