"""The service's clock is set anew, while it runs and while it does not, under load.

The load, its ledgers and its auditor are those of the crash proof; the clock is that of
the service's processes alone (libfaketime).

machine    the clock of these processes, and how it is set
campaign   one run: steps of the clock, rests, audits
tally      its counts
"""
