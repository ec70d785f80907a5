"""The pluggable answerer: a language model that words an answer from entries (R13).

generate        what is asked of it, and what comes of it
redaction       what is personal does not leave
prompt          what the model is told
event_stream    server-sent events, as they come in
completion      what they say
figures         figures that nobody gave
judging         what of it may be said to a visitor
settings        which model is asked, within which limits
request         a request to it, and what its outcome means
core, messages  the purse: what may be spent, and what was
actor           the same, durable
office          asks the model
reply           which replies of the robot it may better, and how that is said
wording         has them bettered, beside the robot

The model answers and never acts: it is offered no tools, and what it writes is a text
that is judged before anybody sees it.
"""
