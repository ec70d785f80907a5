"""The wire protocol `triodesk.v1.msgpack`: schema, codes, and one codec per side."""
