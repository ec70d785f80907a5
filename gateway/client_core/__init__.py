"""The client's side of the wire without I/O: bytes in, events out; time is passed in.

`core` is the machine; `events` what it tells; `outbox` the unconfirmed messages;
`requests`, `transcripts`, `typing_view` and `reconnect` its parts. Nothing here imports
trio, so that blocking and gevent clients can use it too.
"""
