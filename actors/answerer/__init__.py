"""The pluggable answerer: a language model that words an answer from entries (R13).

generate        what is asked of it, and what comes of it
reply           its answer as the robot's reply

The model answers and never acts: it is offered no tools, and what it writes is a text
that is judged before anybody sees it.
"""
