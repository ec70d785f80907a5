"""Offers that expire at the same moment, in a real service with its real store.

house      the service, with agents and visitors in it, as a process that may be killed
rings      what the journal tells of every offer: when it was due, when it lapsed   pure
campaign   one run: two blows, a kill in the second, a restart, and what came of it
tally      its figures
"""
