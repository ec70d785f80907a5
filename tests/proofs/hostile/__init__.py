"""Hostile clients against a real service, beside two who only want to talk.

inputs     what they send: bytes from a seed                         pure
attack     one connection that sends it, and hears what comes back
hearing    what comes back, taken apart                              pure
canary     a visitor and an agent who must not notice anything
campaign   one run: so many inputs, stalled readers, what came of it
tally      its counts
mutate     breaks the service, to see that a run sees it
"""
