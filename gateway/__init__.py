"""The clients' face: wire schema, codecs, connections, software development kits.

This file stays empty of imports: load generators import `gateway.wire` and
`gateway.client_core` in processes where trio must never be loaded.
"""
