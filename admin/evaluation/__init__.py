"""`triodesk robot eval`: how well the robot understands, on labelled utterances.

A set is a file of JSON lines (`case_file`); the halves of our own are in `sets`.
Matchers are judged by the same measures at their own thresholds (`measure`, `tuning`),
the robot's beside plain ones (`bm25`, `fuzzy`).
"""
