"""Sending closing entries to the bookkeeping they belong to, each exactly once; docs/exactly-once.md draws it."""
