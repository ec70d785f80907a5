"""What is watched while a load test runs: each promise in the file of its noun. Pure.

Different clients are shown things at different times. So a promise is judged by what
contradicts itself whatever the delays (two things said of one version, or under one
number), or it is a bound in time: what contradicts itself must be put right within a
bound of `bounds`. A promise that was never looked at is no promise kept.
"""
