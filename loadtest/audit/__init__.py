"""The auditor: holds a journal's tables to the events in them, and to the ledgers."""
