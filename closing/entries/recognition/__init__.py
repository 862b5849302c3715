"""Entries that come back with the books: recognised among their vouchers, and no longer counted twice."""
