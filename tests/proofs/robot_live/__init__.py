"""A version of the robot's base that comes into force while visitors ask, at size.

base       what is asked, and what both versions answer
crowd      visitors who ask at a given rate, and what each was told
judge      whether every question got its one answer, by a version in force       pure
campaign   one run: a service, a publication, and who asks meanwhile
tally      its figures
"""
